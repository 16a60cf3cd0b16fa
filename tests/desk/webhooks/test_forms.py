"""The form of a webhook: what it adds, changes, keeps and refuses."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError
from django.test import Client

from coalition.models import Party, Standing, WebhookSubscription
from coalition.webhooks import subscriptions
from tests.desk.forms_by_hand import fields_of
from tests.desk.webhooks.webhooks_by_hand import page, wanted, words
from tests.factories import PartyFactory, UserFactory, published
from tests.factories.webhooks import SECRET, WebhookTopicFactory

pytestmark = pytest.mark.django_db


def test_form_that_is_sent_twice_adds_one_webhook(administrator: Client) -> None:
    administrator.post(page("add"), wanted())
    again = administrator.post(page("add"), wanted())
    assert "There is a webhook of that name already." in words(again)
    assert WebhookSubscription.objects.count() == 1


def test_form_that_loses_a_race_is_read_anew(
    administrator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another click was carried out after this form was looked at."""
    tries = []

    def late(**asked: Any) -> WebhookSubscription:
        tries.append(asked)
        if len(tries) == 1:
            raise IntegrityError("The name is taken.")
        return subscriptions.create(**asked)

    monkeypatch.setattr("coalition.desk.webhooks.admin.create", late)
    answer = administrator.post(page("add"), wanted())
    assert (answer.status_code, len(tries)) == (200, 2)


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ({"url": "http://ticker.example/"}, "The address has to begin with https://."),
        ({"url": "https://10.0.0.1/"}, "It leads to an address that is not public."),
        ({"url": "https://me:secret@ticker.example/"}, "with a user name or a password"),
        ({"name": ""}, "This field is required."),
        ({"owner": "switched off"}, "This account is switched off"),
    ],
)
def test_refused_form_comes_back_filled_with_the_remedy(
    administrator: Client, given: dict[str, str], remedy: str
) -> None:
    party = PartyFactory()
    asked = wanted(kinds=["meeting"], topics_party=[party.pk], **given)
    if "owner" in given:
        asked["owner"] = UserFactory(is_active=False).pk
    answer = administrator.post(page("add"), asked)
    assert remedy in words(answer)
    form = fields_of(words(answer))
    shown = {name: form[name] for name in ("name", "url", "owner")}
    assert shown == {name: str(asked[name]) for name in shown}
    assert str(party) in words(answer)
    assert not WebhookSubscription.objects.exists()


def test_webhook_is_changed_and_the_change_is_in_its_history(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    party = PartyFactory()
    answer = administrator.post(
        page("change", webhook.pk),
        wanted(name="Renamed", kinds=["meeting", "party"], topics_party=[party.pk]),
    )
    assert answer.status_code == 302
    webhook.refresh_from_db()
    assert (webhook.name, webhook.kinds) == ("Renamed", ["party", "meeting"])
    assert [topic.uid for topic in webhook.topics.all()] == [party.uid]
    history = words(administrator.get(page("history", webhook.pk)))
    assert "Changed: name, url, kinds, topics." in history
    assert LogEntry.objects.count() == 1


def test_form_shows_what_is_stored_and_saves_it_unchanged(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    for record in (PartyFactory(), PartyFactory()):
        WebhookTopicFactory(subscription=webhook, uid=record.uid)
    before = set(webhook.topics.values_list("uid", flat=True))
    shown = words(administrator.get(page("change", webhook.pk)))
    assert administrator.post(page("change", webhook.pk), fields_of(shown)).status_code == 302
    assert set(webhook.topics.values_list("uid", flat=True)) == before
    assert not LogEntry.objects.exists()


def test_topic_that_is_no_record_any_more_is_kept_or_taken_away(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    gone = published(PartyFactory(name="Merged long ago"))
    Party.objects.filter(uid=gone.uid).update(uid=uuid4())
    WebhookTopicFactory(subscription=webhook, kind="party", uid=gone.uid)
    assert "Merged long ago" in words(administrator.get(page("change", webhook.pk)))
    administrator.post(page("change", webhook.pk), wanted(former_topics=[str(gone.uid)]))
    assert webhook.topics.count() == 1
    administrator.post(page("change", webhook.pk), wanted())
    assert webhook.topics.count() == 0


def test_standing_and_secret_are_not_changed_by_a_forged_form(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    forged = wanted(secret="whsec_x", standing="disabled", previous_secret="x", failures="9")
    administrator.post(page("change", webhook.pk), forged)
    webhook.refresh_from_db()
    assert (webhook.name, webhook.standing) == ("Ticker", Standing.ACTIVE)
    assert (webhook.secret, webhook.previous_secret, webhook.failures) == (SECRET, "", 0)


def test_webhook_is_not_deleted(administrator: Client, webhook: WebhookSubscription) -> None:
    assert administrator.post(page("delete", webhook.pk), {"post": "yes"}).status_code == 403
    assert WebhookSubscription.objects.filter(pk=webhook.pk).exists()
