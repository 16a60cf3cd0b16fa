"""Deciding on the page of a record as a browser would."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from coalition.models import Claim, Meeting
from tests import factories
from tests.desk.forms_by_hand import form_at


def url_of(record: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_conflicts", args=[record.pk])


def key(owner: Any, fact: str = "row") -> str:
    return f"{owner._meta.model_name}-{owner.pk}-{fact}"


def disputed_start() -> tuple[Meeting, Claim]:
    """A meeting at seven, says one report, and at eight, says another."""
    meeting = factories.MeetingFactory(timed=True)
    factories.ClaimFactory(meeting=meeting, field="start", quote="around seven")
    other = factories.ClaimFactory(meeting=meeting, field="start", value="8 pm")
    return meeting, other


def decide(client: Client, record: Any, **given: str) -> Any:
    """Post the page with `given`, fields with their dashes as underscores left as they are."""
    return client.post(url_of(record), form_at(client, url_of(record)) | given)


def chosen(owner: Any, fact: str, choice: str, reason: str = "") -> dict[str, str]:
    return {f"{key(owner, fact)}-choice": choice, f"{key(owner, fact)}-reason": reason}
