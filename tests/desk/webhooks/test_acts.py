"""What is done to a webhook: only by a post, only what fits, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from coalition.models import Standing, WebhookDelivery, WebhookSubscription
from tests.desk.webhooks.webhooks_by_hand import NAMES, WORDS, page, words
from tests.factories import carol
from tests.factories.webhooks import WebhookDeliveryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", NAMES)
def test_looking_does_nothing(
    administrator: Client, webhook: WebhookSubscription, name: str
) -> None:
    before = WebhookSubscription.objects.values().get(pk=webhook.pk)
    assert administrator.get(page(name, webhook.pk)).status_code == 200
    assert WebhookSubscription.objects.values().get(pk=webhook.pk) == before
    assert not WebhookDelivery.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("name", "standing", "line"),
    [
        ("pause", Standing.PAUSED, "Paused."),
        ("disable", Standing.DISABLED, "Disabled. They closed."),
        ("test", Standing.ACTIVE, "A test sent."),
    ],
)
def test_act_that_is_posted_twice_is_done_and_logged_once(
    administrator: Client, webhook: WebhookSubscription, name: str, standing: str, line: str
) -> None:
    for _ in range(2):
        answer = administrator.post(page(name, webhook.pk), WORDS.get(name, {}))
        assert answer.status_code == 302
    webhook.refresh_from_db()
    assert webhook.standing == standing
    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.change_message) == (carol(), line)
    assert WebhookDelivery.objects.count() == (name == "test")


def test_disabled_webhook_says_why_and_is_resumed(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    administrator.post(page("disable", webhook.pk), {"because": "They closed."})
    assert "They closed." in words(administrator.get(page("change", webhook.pk)))
    administrator.post(page("resume", webhook.pk))
    webhook.refresh_from_db()
    assert (webhook.standing, webhook.disabled_because) == (Standing.ACTIVE, "")


def test_webhook_is_not_disabled_without_a_reason(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    answer = administrator.post(page("disable", webhook.pk), {"because": " "})
    assert "This field is required." in words(answer)
    webhook.refresh_from_db()
    assert webhook.standing == Standing.ACTIVE


@pytest.mark.parametrize("name", ["test", "hasten", "replay", "pause"])
def test_act_that_does_not_fit_is_refused_with_the_remedy(
    administrator: Client, webhook: WebhookSubscription, name: str
) -> None:
    WebhookSubscription.objects.update(standing=Standing.DISABLED)
    answer = administrator.post(page(name, webhook.pk), WORDS.get(name, {}))
    assert answer.status_code == 409
    assert "Resume it first." in words(answer)
    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize(
    ("standing", "offered"),
    [
        (Standing.ACTIVE, {"test", "hasten", "replay", "pause", "disable", "rotate"}),
        (Standing.PAUSED, {"replay", "resume", "disable", "rotate"}),
        (Standing.DISABLED, {"resume", "rotate"}),
    ],
)
def test_only_what_fits_is_offered(
    administrator: Client, webhook: WebhookSubscription, standing: str, offered: set[str]
) -> None:
    WebhookSubscription.objects.update(standing=standing)
    shown = words(administrator.get(page("change", webhook.pk)))
    assert {name for name in NAMES if page(name, webhook.pk) in shown} == offered


def test_waiting_messages_are_hastened(administrator: Client, webhook: WebhookSubscription) -> None:
    late = timezone.now() + timedelta(hours=8)
    WebhookDeliveryFactory(subscription=webhook, edition=None, attempts=7, due_at=late)
    administrator.post(page("hasten", webhook.pk))
    assert WebhookDelivery.objects.due(timezone.now()).count() == 1
