"""The shape of meetings."""

from drf_spectacular.utils import PolymorphicProxySerializer

from coalition.api import vocabularies
from coalition.api.shapes.fields import optional, shape, text, truth, whole, word
from coalition.api.shapes.parts import (
    CONTRADICTING,
    DISPUTED,
    GOES_BY,
    MARKDOWN,
    OPEN_REASON,
    REASON,
    REGION,
    SETTLED,
    WHO_SAYS_SO,
    Count,
    DisputedRowClaim,
    FieldDispute,
    RowClaim,
    SettledField,
    date,
    head,
    many,
    reference,
    tail,
)
from coalition.api.shapes.talks import CarriedStatement, CarriedTalk

MeetingStart = shape(
    "MeetingStart",
    "When it began, on the clock of the place.",
    time=text("Local time, such as `19:00`.", min_length=5, max_length=5),
    timezone=text("IANA time zone, such as `Asia/Kolkata`."),
    approximate=truth("Whether the source puts it less exactly, such as “around 7 pm”."),
)
MeetingPlace = shape(
    "MeetingPlace",
    "Where it was, as far as that is known.",
    venue=text("The building or the host's house; null if that is not known.", null=True),
    city=text("The city, in English; null if that is not known.", null=True),
    region=text(REGION, null=True),
)
MeetingReported = shape(
    "MeetingReported",
    "The numbers that a source gives.",
    parties=Count(allow_null=True, help_text="Of parties; null if no source gives a number."),
    leaders=Count(allow_null=True, help_text="Of leaders; null if no source gives a number."),
)
MeetingRecorded = shape(
    "MeetingRecorded",
    "How many are named below as having attended; not the same as what was reported.",
    parties=whole("How many parties have a row in `attendance` that says they attended.", least=0),
    leaders=whole("How many leaders have one.", least=0),
)

Attendance = shape(
    "Attendance",
    "What is known of one leader, or of one party as such. Who has no row was not named, which is "
    "not the same as absent.",
    party=reference("The party on that day; null if the row names none.", null=True),
    leader=reference("Null if the row speaks of the party as such.", null=True),
    status=word(vocabularies.ATTENDANCE_STATUS, "Whether they came."),
    role=word(vocabularies.ROLE, "As what they came, or were to come."),
    described_as=text("The office, as the source puts it; null if it names none.", null=True),
    named_as=text(
        "The name as printed, where it was noted because it differs; null elsewhere.", null=True
    ),
    on_behalf_of=reference("The leader for whom this one came; null if none is named.", null=True),
    reason=text("Why they stayed away; null if no reason is known, or if they did not.", null=True),
    reason_given=word(
        vocabularies.REASON_GIVEN,
        "Of an absence: whether a reason was given; null if that is not recorded, or if they did "
        "not stay away.",
        null=True,
    ),
    claims=many(RowClaim, WHO_SAYS_SO),
)

_WHAT_OF_THE_ROW = "`attendance` for whether somebody came, `role` for as what."

AttendanceDispute = shape(
    "AttendanceDispute",
    "An attendance of which a source asserts another status, or role, than the one recorded.",
    field=text(_WHAT_OF_THE_ROW),
    party=reference("Of the row; null if it names a leader without a party.", null=True),
    leader=reference("Of the row; null if it speaks of the party as such.", null=True),
    reason=optional(text, OPEN_REASON, null=True),
    claims=many(DisputedRowClaim, CONTRADICTING),
)
SettledAttendance = shape(
    "SettledAttendance",
    "An attendance on which sources differ, and on which the desk has decided.",
    field=text(_WHAT_OF_THE_ROW),
    party=reference("Of the row; null if it names a leader without a party.", null=True),
    leader=reference("Of the row; null if it speaks of the party as such.", null=True),
    value=text(GOES_BY, null=True),
    reason=text(REASON),
    claims=many(DisputedRowClaim, CONTRADICTING),
)
MeetingDispute = PolymorphicProxySerializer(
    component_name="MeetingDispute",
    serializers=[AttendanceDispute, FieldDispute],
    resource_type_field_name=None,
    many=True,
    help_text=DISPUTED,
)
MeetingSettled = PolymorphicProxySerializer(
    component_name="MeetingSettled",
    serializers=[SettledAttendance, SettledField],
    resource_type_field_name=None,
    many=True,
    required=False,
    help_text=SETTLED,
)

Meeting = shape(
    "Meeting",
    "An event at which politicians met, will meet, or were to meet.",
    **head("meeting"),
    title=text("In a few words, for a heading."),
    category=word(vocabularies.CATEGORY, "What sort of meeting it is."),
    occurrence=word(vocabularies.OCCURRENCE, "Whether it happened."),
    occurrence_reason=text(
        "Why it was postponed or cancelled; null if it was not, or nobody says why.", null=True
    ),
    date=date("The day or days on which it was, or is to be; null if none is known."),
    start=MeetingStart(allow_null=True, help_text="Null if no hour is known."),
    duration_minutes=whole(
        "How long it took, in minutes; null if that is not known.", null=True, least=1
    ),
    place=MeetingPlace(help_text="Where it was, as far as that is known."),
    alliance=reference("The alliance that met; null if none is recorded.", null=True),
    round=whole("Its number in a series; null if none is recorded.", null=True, least=1),
    follows=reference(
        "The meeting before this one in its series; null if none is recorded.", null=True
    ),
    rescheduled_from=reference(
        "The meeting in whose stead it is; null if none is recorded.", null=True
    ),
    purpose=text("What it was for; null if no source says so.", null=True),
    summary=text(MARKDOWN, null=True),
    reported=MeetingReported(help_text="The numbers that a source gives."),
    recorded=MeetingRecorded(help_text="The numbers that follow from `attendance`."),
    attendance=many(Attendance, "Who came, who did not, and who was to: one row for each."),
    statements=many(CarriedStatement, "What was said about it."),
    talks=many(CarriedTalk, "Seat-sharing talks held at it."),
    disputed=MeetingDispute,
    settled=MeetingSettled,
    **tail(),
)
