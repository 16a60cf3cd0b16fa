"""Attempts: writing what was checked, and finding out what the database refuses even so."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from coalition.interchange.entries import Draft
from coalition.interchange.problems import Problems
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
            problems.add(drafts[0].place, "", _reason(shape, error))
        else:
            for draft in drafts:
                attempt(shape, [draft], write, problems)


def _reason(shape: Shape, error: Exception) -> str:
    for model in (shape.model, *(rows.model for rows in shape.rows)):
        if message := constraint_message(model, str(error)):
            return message
    return f"The database refuses it ({' '.join(str(error).split())}). Mend the entry."
