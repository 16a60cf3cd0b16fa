"""What tests send to the screens of webhooks, and how they read the answers."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from coalition.desk.webhooks.acts import ACTS
from tests.factories import carol

A_SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
NAMES = [*(act.name for act in ACTS), "rotate"]
#: Words with which each act can be done.
WORDS = {"disable": {"because": "They closed."}, "replay": {"after": "0"}}


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
