"""Subscriptions of partners, and what is to be sent to them."""

from __future__ import annotations

import uuid

import factory

from coalition.models import Kind, WebhookDelivery, WebhookSubscription, WebhookTopic
from tests.factories.parties import PartyFactory
from tests.factories.public import published
from tests.factories.rows import RowFactory
from tests.factories.users import UserFactory

#: 32 bytes that nobody has to guess.
SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


class WebhookSubscriptionFactory(RowFactory):
    class Meta:
        model = WebhookSubscription

    name = factory.Sequence(lambda n: f"Partner {n}")
    owner = factory.SubFactory(UserFactory, staff=True)
    url = "https://partner.example/hook"
    secret = SECRET


class WebhookTopicFactory(RowFactory):
    class Meta:
        model = WebhookTopic

    subscription = factory.SubFactory(WebhookSubscriptionFactory)
    kind = Kind.PARTY
    uid = factory.LazyFunction(uuid.uuid4)


class WebhookDeliveryFactory(RowFactory):
    """Of a party that was published before there was a subscription."""

    class Meta:
        model = WebhookDelivery

    edition = factory.LazyFunction(lambda: published(PartyFactory()))
    uid = factory.LazyAttribute(lambda row: row.edition.uid if row.edition else None)
    subscription = factory.SubFactory(WebhookSubscriptionFactory)
