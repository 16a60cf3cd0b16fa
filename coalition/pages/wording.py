"""The words that readers see for the vocabularies of documents."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.models.editions import Kind

Words = Mapping[str, str | Promise]

KIND: Words = {
    Kind.MEETING: _("Meeting"),
    Kind.PARTY: _("Party"),
    Kind.LEADER: _("Leader"),
    Kind.ALLIANCE: _("Alliance"),
    Kind.ELECTION: _("Election"),
    Kind.SEAT_SHARING_TALK: _("Seat-sharing talks"),
    Kind.STATEMENT: _("Statement"),
}
KINDS: Words = {
    Kind.MEETING: _("Meetings"),
    Kind.PARTY: _("Parties"),
    Kind.LEADER: _("Leaders"),
    Kind.ALLIANCE: _("Alliances"),
    Kind.ELECTION: _("Elections"),
    Kind.SEAT_SHARING_TALK: _("Seat sharing"),
    Kind.STATEMENT: _("Statements"),
}
WITHDRAWN: Words = {
    Kind.MEETING: _("A meeting was withdrawn"),
    Kind.PARTY: _("A party was withdrawn"),
    Kind.LEADER: _("A leader was withdrawn"),
    Kind.ALLIANCE: _("An alliance was withdrawn"),
    Kind.ELECTION: _("An election was withdrawn"),
    Kind.SEAT_SHARING_TALK: _("Seat-sharing talks were withdrawn"),
    Kind.STATEMENT: _("A statement was withdrawn"),
}
CATEGORY: Words = {
    "summit": _("Summit"),
    "floor_leaders": _("Floor leaders’ meeting"),
    "committee": _("Committee meeting"),
    "bilateral": _("Bilateral meeting"),
    "dinner": _("Dinner"),
    "rally": _("Rally"),
    "press_conference": _("Press conference"),
    "other": _("Other meeting"),
}
OCCURRENCE: Words = {
    "tentative": _("Tentative"),
    "confirmed": _("Confirmed"),
    "held": _("Held"),
    "postponed": _("Postponed"),
    "cancelled": _("Cancelled"),
}
#: What a reader must not miss about a meeting that is not simply over.
OCCURRENCE_SENTENCE: Words = {
    "tentative": _("This meeting is planned, but not certain to be held."),
    "confirmed": _("This meeting has been announced."),
    "postponed": _("This meeting was put off and did not take place as planned."),
    "cancelled": _("This meeting was called off and did not take place."),
}
ATTENDANCE: Words = {
    "attended": _("Attended"),
    "absent": _("Absent"),
    "expected": _("Expected"),
    "invited": _("Invited"),
    "declined": _("Declined"),
}
ROLE: Words = {"host": _("host"), "convener": _("convener"), "chair": _("chair")}
STANCE: Words = {
    "support": _("Support"),
    "concern": _("Concern"),
    "displeasure": _("Displeasure"),
    "demand": _("Demand"),
    "denial": _("Denial"),
    "plan": _("Plan"),
}
TALK_STATUS: Words = {
    "proposed": _("Proposed"),
    "ongoing": _("Ongoing"),
    "stalled": _("Stalled"),
    "agreed": _("Agreed"),
    "collapsed": _("Collapsed"),
}
POSITION: Words = {
    "claims": _("claims"),
    "offers": _("offers"),
    "agrees": _("agrees to"),
}
LEVEL: Words = {
    "national": _("National election"),
    "regional": _("State election"),
    "local": _("Local election"),
    "supranational": _("Supranational election"),
}
RESULT: Words = {
    "won": _("Won"),
    "largest": _("Largest, without a majority"),
    "lost": _("Lost"),
}
ENDING: Words = {
    "left": _("left"),
    "expelled": _("expelled"),
    "merged": _("merged into another"),
    "dissolved": _("dissolved"),
}
OTHER_NAME: Words = {
    "alias": _("also known as"),
    "native_script": _("in its own script"),
    "former": _("formerly"),
}
QUALIFIER: Words = {
    "at_least": pgettext_lazy("a number", "at least"),
    "about": pgettext_lazy("a number", "about"),
    "at_most": pgettext_lazy("a number", "at most"),
}
#: Fields as claims name them.
FIELD: Words = {
    "": _("The whole"),
    "abbreviation": _("Abbreviation"),
    "alliance": _("Alliance"),
    "attendance": _("Attendance"),
    "began": _("Beginning of the talks"),
    "category": _("Kind of meeting"),
    "city": _("Place"),
    "date": _("Date"),
    "duration": _("Duration"),
    "duration_minutes": _("Duration"),
    "follows": _("What came before"),
    "formed": _("Formation"),
    "host": _("Host"),
    "made": _("Date"),
    "name": _("Name"),
    "occurrence": _("Whether it was held"),
    "occurrence_reason": _("Reason"),
    "parties": _("Parties"),
    "place": _("Place"),
    "point": _("The point made"),
    "polling": _("Polling"),
    "purpose": _("Purpose"),
    "region": _("Place"),
    "reported": _("Reported numbers"),
    "reported_leaders": _("Number of leaders"),
    "reported_parties": _("Number of parties"),
    "reported_size": _("Number of parties"),
    "role": _("Role"),
    "round": _("Round"),
    "round_number": _("Round"),
    "start": _("Start"),
    "start_time": _("Start"),
    "status": _("State of the talks"),
    "summary": _("Summary"),
    "title": _("Title"),
    "total_seats": _("Seats in all"),
    "venue": _("Venue"),
}


def word(words: Words, value: str | None) -> str:
    """The word for `value`; of one that this table does not know yet, the value made readable."""
    value = value or ""
    return str(words[value]) if value in words else value.replace("_", " ").capitalize()
