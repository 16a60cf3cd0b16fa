"""The parts that documents of several kinds share."""

from typing import Any

from coalition.api import vocabularies
from coalition.api.shapes.fields import (
    Shape,
    constant,
    day,
    extended,
    link,
    moment,
    optional,
    shape,
    text,
    truth,
    uid,
    whole,
    word,
)

ImpreciseDate = shape(
    "ImpreciseDate",
    "A date as exact as its source.",
    edtf=text("EDTF (ISO 8601-2): `2023-12-06`, `[2023-12-15..2023-12-21]`, `[..2023-12-05]`."),
    earliest=day("The first day on which it can have been; null if that is open.", null=True),
    latest=day("The last day on which it can have been; null if that is open.", null=True),
    label=text("As the source puts it, or in plain English."),
)

Reference = shape(
    "Reference",
    "Another public record, by the name it had when the document was published.",
    id=uid("Never changes."),
    kind=word(vocabularies.KIND, "What sort of record it is."),
    slug=text("The last part of its address at the time; an old one redirects."),
    name=text("Its name, or its title, when the document was published."),
    abbreviation=text("Its short name, such as `INC`; null if it has none.", null=True),
)

Count = shape(
    "Count",
    "A number, and how exactly the source puts it.",
    count=whole("How many there were, of what the key above says.", least=0),
    qualifier=word(vocabularies.QUALIFIER, "How exactly the source puts the number."),
)

OtherName = shape(
    "OtherName",
    "Another name of the same party, leader or alliance.",
    name=text("The name, in its own script."),
    kind=word(vocabularies.NAME_KIND, "What sort of name it is."),
    language=text("BCP 47, such as `hi`; null if that is not recorded.", null=True),
    since=ImpreciseDate(
        allow_null=True, help_text="From when it was in use; null if that is not known."
    ),
    until=ImpreciseDate(
        allow_null=True, help_text="Until when it was in use; null while it is, or if not known."
    ),
)

_QUOTE = "A few words of the source; null if none are given."
_PARAGRAPH = "Counted from 1, the headline left out; null if it was not noted."
_ATTRIBUTION = "Who speaks in the source; null for the report's own voice."

FieldClaim = shape(
    "FieldClaim",
    "One source's word on one field of the document.",
    field=text("The field it speaks of; null if it speaks of the whole.", null=True),
    value=text("What it asserts; null if that is what the document says.", null=True),
    source=uid("The `id` of one of the document's `sources`."),
    quote=text(_QUOTE, null=True),
    paragraph=whole(_PARAGRAPH, null=True, least=1),
    attribution=text(_ATTRIBUTION, null=True),
)

RowClaim = shape(
    "RowClaim",
    "One source's word on one row, such as an attendance.",
    source=uid("The `id` of one of the document's `sources`."),
    quote=text(_QUOTE, null=True),
    paragraph=whole(_PARAGRAPH, null=True, least=1),
    attribution=text(_ATTRIBUTION, null=True),
    asserts=text("What this source says instead of the row; null if it says the same.", null=True),
)

_AGREES = "Whether it means what the document says, in whatever words. Older editions lack the key."

DisputedFieldClaim = extended(
    FieldClaim,
    "DisputedFieldClaim",
    "One source's word on a field on which sources differ.",
    agrees=optional(truth, _AGREES),
)
DisputedRowClaim = extended(
    RowClaim,
    "DisputedRowClaim",
    "One source's word on a row on which sources differ.",
    agrees=optional(truth, _AGREES),
)

Source = shape(
    "Source",
    "A report.",
    id=uid("Never changes. Claims name their source by it."),
    publisher=text("Who published it; null if that is not known.", null=True),
    headline=text(
        "Its headline, as printed; null if it has none, or that is not known.", null=True
    ),
    url=link("Where it can be read; null if no address is known.", null=True),
    author=text("Its byline; null if it has none, or that is not known.", null=True),
    place=text("Where it was reported from; null if that is not known.", null=True),
    archived_url=link("An archived copy; null if none is known.", null=True),
    published_at=moment("When it appeared, in UTC; null if that is not known.", null=True),
    updated_at=moment(
        "When it was last updated, in UTC; null if it was not, or that is not known.", null=True
    ),
)

Correction = shape(
    "Correction",
    "What was wrong once, and since when it is right.",
    note=text("What was wrong."),
    published_at=moment("When the correction was published, in UTC."),
    edition=whole("The edition that put it right.", least=1),
)

ALL_SIDES = "What every source asserts, those that agree with the document included."
REASON = "Why the desk goes by what the document says."
OPEN_REASON = "Why it is left open; null if the desk does not say why. Older editions lack the key."
GOES_BY = "What the desk goes by, which is what the document says; null if it says nothing there."

FieldDispute = shape(
    "FieldDispute",
    "A field on which sources differ, with all that they assert.",
    field=text("The field of the document, such as `start`."),
    reason=optional(text, OPEN_REASON, null=True),
    claims=DisputedFieldClaim(many=True, help_text=ALL_SIDES),
)
SettledField = shape(
    "SettledField",
    "A field on which sources differ, and on which the desk has decided.",
    field=text("The field of the document, such as `start`."),
    value=text(GOES_BY, null=True),
    reason=text(REASON),
    claims=DisputedFieldClaim(many=True, help_text=ALL_SIDES),
)
CONTRADICTING = "The claims that contradict the row."
DISPUTED = "Where sources differ and the desk has not decided."
SETTLED = "Where sources differ and the desk has decided. Older editions lack the key."


def head(kind: str) -> dict[str, Any]:
    """The fields with which every document begins."""
    return {
        "id": uid("Never changes."),
        "kind": constant(kind, f"Always `{kind}`."),
        "slug": text("The last part of its address. An old one redirects."),
        "url": link("Its public page."),
        "edition": whole(
            "The number of the edition: rises by one each time that it is published.", least=1
        ),
        "published_at": moment("When this edition was published, in UTC."),
        "first_published_at": moment("When the first edition was published, in UTC."),
        "correction": Correction(
            allow_null=True, help_text="The last correction; null if there was none."
        ),
        "corrections": Correction(many=True, help_text="All corrections, the first one first."),
    }


def tail() -> dict[str, Any]:
    """The fields with which every document ends."""
    return {
        "claims": FieldClaim(many=True, help_text="Who says so."),
        "sources": Source(many=True, help_text="Every source of the document, the first first."),
    }


def reference(help_text: str, *, null: bool = False) -> Any:
    return Reference(allow_null=null, help_text=help_text)


def date(help_text: str) -> Any:
    """An imprecise date, or null if none is known: `help_text` says what null means."""
    return ImpreciseDate(allow_null=True, help_text=help_text)


def many(item: Shape, help_text: str, *, null: bool = False) -> Any:
    return item(many=True, help_text=help_text, allow_null=null)


REGION = (
    "ISO 3166-2, such as `IN-DL`, or a country's code; null if it is of no one region, or that is "
    "not known."
)
MARKDOWN = "The desk's own summary, in Markdown; null if there is none."
WHO_SAYS_SO = "Who says so; empty if the desk named no source for this row."
