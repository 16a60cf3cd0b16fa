"""An imprecise date in a form: what it shows, reads, refuses and gives back."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coalition.imprecise_date_fields import ImpreciseDateFormField
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Meeting
from tests.imprecise_date_fields.dated_meetings import BEFORE, DAY, WEEK, meeting


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
