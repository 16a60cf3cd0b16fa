"""What is sent: signed so that any library of Standard Webhooks accepts it."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from standardwebhooks import Webhook, WebhookVerificationError

from coalition.merging import merge
from coalition.models import WebhookDelivery
from coalition.publishing import withdraw
from coalition.webhooks.messages import message_of, new_secret
from coalition.webhooks.outbox import send_test
from tests.factories import (
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)
from tests.factories.webhooks import SECRET, WebhookSubscriptionFactory

pytestmark = pytest.mark.django_db

OTHER = "whsec_" + base64.b64encode(b"x" * 32).decode()


def now() -> datetime:
    return datetime.now(tz=UTC)


def newest() -> WebhookDelivery:
    return WebhookDelivery.objects.select_related("subscription").latest("pk")


def said(delivery: WebhookDelivery) -> dict:
    return json.loads(message_of(delivery, now=now()).body)


def test_message_holds_the_entry_of_the_feed() -> None:
    WebhookSubscriptionFactory()
    moment = datetime(2023, 12, 6, 16, 11, 5, 999, tzinfo=UTC)
    edition = published(PartyFactory(name="कांग्रेस", slug="congress"), now=moment)
    message = message_of(newest(), now=now())
    [entry] = Client().get("/api/v1/changes").json()["results"]
    assert json.loads(message.body) == {
        "type": "edition.published",
        "timestamp": "2023-12-06T16:11:05Z",
        "data": entry,
    }
    assert f'"document":{edition.body}' in message.body


def test_message_is_accepted_by_the_library_of_the_standard() -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory(name="कांग्रेस", slug="congress"))
    message = message_of(newest(), now=now())
    assert Webhook(SECRET).verify(message.body, message.headers) == json.loads(message.body)


def test_altered_message_is_not_accepted() -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory())
    message = message_of(newest(), now=now())
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(message.body.replace("published", "withdrawn"), message.headers)


def test_signature_is_the_one_of_the_specification() -> None:
    """Worked out by hand, so that not both sides go by the same mistake."""
    import hashlib
    import hmac

    WebhookSubscriptionFactory()
    published(PartyFactory())
    moment = datetime(2026, 1, 2, 3, 4, 5, 600_000, tzinfo=UTC)
    message = message_of(newest(), now=moment)
    assert message.headers["webhook-timestamp"] == "1767323045"
    signed = f"{message.headers['webhook-id']}.1767323045.{message.body}".encode()
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert message.headers["webhook-signature"] == f"v1,{expected}"


def test_both_secrets_sign_while_one_replaces_the_other() -> None:
    until = now() + timedelta(hours=1)
    WebhookSubscriptionFactory(secret=OTHER, previous_secret=SECRET, previous_secret_until=until)
    published(PartyFactory())
    message = message_of(newest(), now=now())
    Webhook(SECRET).verify(message.body, message.headers)
    Webhook(OTHER).verify(message.body, message.headers)
    assert len(message.headers["webhook-signature"].split(" ")) == 2


def test_previous_secret_signs_no_longer_than_it_was_given() -> None:
    until = now() - timedelta(seconds=1)
    WebhookSubscriptionFactory(secret=OTHER, previous_secret=SECRET, previous_secret_until=until)
    published(PartyFactory())
    message = message_of(newest(), now=now())
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(message.body, message.headers)


def test_identifier_is_the_same_at_each_attempt_and_differs_between_partners() -> None:
    WebhookSubscriptionFactory()
    WebhookSubscriptionFactory()
    published(PartyFactory())
    first, second = WebhookDelivery.objects.select_related("subscription")
    again = WebhookDelivery.objects.select_related("subscription").get(pk=first.pk)
    assert first.message_id == again.message_id != second.message_id


def test_identifier_has_only_characters_that_the_standard_allows() -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory())
    assert newest().message_id.replace("_", "").isalnum()


def test_edition_withdrawn_since_is_sent_without_its_document() -> None:
    WebhookSubscriptionFactory()
    party = PartyFactory(name="A hoax", approved=True)
    published(party)
    first = newest()
    withdraw(party, by=None, reason="It never existed.")
    message = said(first)
    assert (message["type"], message["data"]["document"]) == ("edition.published", None)
    tombstone = said(newest())
    assert tombstone["type"] == "edition.withdrawn"
    assert tombstone["data"]["note"] == "It never existed."
    assert tombstone["data"]["document"] is None


def test_edition_that_carries_what_was_withdrawn_is_sent_without_its_document() -> None:
    WebhookSubscriptionFactory(kinds=["meeting"])
    meeting = MeetingFactory(approved=True)
    published(meeting)
    statement = StatementFactory(title="Retracted words", meeting=meeting)
    published(statement)
    carrying = newest()
    assert "Retracted words" in message_of(carrying, now=now()).body
    withdraw(statement, by=None, reason="Never said.")
    assert said(carrying)["data"]["document"] is None


def test_merge_says_what_the_record_is_part_of() -> None:
    kept, gone = LeaderFactory(name="Kept"), LeaderFactory(name="Gone")
    published(kept)
    published(gone)
    WebhookSubscriptionFactory()
    kept.refresh_from_db()
    gone.refresh_from_db()
    merge(kept, gone, by=None)
    row = WebhookDelivery.objects.select_related("subscription").get(edition__cause="merged")
    message = said(row)
    assert message["type"] == "edition.merged"
    assert message["data"]["merged_into"]["id"] == str(kept.uid)


def test_subscription_without_documents_is_sent_none() -> None:
    """Left out, not null: null means that nothing may be shown any more."""
    WebhookSubscriptionFactory(with_document=False)
    published(PartyFactory())
    assert "document" not in said(newest())["data"]
    assert said(newest())["data"]["edition"] == 1


def test_test_message_says_that_it_is_one() -> None:
    delivery = send_test(WebhookSubscriptionFactory(name="The Ledger"), now=now())
    message = said(delivery)
    assert (message["type"], message["data"]) == ("ping", {"webhook": "The Ledger"})


def test_new_secret_is_long_enough_and_never_the_same() -> None:
    first, second = new_secret(), new_secret()
    assert first != second
    assert first.startswith("whsec_")
    assert len(base64.b64decode(first.removeprefix("whsec_"), validate=True)) == 32
