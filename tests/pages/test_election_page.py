"""The page of an election: how it came out, and the tracker of its talks."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from coalition.publishing import correct, withdraw
from tests.factories import (
    AllianceFactory,
    ClaimFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    published,
)
from tests.pages.pictures.drawings import words_in
from tests.pages.reading import read, section, words_of

pytestmark = pytest.mark.django_db

PATH = "/elections/general/"


def html_of(path: str = PATH) -> str:
    return Client().get(path).content.decode()


def general(**more: Any) -> Any:
    return ElectionFactory(name="General", national=True, **more)


def talk_on(election: Any, region: str, title: str, **more: Any) -> Any:
    return SeatSharingTalkFactory(election=election, region=region, title=title, **more)


def rows_of(html: str, slug: str) -> str:
    """The words of one talk of the tracker."""
    found = re.search(rf'<tbody id="talk-{slug}">.*?</tbody>', html, re.DOTALL)
    assert found
    return words_of(found[0])


def test_election_shows_its_outcome_in_a_table() -> None:
    election = ElectionFactory(name="Assembly", region="IN-RJ")
    ElectionOutcomeFactory(
        election=election, party=PartyFactory(name="Banyan"), seats=115, sourced=True
    )
    published(election)
    html = html_of("/elections/assembly/")
    assert "Region Rajasthan" in read("/elections/assembly/")
    assert '<th scope="row"><a href="/parties/banyan/">Banyan</a></th>' in html
    assert section(html, "outcome").endswith("Banyan Won 115")


def test_election_without_an_outcome_says_so() -> None:
    published(ElectionFactory(name="Assembly"))
    assert "The outcome is not recorded." in read("/elections/assembly/")


def test_seats_that_nobody_is_known_to_have_are_not_recorded() -> None:
    election = general()
    ElectionOutcomeFactory(election=election, party=PartyFactory(name="Banyan"), seats=300)
    ElectionOutcomeFactory(
        election=election, party=PartyFactory(name="Lantern"), result="lost", seats=None
    )
    published(election)
    said = section(html_of(), "outcome")
    assert "Lantern Lost not recorded" in said
    assert said.endswith("All other seats not recorded 243")


def test_party_and_alliance_do_not_share_one_sum() -> None:
    election = general()
    ElectionOutcomeFactory(election=election, party=PartyFactory(name="Banyan"), seats=300)
    ElectionOutcomeFactory(
        election=election, of_alliance=True, alliance=AllianceFactory(name="Front"), seats=400
    )
    published(election)
    assert section(html_of(), "outcome").endswith("All other seats not recorded at most 143")


def test_page_that_cannot_tell_what_a_majority_is_says_nothing_of_it() -> None:
    """Just as its picture."""
    election = ElectionFactory(name="Assembly", total_seats=200)
    ElectionOutcomeFactory(election=election, party=PartyFactory(name="Banyan"), seats=300)
    published(election)
    html = html_of("/elections/assembly/")
    assert "Seats 200" in words_of(html)
    assert "majority" not in words_of(html)


def test_tracker_says_where_each_talk_stands() -> None:
    election = general()
    published(talk_on(election, "IN-UP", "On Uttar Pradesh", stalled=True, total_seats=80))
    published(talk_on(election, "IN-BR", "On Bihar", agreed=True))
    said = section(html_of(), "talks")
    assert said.index("Bihar Agreed") < said.index("Uttar Pradesh Stalled")
    assert "80 seats, none agreed yet" in rows_of(html_of(), "on-uttar-pradesh")


def test_tracker_does_not_call_upon_who_says_otherwise() -> None:
    talk = talk_on(general(), "IN-UP", "UP", stalled=True)
    ClaimFactory(talk=talk, field="status", attribution="party sources")
    ClaimFactory(talk=talk, field="status", value="ongoing", attribution="a spokesperson")
    published(talk)
    said = section(html_of(), "talks")
    assert "according to party sources" in said
    assert "a spokesperson" not in said


def test_tracker_keeps_claims_offers_and_agreements_apart() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    lantern = PartyFactory(name="Lantern", abbreviation="LP")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan, lantern], total_seats=80)
    SeatPositionFactory(talk=talk, party=banyan, seats=20)
    SeatPositionFactory(talk=talk, party=lantern, to_party=banyan, position="offers", seats=12)
    SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17)
    published(talk)
    said = rows_of(html_of(), "up")
    assert "Banyan 20 12 by LP 17" in said
    assert said.endswith("Lantern nothing recorded")
    assert "17 of 80 seats agreed" in said


def test_newest_of_several_claims_stands() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan])
    for seats, date in ((20, "2023-12-01"), (35, None), (28, "2023-12-20")):
        SeatPositionFactory(talk=talk, party=banyan, seats=seats, date=date)
    published(talk)
    assert rows_of(html_of(), "up").endswith("Banyan 28 – –")


def test_agreed_seats_of_one_region_are_counted_once() -> None:
    election = general()
    banyan, lantern = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    for title in ("First", "Second"):
        talk = talk_on(election, "IN-UP", title, parties=[banyan, lantern], total_seats=80)
        SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17)
        published(talk)
    published(talk_on(election, "IN", "As a whole", total_seats=None))
    other = talk_on(election, "IN-BR", "Bihar", total_seats=40)
    SeatPositionFactory(talk=other, party=lantern, position="agrees", seats=16)
    published(other)
    assert "Agreed so far: 33 of 120 seats in the regions whose seats are recorded." in section(
        html_of(), "talks"
    )


def test_seats_of_the_whole_country_are_not_added_to_those_of_its_regions() -> None:
    election = general()
    published(talk_on(election, "IN", "As a whole", total_seats=543))
    published(talk_on(election, "IN-BR", "Bihar", total_seats=40))
    assert "Agreed so far: 0 of 40 seats" in section(html_of(), "talks")


def test_changes_come_newest_first_by_the_dates_of_the_sources() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan], began=None)
    SeatPositionFactory(talk=talk, party=banyan, seats=20, date="2023-11-05")
    SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17, date="2024-01-05")
    published(talk)
    said = section(html_of(), "changes")
    assert said.index("agrees to 17 seats") < said.index("claims 20 seats")


def test_one_seat_is_told_in_the_singular() -> None:
    election = general()
    banyan, lantern = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    talk = talk_on(election, "IN-SK", "Sikkim", parties=[banyan, lantern], total_seats=1)
    SeatPositionFactory(talk=talk, party=banyan, seats=1, date="2023-11-05")
    SeatPositionFactory(talk=talk, party=banyan, position="offers", seats=1, date="2023-11-06")
    SeatPositionFactory(
        talk=talk, party=banyan, to_party=lantern, position="offers", seats=1, date="2023-11-07"
    )
    SeatPositionFactory(talk=talk, party=lantern, position="agrees", seats=1, date="2023-11-08")
    published(talk)
    html = html_of()
    said = section(html, "changes")
    assert "Banyan claims 1 seat." in said
    assert "Banyan offers 1 seat." in said
    assert "Banyan offers Lantern 1 seat." in said
    assert "Lantern agrees to 1 seat." in said
    assert "1 of 1 seat agreed" in rows_of(html, "sikkim")


def test_majority_of_one_seat_is_told_in_the_singular() -> None:
    published(ElectionFactory(name="By-election", total_seats=1))
    assert "Seats 1 1 makes a majority" in read("/elections/by-election/")


def test_change_between_editions_has_the_day_of_its_publication() -> None:
    talk = talk_on(general(), "IN-UP", "UP")
    published(talk, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), status="stalled")
    said = section(html_of(), "changes")
    assert "9 December 2023, 17:30 IST · published here UP: Status: ongoing → stalled" in said


def test_change_of_no_interest_to_those_who_follow_talks_is_left_out() -> None:
    talk = talk_on(general(), "IN-UP", "UP", began=None)
    published(talk, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), summary="They talked.")
    assert 'id="changes"' not in html_of()


def test_change_leads_to_its_talk_in_the_tracker_whatever_the_talk_was_called_then() -> None:
    talk = talk_on(general(), "IN-UP", "UP", slug="seats-in-up")
    published(talk, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), status="stalled")
    _correct(talk, datetime(2023, 12, 10, 12, tzinfo=UTC), slug="uttar-pradesh")
    html = html_of()
    changes = html.partition('<section class="block" id="changes"')[2]
    targets = set(re.findall(r'href="#(talk-[^"]+)"', changes))
    assert targets == {"talk-uttar-pradesh"}
    assert 'id="talk-uttar-pradesh"' in html


def test_past_page_tells_of_no_later_change() -> None:
    election = general()
    talk = talk_on(election, "IN-UP", "UP")
    for record in (election, talk):
        published(record, now=datetime(2023, 12, 7, 12, tzinfo=UTC))
    _correct(talk, datetime(2023, 12, 9, 12, tzinfo=UTC), status="stalled")
    html = html_of(f"{PATH}?as_of=2023-12-08")
    assert "stalled" not in section(html, "changes")
    assert "Ongoing" in rows_of(html, "up")


def test_withdrawn_talk_leaves_the_tracker_and_its_changes() -> None:
    talk = talk_on(general(), "IN-UP", "A hoax about seats")
    published(talk)
    _correct(talk, None, status="stalled")
    talk.refresh_from_db()
    withdraw(talk, by=None, reason="It was made up.")
    assert "hoax" not in html_of()


def _correct(record: Any, now: datetime | None, **changes: Any) -> None:
    record.refresh_from_db()
    for name, value in changes.items():
        setattr(record, name, value)
    record.save()
    record.refresh_from_db()
    correct(record, by=None, note="It changed.", now=now)


def test_picture_of_the_talks_says_what_the_table_says() -> None:
    election = general()
    banyan = PartyFactory(name="Banyan")
    lantern = PartyFactory(name="Lantern", abbreviation="LP")
    talk = talk_on(election, "IN-UP", "UP", parties=[banyan, lantern], total_seats=80)
    SeatPositionFactory(talk=talk, party=banyan, seats=21)
    SeatPositionFactory(talk=talk, party=lantern, to_party=banyan, position="offers", seats=12)
    SeatPositionFactory(talk=talk, party=banyan, position="agrees", seats=17)
    for record in (election, talk):
        published(record)
    drawn = words_in(Client().get(f"{PATH}talks.svg").content)
    said = rows_of(html_of(), "up")
    assert {"Uttar Pradesh", "Banyan", "Lantern", "21", "12", "by LP", "17"} <= set(drawn)
    for word in ("Uttar Pradesh", "Banyan", "Lantern", "21", "12 by LP", "17"):
        assert word in said


def test_every_tile_with_a_talk_leads_to_it_in_the_page() -> None:
    election = general()
    for region in ("IN-UP", "IN-BR"):
        published(talk_on(election, region, f"On {region}"))
    html = html_of()
    picture = html.partition('id="picture-regions"')[2].partition("</figure>")[0]
    targets = set(re.findall(r'href="#([^"]+)"', picture))
    assert targets == {"talk-on-in-up", "talk-on-in-br"}
    assert all(f'id="{target}"' in html for target in targets)


def test_tile_in_a_file_leads_to_the_page_itself() -> None:
    election = general()
    published(talk_on(election, "IN-UP", "UP"))
    svg = Client().get(f"{PATH}regions.svg").content.decode()
    assert re.findall(r'<a href="([^"]+)"', svg) == [f"http://localhost:8000{PATH}#talk-up"]


def test_tile_in_a_file_of_then_leads_to_the_page_of_then() -> None:
    election = general()
    for record in (election, talk_on(election, "IN-UP", "UP")):
        published(record, now=datetime(2023, 12, 1, 6, tzinfo=UTC))
    svg = Client().get(f"{PATH}regions.svg?as_of=2023-12-02").content.decode()
    page = f"http://localhost:8000{PATH}?as_of=2023-12-02"
    assert re.findall(r'<a href="([^"]+)"', svg) == [f"{page}#talk-up"]


@pytest.mark.parametrize("name", ["seats", "talks", "regions"])
def test_picture_of_what_is_not_recorded_is_not_there(name: str) -> None:
    published(general())
    assert Client().get(f"{PATH}{name}.svg").status_code == 404


def test_tile_of_several_talks_leads_to_the_newest_which_stands_first() -> None:
    election = general()
    for title, day in (("First round", "2023-11"), ("Second round", "2024-02"), ("Third", None)):
        talk = talk_on(election, "IN-UP", title)
        SeatPositionFactory(talk=talk, party=PartyFactory(), date=day)
        published(talk)
    html = html_of()
    picture = html.partition('id="picture-regions"')[2].partition("</figure>")[0]
    assert set(re.findall(r'href="#([^"]+)"', picture)) == {"talk-second-round"}
    places = [
        html.index(f'<tbody id="talk-{slug}"') for slug in ("second-round", "first-round", "third")
    ]
    assert places == sorted(places)
