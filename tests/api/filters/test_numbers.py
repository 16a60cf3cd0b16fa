"""How many came, what is disputed, what was corrected, and words of names."""

from __future__ import annotations

import pytest

from coalition.models import Edition
from coalition.publishing import correct
from tests.api.filters.asking import get, slugs
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowds() -> None:
    """`none`, `one` and `three` parties, each by one leader; the reported numbers are others."""
    for slug, count in (("none", 0), ("one", 1), ("three", 3)):
        meeting = MeetingFactory(slug=slug, counted=True)
        for _ in range(count):
            AttendanceFactory(meeting=meeting, party=PartyFactory())
        AttendanceFactory(meeting=meeting, party=PartyFactory(), leader=None, absent=True)
        published(meeting)


@pytest.mark.parametrize("what", ["parties", "leaders"])
def test_bounds_are_of_what_is_recorded_as_attended(crowds: None, what: str) -> None:
    assert slugs("meetings", **{f"min_{what}": "1"}) == {"one", "three"}
    assert slugs("meetings", **{f"min_{what}": "3"}) == {"three"}
    assert slugs("meetings", **{f"min_{what}": "4"}) == set()
    assert slugs("meetings", **{f"max_{what}": "0"}) == {"none"}
    assert slugs("meetings", **{f"max_{what}": "1"}) == {"none", "one"}
    assert slugs("meetings", **{f"min_{what}": "1", f"max_{what}": "1"}) == {"one"}


def test_bounds_are_what_documents_say(crowds: None) -> None:
    for edition in Edition.objects.live().of_kind("meeting"):
        answer = get("meetings", min_parties=str(edition.party_count))
        for document in answer.json()["results"]:
            assert document["recorded"]["parties"] >= edition.party_count


def test_present_members_of_an_alliance_are_bounded() -> None:
    for slug, count in (("small", 1), ("large", 2)):
        alliance = AllianceFactory(slug=slug)
        for _ in range(count):
            AllianceMembershipFactory(alliance=alliance)
        AllianceMembershipFactory(alliance=alliance, ended=True)
        published(alliance)
    assert slugs("alliances", min_parties="2") == {"large"}
    assert slugs("alliances", max_parties="1") == {"small"}


@pytest.mark.parametrize("what", ["parties", "leaders"])
def test_bounds_the_wrong_way_round_are_refused(what: str) -> None:
    answer = get("meetings", **{f"min_{what}": "3", f"max_{what}": "2"})
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [f"max_{what}"]


@pytest.mark.parametrize("value", ["-1", "1.5", "x", "10000", "1e3", "٣", "007", "+1"])
def test_number_that_is_none_is_refused(value: str) -> None:
    answer = get("meetings", min_parties=value)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["min_parties"]


def test_disputed_is_what_has_something_under_that_key(world) -> None:
    assert slugs("meetings", disputed="true") == {"dinner"}
    assert slugs("meetings", disputed="false") == {"patna"}
    assert slugs("seat-sharing-talks", disputed="true") == {"congress-trinamool"}
    assert slugs("seat-sharing-talks", disputed="false") == set()


def test_talk_without_dispute_is_not_disputed() -> None:
    published(SeatSharingTalkFactory(slug="calm"))
    assert slugs("seat-sharing-talks", disputed="false") == {"calm"}


def test_corrected_stays_so_in_later_editions(world) -> None:
    assert slugs("meetings", corrected="true") == set()
    world.meeting.refresh_from_db()
    world.meeting.summary = "They did not dine."
    world.meeting.save()
    correct(world.meeting, by=None, note="They did not dine.")
    assert slugs("meetings", corrected="true") == {"dinner"}
    assert slugs("meetings", corrected="false") == {"patna"}
    world.meeting.refresh_from_db()
    world.meeting.summary = "They talked."
    world.meeting.save()
    published(world.meeting)
    assert slugs("meetings", corrected="true") == {"dinner"}


@pytest.mark.parametrize("name", ["disputed", "corrected"])
@pytest.mark.parametrize("value", ["1", "True", "yes", "TRUE"])
def test_truth_that_is_none_is_refused(name: str, value: str) -> None:
    answer = get("meetings", **{name: value})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"parameter": name, "detail": "Give true or false."}]


@pytest.mark.parametrize(
    ("path", "words", "expected"),
    [
        ("meetings", "floor leaders", {"dinner"}),
        ("meetings", "leaders FLOOR", {"dinner"}),
        ("meetings", "kharge", {"dinner"}),
        ("meetings", "kharge bhopal", set()),
        ("parties", "कांग्रेस", {"congress"}),
        ("parties", "trinamool", {"tmc"}),
        ("parties", "trinamul", set()),
        ("leaders", "mamata", {"mamata"}),
    ],
)
def test_words_are_those_of_names(world, path: str, words: str, expected: set[str]) -> None:
    assert slugs(path, q=words) == expected


def test_words_hold_beside_other_conditions(world) -> None:
    assert slugs("meetings", q="kharge", party="tmc", attendance="absent") == {"dinner"}
    assert slugs("meetings", q="kharge", party="tmc", attendance="attended") == set()


@pytest.mark.parametrize("words", ["--", "a " * 13, "x" * 201])
def test_words_that_are_none_are_refused(words: str) -> None:
    answer = get("meetings", q=words)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["q"]
