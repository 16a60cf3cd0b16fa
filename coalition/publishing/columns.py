"""The columns by which lists sort and filter, read off the document that they describe."""

from datetime import date
from typing import Any, TypedDict

from coalition.folding import fold
from coalition.models import Kind
from coalition.publishing.references import references_in

#: Which key of a document holds its date, its category and its state.
_DATE_KEY = {
    Kind.MEETING: "date",
    Kind.SEAT_SHARING_TALK: "began",
    Kind.STATEMENT: "made",
    Kind.ELECTION: "polling",
}
_CATEGORY_KEY = {Kind.MEETING: "category", Kind.ELECTION: "level"}
_STATE_KEY = {
    Kind.MEETING: "occurrence",
    Kind.SEAT_SHARING_TALK: "status",
    Kind.STATEMENT: "stance",
}


class Columns(TypedDict):
    title: str
    abbreviation: str
    category: str
    state: str
    earliest: date | None
    latest: date | None
    region: str
    party_count: int | None
    leader_count: int | None
    is_disputed: bool
    is_corrected: bool
    search_text: str
    sort_key: str


def columns_of(document: dict[str, Any]) -> Columns:
    kind = Kind(document["kind"])
    title = document["name"] if "name" in document else document["title"]
    when = document.get(_DATE_KEY.get(kind, "")) or {"earliest": None, "latest": None}
    place = document.get("place") or {}
    recorded = document.get("recorded") or {}
    return Columns(
        title=title,
        abbreviation=document.get("abbreviation") or "",
        category=document.get(_CATEGORY_KEY.get(kind, "")) or "",
        state=document.get(_STATE_KEY.get(kind, "")) or "",
        earliest=_day(when["earliest"]),
        latest=_day(when["latest"]),
        region=document.get("region") or place.get("region") or "",
        party_count=recorded.get("parties"),
        leader_count=recorded.get("leaders"),
        is_disputed=bool(document.get("disputed")),
        is_corrected=bool(document["corrections"]),
        search_text=_search_text(document, title),
        sort_key=_sort_key(kind, document, title, when),
    )


def is_past_event(document: dict[str, Any]) -> bool:
    """Whether the document tells of something that was over when it was published."""
    when = document.get(_DATE_KEY.get(Kind(document["kind"]), "")) or {}
    latest, published = when.get("latest"), document["published_at"]
    return latest is not None and published is not None and latest <= published[:10]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _sort_key(kind: Kind, document: dict[str, Any], title: str, when: dict[str, Any]) -> str:
    """Unique among live editions, so that a list can be paged by it alone.

    Dated kinds sort by their last possible day (undated ones first, as `0000`) and by their round,
    as "before 6 December" may be all that is known of three; the others by their folded name, word
    by word, for "!" comes before "-" and "-" before every letter. The uid breaks ties.
    """
    if kind in _DATE_KEY:
        day = when["latest"] or when["earliest"] or "0000"
        lead = f"{day}-{min(document.get('round') or 0, 9999):04}"
    else:
        lead = fold(document.get("sort_name") or title)[:80].replace(" ", "-")
    return f"{lead}!{document['id']}"


def _search_text(document: dict[str, Any], title: str) -> str:
    """Every name in the document, folded, each once."""
    place = document.get("place") or {}
    names = [
        title,
        document.get("abbreviation"),
        place.get("city"),
        place.get("venue"),
        document.get("body"),
    ]
    names += [row["name"] for row in document.get("other_names", [])]
    names += [row["title"] for row in document.get("offices", [])]
    for reference in references_in(document):
        names += [reference["name"], reference["abbreviation"]]
    names += [row.get("named_as") for row in document.get("attendance", [])]
    return "\n".join(dict.fromkeys(folded for name in names if name and (folded := fold(name))))
