"""Filters as links: each adds or replaces one parameter, and can be taken back."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.test import Client

from coalition.pages.facets import Facet, Option
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> None:
    banyan = PartyFactory(name="Banyan", abbreviation="BP")
    front = AllianceFactory(name="Front")
    AllianceMembershipFactory(alliance=front, party=PartyFactory(name="Zebra"))
    dinner = MeetingFactory(title="Dinner", alliance=front, placed=True)
    AttendanceFactory(meeting=dinner, party=banyan, leader=LeaderFactory(name="Asha"))
    lunch = MeetingFactory(title="Lunch", date="2022-05-04", region="IN-KL")
    AttendanceFactory(meeting=lunch, party=banyan, party_level=True, absent=True)
    for record in (front, dinner, lunch, ElectionFactory(name="Poll")):
        published(record)


def facets(path: str) -> dict[str, Facet]:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return {facet.name: facet for facet in answer.context["facets"]}


def option(path: str, facet: str, label: str) -> Option:
    found = facets(path)[facet]
    return next(one for one in (*found.options, *found.more) if one.label == label)


def query(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}


def test_filter_adds_itself_and_keeps_the_others(world: None) -> None:
    chosen = option("/meetings/?party=banyan&occurrence=held", "category", "Dinner")
    assert query(chosen.path) == {"party": "banyan", "occurrence": "held", "category": "dinner"}


def test_filter_replaces_what_was_chosen_of_its_kind(world: None) -> None:
    other = option("/meetings/?occurrence=held", "occurrence", "Cancelled")
    assert query(other.path) == {"occurrence": "cancelled"}


def test_chosen_filter_is_marked_and_leads_to_the_list_without_it(world: None) -> None:
    chosen = option("/meetings/?occurrence=held&region=IN-KL", "occurrence", "Held")
    assert (chosen.is_chosen, query(chosen.path)) == (True, {"region": "IN-KL"})
    html = Client().get("/meetings/?occurrence=held").content.decode()
    assert '<a href="/meetings/" aria-current="true" rel="nofollow">Held' in html


def test_filter_keeps_no_place_in_the_list(world: None) -> None:
    after = "9999-12-31-0000!00000000-0000-0000-0000-000000000000"
    held = option(f"/meetings/?after={after}&region=IN-KL", "occurrence", "Held")
    assert query(held.path) == {"region": "IN-KL", "occurrence": "held"}


def test_filters_stay_at_the_moment_that_is_looked_from(world: None) -> None:
    with time_machine.travel("2040-01-02T12:00:00+05:30"):
        held = option("/meetings/?as_of=2040-01-01", "occurrence", "Held")
        html = Client().get("/meetings/?as_of=2040-01-01").content.decode()
    assert query(held.path) == {"occurrence": "held", "as_of": "2040-01-01"}
    assert '<input type="hidden" name="as_of" value="2040-01-01">' in html


def test_years_are_those_with_something_in_them(world: None) -> None:
    published(MeetingFactory(title="Across", date="[2019-12-30..2020-01-02]"))
    published(MeetingFactory(title="Undated", undated=True))
    labels = [one.label for one in facets("/meetings/")["date"].options]
    assert labels == ["2023", "2022", "2020", "2019"]


def test_chosen_year_offers_its_months(world: None) -> None:
    path = "/meetings/?from=2023-01-01&to=2023-12-31"
    years = {one.label: one for one in facets(path)["date"].options}
    assert years["2023"].is_chosen
    month = years["December 2023"]
    assert query(month.path) == {"from": "2023-12-01", "to": "2023-12-31"}
    assert "Dinner" in read(month.path)


def test_regions_are_those_of_the_kind(world: None) -> None:
    assert [one.label for one in facets("/meetings/")["region"].options] == ["Delhi", "Kerala"]
    assert [one.label for one in facets("/elections/")["region"].options] == ["Rajasthan"]


def test_members_of_alliances_are_the_first_parties(world: None) -> None:
    labels = [one.label for one in facets("/meetings/")["party"].options]
    assert labels == ["Zebra", "Banyan"]


def test_member_whose_end_lies_ahead_is_among_the_first_parties() -> None:
    front = AllianceFactory(name="Front")
    AllianceMembershipFactory(alliance=front, party=PartyFactory(name="Zinnia"), until="2099")
    published(front)
    published(PartyFactory(name="Aloe"))
    options = facets("/meetings/")["party"].options
    assert [option.label for option in options] == ["Zinnia", "Aloe"]


def test_many_parties_stand_behind_more_but_never_the_chosen_one(world: None) -> None:
    for number in range(20):
        published(PartyFactory(name=f"Dal {number:02}", slug=f"dal-{number:02}"))
    found = facets("/meetings/?party=dal-19")["party"]
    assert len(found.more) > 5
    assert [one.label for one in found.options if one.is_chosen] == ["Dal 19"]
    assert not any(one.is_chosen for one in found.more)


def test_who_came_is_asked_of_a_party_or_leader_only(world: None) -> None:
    assert "attendance" not in facets("/meetings/")
    absent = option("/meetings/?party=banyan", "attendance", "Absent")
    assert query(absent.path) == {"party": "banyan", "attendance": "absent"}


def test_attendance_goes_with_the_party_it_is_about(world: None) -> None:
    banyan = option("/meetings/?party=banyan&attendance=absent", "party", "Banyan")
    assert banyan.path == "/meetings/"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/meetings/?party=banyan&attendance=absent&from=2022-01-01&to=2022-12-31",
         "Meetings that BP missed, 2022"),
        ("/meetings/?leader=asha", "Meetings at which Asha is named, in any role"),
        ("/meetings/?occurrence=held&region=IN-DL", "Meetings, held, Delhi"),
        ("/meetings/?from=2023-12-06&to=2023-12-06", "Meetings, 6 December 2023"),
        ("/meetings/?from=2023-12-01&to=2023-12-31", "Meetings, December 2023"),
        ("/meetings/?from=2023-12-06", "Meetings, from 6 December 2023"),
        ("/parties/?alliance=front", "Parties of Front"),
        ("/alliances/?party=zebra", "Alliances that"),
        ("/elections/?level=regional", "Elections, state election"),
    ],
)  # fmt: skip
def test_list_says_what_it_shows(world: None, path: str, sentence: str) -> None:
    assert sentence in read(path)


def test_chips_take_back_one_filter_each(world: None) -> None:
    path = "/meetings/?party=banyan&from=2023-01-01&to=2023-12-31&occurrence=held"
    chips = {chip.name: chip for chip in Client().get(path).context["chips"]}
    assert list(chips) == ["party", "date", "occurrence"]
    assert query(chips["date"].path) == {"party": "banyan", "occurrence": "held"}


def test_empty_list_offers_to_take_back_the_narrowest_filter(world: None) -> None:
    html = Client().get("/meetings/?alliance=front&region=IN-KL").content.decode()
    assert "Nothing in this list fits all of these filters at once." in html
    assert '<a href="/meetings/?alliance=front">Try it without “Kerala”</a>' in html


def test_every_link_of_every_list_is_answered(world: None) -> None:
    """No filter offers what the list would refuse."""
    for start in ("/meetings/?party=banyan&attendance=attended", "/elections/", "/parties/",
                  "/leaders/", "/alliances/", "/seat-sharing/", "/statements/"):  # fmt: skip
        html = Client().get(start).content.decode()
        paths = {unescape(path) for path in re.findall(r'href="([^"]+)"[^>]* rel="nofollow"', html)}
        for path in paths:
            assert Client().get(path).status_code == 200, path


def test_letters_jump_within_a_long_list_of_names() -> None:
    for number in range(30):
        published(PartyFactory(name=f"{'ABC'[number % 3]} party {number:02}"))
    letters = {one.label: one.path for one in Client().get("/parties/").context["letters"]}
    batches = Client().get(f"/parties/{letters['B']}").context["batches"]
    assert batches[0].summaries[0].title == "B party 01"


def test_short_list_of_names_has_no_letters(world: None) -> None:
    assert Client().get("/parties/").context["letters"] == []
