"""Columns that hold the keys of a name follow the name, whichever way a row is written."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from coalition.models import Leader, LeaderName, Party
from coalition.models.name_keys import DerivedNameField
from tests import factories

pytestmark = pytest.mark.django_db


def keys(row: Any) -> tuple[str, str]:
    row.refresh_from_db()
    return row.name_key, row.name_skeleton


def test_saved_name_has_its_keys() -> None:
    leader = factories.LeaderFactory(name="T. R. Baalu")
    assert keys(leader) == (" t r tr baalu ", " t r tr bl ")


def test_keys_follow_a_new_name() -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    leader.name = "Vaiyapuri Gopalsamy"
    leader.save()
    assert keys(leader)[0] == " vaiyapuri gopalsamy "


def test_keys_of_a_party_hold_its_abbreviation() -> None:
    party = factories.PartyFactory(name="Samajwadi Party", abbreviation="SP")
    assert keys(party)[0] == " samajwadi party sp "


def test_names_inserted_together_have_their_keys() -> None:
    leader = factories.LeaderFactory()
    LeaderName.objects.bulk_create([LeaderName(leader=leader, name="ममता", kind="alias")])
    assert keys(LeaderName.objects.get())[1] == " mt "


def test_partial_save_names_the_keys_too() -> None:
    leader = factories.LeaderFactory(name="Vaiko")
    leader.name = "Baalu"
    leader.save(update_fields=["name", "name_key", "name_skeleton"])
    assert keys(leader) == (" baalu ", " bl ")


def test_keys_are_no_fields_of_a_form() -> None:
    derived = [f for f in Party._meta.fields if isinstance(f, DerivedNameField)]
    assert len(derived) == 2
    assert not any(field.editable for field in derived)


def test_every_model_with_keys_is_filled_in_by_the_migration() -> None:
    with_keys = {
        model.__name__: next(f.of for f in model._meta.fields if isinstance(f, DerivedNameField))
        for model in apps.get_app_config("coalition").get_models()
        if any(isinstance(field, DerivedNameField) for field in model._meta.fields)
    }
    assert with_keys == migration().NAMED


def migration() -> Any:
    return importlib.import_module("coalition.migrations.0007_name_keys")


def test_migration_fills_in_what_was_recorded_before() -> None:
    leader = factories.LeaderFactory(name="T. R. Baalu")
    party = factories.PartyFactory(name="Samajwadi Party", abbreviation="SP")
    for model in (Leader, Party):
        model.objects.update(name_key="", name_skeleton="")
    migration().fill_in(apps, SimpleNamespace(connection=connection))
    assert keys(leader) == (" t r tr baalu ", " t r tr bl ")
    assert keys(party)[0] == " samajwadi party sp "


def test_field_keeps_what_it_is_made_from() -> None:
    field: models.Field[Any, Any] = Party._meta.get_field("name_key")
    _name, _path, args, kwargs = field.deconstruct()
    copy = type(field)(*args, **kwargs)
    assert copy.of == ("name", "abbreviation")
