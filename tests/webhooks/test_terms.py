"""What a subscription asks for: what is refused, by which field, and how it is changed."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from coalition.merging import merge
from coalition.models import Standing, WebhookSubscription
from coalition.webhooks.subscriptions import change, create
from tests.factories import LeaderFactory, PartyFactory, UserFactory, carol, published
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.journal import journal
from tests.webhooks.terms import terms

pytestmark = pytest.mark.django_db


def refusal(**given: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        create(terms=terms(**given), by=carol())
    assert not WebhookSubscription.objects.filter(created_by=carol()).exists()
    return refused.value.message_dict


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
