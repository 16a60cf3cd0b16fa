"""Examples for the schema: the dinner of floor leaders, as somebody records it.

A test sends them, and finds them in the records again.
"""

from typing import Any

_REPORT = "floor-leaders-report"

ENTRIES: dict[str, dict[str, Any]] = {
    "source": {
        "slug": _REPORT,
        "title": "Floor leaders dine together",
        "place": "New Delhi",
        "published_at": "2023-12-06T16:11:00Z",
    },
    "party": {
        "slug": "inc",
        "name": "Indian National Congress",
        "abbreviation": "INC",
    },
    "leader": {
        "slug": "mallikarjun-kharge",
        "name": "Mallikarjun Kharge",
        "party_memberships": [{"party": "inc"}],
    },
    "meeting": {
        "slug": "floor-leaders-dinner-december-2023",
        "title": "Floor leaders dine at Kharge's residence",
        "category": "floor_leaders",
        "occurrence": "held",
        "date": "2023-12-06",
        "start_time": "19:00",
        "is_start_approximate": True,
        "city": "New Delhi",
        "region": "IN-DL",
        "reported_parties": 17,
        "reported_parties_qualifier": "exactly",
        "attendances": [
            {
                "party": "inc",
                "leader": "mallikarjun-kharge",
                "status": "attended",
                "role": "host",
                "described_as": "Congress president",
                "claims": [{"source": _REPORT, "quote": "at the residence of", "paragraph": 1}],
            }
        ],
        "claims": [{"source": _REPORT, "field": "start", "quote": "around 7 pm", "paragraph": 2}],
    },
}

_SERVERS = {
    "uid": "7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01",
    "version": 1,
    "stage": "drafting",
    "created_at": "2023-12-06T17:02:00Z",
    "public": None,
    "scheduled_for": None,
    "proposed_by": None,
}

#: What making these is answered.
RECORDED: dict[str, dict[str, Any]] = {
    "meeting": {
        "kind": "meeting",
        **ENTRIES["meeting"],
        "timezone": "Asia/Kolkata",
        **_SERVERS,
    }
}
