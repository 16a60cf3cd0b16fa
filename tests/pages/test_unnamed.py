"""Not named: members of the alliance of whom the reports say nothing, which is never absence."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.models import Meeting
from coalition.publishing import withdraw
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    MeetingFactory,
    PartyFactory,
    published,
)
from tests.pages.reading import section, words_of

pytestmark = pytest.mark.django_db


def bloc(*names: str, **membership: Any) -> Any:
    alliance = AllianceFactory(name="Broad Front", abbreviation="BF")
    for name in names:
        party = PartyFactory(name=name, abbreviation="")
        AllianceMembershipFactory(alliance=alliance, party=party, **membership)
    return alliance


def dinner(alliance: Any, **values: Any) -> Meeting:
    """Held on 6 December 2023; one leader of the first member came."""
    meeting: Meeting = MeetingFactory(title="Dinner", alliance=alliance, **values)
    return meeting


def come(meeting: Meeting, alliance: Any, **values: Any) -> None:
    AttendanceFactory(meeting=meeting, party=alliance.memberships.all()[0].party, **values)


def page() -> str:
    return Client().get("/meetings/dinner/").content.decode()


def test_members_that_no_row_names_are_listed_as_not_named() -> None:
    alliance = bloc("Banyan", "Lantern", "Plough")
    meeting = dinner(alliance)
    come(meeting, alliance)
    published(meeting)
    assert section(page(), "unnamed") == (
        "Not named Members of BF that the reports do not name. This does not say that they stayed "
        "away. Lantern Plough"
    )


def test_not_named_is_not_said_to_have_stayed_away() -> None:
    alliance = bloc("Banyan", "Lantern")
    meeting = dinner(alliance)
    come(meeting, alliance)
    published(meeting)
    assert 'id="absent"' not in page()


@pytest.mark.parametrize("status", ["attended", "absent", "expected", "invited", "declined"])
def test_member_that_is_named_in_any_way_is_not_unnamed(status: str) -> None:
    alliance = bloc("Banyan", "Lantern")
    meeting = dinner(alliance)
    come(meeting, alliance)
    reason = {"reason_given": "not_given"} if status in ("absent", "declined") else {}
    AttendanceFactory(
        meeting=meeting,
        party=alliance.memberships.all()[1].party,
        leader=None,
        status=status,
        **reason,
    )
    published(meeting)
    assert 'id="unnamed"' not in page()


NOT_NAMED = "Members of BF that the reports do not name."
UNCERTAIN = "Whether this party belonged to BF then is not certain; the reports do not name it."


@pytest.mark.parametrize(
    ("membership", "meeting_page", "matrix", "profile"),
    [
        ({"since": None}, NOT_NAMED, "Not named", True),
        ({"since": "2023-12-06"}, NOT_NAMED, "Not named", True),
        ({"until": "2024-01", "ending": "left"}, NOT_NAMED, "Not named", True),
        # It may have joined, or left, before that day or after it.
        ({"since": "2023-12"}, UNCERTAIN, "Membership then not certain", False),
        (
            {"until": "2023-12", "ending": "left"},
            UNCERTAIN,
            "Membership then not certain",
            False,
        ),
        (
            {"since": None, "until": None, "ending": "left"},
            UNCERTAIN,
            "Membership then not certain",
            False,
        ),
        ({"since": "2023-12-07"}, "", "Not a member then", False),
        ({"until": "2023-12-05", "ending": "left"}, "", "Not a member then", False),
    ],
)
def test_all_pages_say_alike_who_is_not_named(
    membership: dict[str, Any], meeting_page: str, matrix: str, profile: bool
) -> None:
    alliance = bloc("Banyan")
    AllianceMembershipFactory(
        alliance=alliance, party=PartyFactory(name="Lantern", abbreviation=""), **membership
    )
    meeting = dinner(alliance)
    come(meeting, alliance)
    published(meeting)
    html = page()
    said = section(html, "unnamed") if 'id="unnamed"' in html else ""
    assert [words for words in (NOT_NAMED, UNCERTAIN) if words in said] == (
        [meeting_page] if meeting_page else []
    )
    assert said.endswith(" Lantern") is bool(meeting_page)
    table = Client().get("/alliances/broad-front/").context["alliance"].matrix.table
    cells = {row.party["name"]: [word for _column, word in cells] for row, cells in table}
    assert cells["Lantern"] == [matrix]
    assert ('id="not-named"' in Client().get("/parties/lantern/").content.decode()) is profile


def test_members_that_are_not_certain_stand_apart_from_those_not_named() -> None:
    alliance = bloc("Banyan", "Lantern")
    for name in ("Plough", "Kite"):
        party = PartyFactory(name=name, abbreviation="")
        AllianceMembershipFactory(alliance=alliance, party=party, since="2023-12")
    meeting = dinner(alliance)
    come(meeting, alliance)
    published(meeting)
    assert section(page(), "unnamed") == (
        "Not named Members of BF that the reports do not name. This does not say that they stayed "
        "away. Lantern Whether these parties belonged to BF then is not certain; the reports do "
        "not name them. Kite Plough"
    )


def test_party_whose_membership_is_not_certain_is_not_headed_not_named() -> None:
    alliance = bloc("Banyan")
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(), since="2023-12")
    meeting = dinner(alliance)
    come(meeting, alliance)
    published(meeting)
    assert section(page(), "unnamed").startswith("Membership then not certain")
    assert "Not named" not in words_of(page())


@pytest.mark.parametrize("occurrence", ["tentative", "confirmed", "postponed", "cancelled"])
def test_nobody_is_unnamed_where_nobody_could_come(occurrence: str) -> None:
    alliance = bloc("Banyan", "Lantern")
    meeting = dinner(alliance, occurrence=occurrence, occurrence_reason="")
    come(meeting, alliance, status="expected")
    published(meeting)
    assert "Lantern" not in words_of(page())


@pytest.mark.parametrize("row", [{"status": "invited"}, {"absent": True}])
def test_nobody_is_unnamed_where_attendance_is_not_recorded(row: dict[str, Any]) -> None:
    alliance = bloc("Banyan", "Lantern")
    meeting = dinner(alliance)
    come(meeting, alliance, **row)
    published(meeting)
    assert "Lantern" not in words_of(page())


def test_members_of_an_alliance_that_is_not_public_are_not_told() -> None:
    alliance = bloc("Banyan", "Lantern")
    meeting = dinner(alliance)
    come(meeting, alliance)
    published(meeting)
    alliance.refresh_from_db()
    withdraw(alliance, by=None, reason="It was a hoax.")
    assert "Lantern" not in words_of(page())
