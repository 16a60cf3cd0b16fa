"""What the picture of the attendance matrix says: of its columns, its key, itself, and its cut."""

from __future__ import annotations

from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.pages.alliance_attendance import AttendanceMatrix, Column
from coalition.pages.presence import PRESENCE, Presence
from coalition.pages.wording import word


def when_and_where(column: Column) -> str:
    """“6 Dec 2023, New Delhi”; of a meeting without a place, its title."""
    return f"{brief_date(column)}, {column.place or column.title}"


def brief_date(column: Column) -> str:
    return column.brief_date or _("no date")


def key_word(state: Presence) -> str:
    """Not named is told in full: no reader may take it for absent."""
    return (
        _("Not named: the reports do not say")
        if state == Presence.NOT_NAMED
        else word(PRESENCE, state)
    )


def in_order(matrix: AttendanceMatrix) -> list[Presence]:
    """The states that are there to be explained; what is left blank explains itself."""
    states = matrix.states()
    return [state for state in Presence if state in states and state != Presence.UNRELATED]


def notes(*, newest: int, parties_left_out: int) -> list[str]:
    """What a picture of an alliance leaves out, for those who see it and those who hear it.

    `newest` is how many meetings it shows if there are older ones, or else 0.
    """
    found = []
    if newest:
        words = ngettext("The newest meeting.", "The newest %(count)d meetings.", newest)
        found.append(words % {"count": newest})
    if parties_left_out:
        words = ngettext(
            "%(count)d more party is left out.",
            "%(count)d more parties are left out.",
            parties_left_out,
        )
        found.append(words % {"count": parties_left_out})
    return found


def describe(matrix: AttendanceMatrix) -> str:
    parties, meetings = len(matrix.rows), len(matrix.columns)
    states = ", ".join(word(PRESENCE, state).lower() for state in in_order(matrix))
    size = _order_words(matrix.columns) % {
        "parties": ngettext("%d party", "%d parties", parties) % parties,
        "meetings": ngettext("%d meeting", "%d meetings", meetings) % meetings,
    }
    told = _("For each party and each meeting one of these is shown: %(states)s.") % {
        "states": states
    }
    honest = _("Not named means that the reports do not say whether the party came.")
    return f"{size} {told} {honest}" if Presence.NOT_NAMED in matrix.states() else f"{size} {told}"


def _order_words(columns: list[Column]) -> str:
    """What stands left of another is older only if the sources say as much."""
    dates = [column.date for column in columns if column.date]
    is_by_age = all(
        before.latest and after.earliest and before.latest <= after.earliest
        for before, after in pairwise(dates)
    )
    words = (
        _("%(parties)s and %(meetings)s, the oldest on the left.")
        if is_by_age
        else _("%(parties)s and %(meetings)s, in the order of their last possible days.")
    )
    if 0 < len(dates) < len(columns):
        words += " " + _("Meetings without a date are on the right.")
    return words
