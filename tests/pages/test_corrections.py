from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.publishing import correct, withdraw
from tests.factories import MeetingFactory, alice, published
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


def corrected(title: str, note: str) -> Any:
    meeting = MeetingFactory(title=title)
    published(meeting)
    meeting.refresh_from_db()
    meeting.city = "Patna" if meeting.city != "Patna" else "Mumbai"
    meeting.save()
    correct(meeting, by=None, note=note)
    meeting.refresh_from_db()
    return meeting


def test_corrections_are_listed_newest_first() -> None:
    corrected("Dinner", "The city was missing.")
    corrected("Lunch", "The city was wrong.")
    words = read("/corrections/")
    assert words.index("Lunch The city was wrong.") < words.index("Dinner The city was missing.")


def test_publication_is_no_correction() -> None:
    published(MeetingFactory(title="Dinner"))
    assert "Nothing has been corrected yet." in read("/corrections/")


def test_withdrawal_gives_its_reason_and_not_the_title() -> None:
    meeting = corrected("Secret supper", "Asha was not there.")
    withdraw(meeting, by=alice(), reason="It never took place.")
    words = read("/corrections/")
    assert "A meeting was withdrawn It never took place." in words
    assert "Secret supper" not in words
    assert "Asha" not in words


def test_list_is_paged_without_loss() -> None:
    for n in range(27):
        corrected(f"Dinner {n}", f"Note {n:02}.")
    first = Client().get("/corrections/")
    second = read(f"/corrections/{first.context['following']}")
    notes = [f"Note {n:02}." for n in range(27)]
    assert [note for note in notes if note in second] == ["Note 00.", "Note 01."]
    assert [note for note in notes if note in read("/corrections/")] == notes[2:]
