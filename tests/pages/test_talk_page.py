"""The page of seat-sharing talks: where the parties stand, and how that changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.imprecise_dates import ImpreciseDate
from coalition.publishing import correct
from tests.factories import (
    ClaimFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    published,
)
from tests.pages.pictures.drawings import words_in
from tests.pages.reading import read, section

pytestmark = pytest.mark.django_db

PATH = "/seat-sharing/eighty-seats/"


def html_of(path: str = PATH) -> str:
    return Client().get(path).content.decode()


def test_talk_shows_positions_in_a_table_with_a_caption() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", agreed=True)
    banyan, lantern = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    SeatPositionFactory(talk=talk, party=banyan, seats=20, date="2023-11")
    SeatPositionFactory(talk=talk, party=lantern, to_party=banyan, position="offers", seats=15)
    SeatPositionFactory(talk=talk, party=lantern, position="agrees", seats=63)
    published(talk)
    html = html_of()
    part = section(html, "positions")
    assert "<caption" in html
    assert "November 2023 Banyan claims 20" in part
    assert "not recorded Lantern offers to Banyan 15" in part
    assert "Seats 80 63 of them agreed" in read(PATH)


def test_position_says_which_day_its_words_mean() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats")
    position = SeatPositionFactory(talk=talk, party=PartyFactory(name="Banyan"))
    position.date = ImpreciseDate.from_edtf("2023-11-12", label="Diwali")
    position.save()
    published(talk)
    assert "Diwali 2023 12 November 2023 Banyan claims" in section(html_of(), "positions")


def test_positions_are_told_oldest_first_whatever_was_recorded_first() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats")
    banyan = PartyFactory(name="Banyan")
    for seats, date in ((28, "2023-12-20"), (20, "2023-11-01"), (35, None)):
        SeatPositionFactory(talk=talk, party=banyan, seats=seats, date=date)
    published(talk)
    part = section(html_of(), "positions")
    assert part.index("claims 35") < part.index("claims 20") < part.index("claims 28")


def test_only_the_newest_position_stands() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats")
    banyan = PartyFactory(name="Banyan")
    for seats, date in ((28, "2023-12-20"), (20, "2023-11-01")):
        SeatPositionFactory(talk=talk, party=banyan, seats=seats, date=date)
    published(talk)
    part = section(html_of(), "seats")
    assert part.endswith("Banyan 28 – –")


def test_talk_without_numbers_says_so() -> None:
    published(SeatSharingTalkFactory(title="Eighty seats", stalled=True))
    words = read(PATH)
    assert "Stalled" in words
    assert "No numbers of seats are recorded." in words


def test_picture_of_a_talk_says_of_how_many_seats_and_where_it_stands() -> None:
    """It is passed around without its page."""
    talk = SeatSharingTalkFactory(
        title="Eighty seats", region="IN-UP", stalled=True, total_seats=80
    )
    SeatPositionFactory(talk=talk, party=PartyFactory(name="Banyan"), seats=20)
    published(talk)
    drawn = words_in(Client().get(f"{PATH}seats.svg").content)
    assert {"Uttar Pradesh", "80 seats, none agreed yet", "Stalled"} <= set(drawn)


def test_talk_says_what_changed_when() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", began=None)
    published(talk)
    talk.refresh_from_db()
    talk.status = "stalled"
    talk.save()
    talk.refresh_from_db()
    correct(talk, by=None, note="They stalled.")
    assert "Status: ongoing → stalled" in section(html_of(), "changes")


def corrected(talk: Any) -> str:
    """What changed on the page of `talk` when it was corrected to what is recorded now; nothing of
    what its first edition is dated to."""
    talk.refresh_from_db()
    correct(talk, by=None, note="It was wrong.")
    html = html_of()
    return section(html, "changes") if 'id="changes"' in html else ""


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("2023-11", "2023-11-20", "November 2023 → 20 November 2023"),
        ("2023-11", "2023-11-30", "November 2023 → 30 November 2023"),
        (None, "2023-11-20", "(empty) → 20 November 2023"),
        ("2023-11-20", None, "20 November 2023 → (empty)"),
    ],
)
def test_position_that_was_given_another_date_still_stands(
    before: str | None, after: str | None, change: str
) -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", began=None)
    banyan = PartyFactory(abbreviation="BP")
    position = SeatPositionFactory(talk=talk, party=banyan, seats=22, date=before)
    published(talk)
    position.date = ImpreciseDate.from_edtf(after) if after else None
    position.save()
    said = corrected(talk)
    assert said.endswith(f"Seat position: BP claims, date: {change}")
    assert "removed" not in said


def test_position_that_was_given_another_date_stands_beside_a_new_one() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", began=None)
    banyan = PartyFactory(abbreviation="BP")
    position = SeatPositionFactory(talk=talk, party=banyan, seats=20, date="2023-12")
    SeatPositionFactory(talk=talk, party=banyan, seats=25, date="2023-10-01")
    published(talk)
    position.date = ImpreciseDate.from_edtf("2023-12-20")
    position.save()
    SeatPositionFactory(talk=talk, party=banyan, seats=28, date="2024-01-05")
    said = corrected(talk)
    assert said.endswith(
        "published here Seat position: BP claims, date: December 2023 → 20 December 2023"
    )


def test_order_of_positions_by_their_dates_is_no_news() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", began=None)
    banyan, lantern = PartyFactory(abbreviation="BP"), PartyFactory(abbreviation="LP")
    position = SeatPositionFactory(talk=talk, party=banyan, seats=20, date="2023-11")
    SeatPositionFactory(talk=talk, party=lantern, seats=30, date="2023-11-25")
    published(talk)
    position.date = ImpreciseDate.from_edtf("2023-11-20")
    position.save()
    assert "order" not in corrected(talk)


def test_new_position_with_a_date_is_told_by_it_alone() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", began=None)
    banyan = PartyFactory(abbreviation="BP")
    SeatPositionFactory(talk=talk, party=banyan, seats=20, date="2023-11")
    published(talk)
    SeatPositionFactory(talk=talk, party=banyan, seats=28, date="2023-12-20")
    assert corrected(talk) == ""


def test_position_that_is_not_recorded_any_more_is_called_removed() -> None:
    talk = SeatSharingTalkFactory(title="Eighty seats", began=None)
    banyan = PartyFactory(abbreviation="BP")
    SeatPositionFactory(talk=talk, party=banyan, seats=20, date="2023-11")
    wrong = SeatPositionFactory(talk=talk, party=banyan, seats=28, date="2023-12-20")
    published(talk)
    wrong.delete()
    assert corrected(talk).endswith("published here Seat position: BP claims, 28: removed")


def test_what_changed_is_told_in_the_language_of_the_page() -> None:
    published(SeatSharingTalkFactory(title="Eighty seats", began="2023-12-06"))
    html = html_of(f"/hi{PATH}")
    part = html[html.index('id="changes"') :]
    assert 'lang="en-gb"' not in part[: part.index("</section>")]


def test_talk_names_who_says_so_and_where_it_was_discussed() -> None:
    meeting = MeetingFactory(title="Dinner")
    talk = SeatSharingTalkFactory(title="Eighty seats", meetings=[meeting])
    ClaimFactory(talk=talk, field="status", attribution="party sources")
    for record in (meeting, talk):
        published(record)
    assert "according to party sources" in read(PATH)
    assert section(html_of(), "meetings") == "Discussed at Dinner"


@pytest.mark.parametrize(
    ("field", "value"), [("status", "ongoing"), ("total_seats", ""), ("summary", "No deal yet.")]
)
def test_only_who_speaks_of_where_talks_stand_is_called_upon(field: str, value: str) -> None:
    meeting = MeetingFactory(title="Dinner")
    talk = SeatSharingTalkFactory(title="Eighty seats", stalled=True, meetings=[meeting])
    ClaimFactory(talk=talk, field="status", value="Stalled", attribution="party sources")
    ClaimFactory(talk=talk, field=field, value=value, attribution="a spokesperson")
    for record in (meeting, talk):
        published(record)
    for path in (PATH, "/meetings/dinner/"):
        assert "according to party sources" in read(path)
        assert "according to party sources and" not in read(path)
        assert "according to a spokesperson" not in read(path)
