"""The shapes of parties, leaders and alliances."""

from coalition.api import vocabularies
from coalition.api.shapes.fields import shape, text, whole, word
from coalition.api.shapes.parts import (
    MARKDOWN,
    REGION,
    Count,
    OtherName,
    RowClaim,
    date,
    head,
    many,
    reference,
    tail,
)

_WIKIDATA = "Such as `Q10225`."

Party = shape(
    "Party",
    "A political party.",
    **head("party"),
    name=text(),
    abbreviation=text(null=True),
    colour=text("`#rrggbb`.", null=True),
    other_names=many(OtherName),
    wikidata_id=text(_WIKIDATA, null=True),
    founded=date(),
    dissolved=date(),
    split_from=reference("The party it split from.", null=True),
    summary=text(MARKDOWN, null=True),
    **tail(),
)

PartyMembership = shape(
    "PartyMembership",
    "A leader's time in a party.",
    party=reference(),
    since=date(),
    until=date("Null while it lasts."),
    ending=word(vocabularies.ENDING, null=True),
    claims=many(RowClaim),
)

Office = shape(
    "Office",
    "An office held by a leader.",
    title=text(),
    party=reference("For an office of a party.", null=True),
    region=text(REGION, null=True),
    since=date(),
    until=date("Null while it lasts."),
    claims=many(RowClaim),
)

Leader = shape(
    "Leader",
    "A person who acts in politics.",
    **head("leader"),
    name=text(),
    sort_name=text("By which lists file the name, if it differs.", null=True),
    other_names=many(OtherName),
    wikidata_id=text(_WIKIDATA, null=True),
    summary=text(MARKDOWN, null=True),
    party_memberships=many(PartyMembership),
    offices=many(Office),
    **tail(),
)

AllianceMember = shape(
    "AllianceMember",
    "A party's time in an alliance.",
    party=reference(),
    since=date(),
    until=date("Null while it lasts."),
    ending=word(vocabularies.ENDING, null=True),
    claims=many(RowClaim),
)

AllianceReported = shape(
    "AllianceReported",
    parties=Count(allow_null=True, help_text="The size that a source gives."),
)
AllianceRecorded = shape(
    "AllianceRecorded", parties=whole("Parties recorded as present members.", least=0)
)

Alliance = shape(
    "Alliance",
    "Parties that act together.",
    **head("alliance"),
    name=text(),
    abbreviation=text(null=True),
    other_names=many(OtherName),
    wikidata_id=text(_WIKIDATA, null=True),
    formed=date(),
    dissolved=date(),
    purpose=text(null=True),
    summary=text(MARKDOWN, null=True),
    reported=AllianceReported(),
    recorded=AllianceRecorded(),
    members=many(AllianceMember, "Present and past members."),
    **tail(),
)
