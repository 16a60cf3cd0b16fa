"""The outbox: which editions are to be sent to whom, written by the act that publishes them.

One statement for all editions and all subscriptions of an act, so that publishing costs the same
whoever listens. Nothing is worked out of a document here, and nothing outside the database asked.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from coalition import generation
from coalition.models import (
    ENDINGS,
    DeliveryState,
    Edition,
    EditionLink,
    Standing,
    WebhookDelivery,
    WebhookSubscription,
    WebhookTopic,
)

#: Kinds and causes are lists of words as JSON, and look the same as text on both databases.
_LISTED = (
    "(CAST(s.{list} AS text) = '[]' OR CAST(s.{list} AS text) LIKE '%%\"' || e.{word} || '\"%%')"
)

#: About a topic is what names it, and what named it once: whoever was told that a party came to a
#: meeting is told as well that the party is not on its list any more, and that it is withdrawn.
#: The history of a record is searched once, whatever the number of subscriptions: it can be long.
_NAMED = """
    SELECT e.sequence, t.subscription_id
    FROM {edition} e
    JOIN {edition} h ON h.uid = e.uid AND h.sequence <= e.sequence
    JOIN {link} l ON l.edition_id = h.sequence
    JOIN {topic} t ON t.uid = l.target_uid
    WHERE {editions} AND {topics}"""

_WANTED = f"""
    {_LISTED.format(list="kinds", word="kind")}
    AND (e.cause IN ({", ".join(f"'{cause.value}'" for cause in ENDINGS)})
         OR {_LISTED.format(list="causes", word="cause")})
    AND (
        NOT EXISTS (SELECT 1 FROM {{topic}} t WHERE t.subscription_id = s.id)
        OR EXISTS (
            SELECT 1 FROM {{topic}} t WHERE t.subscription_id = s.id AND t.uid = e.uid
        )
        OR (e.sequence, s.id) IN (SELECT sequence, subscription_id FROM named)
    )"""

_INSERT = f"""
    INSERT INTO {{delivery}}
        (subscription_id, edition_id, uid, state, created_at, due_at, attempts, answer, claimed_by)
    WITH named AS ({_NAMED})
    SELECT s.id, e.sequence, e.uid, '{DeliveryState.WAITING.value}', %s, %s, 0, '', ''
    FROM {{subscription}} s CROSS JOIN {{edition}} e
    WHERE s.standing <> '{Standing.DISABLED.value}' AND {{editions}} AND {{subscriptions}}
    AND {_WANTED}"""

#: Which editions.
_BETWEEN = "e.sequence BETWEEN %s AND %s"
_AFTER = "e.sequence > %s"

#: A row that another worker is sending just now stays lent to it.
_AGAIN = f"""
    ON CONFLICT (subscription_id, edition_id) DO UPDATE SET
        state = '{DeliveryState.WAITING.value}', due_at = excluded.due_at, attempts = 0,
        first_attempt_at = NULL, delivered_at = NULL
    WHERE {{delivery}}.state <> '{DeliveryState.WAITING.value}'"""


def enqueue(editions: Iterable[Edition], *, now: datetime) -> None:
    """Write what is to be sent of `editions`, which are in the ledger with their links.

    They follow one another there. Runs in the transaction that wrote them; of a rehearsal nothing
    is sent, and so nothing is written.
    """
    sequences = [edition.sequence for edition in editions]
    if not sequences or generation.is_set_aside():
        return
    span = [min(sequences), max(sequences)]
    _execute(_INSERT, editions=_BETWEEN, parameters=[*span, now, now, *span])


def replay_since(subscription: WebhookSubscription, *, after: int, now: datetime) -> int:
    """Send everything after the sequence `after` again, delivered or not; how many that are.

    What was never written for the subscription, as it was disabled or did not exist, is too.
    """
    return _execute(
        _INSERT + _AGAIN,
        editions=_AFTER,
        topics="t.subscription_id = %s",
        subscriptions="s.id = %s",
        parameters=[after, subscription.pk, now, now, after, subscription.pk],
    )


@transaction.atomic
def replay(keys: Iterable[int], *, now: datetime) -> int:
    """Send these messages again, dead or delivered; how many that are. Tests stay as they are."""
    ended = WebhookDelivery.objects.filter(pk__in=list(keys), edition__isnull=False).exclude(
        state=DeliveryState.WAITING
    )
    return ended.update(
        state=DeliveryState.WAITING,
        due_at=now,
        attempts=0,
        first_attempt_at=None,
        delivered_at=None,
    )


def send_test(subscription: WebhookSubscription, *, now: datetime) -> WebhookDelivery:
    """Have a worker send a message that says nothing."""
    return WebhookDelivery.objects.create(subscription=subscription, created_at=now, due_at=now)


def follow_merge(uid: UUID, into: UUID) -> None:
    """Whoever is told of the record `uid` is told of `into` from now on, which it became part of.

    It stays so if the merge is undone: to be told too much is better than too little.
    """
    following = WebhookTopic.objects.filter(uid=uid)
    WebhookTopic.objects.bulk_create(
        [
            WebhookTopic(subscription_id=topic.subscription_id, kind=topic.kind, uid=into)
            for topic in following
        ],
        ignore_conflicts=True,
    )


def _execute(
    statement: str,
    *,
    parameters: list[Any],
    editions: str,
    topics: str = "TRUE",
    subscriptions: str = "TRUE",
) -> int:
    """Run a statement, narrowed to these editions, topics and subscriptions, in that order."""
    quote = connection.ops.quote_name
    tables = {
        "delivery": WebhookDelivery,
        "subscription": WebhookSubscription,
        "topic": WebhookTopic,
        "edition": Edition,
        "link": EditionLink,
    }
    names = {name: quote(model._meta.db_table) for name, model in tables.items()}
    adapted = [
        connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
        for value in parameters
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(
                **names, editions=editions, topics=topics, subscriptions=subscriptions
            ),
            adapted,
        )
        written: int = cursor.rowcount
    return written
