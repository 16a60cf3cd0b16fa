"""The steps of a record as an editor would take them, and what is public after them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coalition.models import Edition
from tests.desk.forms_by_hand import form_at


def step_url(step: str, record: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_{step}", args=[record.pk])


def take(client: Client, step: str, record: Any, **fields: str) -> HttpResponse:
    """Open the page and press its button."""
    url = step_url(step, record)
    return client.post(url, form_at(client, url) | fields)


def live(record: Any) -> Edition | None:
    return Edition.objects.live().filter(uid=record.uid).first()
