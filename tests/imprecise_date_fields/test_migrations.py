"""Migrations see four plain columns, and find no change where there is none."""

# ruff: noqa: DJ008 (models that live for one test need no name)

from __future__ import annotations

import pytest
from django.db import connection, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from tests.imprecise_date_fields.dated_meetings import WEEK


def state_of(*classes: type[models.Model]) -> ProjectState:
    state = ProjectState()
    for cls in classes:
        state.add_model(ModelState.from_model(cls))
    return state


@isolate_apps("coalition")
def test_migration_state_holds_four_plain_columns() -> None:
    class Rally(models.Model):
        day = ImpreciseDateField(blank=True)

        class Meta:
            app_label = "coalition"
            constraints = imprecise_date_constraints("day")

    state = state_of(Rally)
    historical = state.apps.get_model("coalition", "Rally")

    assert [field.name for field in historical._meta.local_fields] == [
        "id",
        "day_earliest",
        "day_latest",
        "day_label",
        "day",
    ]
    assert historical(day="2023-12").day == "2023-12"
    assert ImpreciseDateField(blank=True).deconstruct()[3] == {"blank": True, "companions": False}


@isolate_apps("coalition")
def test_migration_state_is_stable() -> None:
    class Rally(models.Model):
        day = ImpreciseDateField(blank=True)

        class Meta:
            app_label = "coalition"
            constraints = imprecise_date_constraints("day")

    before = state_of(Rally)
    # As it is after one round through a written migration.
    again = ProjectState()
    for model in before.apps.get_models():
        again.add_model(ModelState.from_model(model))

    assert MigrationAutodetector(again, before)._detect_changes() == {}
    assert MigrationAutodetector(before, again)._detect_changes() == {}


@pytest.mark.django_db(transaction=True)
def test_migration_adds_the_columns_to_an_old_table() -> None:
    with isolate_apps("coalition"):

        class Rally(models.Model):
            class Meta:
                app_label = "coalition"

        old = state_of(Rally)
    with isolate_apps("coalition"):

        class Rally(models.Model):  # type: ignore[no-redef]
            day = ImpreciseDateField(blank=True)

            class Meta:
                app_label = "coalition"
                constraints = imprecise_date_constraints("day")

        new = state_of(Rally)
    [migration] = MigrationAutodetector(old, new)._detect_changes()["coalition"]
    old_rally = old.apps.get_model("coalition", "Rally")
    with connection.schema_editor() as editor:
        editor.create_model(old_rally)
    try:
        old_rally.objects.create()
        with connection.schema_editor(atomic=migration.atomic) as editor:
            migration.apply(old, editor)
        assert Rally.objects.get().day is None
        Rally.objects.update(day=WEEK)
        assert Rally.objects.get().day == WEEK
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Rally)
