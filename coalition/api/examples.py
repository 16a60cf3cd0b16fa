"""Examples for the schema: a dinner of floor leaders, told in our own words.

They are documents like any other: a test checks them against the shapes they illustrate.
"""

from typing import Any

from coalition.api.kinds import PublicKind, api_url
from coalition.models.editions import Kind
from coalition.page_addresses import page_url

_SOURCE = "0b9f7c52-6f3a-4d0e-9d5c-6a1b8b1f7a10"


def reference_to(
    uid: str, kind: Kind, slug: str, name: str, abbreviation: str | None = None
) -> dict[str, Any]:
    return {"id": uid, "kind": kind.value, "slug": slug, "name": name, "abbreviation": abbreviation}


_CONGRESS = reference_to(
    "3d2f0a4e-52b5-4a0c-8f43-0d6f5f0f2a01",
    Kind.PARTY,
    "indian-national-congress",
    "Indian National Congress",
    "INC",
)
_TMC = reference_to(
    "3d2f0a4e-52b5-4a0c-8f43-0d6f5f0f2a02",
    Kind.PARTY,
    "all-india-trinamool-congress",
    "All India Trinamool Congress",
    "TMC",
)
_KHARGE = reference_to(
    "9a51d7a6-0c83-4a37-8d8e-3a54b0a6c701", Kind.LEADER, "mallikarjun-kharge", "Mallikarjun Kharge"
)
_BLOC = reference_to(
    "5e0c8a55-7f19-4d6e-9a2c-1c1f6f3b9c01", Kind.ALLIANCE, "india-bloc", "INDIA bloc", "INDIA"
)


def _claim(paragraph: int, quote: str, attribution: str | None = None) -> dict[str, Any]:
    return {
        "source": _SOURCE,
        "quote": quote,
        "paragraph": paragraph,
        "attribution": attribution,
        "asserts": None,
    }


def _field_claim(
    field: str, value: str | None, paragraph: int, quote: str, attribution: str | None = None
) -> dict[str, Any]:
    return {
        "field": field,
        "value": value,
        "source": _SOURCE,
        "quote": quote,
        "paragraph": paragraph,
        "attribution": attribution,
    }


def _attendance(
    party: dict[str, Any], leader: dict[str, Any] | None, **facts: Any
) -> dict[str, Any]:
    return {
        "party": party,
        "leader": leader,
        "status": "attended",
        "role": "participant",
        "described_as": None,
        "named_as": None,
        "on_behalf_of": None,
        "reason": None,
        "reason_given": None,
        "claims": [],
    } | facts


MEETING: dict[str, Any] = {
    "id": "7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01",
    "kind": "meeting",
    "slug": "floor-leaders-dinner-december-2023",
    "url": page_url(Kind.MEETING, "floor-leaders-dinner-december-2023"),
    "edition": 1,
    "published_at": "2023-12-07T04:30:00Z",
    "first_published_at": "2023-12-07T04:30:00Z",
    "correction": None,
    "corrections": [],
    "title": "Floor leaders dine at Kharge's residence",
    "category": "floor_leaders",
    "occurrence": "held",
    "occurrence_reason": None,
    "date": {
        "edtf": "2023-12-06",
        "earliest": "2023-12-06",
        "latest": "2023-12-06",
        "label": "6 December 2023",
    },
    "start": {"time": "19:00", "timezone": "Asia/Kolkata", "approximate": True},
    "duration_minutes": 60,
    "place": {
        "venue": "Mallikarjun Kharge's residence",
        "city": "New Delhi",
        "region": "IN-DL",
    },
    "alliance": _BLOC,
    "round": None,
    "follows": None,
    "rescheduled_from": None,
    "purpose": "To act together against the BJP in the coming Lok Sabha elections.",
    "summary": "Seventeen parties are reported; the rows name two of them here, to keep it short.",
    "reported": {"parties": {"count": 17, "qualifier": "exactly"}, "leaders": None},
    "recorded": {"parties": 1, "leaders": 1},
    "attendance": [
        _attendance(
            _CONGRESS,
            _KHARGE,
            role="host",
            described_as="Congress president",
            claims=[_claim(1, "at the residence of")],
        ),
        _attendance(
            _TMC,
            None,
            status="absent",
            reason_given="not_given",
            claims=[_claim(4, "no reason", "party sources")],
        ),
    ],
    "statements": [],
    "talks": [],
    "disputed": [
        {
            "field": "duration_minutes",
            "reason": None,
            "claims": [
                _field_claim("duration_minutes", None, 2, "for an hour") | {"agrees": True},
                _field_claim("duration_minutes", "90", 6, "an hour and a half", "an aide")
                | {"agrees": False},
            ],
        }
    ],
    "settled": [
        {
            "field": "start",
            "value": "about 19:00",
            "reason": "The host's office confirms seven; the other hour is an aide's.",
            "claims": [
                _field_claim("start", None, 2, "around 7 pm") | {"agrees": True},
                _field_claim("start", "8 pm", 6, "began at eight", "an aide") | {"agrees": False},
            ],
        }
    ],
    "claims": [
        _field_claim("start", None, 2, "around 7 pm"),
        _field_claim("duration_minutes", None, 2, "for an hour"),
        _field_claim("start", "8 pm", 6, "began at eight", "an aide"),
        _field_claim("duration_minutes", "90", 6, "an hour and a half", "an aide"),
    ],
    "sources": [
        {
            "id": _SOURCE,
            "publisher": None,
            "headline": None,
            "url": None,
            "author": None,
            "place": "New Delhi",
            "archived_url": None,
            "published_at": "2023-12-06T16:11:00Z",
            "updated_at": "2023-12-06T16:11:00Z",
        }
    ],
}

EXAMPLES: dict[Kind, dict[str, Any]] = {Kind.MEETING: MEETING}


def example_page(kind: PublicKind) -> dict[str, Any] | None:
    document = EXAMPLES.get(kind.kind)
    if document is None:
        return None
    return {
        "next": f"{api_url(kind.path)}/?limit=1&cursor=YT…",
        "previous": None,
        "results": [document],
    }


def example_changes() -> dict[str, Any]:
    return {
        "results": [
            {
                "sequence": 41,
                "kind": "meeting",
                "id": MEETING["id"],
                "slug": MEETING["slug"],
                "edition": 1,
                "cause": "published",
                "note": None,
                "published_at": MEETING["published_at"],
                "url": MEETING["url"],
                "merged_into": None,
                "document": MEETING,
            }
        ],
        "next_after": 41,
    }
