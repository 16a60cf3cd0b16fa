"""The editions of one record: all that there were, and each document as it was published."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, TextField, Value, When
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter

from coalition.api.answers import Built, document_answer, query_answer
from coalition.api.kinds import api_url
from coalition.api.moments import AS_OF, read_vantage
from coalition.api.openapi import (
    CURSOR,
    ETAG,
    IF_NONE_MATCH,
    LIMIT,
    LINK,
    Operation,
    answers,
    moved,
)
from coalition.api.orderings import Ordering
from coalition.api.paging import PAGING_PARAMETERS, read_page, rows_of
from coalition.api.parameters import read_parameters
from coalition.api.problems import Gone
from coalition.api.shapes.editions import EditionPage
from coalition.api.shapes.envelopes import DOCUMENTS
from coalition.api.views.addressed import ADDRESS, AddressedView
from coalition.compact_json import compact_json
from coalition.document_differences import Change
from coalition.edition_history import PastEdition, editions_of, told
from coalition.live_editions import Document, Moved, find_live
from coalition.models.editions import Edition
from coalition.page_addresses import page_url
from coalition.timestamps import timestamp

_NEWEST = Ordering("number", is_descending=True)
#: As far as the column counts.
_MOST = 2**31 - 3
_CARRIED = "This edition carried what has been withdrawn since. Later ones may be shown."


class EditionList(AddressedView):
    """A page of the editions of one record, the newest first."""

    def answer(self, request: HttpRequest, **address: str) -> HttpResponseBase:
        parameters = read_parameters(request.GET, PAGING_PARAMETERS | {"as_of"})
        where = address["address"]
        path = f"{self.kind.path}/{where}/editions"
        return query_answer(request, path, parameters, lambda: self._build(where, parameters))

    def _build(self, where: str, parameters: Mapping[str, str]) -> Built:
        vantage = read_vantage(parameters)
        now = find_live(self.kind.kind, where)
        path = f"{self.kind.path}/{now.slug}/editions"
        editions = editions_of(now.uid, as_of=vantage.as_of)
        page = read_page(
            rows_of(editions),
            parameters,
            # By the record, whichever of its addresses leads to it.
            f"editions/{now.uid}",
            ordering=_NEWEST,
            columns=("number",),
            write=lambda number: b"%d" % number,
        )
        links = page.links(path, parameters, signed_for=f"editions/{now.uid}")
        numbers = [int(number) for number in page.documents]
        entries = []
        if not numbers and not editions.exists():
            # As of a moment before the first one.
            raise Http404
        if numbers:
            below = editions.filter(number__lte=numbers[0])
            entries = [
                _entry(past, f"{path}/{past.edition.number}/", now)
                for past in told(below, limit=len(numbers))[0]
            ]
        links_and_present = {**links, "latest-version": api_url(f"{self.kind.path}/{now.slug}/")}
        return Built(page.body(links, documents=entries), links_and_present)

    def path_of(self, moved: Moved, **address: Any) -> str:
        return f"{super().path_of(moved)}editions/"

    def operation(self) -> Operation:
        return Operation(
            name=f"list_{self.kind.kind.value}_editions",
            tag=self.kind.path,
            summary=f"List the editions of one {self.kind.one}",
            description="Every edition that there was, the newest first: when it was published, "
            "why, and what it says otherwise than the one before.",
            parameters=[ADDRESS, AS_OF, LIMIT, CURSOR, IF_NONE_MATCH, ETAG, LINK],
            responses=answers(EditionPage, "One page.", errors=[400, 404, 410]) | moved(),
        )


def _entry(past: PastEdition, path: str, now: Edition) -> bytes:
    edition = past.edition
    with translation.override("en"):
        changes = past.changes()
        told_changes = None if changes is None else [_change(change) for change in changes]
    entry = {
        "edition": edition.number,
        "sequence": edition.sequence,
        "cause": edition.cause,
        "note": edition.note or None,
        "published_at": timestamp(edition.published_at),
        "is_live": edition.sequence == now.sequence,
        "is_shown": past.is_open,
        "document_url": api_url(path) if past.is_open else None,
        "changes": told_changes,
    }
    return compact_json(entry).encode()


def _change(change: Change) -> dict[str, Any]:
    return {
        "field": change.key,
        "label": change.label,
        "action": change.action.value,
        "before": change.before or None,
        "after": change.after or None,
    }


class EditionDetail(AddressedView):
    """One edition, byte for byte as it was published."""

    def answer(self, request: HttpRequest, **address: Any) -> HttpResponseBase:
        if request.GET:
            read_parameters(request.GET, ())
        found: dict[str, str] = {}

        def read() -> Document:
            document, links = self._read(address["address"], address["number"])
            found.update(links)
            return document

        return document_answer(request, read, lambda _document: found)

    def _read(self, where: str, number: int) -> tuple[Document, Mapping[str, str]]:
        now = find_live(self.kind.kind, where)
        if number > _MOST:
            raise Http404
        path = f"{self.kind.path}/{now.slug}/"
        shown = Case(When(number=number, then="body"), default=Value(""), output_field=TextField())
        # Those beside it, even if a tombstone lies between.
        near = Edition.objects.filter(uid=now.uid, number__range=(number - 2, number + 2))
        rows = near.exclude(body="").with_openness().order_by("number")
        beside = {row[0]: row for row in rows.values_list("number", "is_open", "digest", shown)}
        if number not in beside:
            raise Http404
        _number, is_open, digest, body = beside[number]
        if not is_open:
            raise Gone(_CARRIED)
        open_numbers = [other for other, row in beside.items() if row[1]]
        links = {
            "canonical": page_url(self.kind.kind, now.slug),
            "version-history": api_url(f"{path}editions/"),
            "latest-version": api_url(path),
        }
        earlier = [other for other in open_numbers if other < number]
        later = [other for other in open_numbers if other > number]
        if earlier:
            links["predecessor-version"] = api_url(f"{path}editions/{earlier[-1]}/")
        if later:
            links["successor-version"] = api_url(f"{path}editions/{later[0]}/")
        return Document(body, digest, now.slug), links

    def path_of(self, moved: Moved, **address: Any) -> str:
        """What a record was merged into has editions of its own, by other numbers."""
        path = f"{super().path_of(moved)}editions/"
        return path if moved.is_merged else f"{path}{address['number']}/"

    def operation(self) -> Operation:
        return Operation(
            name=f"get_{self.kind.kind.value}_edition",
            tag=self.kind.path,
            summary=f"Get one edition of one {self.kind.one}",
            description="The document exactly as it was published then. 410 if it carried "
            "something that has been withdrawn since.",
            parameters=[
                ADDRESS,
                OpenApiParameter(
                    "number",
                    {"type": "integer", "minimum": 0},
                    OpenApiParameter.PATH,
                    description="The `edition` of the document.",
                ),
                IF_NONE_MATCH,
                ETAG,
                LINK,
            ],
            responses=answers(DOCUMENTS[self.kind.kind], "The document.", errors=[400, 404, 410])
            | moved(),
        )
