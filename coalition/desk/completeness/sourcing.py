"""What no source says: facts that are filled in, and rows, without a claim."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.desk.claim_fields import CLAIM_FIELD_CHOICES
from coalition.desk.completeness.findings import Finding, Place, Weight
from coalition.models import Claim

#: What some claims name in one word.
_COVERED_BY = {"reported_parties": "reported", "reported_leaders": "reported"}


def facts_without_source(
    subject: str, facts: Mapping[str, Any], claims: Iterable[Claim]
) -> Iterator[Finding]:
    """`facts` are the values of a record by the fields that claims on `subject` speak of.

    A claim on the whole record covers all of them.
    """
    spoken_of = {claim.field for claim in claims}
    if not spoken_of:
        yield Finding(
            "no_source",
            Weight.MISSING,
            _("No report says so yet. Name it at the head, and what it says under “Who says so”."),
            (
                Place(_("Name the report"), "#id_default_source"),
                Place(_("Add a claim"), "#claims-group", claim="*"),
            ),
        )
        return
    if "" in spoken_of:
        return
    names = dict(CLAIM_FIELD_CHOICES[subject])
    bare = [
        field
        for field, value in facts.items()
        if value not in (None, "")
        and field not in spoken_of
        and _COVERED_BY.get(field) not in spoken_of
    ]
    if bare:
        yield Finding(
            "facts_without_source",
            Weight.MISSING,
            ngettext(
                "%d fact is filled in that no report says. Add a claim on it:",
                "%d facts are filled in that no report says. Add a claim on each:",
                len(bare),
            )
            % len(bare),
            tuple(Place(str(names[field]), "#claims-group", claim=field) for field in bare),
        )


def rows_without_claim(rows: Iterable[tuple[str, Place, Any]], words: str) -> Iterator[Finding]:
    """`rows` are each row's name, place and claims; `words` say of how many, with a %d."""
    bare = [place for _name, place, claims in rows if not claims]
    if bare:
        yield Finding("rows_without_claim", Weight.MISSING, words % len(bare), tuple(bare))
