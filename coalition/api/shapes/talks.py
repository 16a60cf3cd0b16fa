"""The shapes of elections, seat-sharing talks and statements."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer

from coalition.api import vocabularies
from coalition.api.shapes.fields import constant, link, optional, shape, text, uid, whole, word
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
    DisputedRowClaim,
    FieldClaim,
    FieldDispute,
    Reference,
    RowClaim,
    SettledField,
    date,
    head,
    many,
    reference,
    tail,
)

ElectionOutcome = shape(
    "ElectionOutcome",
    "How one party, or one alliance as a whole, came out.",
    party=reference("Whose outcome it is; null if it is an alliance's.", null=True),
    alliance=reference("Whose outcome it is; null if it is one party's.", null=True),
    result=word(vocabularies.RESULT, "How they came out."),
    seats=whole("How many seats were won; null if that is not known.", null=True, least=0),
    claims=many(RowClaim, WHO_SAYS_SO),
)

Election = shape(
    "Election",
    "An election.",
    **head("election"),
    name=text("Its name, in English."),
    level=word(vocabularies.LEVEL, "What is elected."),
    body=text("The body, such as Lok Sabha; null if none is named.", null=True),
    region=text(REGION, null=True),
    polling=date("The polling dates; null if none is known."),
    total_seats=whole("How many seats are filled; null if that is not known.", null=True, least=0),
    summary=text(MARKDOWN, null=True),
    outcomes=many(ElectionOutcome, "How parties and alliances came out, as far as recorded."),
    **tail(),
)

SeatPosition = shape(
    "SeatPosition",
    "What one party claims, offers or agrees to.",
    party=reference("Who claims, offers or agrees."),
    position=word(vocabularies.POSITION, "What the party does."),
    seats=whole("How many seats.", least=0),
    to_party=reference("Of an offer: to whom; null if it is none, or to nobody named.", null=True),
    date=date("When it took the position; null if that is not known."),
    claims=many(RowClaim, WHO_SAYS_SO),
)

Speaker = shape(
    "Speaker",
    "Who speaks; at least one of the three is given.",
    leader=reference("The leader who speaks; null if none is named.", null=True),
    party=reference(
        "The party that speaks, or for which the leader does; null if it is none.", null=True
    ),
    label=text(
        "A speaker without a name, as the source puts it: `leaders of the party`; null if it puts "
        "none so.",
        null=True,
    ),
)

StatementAbout = shape(
    "StatementAbout",
    "What it is about; several may be given.",
    meeting=reference("Null if it is about no one meeting.", null=True),
    talk=reference("Null if it is about no seat-sharing talks.", null=True),
    alliance=reference("Null if it is about no one alliance.", null=True),
    party=reference("Null if it is about no one party.", null=True),
)


_TO_BE_SHARED = "How many seats are to be shared; null if that is not known."


def _carried(kind: str) -> dict[str, Any]:
    return {
        "id": uid("Never changes."),
        "kind": constant(kind, f"Always `{kind}`."),
        "slug": text("The last part of its address at the time; an old one redirects."),
        "url": link("Its public page."),
        "title": text("In a few words, for a heading."),
    }


CarriedStatement = shape(
    "CarriedStatement",
    "A statement, as the documents it is about carry it.",
    **_carried("statement"),
    stance=word(vocabularies.STANCE, "How the speaker stands to it."),
    speaker=Speaker(help_text="Who speaks."),
    point=text("The point made, in the desk's words."),
    made=date("The day on which it was made; null if that is not known."),
    claims=many(FieldClaim, "Who says so."),
)

CarriedTalk = shape(
    "CarriedTalk",
    "Seat-sharing talks, as the meetings that discussed them carry them.",
    **_carried("seat_sharing_talk"),
    status=word(vocabularies.TALK_STATUS, "How they stand."),
    election=reference("What they are about; null if it is no one election.", null=True),
    region=text(REGION, null=True),
    parties=many(Reference, "The parties that take part."),
    total_seats=whole(_TO_BE_SHARED, null=True, least=0),
    positions=many(SeatPosition, "Who claims, offers or agrees to how many seats."),
    summary=text(MARKDOWN, null=True),
    claims=many(FieldClaim, "Who says so."),
)

PositionDispute = shape(
    "PositionDispute",
    "A position of which a source asserts another number of seats than the one recorded.",
    field=text("`position`."),
    party=reference("Whose position it is."),
    position=word(vocabularies.POSITION, "Which of its positions."),
    reason=optional(text, OPEN_REASON, null=True),
    claims=many(DisputedRowClaim, CONTRADICTING),
)
SettledPosition = shape(
    "SettledPosition",
    "A position on which sources differ, and on which the desk has decided.",
    field=text("`position`."),
    party=reference("Whose position it is."),
    position=word(vocabularies.POSITION, "Which of its positions."),
    value=text(GOES_BY, null=True),
    reason=text(REASON),
    claims=many(DisputedRowClaim, CONTRADICTING),
)
TalkDispute = PolymorphicProxySerializer(
    component_name="TalkDispute",
    serializers=[PositionDispute, FieldDispute],
    resource_type_field_name=None,
    many=True,
    help_text=DISPUTED,
)
TalkSettled = PolymorphicProxySerializer(
    component_name="TalkSettled",
    serializers=[SettledPosition, SettledField],
    resource_type_field_name=None,
    many=True,
    required=False,
    help_text=SETTLED,
)

SeatSharingTalk = shape(
    "SeatSharingTalk",
    "Talks on which party contests how many seats.",
    **head("seat_sharing_talk"),
    title=text("In a few words, for a heading."),
    status=word(vocabularies.TALK_STATUS, "How they stand."),
    alliance=reference("Within which alliance; null if none is recorded.", null=True),
    election=reference("What they are about; null if it is no one election.", null=True),
    region=text(REGION, null=True),
    parties=many(Reference, "The parties that take part."),
    began=date("When they began; null if that is not known."),
    concluded=date("When they ended; null while they last, or if that is not known."),
    total_seats=whole(_TO_BE_SHARED, null=True, least=0),
    positions=many(SeatPosition, "Who claims, offers or agrees to how many seats."),
    meetings=many(Reference, "The meetings that discussed them."),
    summary=text(MARKDOWN, null=True),
    statements=many(CarriedStatement, "What was said about them."),
    disputed=TalkDispute,
    settled=TalkSettled,
    **tail(),
)

Statement = shape(
    "Statement",
    "One point made by somebody.",
    **head("statement"),
    title=text("In a few words, for a heading."),
    stance=word(vocabularies.STANCE, "How the speaker stands to it."),
    speaker=Speaker(help_text="Who speaks."),
    point=text("The point made, in the desk's words."),
    made=date("The day on which it was made; null if that is not known."),
    about=StatementAbout(help_text="What it is about."),
    **tail(),
)
