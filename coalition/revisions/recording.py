"""Recording: what is done inside becomes one revision of each record named, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import reversion
from django.db import transaction

from coalition.models import Record
from coalition.revisions.keeping import keep, keep_before


@contextmanager
def recording(*records: Record | None, by: Any, words: str = "") -> Iterator[None]:
    """Keep each of `records`, rows included, as `by` leaves it; `words` say what was done.

    Undone as a whole if anything is raised. Name every record that is changed: how it was before is
    kept too, if no revision has it. A new record may be named before it is saved. Without a name,
    whatever new rows are saved inside are kept as one revision.
    """
    named = [record for record in records if record is not None]
    with transaction.atomic():
        if not named:
            with reversion.create_revision():
                if by is not None and by.is_authenticated:
                    reversion.set_user(by)
                reversion.set_comment(words)
                yield
            return
        for record in named:
            keep_before(record)
        yield
        for record in named:
            keep(record, by=by, words=words)
