"""What a meeting's document says of a party, in one word."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from coalition.pages.wording import ATTENDANCE, Words

Document = dict[str, Any]


class Presence(StrEnum):
    """The first five are statuses of documents. The others say what no document says of the party,
    and why."""

    ATTENDED = "attended"
    ABSENT = "absent"
    DECLINED = "declined"
    EXPECTED = "expected"
    INVITED = "invited"
    LEADERS_ONLY = "leaders_only"
    NOT_NAMED = "not_named"
    NOT_A_MEMBER = "not_a_member"
    UNCERTAIN = "uncertain"
    NOT_RECORDED = "not_recorded"
    NOTHING_YET = "nothing_yet"
    NOT_HELD = "not_held"
    UNRELATED = "unrelated"


PRESENCE: Words = {
    **ATTENDANCE,
    Presence.LEADERS_ONLY: _("Leaders only"),
    Presence.NOT_NAMED: _("Not named"),
    Presence.NOT_A_MEMBER: _("Not a member then"),
    Presence.UNCERTAIN: _("Membership then not certain"),
    Presence.NOT_RECORDED: _("Not recorded"),
    Presence.NOTHING_YET: _("Planned; nothing said"),
    Presence.NOT_HELD: _("Not held"),
    Presence.UNRELATED: _("No membership recorded"),
}
#: What a reader may otherwise take it for.
PRESENCE_EXPLAINED: Words = {
    Presence.EXPECTED: _("The party or a leader of it was expected; that is not to say it came."),
    Presence.INVITED: _("The party or a leader of it was invited; that is not to say it came."),
    Presence.LEADERS_ONLY: _(
        "Reports say of single leaders that they stayed away. That says nothing of the party."
    ),
    Presence.NOT_NAMED: _("The reports do not say whether the party came."),
    Presence.UNCERTAIN: _("The dates leave open whether the party was a member on that day."),
    Presence.NOT_RECORDED: _("Nobody who came is recorded, of any party."),
}

#: Of several things said about one party, this is the order in which they count.
_STRENGTH = (
    Presence.ATTENDED,
    Presence.ABSENT,
    Presence.DECLINED,
    Presence.EXPECTED,
    Presence.INVITED,
    Presence.LEADERS_ONLY,
)
#: A party did not stay away because a leader of it did.
_OF_THE_PARTY_ALONE = (Presence.ABSENT, Presence.DECLINED)


def presences_of(meeting: Document) -> dict[str, Presence]:
    """By the uid of each party that the meeting's document says something about."""
    said: dict[str, set[Presence]] = {}
    for row in meeting["attendance"]:
        presence = Presence(row["status"])
        if row["leader"] is not None and presence in _OF_THE_PARTY_ALONE:
            presence = Presence.LEADERS_ONLY
        if row["party"]:
            said.setdefault(row["party"]["id"], set()).add(presence)
    return {uid: min(found, key=_STRENGTH.index) for uid, found in said.items()}


def is_attendance_recorded(meeting: Document) -> bool:
    """Whether anybody is recorded as having come: where nobody is, nobody is missing either."""
    return any(row["status"] == Presence.ATTENDED for row in meeting["attendance"])
