"""The screens of webhooks: who may, what is shown once, and that each act is done once."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.desk.webhooks.acts import ACTS
from coalition.models import Party, Standing, WebhookDelivery, WebhookSubscription
from coalition.webhooks import subscriptions
from coalition.webhooks.subscriptions import mark_of
from coalition.webhooks.worker import Worker
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import fields_of
from tests.factories import (
    PartyFactory,
    UserFactory,
    alice,
    bob,
    carol,
    dave,
    erin,
    paula,
    published,
)
from tests.factories.webhooks import (
    SECRET,
    WebhookDeliveryFactory,
    WebhookSubscriptionFactory,
    WebhookTopicFactory,
)
from tests.webhooks.receiving import Endpoint

pytestmark = pytest.mark.django_db

A_SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
NAMES = [*(act.name for act in ACTS), "rotate"]
#: Words with which each act can be done.
WORDS = {"disable": {"because": "They closed."}, "replay": {"after": "0"}}


@pytest.fixture
def webhook() -> WebhookSubscription:
    return WebhookSubscriptionFactory(name="The Ledger", owner=carol())


def page(name: str, *keys: int) -> str:
    return reverse(f"admin:coalition_webhooksubscription_{name}", args=keys)


def wanted(**given: Any) -> dict[str, Any]:
    return {
        "name": "Ticker",
        "owner": carol().pk,
        "url": "https://ticker.example/hook",
        "with_document": "on",
        **given,
    }


def words(answer: Any) -> str:
    return answer.content.decode()


# --- The secret -----------------------------------------------------------------------------------


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


# --- Adding and changing --------------------------------------------------------------------------


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


# --- What is shown --------------------------------------------------------------------------------


def test_list_shows_how_each_is_doing(administrator: Client, webhook: WebhookSubscription) -> None:
    now = timezone.now()
    for state, delivered_at in (("waiting", None), ("dead", None), ("dead", None)):
        edition = published(PartyFactory())
        WebhookDelivery.objects.filter(edition=edition).update(
            state=state, delivered_at=delivered_at
        )
    edition = published(PartyFactory())
    WebhookDelivery.objects.filter(edition=edition).update(state="delivered", delivered_at=now)
    rows = re.findall(
        r'class="field-(\w+)[^>]*>(?:<a[^>]*>)?([^<]*)',
        words(administrator.get(page("changelist"))),
    )
    shown = dict(rows)
    assert (shown["waiting"], shown["given_up"]) == ("1", "2")
    assert shown["last_success"] != "–"
    assert shown["host"] == "partner.example"


def test_pages_cost_the_same_for_many(
    administrator: Client,
    webhook: WebhookSubscription,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    addresses = [page("changelist"), page("change", webhook.pk), page("add")]
    counts = []
    WebhookTopicFactory(subscription=webhook, kind="party", uid=PartyFactory().uid)
    for address in addresses:
        with django_assert_max_num_queries(16) as asked:
            administrator.get(address)
        counts.append(len(asked))
    for _ in range(6):
        WebhookSubscriptionFactory()
        WebhookTopicFactory(subscription=webhook, kind="party", uid=PartyFactory().uid)
        published(PartyFactory())
    for address, count in zip(addresses, counts, strict=True):
        with django_assert_num_queries(count):
            administrator.get(address)


# --- Acts -----------------------------------------------------------------------------------------


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


# --- Sending again --------------------------------------------------------------------------------


def test_everything_after_a_sequence_is_really_sent_again(
    administrator: Client, partner: Endpoint
) -> None:
    webhook = WebhookSubscriptionFactory(url=partner.url)
    editions = [published(PartyFactory()) for _ in range(3)]
    later = timezone.now() + timedelta(minutes=1)
    assert Worker(lambda: later).drain() == 3
    answer = administrator.post(page("replay", webhook.pk), {"after": editions[0].sequence})
    assert answer.status_code == 302
    assert Worker(lambda: later).drain() == 2
    assert partner.sequences == [1, 2, 3, 2, 3]
    identifiers = [headers["webhook-id"] for headers in partner.headers]
    assert identifiers[3:] == identifiers[1:3]


def test_everything_since_a_moment_is_sent_again(
    administrator: Client, webhook: WebhookSubscription, settings: Any
) -> None:
    settings.TIME_ZONE = "UTC"
    first, second = published(PartyFactory()), published(PartyFactory())
    WebhookDelivery.objects.update(state="dead")
    day = timezone.now() + timedelta(days=1)
    type(first).objects.filter(pk=second.pk).update(published_at=day)
    form = {"since_0": day.date().isoformat(), "since_1": "00:00:00"}
    administrator.post(page("replay", webhook.pk), form)
    assert [row.edition for row in WebhookDelivery.objects.waiting()] == [second]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"after": "0", "since_0": "2023-12-06", "since_1": "10:00"},
        {"after": "-1"},
        {"after": "9" * 30},
        {"since_0": "2923-12-06", "since_1": "10:00"},
        {"since_0": "2023-12-06", "since_1": ""},
    ],
)
def test_replay_from_nowhere_is_refused(
    administrator: Client, webhook: WebhookSubscription, given: dict[str, str]
) -> None:
    published(PartyFactory())
    WebhookDelivery.objects.update(state="dead")
    answer = administrator.post(page("replay", webhook.pk), given)
    assert (answer.status_code, "errorlist" in words(answer)) == (200, True)
    assert not WebhookDelivery.objects.waiting().exists()


def test_waiting_messages_are_hastened(administrator: Client, webhook: WebhookSubscription) -> None:
    late = timezone.now() + timedelta(hours=8)
    WebhookDeliveryFactory(subscription=webhook, edition=None, attempts=7, due_at=late)
    administrator.post(page("hasten", webhook.pk))
    assert WebhookDelivery.objects.due(timezone.now()).count() == 1


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [alice, bob, dave])
@pytest.mark.parametrize("name", ["changelist", "add", "change", "history", *NAMES])
def test_others_are_kept_out(who: Any, name: str, webhook: WebhookSubscription) -> None:
    address = page(name, *(() if name in ("changelist", "add") else (webhook.pk,)))
    client = signed_in(who())
    assert client.get(address).status_code == 403
    if name != "history":
        form = wanted(overlap="0", replacing=mark_of(webhook), **WORDS.get(name, {}))
        assert client.post(address, form).status_code == 403
    before = WebhookSubscription.objects.get()
    assert (before.secret, before.standing, before.name) == (SECRET, "active", "The Ledger")
    assert not WebhookDelivery.objects.exists()


@pytest.mark.parametrize("who", [erin, paula])
def test_partners_and_strangers_cannot_enter(who: Any) -> None:
    answer = signed_in(who()).get(page("changelist"))
    assert (answer.status_code, "/admin/login/" in answer["Location"]) == (302, True)


@pytest.mark.parametrize("name", ["change", *NAMES])
def test_webhook_that_is_not_there_is_told(administrator: Client, name: str) -> None:
    for key in (12345, 10**30):
        assert administrator.get(page(name, key)).status_code == 302


def test_pages_have_no_inline_script_or_style(
    administrator: Client, webhook: WebhookSubscription
) -> None:
    answers = [administrator.get(page(name, webhook.pk)) for name in ("change", *NAMES)]
    answers += [administrator.get(page("add")), administrator.post(page("add"), wanted())]
    for answer in answers:
        assert not re.search(
            r"<script(?![^>]*\bsrc=)[^>]*>\s*\S|<style|\sstyle=|\son[a-z]+=", words(answer)
        )
