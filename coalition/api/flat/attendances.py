"""Attendances: who came to a meeting, who stayed away, and as what."""

from collections.abc import Hashable
from operator import itemgetter

from coalition.api import vocabularies
from coalition.api.flat.columns import (
    Column,
    Facts,
    Sort,
    date_columns,
    fact,
    head_columns,
    inner,
    key_of,
    of_row,
    reference_columns,
)
from coalition.api.flat.tables import Table, claim_columns, row_number_column
from coalition.models.editions import Kind

_place = inner("place")
_start = inner("start")


def name_of_attendance(facts: Facts) -> Hashable:
    """A meeting has one row for each leader, and one for each party as such."""
    return tuple(facts[key] and facts[key]["id"] for key in ("party", "leader"))


_MEETING = (
    *head_columns("meeting", "the meeting"),
    Column(
        name="category",
        sort=Sort.WORD,
        vocabulary=vocabularies.CATEGORY,
        description="What sort of meeting it is.",
        read=itemgetter("category"),
    ),
    Column(
        name="occurrence",
        sort=Sort.WORD,
        vocabulary=vocabularies.OCCURRENCE,
        description="Whether it happened.",
        read=itemgetter("occurrence"),
    ),
    *date_columns("date", inner("date"), "The meeting's date", null="no date is known"),
    Column(
        name="start_time",
        sort=Sort.TEXT,
        unit="hours and minutes of `timezone`, such as 19:00",
        description="When it began or is to begin.",
        read=key_of(_start, "time"),
        null="no time is known",
    ),
    Column(
        name="start_approximate",
        sort=Sort.TRUTH,
        description="Whether that time is approximate.",
        read=key_of(_start, "approximate"),
        null="no time is known",
    ),
    Column(
        name="timezone",
        sort=Sort.TEXT,
        description="The IANA time zone of `start_time`, such as Asia/Kolkata.",
        read=key_of(_start, "timezone"),
        null="no time is known",
    ),
    Column(
        name="duration_minutes",
        sort=Sort.WHOLE,
        unit="minutes",
        description="How long it lasted.",
        read=itemgetter("duration_minutes"),
        null="not known",
    ),
    Column(
        name="venue",
        sort=Sort.TEXT,
        description="The house or hall.",
        read=key_of(_place, "venue"),
        null="not known",
    ),
    Column(
        name="city",
        sort=Sort.TEXT,
        description="The city.",
        read=key_of(_place, "city"),
        null="not known",
    ),
    Column(
        name="region",
        sort=Sort.TEXT,
        description="ISO 3166-2, such as IN-DL, or a country's code.",
        read=key_of(_place, "region"),
        null="not known",
    ),
    *reference_columns(
        "alliance", inner("alliance"), "the alliance that met", null="none is recorded"
    ),
    Column(
        name="round",
        sort=Sort.WHOLE,
        description="The number of the meeting in a series.",
        read=itemgetter("round"),
        null="none is recorded",
    ),
)

_ATTENDANCE = (
    row_number_column("the meeting"),
    *reference_columns("party", of_row("party"), "the party", null="the row names no party"),
    *reference_columns(
        "leader",
        of_row("leader"),
        "the leader",
        null="the row speaks of the party as such",
        is_abbreviated=False,
    ),
    Column(
        name="status",
        sort=Sort.WORD,
        vocabulary=vocabularies.ATTENDANCE_STATUS,
        description="Whether they came. Who has no row was not named, which is not the same as "
        "absent.",
        read=fact("status"),
    ),
    Column(
        name="role",
        sort=Sort.WORD,
        vocabulary=vocabularies.ROLE,
        description="As what they came, or were to come.",
        read=fact("role"),
    ),
    *reference_columns(
        "on_behalf_of",
        of_row("on_behalf_of"),
        "the leader for whom this one came",
        null="none is named",
        is_abbreviated=False,
    ),
    Column(
        name="described_as",
        sort=Sort.TEXT,
        description="The office, as the source puts it.",
        read=fact("described_as"),
        null="the source names none",
    ),
    Column(
        name="named_as",
        sort=Sort.TEXT,
        description="The name as printed, where it was noted because it differs.",
        read=fact("named_as"),
        null="it was not noted",
    ),
    Column(
        name="reason",
        sort=Sort.TEXT,
        description="Why they stayed away.",
        read=fact("reason"),
        null="they did not stay away, or no reason is known: see `reason_given`",
    ),
    Column(
        name="reason_given",
        sort=Sort.WORD,
        vocabulary=vocabularies.REASON_GIVEN,
        description="Of an absence: whether a reason was given.",
        read=fact("reason_given"),
        null="they did not stay away, or that is not recorded",
    ),
    *claim_columns("the attendance"),
)

ATTENDANCES = Table(
    name="attendances",
    kind=Kind.MEETING,
    items="attendance",
    noun="attendance",
    component="AttendanceRow",
    description="One row for each leader named in the attendance of a meeting, and for each party "
    "named as such, with what is known of the meeting.",
    heading=_MEETING,
    own=_ATTENDANCE,
    name_of=name_of_attendance,
    told_in=frozenset({"attendance", "role"}),
)
