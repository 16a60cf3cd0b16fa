from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from coalition.pages.numbers import grouped
from tests.factories import ElectionFactory, published


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("en-gb", 543, "543"),
        ("en-gb", 1_234_567, "1,234,567"),
        ("hi", 543, "543"),
        ("hi", 99_999, "99,999"),
        ("hi", 1_234_567, "12,34,567"),
        ("hi", 123_456_789, "12,34,56,789"),
    ],
)
def test_number_is_grouped_as_the_language_does(language: str, value: int, shown: str) -> None:
    with translation.override(language):
        assert grouped(value) == shown


@pytest.mark.django_db
@pytest.mark.parametrize(("prefix", "shown"), [("", "104,000"), ("/hi", "1,04,000")])
def test_seats_of_an_election_are_grouped(prefix: str, shown: str) -> None:
    published(ElectionFactory(name="Panchayats", slug="panchayats", total_seats=104_000))
    html = Client().get(f"{prefix}/elections/panchayats/").content.decode()
    assert f"<strong>{shown}</strong>" in html
