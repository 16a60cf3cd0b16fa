"""The shapes of elections, seat-sharing talks and statements."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer

from coalition.api import vocabularies
from coalition.api.shapes.fields import constant, link, optional, shape, text, uid, whole, word
from coalition.api.shapes.parts import (
    GOES_BY,
    MARKDOWN,
    OPEN_REASON,
    REASON,
    REGION,
    SETTLED,
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
    party=reference(null=True),
    alliance=reference(null=True),
    result=word(vocabularies.RESULT),
    seats=whole(null=True, least=0),
    claims=many(RowClaim),
)

Election = shape(
    "Election",
    "An election.",
    **head("election"),
    name=text(),
    level=word(vocabularies.LEVEL),
    body=text("What is elected, such as Lok Sabha.", null=True),
    region=text(REGION, null=True),
    polling=date("The polling dates."),
    total_seats=whole(null=True, least=0),
    summary=text(MARKDOWN, null=True),
    outcomes=many(ElectionOutcome),
    **tail(),
)

SeatPosition = shape(
    "SeatPosition",
    "What one party claims, offers or agrees to.",
    party=reference(),
    position=word(vocabularies.POSITION),
    seats=whole(least=0),
    to_party=reference("Of an offer: to whom.", null=True),
    date=date(),
    claims=many(RowClaim),
)

Speaker = shape(
    "Speaker",
    "Who speaks; at least one of the three is given.",
    leader=reference(null=True),
    party=reference("The party that speaks, or for which the leader does.", null=True),
    label=text("An unnamed speaker, as the source puts it.", null=True),
)

StatementAbout = shape(
    "StatementAbout",
    meeting=reference(null=True),
    talk=reference(null=True),
    alliance=reference(null=True),
    party=reference(null=True),
)


def _carried(kind: str) -> dict[str, Any]:
    return {
        "id": uid(),
        "kind": constant(kind),
        "slug": text(),
        "url": link("Its public page."),
        "title": text(),
    }


CarriedStatement = shape(
    "CarriedStatement",
    "A statement, as the documents it is about carry it.",
    **_carried("statement"),
    stance=word(vocabularies.STANCE),
    speaker=Speaker(),
    point=text("The point made, in the desk's words."),
    made=date(),
    claims=many(FieldClaim),
)

CarriedTalk = shape(
    "CarriedTalk",
    "Seat-sharing talks, as the meetings that discussed them carry them.",
    **_carried("seat_sharing_talk"),
    status=word(vocabularies.TALK_STATUS),
    election=reference(null=True),
    region=text(REGION, null=True),
    parties=many(Reference),
    total_seats=whole(null=True, least=0),
    positions=many(SeatPosition),
    summary=text(MARKDOWN, null=True),
    claims=many(FieldClaim),
)

PositionDispute = shape(
    "PositionDispute",
    "A position of which a source asserts another number of seats than the one recorded.",
    field=text("`position`."),
    party=reference(),
    position=word(vocabularies.POSITION),
    reason=optional(text, OPEN_REASON, null=True),
    claims=many(DisputedRowClaim),
)
SettledPosition = shape(
    "SettledPosition",
    "A position on which sources differ, and on which the desk has decided.",
    field=text("`position`."),
    party=reference(),
    position=word(vocabularies.POSITION),
    value=text(GOES_BY, null=True),
    reason=text(REASON),
    claims=many(DisputedRowClaim),
)
TalkDispute = PolymorphicProxySerializer(
    component_name="TalkDispute",
    serializers=[PositionDispute, FieldDispute],
    resource_type_field_name=None,
    many=True,
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
    title=text(),
    status=word(vocabularies.TALK_STATUS),
    alliance=reference(null=True),
    election=reference(null=True),
    region=text(REGION, null=True),
    parties=many(Reference, "The parties that take part."),
    began=date(),
    concluded=date(),
    total_seats=whole("Seats to be shared.", null=True, least=0),
    positions=many(SeatPosition),
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
    title=text(),
    stance=word(vocabularies.STANCE),
    speaker=Speaker(),
    point=text("The point made, in the desk's words."),
    made=date("The day on which it was made."),
    about=StatementAbout(),
    **tail(),
)
