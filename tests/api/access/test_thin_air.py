"""What exists but not for who asks, and what does not exist, answer alike: by whatever method and
whichever operation, on both halves of the API."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from coalition.api.records.kinds import RECORD_KINDS, RecordKind
from tests import factories
from tests.api.access.acts import RECORDS, Act, acts
from tests.api.access.stages import record_in, tag_of
from tests.api.records.callers import partner

pytestmark = pytest.mark.django_db

ACTS = [act for act in acts() if "{address}" in act.path or act.name.startswith("bulk")]
#: Of a report there is one stage, and it is not public.
PLACES = [
    (kind, stage)
    for kind in RECORD_KINDS.values()
    for stage in ("drafting", "in_review", "approved", "scheduled")
    if kind.is_public or stage == "drafting"
]


def told(act: Act, client: Client, address: str, tag: str) -> tuple[Any, ...]:
    """Status, head and body, without the address that was asked for."""
    answer = act.ask(client, address, tag)
    body = answer.content.decode().replace(address, "(address)")
    head = {name: text for name, text in answer.items() if name != "Date"}
    return answer.status_code, head, body


def ways(act: Act, kind: RecordKind) -> bool:
    return act.is_about(kind) or (act.kind is None and f"/{kind.path}/" in act.path)


@pytest.mark.parametrize(("kind", "stage"), PLACES, ids=lambda part: getattr(part, "kind", part))
def test_hidden_record_is_thin_air(kind: RecordKind, stage: str) -> None:
    hidden = record_in(kind, stage)
    tag, version = tag_of(hidden), hidden.version
    pairs = [(str(hidden.uid), str(uuid4())), (hidden.slug, "z" * len(hidden.slug))]
    stranger = partner("quentin").client
    everybody = [Client(), Client(headers=factories.bearer(factories.alice(), "write"))]
    asked = [act for act in ACTS if ways(act, kind)]
    assert any(act.path.startswith(RECORDS) for act in asked)
    found = []
    for act in asked:
        # By its address only: a slug in an entry is what the record is to be called.
        for there, nowhere in pairs[:1] if act.name.startswith("bulk") else pairs:
            for client in [stranger] if act.path.startswith(RECORDS) else everybody:
                answers = [told(act, client, address, tag) for address in (there, nowhere)]
                if answers[0] != answers[1] or (answers[0][0] < 400 and act.method != "OPTIONS"):
                    found.append((act.method, act.path, *answers))
    assert found == []
    hidden.refresh_from_db()
    assert (hidden.version, type(hidden).objects.count()) == (version, 1)
