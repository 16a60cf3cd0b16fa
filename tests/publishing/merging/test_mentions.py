"""Documents that name the other one name the primary, once."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import merge
from coalition.publishing import publish
from tests import factories as made
from tests.publishing.merging.world import again, get, meeting_with, public_leaders
from tests.publishing.public import document as live

pytestmark = pytest.mark.django_db


def test_mention_leads_to_the_primary_under_the_name_of_its_day(alice: Any) -> None:
    primary, other = public_leaders()
    meeting = meeting_with(other)

    merge(primary, other, by=alice)

    row = live(meeting)["attendance"][0]
    assert row["leader"]["id"] == str(primary.uid)
    assert (row["leader"]["slug"], row["leader"]["name"]) == ("vaiko", "V. Gopalsamy")


def test_mention_that_is_no_past_event_takes_the_present_name(alice: Any) -> None:
    primary = made.PartyFactory(name="Marumalarchi DMK", abbreviation="MDMK", approved=True)
    other = made.PartyFactory(name="Another spelling", approved=True)
    alliance = made.AllianceFactory()
    made.AllianceMembershipFactory(alliance=alliance, party=other)
    for record in (primary, other, alliance):
        made.published(record)

    merge(again(primary), again(other), by=alice)

    assert live(alliance)["members"][0]["party"]["name"] == "Marumalarchi DMK"


def test_alliance_counts_its_members_anew_without_those_that_left(alice: Any) -> None:
    primary = made.PartyFactory(name="Banyan", approved=True)
    other = made.PartyFactory(name="Banyan Party", approved=True)
    alliance = made.AllianceFactory(approved=True)
    for party in (primary, other):
        made.AllianceMembershipFactory(alliance=alliance, party=party)
    made.AllianceMembershipFactory(alliance=alliance, ending="left")
    for record in (primary, other, alliance):
        made.published(record)

    merge(again(primary), again(other), by=alice)

    assert live(alliance)["recorded"] == {"parties": 1}


def test_unapproved_edits_of_a_meeting_stay_unseen(alice: Any) -> None:
    primary, other = public_leaders()
    meeting = meeting_with(other)
    type(meeting).objects.filter(pk=meeting.pk).update(title="Nobody has read this")

    merge(primary, other, by=alice)

    assert live(meeting)["title"] != "Nobody has read this"


def test_rows_that_became_twins_are_one_with_both_claims(alice: Any) -> None:
    primary, other = public_leaders()
    meeting = meeting_with(primary, other)

    merge(primary, other, by=alice)

    (row,) = live(meeting)["attendance"]
    assert (row["leader"]["name"], len(row["claims"])) == ("Vaiko", 2)
    assert live(meeting)["recorded"]["leaders"] == 1


def test_twins_that_contradict_one_another_are_disputed(alice: Any) -> None:
    primary, other = public_leaders()
    meeting = meeting_with(primary)
    made.AttendanceFactory(meeting=meeting, leader=other, absent=True, sourced=True)
    publish(again(meeting), by=None)

    merge(primary, other, by=alice)

    document = live(meeting)
    assert document["attendance"][0]["status"] == "attended"
    (contrary,) = document["disputed"][0]["claims"]
    assert (contrary["asserts"], contrary["agrees"]) == ("absent", False)
    assert all("agrees" not in claim for claim in document["attendance"][0]["claims"])


@pytest.mark.parametrize("kind", ["leader", "party"])
def test_documents_say_what_their_records_would_say(kind: str, alice: Any) -> None:
    """Rewriting documents and moving rows come to the same."""
    primary, other, naming = _naming(kind)

    merge(primary, other, by=alice)

    publication = publish(again(naming), by=None)
    assert [edition.uid for edition in publication.editions] == []


def _naming(kind: str) -> tuple[Any, Any, Any]:
    meeting = made.MeetingFactory(sourced=True)
    if kind == "leader":
        primary, other = public_leaders()
        key = "leader"
    else:
        primary, other = made.PartyFactory(approved=True), made.PartyFactory(approved=True)
        key = "party"
    for target, traits in ((primary, {}), (other, {"absent": True})):
        row = {"leader": None, "party": None, key: target}
        made.AttendanceFactory(meeting=meeting, sourced=True, **row, **traits)
    for record in (primary, other, meeting):
        made.published(again(record))
    return again(primary), again(other), meeting


def test_talk_lists_a_party_once(alice: Any) -> None:
    primary, other = made.PartyFactory(approved=True), made.PartyFactory(approved=True)
    talk = made.SeatSharingTalkFactory(sourced=True)
    talk.parties.set([primary, other])
    made.SeatPositionFactory(talk=talk, party=primary, to_party=other, position="offers")
    for record in (primary, other, talk):
        made.published(again(record))

    merge(again(primary), again(other), by=alice)

    document = live(talk)
    assert [party["id"] for party in document["parties"]] == [str(primary.uid)]
    assert document["positions"][0]["to_party"] is None


def test_statement_about_the_other_is_carried_by_the_primary(alice: Any) -> None:
    primary = made.MeetingFactory(sourced=True)
    other = made.MeetingFactory(sourced=True)
    statement = made.StatementFactory(meeting=other, sourced=True)
    for record in (primary, other, statement):
        made.published(again(record))

    merge(again(primary), again(other), by=alice)

    assert [item["id"] for item in live(primary)["statements"]] == [str(statement.uid)]
    assert live(statement)["about"]["meeting"]["id"] == str(primary.uid)


def test_primary_has_its_next_edition_with_what_moved(alice: Any) -> None:
    primary, other = public_leaders()

    merge(primary, other, by=alice)

    assert [row["name"] for row in live(primary)["other_names"]] == ["V. Gopalsamy"]


def test_appearances_of_the_other_are_on_the_page_of_the_primary(alice: Any) -> None:
    primary, other = public_leaders()
    meeting = meeting_with(other)

    merge(primary, other, by=alice)

    assert f"/meetings/{meeting.slug}/" in get("/leaders/vaiko/").content.decode()
