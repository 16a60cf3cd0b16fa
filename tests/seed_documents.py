"""The project's seeds as partners read them: every document of the API, and nothing else."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.test import Client

from coalition import kept_answers

Document = dict[str, Any]

#: By party: each leader who is not of the Congress, and the paragraph that names them.
OTHERS = {
    "JMM": {"Mahua Majhi": 4},
    "MDMK": {"Vaiko": 4},
    "RSP": {"N K Premchandran": 4},
    "CPI": {"Binoy Viswam": 4},
    "JD(U)": {"Lalan Singh": 4},
    "SP": {"Ram Gopal Yadav": 4, "ST Hasan": 4, "Javed Ali Khan": 6},
    "RLD": {"Jayant Chaudhary": 4},
    "NCP": {"Vandana Chavan": 5},
    "AAP": {"Raghav Chadha": 5},
    "DMK": {"Tiruchi Siva": 5, "TR Baalu": 6},
    "CPI-M": {"Elamaram Kareem": 6},
    "RJD": {"Faiyaz Ahmad": 6},
    "KC(M)": {"Jose K Mani": 6},
    "NC": {"Hasnain Masoodi": 6},
    "IUML": {"Mohd Basheer": 6},
}
BEFORE = {
    "edtf": "[..2023-12-05]",
    "earliest": None,
    "latest": "2023-12-05",
    "label": "before 6 December 2023",
}


_LISTS = (
    "parties",
    "leaders",
    "alliances",
    "elections",
    "meetings",
    "seat-sharing-talks",
    "statements",
)


class Public:
    """Every public document, read page by page from the API as a partner reads it."""

    def __init__(self) -> None:
        self._documents: list[Document] = []
        for name in _LISTS:
            address = f"/api/v1/{name}/?limit=20"
            while address:
                answer = Client().get(address)
                assert answer.status_code == 200, address
                page = json.loads(answer.content)
                self._documents += page["results"]
                address = page["next"]
        self.editions = {document["edition"] for document in self._documents}

    def find(self, kind: str, slug: str) -> Document:
        return next(d for d in self.of_kind(kind) if d["slug"] == slug)

    def of_kind(self, kind: str) -> list[Document]:
        return [document for document in self._documents if document["kind"] == kind]


def published_seeds(blocker: Any) -> Public:
    """What `load_seeds` makes public. The database is as empty afterwards as before.

    A module loads once for all its tests, which have documents to read and no row to change.
    """
    # What another test's newsroom answered is cached under the same sequence numbers.
    kept_answers.forget_all()
    with blocker.unblock(), transaction.atomic():
        call_command("load_seeds", verbosity=0)
        found = Public()
        transaction.set_rollback(True)
    return found


def claim_on(owner: Document, field: str | None = None) -> Document:
    """The one claim on a row, or on one field of a record."""
    (claim,) = [claim for claim in owner["claims"] if claim.get("field") == field]
    return claim
