"""The guide's own code knows our messages, and the guide says what is really sent.

That its examples run at all is in `tests/api/test_guide.py`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from coalition.models import Cause, Standing, WebhookDelivery
from coalition.publishing import withdraw
from coalition.webhooks.messages import message_of
from coalition.webhooks.subscriptions import rotate_secret
from tests.factories import PartyFactory, carol, published
from tests.factories.webhooks import SECRET, WebhookSubscriptionFactory

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text()
OTHER = "whsec_" + "eHl6" * 10 + "eHk="


def code() -> dict[str, Any]:
    """What the first two examples define: to verify, and to keep a copy."""
    found: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)[:2]:
        exec(block, found)
    return found


def sent(delivery: WebhookDelivery, **ago: float) -> tuple[dict[str, str], bytes]:
    message = message_of(delivery, now=timezone.now() - timedelta(**ago))
    return message.headers, message.body.encode()


def test_example_accepts_what_we_send() -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory(name="भारतीय राष्ट्रीय कांग्रेस", slug="inc"))
    code()["verify"](SECRET, *sent(WebhookDelivery.objects.get()))


def test_example_accepts_either_secret_while_one_replaces_the_other() -> None:
    subscription = WebhookSubscriptionFactory()
    published(PartyFactory())
    rotated = rotate_secret(subscription, by=carol())
    headers, body = sent(WebhookDelivery.objects.get())
    for secret in (SECRET, rotated.secret):
        code()["verify"](secret, headers, body)


@pytest.mark.parametrize("wrong", ["body", "secret", "identifier", "time", "signature", "words"])
def test_example_refuses_what_is_not_ours(wrong: str) -> None:
    WebhookSubscriptionFactory()
    published(PartyFactory())
    headers, body = sent(WebhookDelivery.objects.get(), minutes=6 if wrong == "time" else 0)
    changes = {
        "identifier": {"webhook-id": "msg_2"},
        "signature": {"webhook-signature": ""},
        "words": {"webhook-signature": "v1,ä v1, v2,x"},
    }
    with pytest.raises(ValueError, match=r"not signed|too old"):
        code()["verify"](
            OTHER if wrong == "secret" else SECRET,
            headers | changes.get(wrong, {}),
            body + b" " if wrong == "body" else body,
        )


def test_example_keeps_the_newest_whatever_comes_again() -> None:
    WebhookSubscriptionFactory()
    party = PartyFactory(approved=True)
    edition = published(party)
    party.refresh_from_db()
    first = sent(WebhookDelivery.objects.get())
    withdraw(party, by=None, reason="A hoax.")
    last = sent(WebhookDelivery.objects.latest("edition"))
    partner = code()
    for headers, body in (first, last, first):
        partner["receive"](SECRET, headers, body)
    assert partner["copy"] == {str(party.uid): (edition.sequence + 1, None)}


def test_example_shows_nothing_of_an_edition_that_was_withdrawn_since() -> None:
    WebhookSubscriptionFactory()
    party = PartyFactory(approved=True)
    edition = published(party)
    row = WebhookDelivery.objects.get()
    partner = code()
    partner["receive"](SECRET, *sent(row))
    withdraw(party, by=None, reason="A hoax.")
    partner["receive"](SECRET, *sent(row))
    assert partner["copy"] == {str(party.uid): (edition.sequence, None)}


def test_guide_names_every_cause_and_header() -> None:
    WebhookSubscriptionFactory(standing=Standing.ACTIVE)
    published(PartyFactory())
    headers, _body = sent(WebhookDelivery.objects.get())
    for word in (*Cause.values, *headers, "ping"):
        assert f"`{word}`" in GUIDE
