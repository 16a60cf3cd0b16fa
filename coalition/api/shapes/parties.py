"""The shapes of parties, leaders and alliances."""

from coalition.api import vocabularies
from coalition.api.shapes.fields import shape, text, whole, word
from coalition.api.shapes.parts import (
    MARKDOWN,
    REGION,
    WHO_SAYS_SO,
    Count,
    OtherName,
    RowClaim,
    date,
    head,
    many,
    reference,
    tail,
)

_OTHER_NAMES = "Aliases, names in other scripts, former names."
_ENDED = "How it ended; null while it lasts, or if that is not known."
_PURPOSE = "What it is for; null if that is not recorded."
_WIKIDATA = "Its item in Wikidata, such as `Q10225`; null if none is known."

Party = shape(
    "Party",
    "A political party.",
    **head("party"),
    name=text("Its name, in English."),
    abbreviation=text("Its short name, such as `INC`; null if it has none.", null=True),
    colour=text("For charts, as `#rrggbb`; null if none was chosen.", null=True),
    other_names=many(OtherName, _OTHER_NAMES),
    wikidata_id=text(_WIKIDATA, null=True),
    founded=date("When it was founded; null if that is not known."),
    dissolved=date("When it ended; null while it exists, or if that is not known."),
    split_from=reference("The party it split from; null if none is recorded.", null=True),
    summary=text(MARKDOWN, null=True),
    **tail(),
)

PartyMembership = shape(
    "PartyMembership",
    "A leader's time in a party.",
    party=reference("The party to which the leader belongs."),
    since=date("Since when; null if that is not known."),
    until=date("Until when; null while it lasts, or if that is not known."),
    ending=word(vocabularies.ENDING, _ENDED, null=True),
    claims=many(RowClaim, WHO_SAYS_SO),
)

Office = shape(
    "Office",
    "An office held by a leader.",
    title=text("What the office is called, such as `Chief Minister`."),
    party=reference(
        "Whose office it is, such as that of its president; null if it is no party's.", null=True
    ),
    region=text(REGION, null=True),
    since=date("Since when; null if that is not known."),
    until=date("Until when; null while it lasts, or if that is not known."),
    claims=many(RowClaim, WHO_SAYS_SO),
)

Leader = shape(
    "Leader",
    "A person who acts in politics.",
    **head("leader"),
    name=text("The name by which the leader is known, in English."),
    sort_name=text("By which lists file the name; null if it does not differ.", null=True),
    other_names=many(OtherName, _OTHER_NAMES),
    wikidata_id=text(_WIKIDATA, null=True),
    summary=text(MARKDOWN, null=True),
    party_memberships=many(PartyMembership, "Present and past ones."),
    offices=many(Office, "Present and past ones."),
    **tail(),
)

AllianceMember = shape(
    "AllianceMember",
    "A party's time in an alliance.",
    party=reference("The party that belongs."),
    since=date("Since when; null if that is not known."),
    until=date("Until when; null while it lasts, or if that is not known."),
    ending=word(vocabularies.ENDING, _ENDED, null=True),
    claims=many(RowClaim, WHO_SAYS_SO),
)

AllianceReported = shape(
    "AllianceReported",
    "The size that a source gives.",
    parties=Count(allow_null=True, help_text="Of parties; null if no source gives a number."),
)
AllianceRecorded = shape(
    "AllianceRecorded",
    "The size that follows from `members`.",
    parties=whole("How many parties are recorded as members without an end.", least=0),
)

Alliance = shape(
    "Alliance",
    "Parties that act together.",
    **head("alliance"),
    name=text("Its name, in English."),
    abbreviation=text("Its short name, such as `INDIA`; null if it has none.", null=True),
    other_names=many(OtherName, _OTHER_NAMES),
    wikidata_id=text(_WIKIDATA, null=True),
    formed=date("When it was formed; null if that is not known."),
    dissolved=date("When it ended; null while it exists, or if that is not known."),
    purpose=text(_PURPOSE, null=True),
    summary=text(MARKDOWN, null=True),
    reported=AllianceReported(help_text="The size that a source gives."),
    recorded=AllianceRecorded(help_text="The size that follows from `members`."),
    members=many(AllianceMember, "Present and past members."),
    **tail(),
)
