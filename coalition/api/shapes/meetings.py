"""The shape of meetings."""

from drf_spectacular.utils import PolymorphicProxySerializer

from coalition.api import vocabularies
from coalition.api.shapes.fields import optional, shape, text, truth, whole, word
from coalition.api.shapes.parts import (
    GOES_BY,
    MARKDOWN,
    OPEN_REASON,
    REASON,
    REGION,
    SETTLED,
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
    time=text("Local time, such as `19:00`.", min_length=5, max_length=5),
    timezone=text("IANA time zone, such as `Asia/Kolkata`."),
    approximate=truth(),
)
MeetingPlace = shape(
    "MeetingPlace",
    venue=text(null=True),
    city=text(null=True),
    region=text(REGION, null=True),
)
MeetingReported = shape(
    "MeetingReported",
    "The numbers that a source gives.",
    parties=Count(allow_null=True),
    leaders=Count(allow_null=True),
)
MeetingRecorded = shape(
    "MeetingRecorded",
    "How many are named below as having attended; not the same as what was reported.",
    parties=whole(least=0),
    leaders=whole(least=0),
)

Attendance = shape(
    "Attendance",
    "What is known of one leader, or of one party as such. Who has no row was not named, which is "
    "not the same as absent.",
    party=reference("The party on that day.", null=True),
    leader=reference("Null if the row speaks of the party as such.", null=True),
    status=word(vocabularies.ATTENDANCE_STATUS),
    role=word(vocabularies.ROLE),
    described_as=text("The office, as the source puts it.", null=True),
    named_as=text("The name as printed, if it differs.", null=True),
    on_behalf_of=reference("The leader for whom this one came.", null=True),
    reason=text("Of an absence.", null=True),
    reason_given=word(vocabularies.REASON_GIVEN, "Of an absence.", null=True),
    claims=many(RowClaim),
)

_WHAT_OF_THE_ROW = "`attendance` for whether somebody came, `role` for as what."

AttendanceDispute = shape(
    "AttendanceDispute",
    "An attendance of which a source asserts another status, or role, than the one recorded.",
    field=text(_WHAT_OF_THE_ROW),
    party=reference(null=True),
    leader=reference(null=True),
    reason=optional(text, OPEN_REASON, null=True),
    claims=many(DisputedRowClaim),
)
SettledAttendance = shape(
    "SettledAttendance",
    "An attendance on which sources differ, and on which the desk has decided.",
    field=text(_WHAT_OF_THE_ROW),
    party=reference(null=True),
    leader=reference(null=True),
    value=text(GOES_BY, null=True),
    reason=text(REASON),
    claims=many(DisputedRowClaim),
)
MeetingDispute = PolymorphicProxySerializer(
    component_name="MeetingDispute",
    serializers=[AttendanceDispute, FieldDispute],
    resource_type_field_name=None,
    many=True,
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
    title=text(),
    category=word(vocabularies.CATEGORY),
    occurrence=word(vocabularies.OCCURRENCE),
    occurrence_reason=text("Why it was postponed or cancelled.", null=True),
    date=date(),
    start=MeetingStart(allow_null=True),
    duration_minutes=whole(null=True, least=1),
    place=MeetingPlace(),
    alliance=reference("The alliance that met.", null=True),
    round=whole("Its number in a series.", null=True, least=1),
    follows=reference("The meeting before this one in its series.", null=True),
    rescheduled_from=reference(null=True),
    purpose=text(null=True),
    summary=text(MARKDOWN, null=True),
    reported=MeetingReported(),
    recorded=MeetingRecorded(),
    attendance=many(Attendance),
    statements=many(CarriedStatement, "What was said about it."),
    talks=many(CarriedTalk, "Seat-sharing talks held at it."),
    disputed=MeetingDispute,
    settled=MeetingSettled,
    **tail(),
)
