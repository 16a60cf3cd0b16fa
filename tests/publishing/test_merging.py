"""A merge in public: addresses lead on, mentions follow, and undoing takes it all back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.merging import MergeRefused, UndoBlocked, merge, undo
from coalition.models import Cause, Edition, EditionLink, Leader, Relation
from coalition.publishing import GatesClosed, publish, withdraw
from coalition.publishing.canonical import content
from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Any:
    return made.alice()


def again(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


def live(record: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Edition.objects.live().get(uid=record.uid).body)
    return found


def newest(record: Any) -> Edition:
    return Edition.objects.filter(uid=record.uid).latest("number")


def public_leaders() -> tuple[Leader, Leader]:
    primary = made.LeaderFactory(name="Vaiko", slug="vaiko", approved=True)
    other = made.LeaderFactory(name="V. Gopalsamy", slug="gopalsamy", approved=True)
    made.published(primary)
    made.published(other)
    return again(primary), again(other)


def meeting_with(*leaders: Leader, **traits: Any) -> Any:
    meeting = made.MeetingFactory(sourced=True)
    for leader in leaders:
        made.AttendanceFactory(meeting=meeting, leader=leader, sourced=True, **traits)
    made.published(meeting)
    return meeting


def get(path: str) -> Any:
    return Client().get(path)


# --- The tombstone and the addresses --------------------------------------------------------------


def test_other_ends_in_a_tombstone_that_points_at_the_primary(alice: Any) -> None:
    primary, other = public_leaders()

    merge(primary, other, by=alice)

    tombstone = newest(other)
    assert (tombstone.cause, tombstone.is_live, tombstone.body) == (Cause.MERGED, False, "")
    link = EditionLink.objects.get(edition=tombstone)
    assert (link.relation, link.target_uid) == (Relation.MERGED_INTO, primary.uid)


@pytest.mark.parametrize("path", ["/leaders/gopalsamy/", "/api/v1/leaders/gopalsamy/"])
def test_address_of_the_other_redirects(path: str, alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    answer = get(path)

    assert answer.status_code == 301
    assert answer["Location"].endswith(path.replace("gopalsamy", "vaiko"))


@pytest.mark.parametrize("path", ["/leaders/{}/", "/api/v1/leaders/{}/"])
def test_uid_of_the_other_redirects(path: str, alice: Any) -> None:
    primary, other = public_leaders()

    merge(primary, other, by=alice)

    answer = get(path.format(other.uid))
    assert (answer.status_code, answer["Location"].endswith(path.format("vaiko"))) == (301, True)


def test_former_address_of_the_other_redirects(alice: Any) -> None:
    primary, other = public_leaders()
    other.slug = "gopalsamy-2"
    other.save()
    publish(other, by=None)

    merge(primary, again(other), by=alice)

    assert get("/leaders/gopalsamy/")["Location"] == "/leaders/vaiko/"


def test_meetings_calendar_of_the_other_redirects(alice: Any) -> None:
    primary = made.MeetingFactory(slug="dinner", sourced=True)
    other = made.MeetingFactory(slug="dinner-2", sourced=True)
    made.published(primary)
    made.published(other)

    merge(again(primary), again(other), by=alice)

    assert get("/meetings/dinner-2.ics")["Location"] == "/meetings/dinner.ics"


def test_chain_of_merges_leads_to_its_end(alice: Any) -> None:
    first, second = public_leaders()
    third = made.LeaderFactory(slug="third", approved=True)
    made.published(third)
    merge(second, first, by=alice)
    merge(again(third), again(second), by=alice)

    assert get("/leaders/vaiko/")["Location"] == "/leaders/third/"
    assert get("/leaders/gopalsamy/")["Location"] == "/leaders/third/"


@pytest.mark.parametrize("path", ["/leaders/gopalsamy/", "/api/v1/leaders/gopalsamy/"])
def test_withdrawn_primary_is_gone_under_every_address(path: str, alice: Any) -> None:
    primary, other = public_leaders()
    merge(primary, other, by=alice)
    withdraw(again(primary), by=alice, reason="He never existed.")

    answer = get(path)

    assert answer.status_code == 410
    assert "He never existed." in answer.content.decode()


@pytest.mark.parametrize("path", ["/leaders/", "/sitemap-leaders.xml", "/search/?q=gopalsamy"])
def test_lists_leave_the_other_out(path: str, alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    assert "/leaders/gopalsamy/" not in get(path).content.decode()


def test_search_by_the_others_name_finds_the_primary(alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    assert "/leaders/vaiko/" in get("/search/?q=gopalsamy").content.decode()


# --- What partners and readers are told -----------------------------------------------------------


def change_of(edition: Edition) -> dict[str, Any]:
    results = get(f"/api/v1/changes?after={edition.sequence - 1}").json()["results"]
    found: dict[str, Any] = results[0]
    return found


def test_feed_of_changes_says_what_it_was_merged_into(alice: Any) -> None:
    primary, other = public_leaders()
    merge(primary, other, by=alice)

    change = change_of(newest(other))

    assert (change["cause"], change["document"]) == ("merged", None)
    assert change["merged_into"] == {
        "id": str(primary.uid),
        "kind": "leader",
        "slug": "vaiko",
        "name": "Vaiko",
        "abbreviation": None,
    }


def test_feed_says_nothing_of_a_target_that_was_withdrawn(alice: Any) -> None:
    primary, other = public_leaders()
    merge(primary, other, by=alice)
    withdraw(again(primary), by=alice, reason="He never existed.")

    assert change_of(newest(other))["merged_into"] is None


def test_earlier_editions_of_the_other_show_nothing(alice: Any) -> None:
    primary, other = public_leaders()
    first = newest(other)
    merge(primary, other, by=alice)

    assert change_of(first)["document"] is None


def test_page_of_corrections_tells_of_the_merge(alice: Any) -> None:
    merge(*public_leaders(), by=alice)

    page = get("/corrections/").content.decode()

    assert "“V. Gopalsamy” is now part of “Vaiko”" in page


def test_page_of_corrections_forgets_a_merge_that_was_undone(alice: Any) -> None:
    undo(merge(*public_leaders(), by=alice), by=alice)

    assert "is now part of" not in get("/corrections/").content.decode()


# --- What names the other -------------------------------------------------------------------------


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


# --- What is public and what is not ---------------------------------------------------------------


def test_other_that_is_not_public_changes_nothing_in_public(alice: Any) -> None:
    primary, _other = public_leaders()
    before = Edition.objects.count()

    merge(primary, made.LeaderFactory(approved=True), by=alice)

    assert Edition.objects.count() == before


def test_primary_that_was_never_public_becomes_so(alice: Any) -> None:
    _primary, other = public_leaders()
    primary = made.LeaderFactory(name="Newcomer", slug="newcomer", approved=True)

    merge(primary, other, by=alice)

    assert live(primary)["name"] == "Newcomer"
    assert get("/leaders/gopalsamy/")["Location"] == "/leaders/newcomer/"


def test_primary_that_may_not_become_public_is_refused(alice: Any) -> None:
    _primary, other = public_leaders()
    primary = made.LeaderFactory()

    with pytest.raises(MergeRefused, match="not approved"):
        merge(primary, other, by=alice)

    assert Leader.objects.filter(pk=other.pk).exists()
    assert newest(other).is_live


def test_primary_that_was_withdrawn_is_refused(alice: Any) -> None:
    primary, other = public_leaders()
    withdraw(primary, by=None, reason="A doubt.")

    with pytest.raises(MergeRefused, match="let the other one stay"):
        merge(primary, other, by=alice)


def test_edits_of_the_other_that_nobody_approved_are_refused(alice: Any) -> None:
    primary, other = public_leaders()
    Leader.objects.filter(pk=other.pk).update(stage="drafting", summary="Unread.")

    with pytest.raises(MergeRefused, match="not approved"):
        merge(primary, again(other), by=alice)


# --- Undoing --------------------------------------------------------------------------------------


def documents() -> dict[str, Any]:
    return {
        str(edition.uid): content(json.loads(edition.body)) for edition in Edition.objects.live()
    }


def test_undoing_brings_every_document_back(alice: Any) -> None:
    primary, other = public_leaders()
    meeting_with(primary, other)
    meeting_with(other)
    before = documents()

    undo(merge(primary, other, by=alice), by=alice)

    assert documents() == before


def test_undoing_publishes_the_other_again(alice: Any) -> None:
    primary, other = public_leaders()

    undo(merge(primary, other, by=alice), by=alice)

    assert newest(other).cause == Cause.REPUBLISHED
    assert get("/leaders/gopalsamy/").status_code == 200


def test_undone_merge_is_no_target_in_the_feed(alice: Any) -> None:
    primary, other = public_leaders()
    found = merge(primary, other, by=alice)
    tombstone = newest(other)

    undo(found, by=alice)

    assert change_of(tombstone)["merged_into"] is None


def test_mention_published_since_is_in_the_way(alice: Any) -> None:
    primary, other = public_leaders()
    meeting = meeting_with(other)
    found = merge(primary, other, by=alice)
    type(meeting).objects.filter(pk=meeting.pk).update(title="Another title")
    publish(again(meeting), by=None)

    with pytest.raises(UndoBlocked, match="“Another title” was published with other contents"):
        undo(found, by=alice)


def test_mention_withdrawn_since_is_in_the_way(alice: Any) -> None:
    primary, other = public_leaders()
    meeting = meeting_with(other)
    found = merge(primary, other, by=alice)
    withdraw(again(meeting), by=None, reason="A doubt.")

    with pytest.raises(UndoBlocked, match="was withdrawn since"):
        undo(found, by=alice)


def test_primary_that_became_public_with_the_merge_stays_public(alice: Any) -> None:
    _primary, other = public_leaders()
    primary = made.LeaderFactory(name="Newcomer", approved=True)

    undo(merge(primary, other, by=alice), by=alice)

    assert live(primary)["other_names"] == []


def test_other_can_be_published_and_withdrawn_after_undoing(alice: Any) -> None:
    primary, other = public_leaders()
    undo(merge(primary, other, by=alice), by=alice)

    withdraw(again(other), by=None, reason="A doubt.")

    assert get("/leaders/gopalsamy/").status_code == 410


def test_gates_are_those_of_publishing(alice: Any) -> None:
    primary, other = public_leaders()
    Leader.objects.filter(pk=primary.pk).update(stage="in_review")

    with pytest.raises(MergeRefused) as refused:
        merge(again(primary), other, by=alice)

    assert isinstance(refused.value.__cause__, GatesClosed)


# --- What it costs --------------------------------------------------------------------------------


def queries_of(meetings: int, by: Any) -> tuple[int, int]:
    """Of a merge that touches so many public meetings, and of undoing it."""
    primary = made.LeaderFactory(approved=True)
    other = made.LeaderFactory(approved=True)
    for record in (primary, other):
        made.published(record)
    for _number in range(meetings):
        meeting_with(other)
    primary, other = again(primary), again(other)
    with CaptureQueriesContext(connection) as merging:
        found = merge(primary, other, by=by)
    with CaptureQueriesContext(connection) as undoing:
        undo(found, by=by)
    return len(merging), len(undoing)


def test_merge_costs_the_same_however_many_meetings_it_touches(alice: Any) -> None:
    queries_of(1, alice)
    assert queries_of(2, alice) == queries_of(12, alice)
