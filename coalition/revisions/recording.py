"""Recording: whatever is saved inside becomes one revision, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import reversion

from coalition.models import Record


@contextmanager
def recording(record: Record | None = None, *, by: Any, words: str = "") -> Iterator[None]:
    """Keep all that is saved inside as one revision by `by`, which `words` describe.

    Undone as a whole if anything is raised. With `record`, its state is kept even if only its rows
    were changed, or deleted.
    """
    with reversion.create_revision(atomic=True):
        if by is not None and by.is_authenticated:
            reversion.set_user(by)
        if words:
            reversion.set_comment(words)
        yield
        if record is not None and record.pk is not None:
            reversion.add_to_revision(record)
