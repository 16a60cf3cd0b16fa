"""What becomes of a subscription, and what is sent again: by functions, whoever calls them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.utils import timezone
from standardwebhooks import Webhook

from coalition.merging import merge
from coalition.models import DeliveryState, Standing, WebhookDelivery, WebhookSubscription
from coalition.webhooks.messages import message_of
from coalition.webhooks.replaying import (
    replay_after,
    replay_chosen,
    send_test,
    sequence_before,
)
from coalition.webhooks.subscriptions import (
    WebhookRefused,
    change,
    create,
    disable,
    hasten,
    mark_of,
    pause,
    resume,
    rotate_secret,
)
from coalition.webhooks.terms import Terms
from tests.factories import LeaderFactory, PartyFactory, UserFactory, carol, published
from tests.factories.webhooks import (
    SECRET,
    WebhookDeliveryFactory,
    WebhookSubscriptionFactory,
)

pytestmark = pytest.mark.django_db


def terms(**given: Any) -> Terms:
    wanted: dict[str, Any] = {"name": "The Ledger", "owner": carol(), "url": "https://a.example/x"}
    return Terms(**wanted | given)


def journal(subscription: WebhookSubscription) -> list[str]:
    entries = LogEntry.objects.filter(object_id=str(subscription.pk)).order_by("pk")
    return list(entries.values_list("change_message", flat=True))


def refusal(**given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        create(terms=terms(**given), by=carol())
    assert not WebhookSubscription.objects.filter(created_by=carol()).exists()
    return refused.value.message_dict


def at(standing: Standing, **facts: Any) -> WebhookSubscription:
    return WebhookSubscriptionFactory(standing=standing, **facts)


def message_to(subscription: WebhookSubscription, **facts: Any) -> WebhookDelivery:
    """The only message about an edition of its own, whatever else listens."""
    edition = published(PartyFactory())
    WebhookDelivery.objects.filter(edition=edition).delete()
    return WebhookDeliveryFactory(subscription=subscription, edition=edition, **facts)


def ended(subscription: WebhookSubscription, state: DeliveryState) -> WebhookDelivery:
    delivered_at = timezone.now() if state == DeliveryState.DELIVERED else None
    return message_to(subscription, state=state, delivered_at=delivered_at, attempts=5)


# --- Creating and changing ------------------------------------------------------------------------


def test_created_subscription_has_a_secret_of_its_own_and_its_terms() -> None:
    party = PartyFactory()
    wanted = terms(kinds=["party", "meeting"], causes=["corrected"], topics={party.uid: "party"})
    now = timezone.now()
    subscription = create(terms=wanted, by=carol(), now=now)
    subscription.refresh_from_db()
    assert (subscription.kinds, subscription.causes) == (["party", "meeting"], ["corrected"])
    assert [(topic.kind, topic.uid) for topic in subscription.topics.all()] == [
        ("party", party.uid)
    ]
    assert (subscription.standing, subscription.created_at) == (Standing.ACTIVE, now)
    assert subscription.created_by == carol()
    other = create(terms=terms(name="Another"), by=carol())
    assert subscription.secret.startswith("whsec_")
    assert subscription.secret != other.secret


@pytest.mark.parametrize(
    "url",
    [
        *("http://a.example/", "https://10.0.0.1/", "https://192.168.1.1/x", "https://[fe80::1]/"),
        *("https://127.0.0.1/", "https://localhost/", "https://2130706433/", "https://[::1]/"),
        *(
            "https://user:secret@a.example/",
            "https://169.254.169.254/latest",
            "https://a.example:22/",
        ),
        *("ftp://a.example/", "nonsense", ""),
    ],
)
def test_address_that_is_never_called_is_refused_by_its_field(url: str) -> None:
    assert refusal(url=url).keys() == {"url"}


def test_refused_address_is_told_the_remedy() -> None:
    [words] = refusal(url="http://a.example/")["url"]
    assert words == (
        "The address has to begin with https://. "
        "Give one on the public internet, such as https://partner.example/hooks."
    )


def test_address_of_this_machine_is_accepted_while_developing(settings: Any) -> None:
    settings.OUTBOUND_LOOPBACK = True
    assert create(terms=terms(url="http://127.0.0.1:4321/"), by=carol()).pk


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"kinds": ["source"]}, "kinds"),
        ({"causes": ["withdrawn"]}, "causes"),
        ({"causes": ["deleted"]}, "causes"),
        ({"topics": {uuid.uuid4(): "party"}}, "topics"),
        ({"topics": {uuid.uuid4(): "source"}}, "topics"),
    ],
)
def test_impossible_terms_are_refused_by_their_field(given: dict[str, Any], field: str) -> None:
    assert refusal(**given).keys() == {field}


def test_topic_is_a_record_of_its_kind() -> None:
    assert refusal(topics={PartyFactory().uid: "leader"}).keys() == {"topics"}


def test_merged_record_stays_a_topic() -> None:
    kept, gone = LeaderFactory(), LeaderFactory()
    published(kept)
    published(gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    merge(kept, gone, by=None)
    wanted = terms(topics={gone.uid: "leader", kept.uid: "leader"})
    assert create(terms=wanted, by=carol()).topics.count() == 2


def test_account_that_is_switched_off_answers_for_nothing() -> None:
    assert refusal(owner=UserFactory(is_active=False)).keys() == {"owner"}


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert refusal(name="", url="http://a.example/", kinds=["x"]).keys() == {"name", "url", "kinds"}


def test_name_is_given_once() -> None:
    WebhookSubscriptionFactory(name="The Ledger")
    [words] = [word for words in refusal().values() for word in words]
    assert words == "There is a webhook of that name already."


def test_changed_terms_replace_the_old_ones_and_are_named_in_the_log() -> None:
    old, new = PartyFactory(), PartyFactory()
    subscription = create(terms=terms(topics={old.uid: "party"}), by=carol())
    secret = subscription.secret
    wanted = terms(url="https://b.example/", kinds=["party"], topics={new.uid: "party"})
    change(subscription, terms=wanted, by=carol())
    subscription.refresh_from_db()
    assert (subscription.url, subscription.kinds) == ("https://b.example/", ["party"])
    assert [topic.uid for topic in subscription.topics.all()] == [new.uid]
    assert subscription.secret == secret
    assert journal(subscription) == ["Created.", "Changed: url, kinds, topics."]


def test_change_to_the_same_terms_is_no_change() -> None:
    subscription = create(terms=terms(kinds=["party", "meeting"]), by=carol())
    change(subscription, terms=terms(kinds=["meeting", "party", "party"]), by=carol())
    assert journal(subscription) == ["Created."]


def test_change_is_checked_like_a_new_one() -> None:
    subscription = create(terms=terms(), by=carol())
    with pytest.raises(ValidationError):
        change(subscription, terms=terms(url="https://10.1.2.3/"), by=carol())
    subscription.refresh_from_db()
    assert subscription.url == "https://a.example/x"


# --- The secret -----------------------------------------------------------------------------------


def test_replaced_secret_signs_beside_the_new_one_for_a_while() -> None:
    subscription = at(Standing.ACTIVE)
    now = timezone.now()
    rotated = rotate_secret(subscription, by=carol(), overlap=timedelta(days=1), now=now)
    assert rotated.secrets(now=now + timedelta(hours=23)) == [rotated.secret, SECRET]
    assert rotated.secrets(now=now + timedelta(days=1)) == [rotated.secret]
    delivery = WebhookDeliveryFactory(subscription=rotated, edition=None)
    message = message_of(delivery, now=now)
    for secret in (rotated.secret, SECRET):
        Webhook(secret).verify(message.body, message.headers)


def test_secret_in_wrong_hands_signs_no_longer() -> None:
    now = timezone.now()
    rotated = rotate_secret(at(Standing.ACTIVE), by=carol(), overlap=timedelta(0), now=now)
    assert rotated.secrets(now=now) == [rotated.secret]
    assert rotated.secret != SECRET


def test_secret_is_replaced_only_if_it_is_the_one_that_was_meant() -> None:
    subscription = at(Standing.ACTIVE)
    mark = mark_of(subscription)
    rotated = rotate_secret(subscription, by=carol(), replacing=mark)
    with pytest.raises(WebhookRefused):
        rotate_secret(subscription, by=carol(), replacing=mark)
    subscription.refresh_from_db()
    assert (subscription.secret, subscription.previous_secret) == (rotated.secret, SECRET)


def test_log_holds_no_secret() -> None:
    subscription = create(terms=terms(), by=carol())
    first = subscription.secret
    second = rotate_secret(subscription, by=carol()).secret
    words = " ".join(journal(subscription))
    assert first not in words
    assert second not in words
    assert mark_of(subscription) not in words


# --- Standing -------------------------------------------------------------------------------------


def test_pausing_and_resuming_are_logged_once_each() -> None:
    subscription = at(Standing.ACTIVE)
    for _ in range(2):
        pause(subscription, by=carol())
    for _ in range(2):
        resume(subscription, by=carol())
    assert journal(subscription) == ["Paused.", "Resumed."]
    assert {entry.user for entry in LogEntry.objects.all()} == {carol()}


def test_disabled_subscription_gives_up_what_waits_and_says_why() -> None:
    subscription = at(Standing.ACTIVE)
    message_to(subscription)
    other = message_to(at(Standing.ACTIVE))
    disable(subscription, because="They closed down.", by=carol())
    subscription.refresh_from_db()
    assert (subscription.standing, subscription.disabled_because) == (
        Standing.DISABLED,
        "They closed down.",
    )
    assert subscription.deliveries.get().state == DeliveryState.DEAD
    other.refresh_from_db()
    assert other.state == DeliveryState.WAITING
    assert journal(subscription) == ["Disabled. They closed down."]


def test_disabling_by_a_worker_is_logged_under_the_responsible_account() -> None:
    subscription = at(Standing.ACTIVE)
    disable(subscription, because="It answered 410.")
    entry = LogEntry.objects.get()
    assert entry.user == subscription.owner
    assert entry.change_message.endswith("Done by a worker or a command.")


def test_reason_that_is_too_long_disables_nothing() -> None:
    subscription = at(Standing.ACTIVE)
    with pytest.raises(ValidationError):
        disable(subscription, because="x" * 501, by=carol())
    subscription.refresh_from_db()
    assert subscription.standing == Standing.ACTIVE


def test_disabled_subscription_cannot_be_paused_but_resumed() -> None:
    subscription = at(Standing.DISABLED, disabled_because="410")
    with pytest.raises(WebhookRefused):
        pause(subscription, by=carol())
    resume(subscription, by=carol())
    subscription.refresh_from_db()
    assert (subscription.standing, subscription.disabled_because) == (Standing.ACTIVE, "")


def test_resumed_subscription_tries_what_waits_at_once_for_three_more_days() -> None:
    now = timezone.now()
    late = now + timedelta(hours=5)
    subscription = at(Standing.PAUSED, failures=9, resting_until=late)
    message_to(subscription, attempts=9, due_at=late, first_attempt_at=now - timedelta(days=9))
    resume(subscription, by=carol(), now=now)
    row = subscription.deliveries.get()
    assert (row.due_at, row.attempts, row.first_attempt_at) == (now, 0, None)
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.resting_until) == (0, None)


def test_hastened_messages_are_tried_at_once() -> None:
    now = timezone.now()
    subscription = at(Standing.ACTIVE, failures=4, resting_until=now + timedelta(minutes=1))
    for attempts in (0, 3):
        due_at = now + timedelta(hours=attempts)
        message_to(subscription, attempts=attempts, due_at=due_at)
    ended(subscription, DeliveryState.DEAD)
    assert hasten(subscription, by=carol(), now=now) == 1
    assert subscription.deliveries.due(now).count() == 2
    assert subscription.deliveries.dead().count() == 1


# --- Tests and replays ----------------------------------------------------------------------------


def test_test_that_waits_already_is_enough() -> None:
    subscription = at(Standing.ACTIVE)
    assert send_test(subscription, by=carol()) == send_test(subscription, by=carol())
    assert journal(subscription) == ["A test sent."]


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.DISABLED])
def test_nothing_is_tested_or_hastened_while_nothing_is_sent(standing: Standing) -> None:
    subscription = at(standing)
    with pytest.raises(WebhookRefused):
        send_test(subscription, by=carol())
    with pytest.raises(WebhookRefused):
        hasten(subscription, by=carol())
    assert not subscription.deliveries.exists()


def test_chosen_messages_are_sent_again_and_logged_for_each_subscription() -> None:
    first, second = at(Standing.ACTIVE), at(Standing.PAUSED)
    rows = [
        ended(first, DeliveryState.DEAD),
        ended(first, DeliveryState.DELIVERED),
        ended(second, DeliveryState.DEAD),
        message_to(first),
    ]
    left = ended(first, DeliveryState.DEAD)
    assert replay_chosen([row.pk for row in rows], by=carol()) == 3
    assert set(WebhookDelivery.objects.dead()) == {left}
    assert (journal(first), journal(second)) == (
        ["Sent again: 2 chosen."],
        ["Sent again: 1 chosen."],
    )


def test_replay_for_a_disabled_subscription_sends_nothing_at_all() -> None:
    active, disabled = at(Standing.ACTIVE), at(Standing.DISABLED)
    rows = [ended(active, DeliveryState.DEAD), ended(disabled, DeliveryState.DEAD)]
    with pytest.raises(WebhookRefused):
        replay_chosen([row.pk for row in rows], by=carol())
    with pytest.raises(WebhookRefused):
        replay_after(disabled, after=0, by=carol())
    assert WebhookDelivery.objects.dead().count() == 2


def test_everything_after_a_sequence_is_sent_again_and_logged() -> None:
    first, second = published(PartyFactory()), published(PartyFactory())
    subscription = at(Standing.ACTIVE)
    assert replay_after(subscription, after=first.sequence, by=carol()) == 1
    assert subscription.deliveries.get().edition == second
    assert journal(subscription) == [f"Sent again: 1, all after sequence {first.sequence}."]


def test_moment_is_the_sequence_before_it() -> None:
    editions = [published(PartyFactory()) for _ in range(3)]
    assert sequence_before(editions[1].published_at) == editions[0].sequence
    assert sequence_before(editions[0].published_at - timedelta(days=1)) == editions[0].sequence - 1
    assert sequence_before(timezone.now() + timedelta(days=1)) is None
