"""What the grid asks while somebody types, as its script would send it."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client
from django.urls import reverse

NAMES = "coalition_meeting_names"
PASTE = "coalition_meeting_paste"
QUICK_ADD = "coalition_meeting_quick_add"


def url(name: str) -> str:
    return reverse(f"admin:{name}")


def send(client: Client, name: str, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(url(name), text, content_type="application/json")


def names(client: Client, **query: str) -> Any:
    return client.get(url(NAMES), query)
