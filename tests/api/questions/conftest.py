"""A ledger so long that it matters how rows are chosen from it."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from coalition.models import Cause, Edition, EditionLink, Kind, Relation
from tests.api.bare_documents import bare_document
from tests.api.questions.days import MEETINGS, day_of, span_of

_EARLY, _LATE, _SELDOM = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture(scope="module", autouse=True)
def _room(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What so many rows leave behind misleads the planner of every later test."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE coalition_edition, coalition_editionlink")


@functools.cache
def _body(kind: Kind) -> str:
    """Of a document that is named by its place, at the format's `%d`."""
    name = "title" if kind is Kind.MEETING else "name"
    return json.dumps(bare_document(kind, **{name: "%d"}))


def _edition(sequence: int, kind: Kind, uid: UUID, slug: str, **columns: Any) -> Edition:
    return Edition(
        sequence=sequence,
        kind=kind,
        uid=uid,
        slug=slug,
        number=1,
        cause=Cause.PUBLISHED,
        body=_body(kind) % sequence,
        digest="0" * 64,
        published_at=datetime(2023, 12, 6, tzinfo=UTC) + timedelta(seconds=sequence),
        title=slug,
        **columns,
    )


@pytest.fixture
def ledger() -> None:
    """Meetings of which the first half names one party, the other half another, none both; each
    thousandth names a third. Few are disputed, and those are the oldest. Of few the day is not
    known exactly."""
    parties = {"early": _EARLY, "late": _LATE, "seldom": _SELDOM}
    editions = [
        _edition(number, Kind.PARTY, uid, slug, sort_key=f"{slug}!{uid}")
        for number, (slug, uid) in enumerate(parties.items(), start=1)
    ]
    links = []
    for number in range(10, 10 + MEETINGS):
        uid = UUID(int=number)
        day = day_of(number)
        earliest, latest = span_of(number)
        editions.append(
            _edition(
                number,
                Kind.MEETING,
                uid,
                f"m{number}",
                state="held",
                earliest=earliest,
                latest=latest,
                party_count=number % 7,
                is_disputed=number < 20,
                search_text=f"gathering {number}",
                sort_key=f"{day}-0000!{uid}",
            )
        )
        named = [_EARLY if number < MEETINGS // 2 else _LATE]
        named += [_SELDOM] if number % 1000 == 0 else []
        links += [
            EditionLink(
                edition_id=number,
                relation=Relation.NAMED,
                target_kind=Kind.PARTY,
                target_uid=target,
            )
            for target in named
        ]
    Edition.objects.bulk_create(editions)
    EditionLink.objects.bulk_create(links)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
