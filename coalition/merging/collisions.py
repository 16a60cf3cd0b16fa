"""Collisions: two rows that say the same of one record, once two records are one."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from coalition.merging.fields import Difference, differences
from coalition.models import Attendance, ElectionOutcome, SeatPosition

#: The field of a row that a claim on the whole of it asserts. Of the other rows a claim asserts
#: whatever is different, in words.
_ASSERTED: dict[type[models.Model], str] = {
    Attendance: "status",
    ElectionOutcome: "result",
    SeatPosition: "seats",
}
_VALUE_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Collision:
    """`gone` becomes part of `kept`, which takes over what it lacks unless the two disagree."""

    kept: models.Model
    gone: models.Model
    differences: list[Difference]

    @classmethod
    def between(cls, kept: models.Model, gone: models.Model, *, told: set[str]) -> "Collision":
        return cls(kept, gone, differences(kept, gone, told=told))

    @property
    def is_disagreement(self) -> bool:
        """Two halves of one row complete each other; two that disagree stay as they are."""
        return any(not difference.is_filling for difference in self.differences)

    @property
    def fillings(self) -> list[Difference]:
        """What the row that is kept takes over."""
        return [] if self.is_disagreement else self.differences


def asserted_by_loser(collision: Collision) -> tuple[str, str] | None:
    """What claims on the row that gave way assert against the one that is kept: field and value."""
    contrary = [entry for entry in collision.differences if not entry.is_filling]
    name = _ASSERTED.get(type(collision.gone), "")
    if name:
        return next(
            (
                (name, str(getattr(collision.gone, name)))
                for entry in contrary
                if entry.field.name == name
            ),
            None,
        )
    words = "; ".join(map(str, contrary))[:_VALUE_LIMIT]
    return ("", words) if words else None


def filled_columns(collision: Collision) -> dict[str, Any]:
    """The columns that the row that is kept takes over, by attname."""
    return {
        column: collision.gone.__dict__[column]
        for entry in collision.fillings
        for column in entry.columns
    }
