"""References: how one document names another record.

A reference is taken from the target's *live edition*, never from its record, so that a name still
being edited cannot slip out inside somebody else's document. Only records published in the same act
are named from their rows.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypedDict
from uuid import UUID

from coalition.models import Edition, Kind


class Reference(TypedDict):
    """`{"id", "kind", "slug", "name", "abbreviation"}`; the last is null if there is none."""

    id: str
    kind: str
    slug: str
    name: str
    abbreviation: str | None


REFERENCE_KEYS = frozenset(Reference.__annotations__)


def reference_of_edition(edition: Edition) -> Reference:
    return Reference(
        id=str(edition.uid),
        kind=edition.kind,
        slug=edition.slug,
        name=edition.title,
        abbreviation=edition.abbreviation or None,
    )


class ReferenceTable:
    """The references that the documents of one act may use, by uid."""

    def __init__(self) -> None:
        self._known: dict[str, Reference] = {}

    def __contains__(self, uid: UUID | str) -> bool:
        return str(uid) in self._known

    def add(self, reference: Reference) -> None:
        self._known[reference["id"]] = reference

    def add_live(self, uids: Iterable[UUID | str]) -> None:
        """Learn the references of every live edition among `uids`, in one query per 5,000."""
        missing = sorted({str(uid) for uid in uids} - self._known.keys())
        for start in range(0, len(missing), 5000):
            columns = ("sequence", "uid", "kind", "slug", "title", "abbreviation")
            for edition in (
                Edition.objects.live().filter(uid__in=missing[start : start + 5000]).only(*columns)
            ):
                self.add(reference_of_edition(edition))

    def get(self, uid: UUID | str) -> Reference | None:
        found = self._known.get(str(uid))
        return None if found is None else found.copy()

    def __getitem__(self, uid: UUID | str) -> Reference:
        return self._known[str(uid)].copy()


def references_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every reference inside a document, itself excluded, in document order."""
    if isinstance(value, dict):
        for item in value.values():
            if isinstance(item, dict) and item.keys() == REFERENCE_KEYS:
                yield item
            else:
                yield from references_in(item)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict) and item.keys() == REFERENCE_KEYS:
                yield item
            else:
                yield from references_in(item)


def keep_names(document: dict[str, Any], earlier: dict[str, Any]) -> None:
    """Let `document` name each record as its earlier edition did: an old event keeps its names.

    Addresses are not names: the slug stays the present one, so that links never lead astray.
    """
    names = {ref["id"]: (ref["name"], ref["abbreviation"]) for ref in references_in(earlier)}
    for ref in references_in(document):
        if ref["id"] in names:
            ref["name"], ref["abbreviation"] = names[ref["id"]]


def kind_of(reference: Reference) -> Kind:
    return Kind(reference["kind"])
