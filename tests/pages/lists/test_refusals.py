"""What a list cannot be asked is refused by its name, and gives nothing away."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.publishing import withdraw
from tests.factories import PartyFactory, published
from tests.pages.reading import words_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("/meetings/", "colour=red", "colour"),
        ("/meetings/", "occurrence=maybe", "occurrence"),
        ("/meetings/", "category=feast", "category"),
        ("/meetings/", "from=yesterday", "from"),
        ("/meetings/", "to=2023-13-01", "to"),
        ("/meetings/", "from=2023-12-06&to=2023-12-05", "to"),
        ("/meetings/", "region=delhi", "region"),
        ("/meetings/", "party=nobody", "party"),
        ("/meetings/", "party=two+words", "party"),
        ("/meetings/", "party=%00", "party"),
        ("/meetings/", "leader=nobody", "leader"),
        ("/meetings/", "alliance=nobody", "alliance"),
        ("/meetings/", "attendance=attended", "attendance"),
        ("/meetings/", "party=banyan&attendance=late", "attendance"),
        ("/meetings/", "occurrence=held&occurrence=held", "occurrence"),
        ("/parties/", "party=banyan", "party"),
        ("/elections/", "level=held", "level"),
        ("/alliances/", "alliance=front", "alliance"),
        ("/seat-sharing/", "status=held", "status"),
        ("/statements/", "stance=held", "stance"),
        ("/corrections/", "after=x", "after"),
        ("/corrections/", "colour=red", "colour"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    world: Any, path: str, query: str, name: str
) -> None:
    answer = Client().get(f"{path}?{query}")
    assert answer.status_code == 400
    assert f"The trouble is with {name}." in words_of(answer.content.decode())


def test_name_of_a_parameter_is_escaped() -> None:
    answer = Client().get("/meetings/", {"<script>": "1"})
    assert answer.status_code == 400
    assert b"<script>" not in answer.content


def test_draft_party_cannot_be_asked_for() -> None:
    PartyFactory(name="Drafted")
    drafted = Client().get("/meetings/?party=drafted")
    assert drafted.status_code == 400
    assert "Drafted" not in words_of(drafted.content.decode()).replace("party", "")


def test_withdrawn_party_is_refused_as_one_that_never_was() -> None:
    gone = PartyFactory(name="Gone")
    published(gone)
    withdraw(gone, by=None, reason="A hoax.")
    answers = [Client().get(f"/meetings/?party={slug}") for slug in ("gone", "thin-air")]
    assert answers[0].status_code == answers[1].status_code == 400
    assert answers[0].content == answers[1].content
