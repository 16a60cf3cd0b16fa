"""What the data block of a leader means: names, memberships and offices."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import (
    LeaderFactory,
    LeaderNameFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    published,
)
from tests.pages.structured_data.blocks import node

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Any:
    leader = LeaderFactory(name="Asha", slug="asha", detailed=True)
    LeaderNameFactory(leader=leader, name="आशा", kind="native_script", language="hi")
    return leader


def test_person_has_names_in_their_languages_and_is_the_one_of_wikidata(asha: Any) -> None:
    published(asha)
    found = node("/leaders/asha/", "Person")
    assert found["alternateName"] == [{"@value": "आशा", "@language": "hi"}]
    assert found["sameAs"] == "https://www.wikidata.org/wiki/Q1156"


def test_membership_and_office_have_their_times(asha: Any) -> None:
    PartyMembershipFactory(leader=asha, party=PartyFactory(name="Banyan"), since="2010")
    OfficeFactory(leader=asha)
    published(asha)
    found = node("/leaders/asha/", "Person")
    (membership,), (office,) = found["memberOf"], found["hasOccupation"]
    assert (membership["memberOf"]["name"], membership["startDate"]) == ("Banyan", "2010")
    assert (office["hasOccupation"]["name"], office["startDate"]) == (
        "Chief Minister of West Bengal",
        "2011-05-20",
    )
    assert found["jobTitle"] == ["Chief Minister of West Bengal"]


def test_office_that_is_over_is_no_job_title(asha: Any) -> None:
    OfficeFactory(leader=asha, until="2016-05")
    published(asha)
    found = node("/leaders/asha/", "Person")
    assert "jobTitle" not in found
    assert found["hasOccupation"][0]["endDate"] == "2016-05"


def test_office_whose_end_lies_ahead_is_a_job_title(asha: Any) -> None:
    OfficeFactory(leader=asha, until="2099-05")
    published(asha)
    found = node("/leaders/asha/", "Person")
    assert found["jobTitle"] == ["Chief Minister of West Bengal"]
    assert found["hasOccupation"][0]["endDate"] == "2099-05"


def test_membership_that_ended_at_a_vague_time_is_not_told_as_if_it_lasted(asha: Any) -> None:
    PartyMembershipFactory(leader=asha, until="[..2016-05-01]", ending="left")
    published(asha)
    assert "memberOf" not in node("/leaders/asha/", "Person")
