"""Messages: what is sent of an edition, and how it is signed (Standard Webhooks 1.0)."""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from standardwebhooks import Webhook

from coalition.change_entries import entries_of
from coalition.models import Edition, WebhookDelivery
from coalition.timestamps import timestamp

#: The specification asks for 24 to 64 random bytes.
_SECRET_BYTES = 32
PING = "ping"


@dataclass(frozen=True, slots=True)
class Message:
    """The body, and the headers that go with it."""

    body: str
    headers: dict[str, str]


def new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def message_of(delivery: WebhookDelivery, *, now: datetime) -> Message:
    """The message as it may be read now; it needs the subscription of `delivery`.

    An edition is said as the changes feed says it at this moment: one that was withdrawn since it
    was written into the outbox has a document of null.
    """
    body = _body(delivery)
    # The specification signs whole seconds.
    moment = now.astimezone(UTC).replace(microsecond=0)
    signatures = [
        Webhook(secret).sign(delivery.message_id, moment, body)
        for secret in delivery.subscription.secrets(now=now)
    ]
    headers = {
        "Content-Type": "application/json",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    return Message(body, headers)


def _body(delivery: WebhookDelivery) -> str:
    if delivery.edition_id is None:
        data = json.dumps({"webhook": delivery.subscription.name}, ensure_ascii=False)
        return _event(PING, delivery.created_at, data)
    edition = Edition.objects.filter(sequence=delivery.edition_id)
    [entry] = entries_of(edition, with_documents=delivery.subscription.with_document)
    cause, published_at = edition.values_list("cause", "published_at").get()
    return _event(f"edition.{cause}", published_at, entry.text)


def _event(what: str, when: datetime, data: str) -> str:
    return f'{{"type":"{what}","timestamp":"{timestamp(when)}","data":{data}}}'
