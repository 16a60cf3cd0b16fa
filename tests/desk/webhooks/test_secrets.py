"""The secret of a webhook: shown once, stored in no page, and replaced once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from coalition.models import WebhookSubscription
from coalition.webhooks.subscriptions import mark_of
from tests.desk.forms_by_hand import fields_of
from tests.desk.webhooks.webhooks_by_hand import A_SECRET, NAMES, page, wanted, words
from tests.factories import carol
from tests.factories.webhooks import SECRET

pytestmark = pytest.mark.django_db


def test_secret_is_shown_when_the_webhook_is_added(administrator: Client) -> None:
    answer = administrator.post(page("add"), wanted(kinds=["party"], causes=["corrected"]))
    webhook = WebhookSubscription.objects.get()
    assert A_SECRET.findall(words(answer)) == [webhook.secret]
    assert (webhook.name, webhook.kinds, webhook.causes) == ("Ticker", ["party"], ["corrected"])
    assert (webhook.created_by, webhook.with_document) == (carol(), True)


def test_page_with_the_secret_is_stored_nowhere(administrator: Client) -> None:
    answers = [administrator.post(page("add"), wanted())]
    webhook = WebhookSubscription.objects.get()
    answers.append(
        administrator.post(
            page("rotate", webhook.pk), {"overlap": "7", "replacing": mark_of(webhook)}
        )
    )
    secrets = [A_SECRET.findall(words(answer))[0] for answer in answers]
    held = [str(session.get_decoded()) for session in Session.objects.all()]
    held += [entry.change_message for entry in LogEntry.objects.all()]
    for answer in answers:
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        held += [cookie.OutputString() for cookie in answer.cookies.values()]
        held += answer.headers.values()
    assert not [text for text in held if any(secret in text for secret in secrets)]


def test_secret_is_shown_once(administrator: Client) -> None:
    administrator.post(page("add"), wanted())
    webhook = WebhookSubscription.objects.get()
    names = ["change", "history", *NAMES]
    for address in [page("changelist"), *(page(name, webhook.pk) for name in names)]:
        answer = administrator.get(address)
        assert answer.status_code == 200
        assert not A_SECRET.search(words(answer))


def test_replaced_secret_is_shown_and_the_old_one_signs_on(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    form = fields_of(words(administrator.get(page("rotate", webhook.pk))))
    answer = administrator.post(page("rotate", webhook.pk), form | {"overlap": "1"})
    webhook.refresh_from_db()
    assert A_SECRET.findall(words(answer)) == [webhook.secret]
    assert webhook.previous_secret == SECRET
    assert webhook.previous_secret_until is not None
    left = webhook.previous_secret_until - timezone.now()
    assert timedelta(hours=23) < left <= timedelta(days=1)


def test_secret_is_replaced_once_by_a_form_that_is_sent_twice(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    form = {"overlap": "7", "replacing": mark_of(webhook)}
    first = administrator.post(page("rotate", webhook.pk), form)
    again = administrator.post(page("rotate", webhook.pk), form)
    webhook.refresh_from_db()
    assert A_SECRET.findall(words(first)) == [webhook.secret]
    assert (again.status_code, webhook.previous_secret) == (409, SECRET)
    assert not A_SECRET.search(words(again))
