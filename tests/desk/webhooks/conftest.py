"""What tests of the webhooks' screens share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from coalition.models import WebhookSubscription
from tests.factories import carol
from tests.factories.webhooks import WebhookSubscriptionFactory
from tests.webhooks.receiving import Endpoint, endpoint


@pytest.fixture
def partner(settings: Any) -> Iterator[Endpoint]:
    """An endpoint on this machine, which may be called."""
    settings.OUTBOUND_LOOPBACK = True
    with endpoint() as there:
        yield there


@pytest.fixture
def webhook() -> WebhookSubscription:
    return WebhookSubscriptionFactory(name="The Ledger", owner=carol())
