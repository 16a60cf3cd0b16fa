"""Attempts: writing what was checked, and finding out what the database refuses even so."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from coalition.interchange.entries import Draft
from coalition.interchange.problems import Problems, Sort
from coalition.interchange.rules import constraint_message
from coalition.interchange.shapes import Shape
from coalition.models import StaleRecordError

_REFUSALS = (IntegrityError, DataError, ValidationError, StaleRecordError)


def attempt(
    shape: Shape,
    drafts: Sequence[Draft],
    write: Callable[[Sequence[Draft]], None],
    problems: Problems,
) -> None:
    """Write all at once; if the database refuses, one by one, to find out which it refuses."""
    if not drafts:
        return
    try:
        with transaction.atomic():
            write(drafts)
    except _REFUSALS as error:
        if len(drafts) == 1:
            sort = Sort.OVERTAKEN if _is_overtaken(error) else Sort.INVALID
            problems.add(drafts[0].place, "", _reason(shape, error), sort)
        else:
            for draft in drafts:
                attempt(shape, [draft], write, problems)


def _is_overtaken(error: Exception) -> bool:
    """Whether it would have been right a moment ago: somebody else was quicker."""
    words = str(error).lower()
    return isinstance(error, StaleRecordError) or "unique" in words


def _reason(shape: Shape, error: Exception) -> str:
    for model in (shape.model, *(rows.model for rows in shape.rows)):
        if message := constraint_message(model, str(error)):
            return message
    if isinstance(error, StaleRecordError):
        return str(error)
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return f"The database refuses it ({' '.join(str(error).split())}). Mend the entry."
