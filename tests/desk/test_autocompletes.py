"""Choosing what a record refers to: by any of its names."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def search(client: Client, model: str, field: str, term: str) -> list[str]:
    query = {"app_label": "coalition", "model_name": model, "field_name": field, "term": term}
    answer = client.get(reverse("admin:autocomplete"), query)
    return [result["text"] for result in answer.json()["results"]]


def test_party_is_found_by_another_name(editor: Client) -> None:
    other = factories.PartyNameFactory(name="Grand Old Party")
    factories.PartyFactory()
    assert search(editor, "attendance", "party", "grand old") == [str(other.party)]


def test_party_is_found_by_its_abbreviation_once(editor: Client) -> None:
    party = factories.PartyFactory(abbreviation="CPI-M")
    factories.PartyNameFactory(party=party, name="CPI-M (Marxist)")
    factories.PartyNameFactory(party=party, name="CPI-M of India")
    assert search(editor, "attendance", "party", "cpi-m") == [str(party)]


def test_leader_is_found_by_another_name(editor: Client) -> None:
    other = factories.LeaderNameFactory(name="Didi")
    assert search(editor, "attendance", "leader", "didi") == [str(other.leader)]


#: Nobody chooses anything there; a claim has a test of its own.
READ_ONLY = ("claim", "edition", "merge", "webhookdelivery")


def test_every_reference_is_an_autocomplete() -> None:
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label != "coalition" or model._meta.model_name in READ_ONLY:
            continue
        for holder in (model_admin, *(i for i in model_admin.inlines)):
            held = holder.model._meta
            parent = None if holder is model_admin else model
            for field in (*held.fields, *held.many_to_many):
                if not field.is_relation or field.related_model is parent:
                    continue
                shown = not hasattr(holder, "readonly_fields") or (
                    field.name not in holder.readonly_fields
                )
                if held.model_name != "claim" and shown:
                    assert field.name in holder.autocomplete_fields, (holder, field.name)
