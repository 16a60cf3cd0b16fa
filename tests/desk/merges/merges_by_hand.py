"""The pages of a merge, as an editor would go through them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from coalition.models import Merge
from tests.desk.forms_by_hand import fields_of


def address(record: Any, other: Any = None) -> str:
    path = reverse(f"admin:coalition_{record._meta.model_name}_merge", args=[record.pk])
    return path if other is None else f"{path}?other={other.pk}"


def sent(client: Client, path: str, **changes: str) -> Any:
    """The form of a page as a browser would send it."""
    form = fields_of(client.get(path).content.decode())
    return client.post(path, form | changes)


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def undoing(merge: Merge) -> str:
    return reverse("admin:coalition_merge_undo", args=[merge.pk])
