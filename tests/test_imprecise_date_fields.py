"""An imprecise date in a model, in the database, in migrations and in a form."""

# ruff: noqa: DJ008 (models that live for one test need no name)

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest import mock

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from coalition import edtf_text
from coalition.imprecise_date_fields import (
    ImpreciseDateField,
    ImpreciseDateFormField,
    StoredEdtf,
    imprecise_date_columns,
    imprecise_date_constraints,
)
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from coalition.models import Meeting

WEEK = ImpreciseDate.from_edtf("[2023-12-15..2023-12-21]", label="third week of December")
DAY = ImpreciseDate.from_edtf("2023-12-06")
BEFORE = ImpreciseDate.from_edtf("[..2023-12-05]")
NO_DATE = {"date": "", "date_earliest": None, "date_latest": None, "date_label": ""}


def meeting(slug: str = "floor-leaders", **values: Any) -> Meeting:
    return Meeting(
        **{"title": "Floor leaders", "slug": slug, "category": "other", "occurrence": "held"}
        | values
    )


def saved(slug: str = "floor-leaders", **values: Any) -> Meeting:
    made = meeting(slug, **values)
    made.save()
    return made


def stored(made: Meeting) -> dict[str, Any]:
    """The four columns as the table has them."""
    return Meeting.objects.values(*imprecise_date_columns("date")).get(pk=made.pk)


@pytest.fixture
def no_parsing() -> Iterator[mock.Mock]:
    """Fails the test if EDTF is read, whether from the cache or not."""
    with mock.patch.object(
        edtf_text, "_read", side_effect=AssertionError("EDTF was parsed")
    ) as guard:
        yield guard


# Attribute


@pytest.mark.parametrize("value", [WEEK, DAY, BEFORE])
def test_date_given_as_a_value(value: ImpreciseDate) -> None:
    made = meeting(date=value)

    assert made.date == value
    assert made.date_earliest == value.earliest
    assert made.date_latest == value.latest
    assert made.date_label == value.label


def test_date_given_as_text() -> None:
    assert meeting(date="2023-12-06").date == DAY


@pytest.mark.parametrize("nothing", [None, ""])
def test_date_given_as_nothing(nothing: str | None) -> None:
    made = meeting(date=nothing)

    assert made.date is None
    assert (made.date_earliest, made.date_latest, made.date_label) == (None, None, "")


def test_date_not_given() -> None:
    assert meeting().date is None


def test_date_given_beside_its_label() -> None:
    """As a fixture gives it."""
    assert meeting(date=WEEK.edtf, date_label=WEEK.label).date == WEEK


def test_date_given_beside_wrong_bounds() -> None:
    assert meeting(date="2023-12-06", date_earliest=date(1999, 1, 1)).date == DAY


def test_date_assigned_takes_its_companions_along() -> None:
    made = meeting(date=WEEK)

    made.date = "2023-12-06"

    assert made.date == DAY
    assert made.date_label == "6 December 2023"


def test_date_unassigned_takes_its_companions_along() -> None:
    made = meeting(date=WEEK)

    made.date = None

    assert (made.date_earliest, made.date_latest, made.date_label) == (None, None, "")


@pytest.mark.parametrize(
    "value", ["yesterday", "2023-13", 2023, date(2023, 12, 6), models.F("slug")]
)
def test_date_that_is_none_is_refused_at_once(value: object) -> None:
    with pytest.raises(ImpreciseDateError):
        meeting(date=value)


def test_date_refused_leaves_the_old_one() -> None:
    made = meeting(date=WEEK)

    with pytest.raises(ImpreciseDateError):
        made.date = "yesterday"

    assert made.date == WEEK


def test_date_survives_copying_and_pickling() -> None:
    made = meeting(date=WEEK)

    assert copy.deepcopy(made).date == WEEK
    assert pickle.loads(pickle.dumps(made)).date == WEEK


def test_attribute_of_the_class_is_its_descriptor() -> None:
    assert Meeting.date.field is Meeting._meta.get_field("date")


def test_field_that_could_be_null_is_refused() -> None:
    with pytest.raises(TypeError, match="never null"):
        ImpreciseDateField(null=True)


# Validation


def test_clean_keeps_the_date_and_its_label() -> None:
    made = meeting(date=WEEK)

    made.clean_fields(exclude=["slug"])

    assert made.date == WEEK


@pytest.mark.parametrize("value", ["yesterday", 2023])
def test_to_python_of_no_date(value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        Meeting._meta.get_field("date").to_python(value)

    assert caught.value.code == "invalid"


@isolate_apps("coalition")
def test_clean_without_a_required_date() -> None:
    class Rally(models.Model):
        day = ImpreciseDateField()

        class Meta:
            app_label = "coalition"

    with pytest.raises(ValidationError) as caught:
        Rally().clean_fields(exclude=["id"])

    assert caught.value.message_dict == {"day": ["This field cannot be blank."]}


@pytest.mark.django_db
@pytest.mark.parametrize("value", [None, DAY, BEFORE, WEEK])
def test_constraints_validate_a_whole_date(value: ImpreciseDate | None) -> None:
    meeting(date=value).validate_constraints()


# Database


@pytest.mark.django_db
@pytest.mark.parametrize("value", [WEEK, DAY, BEFORE, None])
def test_date_saved_is_the_date_loaded(value: ImpreciseDate | None) -> None:
    made = saved(date=value)

    assert Meeting.objects.get(pk=made.pk).date == value
    assert stored(made) == (value.columns("date") if value else NO_DATE)


@pytest.mark.django_db
def test_rows_are_loaded_without_parsing(no_parsing: mock.Mock) -> None:
    """Ten thousand of them, all different, none through the parser."""
    days = [date.fromordinal(738_000 + n) for n in range(10_000)]
    Meeting.objects.bulk_create(
        meeting(f"m-{n}", date=ImpreciseDate(day.isoformat(), day, day, f"day {n}"))
        for n, day in enumerate(days)
    )

    loaded = [row.date for row in Meeting.objects.order_by("pk")]

    assert [value.earliest for value in loaded if value] == days
    assert no_parsing.call_count == 0


@pytest.mark.django_db
def test_bulk_create_writes_all_columns() -> None:
    Meeting.objects.bulk_create([meeting("a", date="2023-12-06"), meeting("b", date=WEEK)])

    assert [row.date for row in Meeting.objects.order_by("slug")] == [DAY, WEEK]


@pytest.mark.django_db
def test_date_changed_after_loading() -> None:
    made = Meeting.objects.get(pk=saved(date=WEEK).pk)

    made.date = "2023-12-06"
    made.save()

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [DAY, BEFORE, None])
def test_save_of_the_date_alone_writes_its_companions(value: ImpreciseDate | None) -> None:
    made = saved(date=WEEK)

    made.date = value
    made.save(update_fields=["date"])

    assert stored(made) == (value.columns("date") if value else NO_DATE)


@pytest.mark.django_db
def test_save_of_another_field_leaves_the_date() -> None:
    made = saved(date=WEEK)

    made.date = DAY
    made.title = "Another"
    made.save(update_fields=["title"])

    assert stored(made) == WEEK.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [DAY, "2023-12-06"])
def test_update_or_create_writes_all_columns(value: ImpreciseDate | str) -> None:
    made = saved(date=WEEK)

    Meeting.objects.update_or_create(slug=made.slug, defaults={"date": value})

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [DAY, "2023-12-06", " 2023-12-06 "])
def test_queryset_update_writes_all_columns(value: ImpreciseDate | str) -> None:
    made = saved(date=WEEK)

    assert Meeting.objects.filter(pk=made.pk).update(date=value) == 1

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
@pytest.mark.parametrize("nothing", [None, ""])
def test_queryset_update_to_no_date(nothing: str | None) -> None:
    made = saved(date=WEEK)

    Meeting.objects.update(date=nothing)

    assert stored(made) == NO_DATE


@pytest.mark.django_db
def test_queryset_update_with_all_columns_takes_them_as_given() -> None:
    made = saved(date=DAY)

    Meeting.objects.update(**WEEK.columns("date"))

    assert stored(made) == WEEK.columns("date")


@pytest.mark.django_db
def test_queryset_update_with_another_label() -> None:
    made = saved(date=DAY)

    Meeting.objects.update(date=WEEK, date_label="mid-month")

    assert stored(made) == WEEK.columns("date") | {"date_label": "mid-month"}


@pytest.mark.django_db
def test_queryset_update_from_an_expression_alone_is_refused() -> None:
    made = saved(date=DAY)

    with pytest.raises(FieldError, match="date_latest, date_label too"), transaction.atomic():
        Meeting.objects.update(date=models.F("title"))

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_queryset_update_to_no_date_of_ours_is_refused() -> None:
    made = saved(date=DAY)

    with pytest.raises(ValidationError, match="yesterday"), transaction.atomic():
        Meeting.objects.update(date="yesterday")

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_bulk_update_of_the_date_alone_is_refused() -> None:
    made = saved(date=DAY)
    made.date = WEEK

    with pytest.raises(FieldError, match="behind"), transaction.atomic():
        Meeting.objects.bulk_update([made], ["date"])

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_bulk_update_of_all_columns() -> None:
    first, second = saved("a", date=DAY), saved("b", date=DAY)
    first.date, second.date = WEEK, None

    Meeting.objects.bulk_update([first, second], imprecise_date_columns("date"))

    assert stored(first) == WEEK.columns("date")
    assert stored(second) == NO_DATE


@pytest.mark.django_db
def test_upsert_of_the_date_alone_is_refused() -> None:
    saved(date=DAY)

    with pytest.raises(FieldError, match="behind"):
        Meeting.objects.bulk_create(
            [meeting(date=WEEK)],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["date"],
        )


@pytest.mark.django_db
def test_upsert_of_all_columns() -> None:
    made = saved(date=DAY)

    Meeting.objects.bulk_create(
        [meeting(date=WEEK)],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=imprecise_date_columns("date"),
    )

    assert stored(made) == WEEK.columns("date")


@pytest.mark.django_db
def test_refresh_brings_the_whole_date() -> None:
    made = saved(date=WEEK)
    Meeting.objects.update(date=DAY)

    made.refresh_from_db(fields=["date"])

    assert made.date == DAY


@pytest.mark.django_db
@pytest.mark.parametrize(
    "queryset",
    [
        Meeting.objects.only("title"),
        Meeting.objects.only("date"),
        Meeting.objects.only("date_label"),
        Meeting.objects.only("date", "date_latest"),
        Meeting.objects.defer("date_earliest"),
    ],
    ids=["all deferred", "companions", "all but label", "earliest and label", "earliest"],
)
def test_deferred_date_is_loaded_in_one_query(
    queryset: models.QuerySet[Meeting], django_assert_num_queries: Any, no_parsing: mock.Mock
) -> None:
    Meeting.objects.bulk_create([meeting(date=WEEK)])
    made = queryset.get()

    with django_assert_num_queries(1):
        assert made.date == WEEK
    with django_assert_num_queries(0):
        assert made.date == WEEK


@pytest.mark.django_db
@pytest.mark.parametrize("deferring", ["title", "date_label", "date"])
def test_deferred_date_can_be_assigned(deferring: str) -> None:
    made = Meeting.objects.only(deferring, "version").get(pk=saved(date=WEEK).pk)

    made.date = "2023-12-06"
    made.save()

    assert stored(made) == DAY.columns("date")


@pytest.mark.django_db
def test_deferred_date_is_left_alone_by_save() -> None:
    made = Meeting.objects.only("title", "version").get(pk=saved(date=WEEK).pk)

    made.title = "Another"
    made.save()

    assert stored(made) == WEEK.columns("date")


@pytest.mark.django_db
def test_text_read_from_one_row_makes_a_whole_date_in_another() -> None:
    saved("a", date=WEEK)
    text = Meeting.objects.values_list("date", flat=True).get()
    other = saved("b", date=DAY)

    assert isinstance(text, StoredEdtf)
    assert meeting("c", date=text).date == ImpreciseDate.from_edtf(WEEK.edtf)
    other.date = text
    assert other.date == ImpreciseDate.from_edtf(WEEK.edtf)


@pytest.mark.django_db
def test_date_is_looked_up_by_value_or_text() -> None:
    made = saved(date=WEEK)
    saved("other", date=DAY)

    for lookup in (
        {"date": WEEK},
        {"date": "[2023-12-15 .. 2023-12-21]"},
        {"date__in": [WEEK, BEFORE]},
        {"date__startswith": "[2023-12"},
        {"date_latest__gt": date(2023, 12, 10)},
    ):
        assert list(Meeting.objects.filter(**lookup)) == [made]


@pytest.mark.django_db
def test_absent_date_is_looked_up_as_empty() -> None:
    made = saved()
    saved("other", date=DAY)

    assert list(Meeting.objects.filter(date="")) == [made]


@pytest.mark.parametrize("lookup", ["gt", "gte", "lt", "lte", "range", "year"])
def test_text_is_not_compared_as_if_it_were_a_day(lookup: str) -> None:
    with pytest.raises(FieldError, match="Unsupported lookup"):
        Meeting.objects.filter(**{f"date__{lookup}": "2023"})


def test_look_up_of_no_date() -> None:
    with pytest.raises(ValidationError):
        Meeting.objects.filter(date="yesterday")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"date_earliest": date(2023, 12, 22)},
        {"date": ""},
        {"date": "", "date_earliest": None},
        {"date_earliest": None, "date_latest": None},
    ],
    ids=["reversed", "bounds without text", "a bound without text", "text without bounds"],
)
def test_row_that_contradicts_itself_is_refused(columns: dict[str, Any]) -> None:
    made = saved(date=WEEK)

    with pytest.raises(IntegrityError, match=r"_date_(bounds|whole)"), transaction.atomic():
        Meeting.objects.filter(pk=made.pk).update(**(WEEK.columns("date") | columns))


def test_constraints_are_named_for_their_model() -> None:
    names = {constraint.name for constraint in Meeting._meta.constraints}

    assert {"coalition_meeting_date_bounds", "coalition_meeting_date_whole"} <= names


# Fixtures


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", ["json", "xml", "yaml"])
@pytest.mark.parametrize("value", [WEEK, DAY, BEFORE, None])
def test_fixture_round_trip(format_name: str, value: ImpreciseDate | None) -> None:
    made = saved(date=value)
    text = serializers.serialize(format_name, [made])
    Meeting.objects.all().delete()

    for item in serializers.deserialize(format_name, text):
        item.save()

    assert Meeting.objects.get().date == value


@pytest.mark.django_db
def test_fixture_with_no_date_of_ours() -> None:
    rows = json.loads(serializers.serialize("json", [saved(date=WEEK)]))
    rows[0]["fields"]["date"] = "yesterday"

    with pytest.raises(serializers.base.DeserializationError, match="yesterday"):
        list(serializers.deserialize("json", json.dumps(rows)))


# Migrations


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


# Inheritance


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


# Form


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ["date"]


@pytest.mark.parametrize("value", [WEEK, DAY, BEFORE])
def test_form_shown_and_sent_back_changes_nothing(value: ImpreciseDate) -> None:
    made = meeting(date=value)
    shown = MeetingForm(instance=made)["date"].value()

    form = MeetingForm({"date": shown}, instance=made)

    assert not form.has_changed()
    assert form.is_valid()
    assert form.instance.date == value


def test_form_shows_the_label_of_a_phrase() -> None:
    assert MeetingForm(instance=meeting(date=DAY))["date"].value() == "6 December 2023"


def test_form_shows_what_a_label_leaves_out() -> None:
    shown = MeetingForm(instance=meeting(date=WEEK))["date"].value()

    assert shown == "third week of December = [2023-12-15..2023-12-21]"


def test_form_shows_nothing_for_no_date() -> None:
    assert MeetingForm(instance=meeting())["date"].value() is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("third week of December 2023", "[2023-12-15..2023-12-21]"),
        (" 2023-12-06 ", "2023-12-06"),
        ("Diwali week = 12-18 November 2023", "2023-11-12/2023-11-18"),
    ],
)
def test_form_reads_what_an_editor_types(typed: str, expected: str) -> None:
    form = MeetingForm({"date": typed}, instance=meeting())

    assert form.is_valid()
    assert form.has_changed()
    assert form.instance.date
    assert form.instance.date.edtf == expected


def test_form_sent_empty_clears_the_date() -> None:
    form = MeetingForm({"date": "  "}, instance=meeting(date=WEEK))

    assert form.has_changed()
    assert form.is_valid()
    assert form.instance.date is None


def test_form_explains_what_it_refuses_and_keeps_it() -> None:
    form = MeetingForm({"date": "6/12/2023"}, instance=meeting(date=WEEK))

    assert "could be 6 December 2023 or 12 June 2023" in form.errors["date"][0]
    assert form["date"].value() == "6/12/2023"
    assert form.has_changed()


def test_form_escapes_what_it_refuses() -> None:
    form = MeetingForm({"date": "<script>alert(1)</script>"}, instance=meeting())

    assert "<script>" not in form.as_p()


def test_form_without_a_required_date() -> None:
    field = ImpreciseDateFormField()

    with pytest.raises(ValidationError, match="required"):
        field.clean("")


@pytest.mark.parametrize(
    ("initial", "data", "expected"),
    [
        (DAY, "6 December 2023", False),
        (DAY, "2023-12-06", False),
        (DAY, "6 Dec 2023", True),
        (DAY, "7 December 2023", True),
        (DAY, "", True),
        (DAY, None, True),
        (DAY, "nonsense", True),
        (None, "", False),
        (None, None, False),
        (None, "2023", True),
        ("2023-12-06", "2023-12-06", False),
        ("", "", False),
    ],
)
def test_form_field_has_changed(initial: Any, data: str | None, expected: bool) -> None:
    assert ImpreciseDateFormField(required=False).has_changed(initial, data) is expected


def test_form_field_disabled_never_changes() -> None:
    assert not ImpreciseDateFormField(disabled=True).has_changed(DAY, "2024")


def test_form_field_helps_the_editor() -> None:
    assert "third week of December 2023" in str(ImpreciseDateFormField().help_text)
    assert "third week of December 2023" in str(MeetingForm().fields["date"].help_text)
    assert ImpreciseDateFormField(help_text="When?").help_text == "When?"


@given(
    st.sampled_from(["2023", "2023-12-1X", WEEK.edtf, BEFORE.edtf, "2023-24", "2023-12-06/.."]),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Cf"]), max_size=60),
)
def test_form_field_gives_back_what_it_shows(edtf: str, label: str) -> None:
    field = ImpreciseDateFormField()
    value = ImpreciseDate.from_edtf(edtf, label=label)

    assert field.clean(field.prepare_value(value)) == value
