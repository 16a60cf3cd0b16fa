"""Preconditions: which version a change was made for (If-Match, RFC 9110 and RFC 6585)."""

import re
from dataclasses import dataclass

from django.http import HttpRequest

from coalition.api.records.refusals import MalformedHeader, NoPrecondition, Stale
from coalition.api.records.representation import etag_of, number_of_editions
from coalition.models import Record

_TAG = re.compile(r'(W/)?"(\d{1,9})(?:\.(\d{1,9}))?"')
_ANY_TAG = re.compile(r'(W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_REMEDY = "Read the record, and send its ETag back as If-Match."


@dataclass(frozen=True, slots=True)
class Precondition:
    """The versions that a request was made for, each with its number of editions."""

    tags: tuple[tuple[int, int], ...]

    def hold_against(self, record: Record, *, counts_editions: bool = False) -> int:
        """Raises Stale unless `record`, whose row is locked, is what was read.

        Editions count for what touches the public: two editors at once correct it once. To an edit
        they do not matter, as a colleague's other record can bring forth one of this too. Returns
        how many there are.
        """
        editions = number_of_editions(record.uid)
        for version, number in self.tags:
            if version == record.version and (number == editions or not counts_editions):
                return editions
        raise stale(record, editions)


def stale(record: Record, editions: int) -> Stale:
    return Stale(
        f"It is at version {record.version} by now. Read it again, and make your change to that.",
        more={"version": record.version, "etag": etag_of(record.version, editions)},
    )


def precondition_of(request: HttpRequest) -> Precondition:
    """Raises NoPrecondition if there is none, or one that any version fulfils."""
    text = request.META.get("HTTP_IF_MATCH", "").strip()
    if not text:
        raise NoPrecondition(f"Say which version this was made for. {_REMEDY}")
    if text == "*":
        raise NoPrecondition(f"“*” would write over what you have not read. {_REMEDY}")
    tags = []
    for part in text.split(","):
        if not _ANY_TAG.fullmatch(part.strip()):
            raise MalformedHeader(f'If-Match holds no entity tag such as "3". {_REMEDY}')
        found = _TAG.fullmatch(part.strip())
        # A weak tag never matches here (RFC 9110, 13.1.1).
        if found and not found[1]:
            tags.append((int(found[2]), int(found[3] or 0)))
    return Precondition(tuple(tags))
