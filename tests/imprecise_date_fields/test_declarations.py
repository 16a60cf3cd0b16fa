"""The field as models declare it: never null, twice, on an abstract base, on a parent table."""

# ruff: noqa: DJ008 (models that live for one test need no name)

from __future__ import annotations

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from coalition.imprecise_date_fields import (
    ImpreciseDateField,
    imprecise_date_columns,
    imprecise_date_constraints,
)
from tests.imprecise_date_fields.dated_meetings import BEFORE, DAY, WEEK


def test_field_that_could_be_null_is_refused() -> None:
    with pytest.raises(TypeError, match="never null"):
        ImpreciseDateField(null=True)


@isolate_apps("coalition")
def test_field_on_an_abstract_base() -> None:
    class Dated(models.Model):
        day = ImpreciseDateField(blank=True)

        class Meta:
            abstract = True
            constraints = imprecise_date_constraints("day")

    class Rally(Dated):
        class Meta(Dated.Meta):
            app_label = "coalition"

    class Dinner(Dated):
        class Meta(Dated.Meta):
            app_label = "coalition"

    for cls in (Rally, Dinner):
        names = [field.name for field in cls._meta.local_fields if field.name != "id"]
        assert sorted(names) == sorted(imprecise_date_columns("day"))
        assert all(field.model is cls for field in cls._meta.local_fields)
        assert cls(day=WEEK).day == WEEK
        assert {
            c.name.removeprefix(f"coalition_{cls.__name__.lower()}") for c in cls._meta.constraints
        } == {
            "_day_bounds",
            "_day_whole",
        }


@isolate_apps("coalition")
def test_two_fields_of_one_model_do_not_mix() -> None:
    class Membership(models.Model):
        since = ImpreciseDateField(blank=True)
        until = ImpreciseDateField(blank=True)

        class Meta:
            app_label = "coalition"

    made = Membership(since=DAY, until=WEEK)

    assert (made.since, made.until) == (DAY, WEEK)
    assert len(set(Membership._meta.local_fields)) == 9


@pytest.mark.django_db(transaction=True)
@isolate_apps("coalition")
def test_field_of_a_parent_table() -> None:
    class Event(models.Model):
        day = ImpreciseDateField(blank=True)

        class Meta:
            app_label = "coalition"
            constraints = imprecise_date_constraints("day")

    class Rally(Event):
        crowd = models.IntegerField(default=0)

        class Meta:
            app_label = "coalition"

    with connection.schema_editor() as editor:
        editor.create_model(Event)
        editor.create_model(Rally)
    try:
        made = Rally.objects.create(day=WEEK)
        assert Rally.objects.get().day == WEEK
        Rally.objects.update(day=DAY, crowd=5)
        assert Rally.objects.get().day == DAY
        made.day = BEFORE
        made.save(update_fields=["day"])
        assert Event.objects.get().day == BEFORE
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(Rally)
            editor.delete_model(Event)
