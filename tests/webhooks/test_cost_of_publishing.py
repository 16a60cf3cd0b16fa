"""Publishing hardly notices who listens."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.publishing import publish, publish_all
from tests.factories import PartyFactory
from tests.query_plans import nodes
from tests.webhooks.listeners import about

pytestmark = pytest.mark.django_db

TABLE = "Relation Name"


@pytest.mark.parametrize("subscriptions", [0, 1, 12])
def test_outbox_costs_one_query_whoever_listens(subscriptions: int) -> None:
    for _ in range(subscriptions):
        about(PartyFactory())
    parties = [PartyFactory(approved=True) for _ in range(15)]
    with CaptureQueriesContext(connection) as queries:
        publish_all(parties, by=None)
    written = [query for query in queries if "coalition_webhook" in query["sql"]]
    assert len(written) == 1


@pytest.mark.postgres
def test_history_of_a_record_is_searched_once_whoever_listens() -> None:
    """It can be long, and publishing waits for it."""
    for _ in range(12):
        about(PartyFactory())
    party = PartyFactory(approved=True)
    for number in range(5):
        party.refresh_from_db()
        party.name = f"Name {number}"
        party.save()
        with CaptureQueriesContext(connection) as queries:
            publish(party, by=None)
    [statement] = [query["sql"] for query in queries if "coalition_webhook" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement.replace('%', '%%')}", [])
        [[explained]] = cursor.fetchone()
    plan = explained["Plan"]
    looks = [node["Actual Loops"] for node in nodes(plan) if "editionlink" in str(node.get(TABLE))]
    assert looks
    assert max(looks) <= 5
