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
    kind=word(vocabularies.KIND),
    slug=text("The last part of its address at the time; an old one redirects."),
    name=text(),
    abbreviation=text(null=True),
)

Count = shape(
    "Count",
    "A number, and how exactly the source puts it.",
    count=whole(least=0),
    qualifier=word(vocabularies.QUALIFIER),
)

OtherName = shape(
    "OtherName",
    name=text(),
    kind=word(vocabularies.NAME_KIND),
    language=text("BCP 47, such as `hi`.", null=True),
    since=ImpreciseDate(allow_null=True),
    until=ImpreciseDate(allow_null=True),
)

_QUOTE = "A few words of the source."
_PARAGRAPH = "Counted from 1, the headline left out."
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
    asserts=text("Set if this source says something else than the row.", null=True),
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
    id=uid(),
    publisher=text(null=True),
    headline=text(null=True),
    url=link(null=True),
    author=text(null=True),
    place=text("Where it was reported from.", null=True),
    archived_url=link(null=True),
    published_at=moment(null=True),
    updated_at=moment(null=True),
)

Correction = shape(
    "Correction",
    note=text("What was wrong."),
    published_at=moment(),
    edition=whole("The edition that put it right.", least=1),
)

REASON = "Why the desk goes by what the document says."
OPEN_REASON = "Why it is left open, if the desk says so. Older editions lack the key."
GOES_BY = "What the desk goes by, which is what the document says."

FieldDispute = shape(
    "FieldDispute",
    "A field on which sources differ, with all that they assert.",
    field=text(),
    reason=optional(text, OPEN_REASON, null=True),
    claims=DisputedFieldClaim(many=True),
)
SettledField = shape(
    "SettledField",
    "A field on which sources differ, and on which the desk has decided.",
    field=text(),
    value=text(GOES_BY, null=True),
    reason=text(REASON),
    claims=DisputedFieldClaim(many=True),
)
SETTLED = "Where sources differ and the desk has decided. Older editions lack the key."


def head(kind: str) -> dict[str, Any]:
    """The fields with which every document begins."""
    return {
        "id": uid("Never changes."),
        "kind": constant(kind),
        "slug": text("The last part of its address. An old one redirects."),
        "url": link("Its public page."),
        "edition": whole("Rises by one each time that it is published.", least=1),
        "published_at": moment("When this edition was published."),
        "first_published_at": moment("When the first edition was published."),
        "correction": Correction(allow_null=True, help_text="The last correction, if any."),
        "corrections": Correction(many=True, help_text="All corrections, the first one first."),
    }


def tail() -> dict[str, Any]:
    """The fields with which every document ends."""
    return {
        "claims": FieldClaim(many=True, help_text="Who says so."),
        "sources": Source(many=True, help_text="Every source of the document, the first first."),
    }


def reference(help_text: str = "", *, null: bool = False) -> Any:
    return Reference(allow_null=null, help_text=help_text)


def date(help_text: str = "") -> Any:
    """An imprecise date, or null if none is known."""
    return ImpreciseDate(allow_null=True, help_text=help_text)


def many(item: Shape, help_text: str = "", *, null: bool = False) -> Any:
    return item(many=True, help_text=help_text, allow_null=null)


REGION = "ISO 3166-2, such as `IN-DL`, or a country's code."
MARKDOWN = "Markdown."
