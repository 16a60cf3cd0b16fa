"""How documents name other records: as the public knows them, and an old event as of its day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from coalition.models import Meeting, Party
from coalition.publishing import correct, publish, publish_all, refresh, refresh_mentions, withdraw
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    MeetingFactory,
    PartyFactory,
    PartyMembershipFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)
from tests.publishing.public import document, history, live

pytestmark = pytest.mark.django_db

THE_DAY_AFTER = datetime(2023, 12, 7, tzinfo=UTC)


@pytest.fixture
def party() -> Party:
    party: Party = PartyFactory(name="Shiv Sena", abbreviation="SHS", slug="shiv-sena")
    published(party)
    return party


def attended(party: Party, **given: Any) -> Meeting:
    meeting: Meeting = MeetingFactory(**given)
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    published(meeting, now=THE_DAY_AFTER)
    return meeting


def rename(party: Party, name: str = "Shiv Sena (UBT)", slug: str = "shiv-sena-ubt") -> None:
    party.name, party.abbreviation, party.slug = name, "SS(UBT)", slug
    party.save()
    publish(party, by=None)


def named(meeting: Meeting) -> dict[str, Any]:
    found: dict[str, Any] = document(meeting)["attendance"][0]["party"]
    return found


def edit(meeting: Meeting) -> None:
    meeting.purpose = "To agree on a programme."
    meeting.save()


def test_reference_has_these_keys(party: Party) -> None:
    assert named(attended(party)) == {
        "id": str(party.uid),
        "kind": "party",
        "slug": "shiv-sena",
        "name": "Shiv Sena",
        "abbreviation": "SHS",
    }


def test_missing_abbreviation_is_null() -> None:
    party = PartyFactory(abbreviation="")
    published(party)
    assert named(attended(party))["abbreviation"] is None


def test_name_comes_from_the_live_edition_and_not_from_the_draft(party: Party) -> None:
    party.name = "Nobody has seen this"
    party.save()
    assert named(attended(party))["name"] == "Shiv Sena"


def test_name_published_in_the_same_act_is_the_new_one(party: Party) -> None:
    meeting = MeetingFactory(approved=True, sourced=True)
    AttendanceFactory(meeting=meeting, party=party, leader=None)
    party.name = "Shiv Sena (UBT)"
    party.save()
    publish_all([meeting, party], by=None, now=THE_DAY_AFTER)
    assert named(meeting)["name"] == "Shiv Sena (UBT)"


def test_rename_leaves_what_is_public_as_it_is(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    assert history(meeting) == [(1, "published", "")]


def test_old_event_keeps_the_names_of_its_day(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    edit(meeting)
    publish(meeting, by=None)
    assert (named(meeting)["name"], named(meeting)["abbreviation"]) == ("Shiv Sena", "SHS")


def test_old_event_keeps_the_names_of_its_day_when_it_is_corrected(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    edit(meeting)
    correct(meeting, by=None, note="Its purpose was left out.")
    assert named(meeting)["name"] == "Shiv Sena"


def test_old_event_keeps_the_names_of_its_day_when_it_comes_back(party: Party) -> None:
    meeting = attended(party)
    withdraw(meeting, by=None, reason="Under review.")
    rename(party)
    publish(meeting, by=None)
    assert named(meeting)["name"] == "Shiv Sena"


def test_old_event_leads_to_the_present_address(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    edit(meeting)
    publish(meeting, by=None)
    assert named(meeting)["slug"] == "shiv-sena-ubt"


def test_who_is_new_to_an_old_event_has_the_present_name(party: Party) -> None:
    meeting = attended(party)
    newcomer = PartyFactory(name="Rashtriya Janata Dal")
    published(newcomer)
    AttendanceFactory(meeting=meeting, party=newcomer, leader=None)
    publish(meeting, by=None)
    names = [row["party"]["name"] for row in document(meeting)["attendance"]]
    assert names == ["Shiv Sena", "Rashtriya Janata Dal"]


@pytest.mark.parametrize("date", ["2030-01-01", None, "2024/.."])
def test_event_to_come_takes_new_names(party: Party, date: str | None) -> None:
    meeting = MeetingFactory(tentative=True, date=date)
    AttendanceFactory(meeting=meeting, party=party, leader=None, expected=True)
    published(meeting, now=THE_DAY_AFTER)
    rename(party)
    edit(meeting)
    publish(meeting, by=None)
    assert named(meeting)["name"] == "Shiv Sena (UBT)"


def test_undated_kind_takes_new_names(party: Party) -> None:
    leader = PartyMembershipFactory(party=party).leader
    published(leader)
    rename(party)
    leader.summary = "Changed."
    leader.save()
    publish(leader, by=None)
    assert document(leader)["party_memberships"][0]["party"]["name"] == "Shiv Sena (UBT)"


# --- Correct everywhere ---------------------------------------------------------------------------


def test_correction_everywhere_reaches_every_document(party: Party) -> None:
    meeting = attended(party)
    leader = PartyMembershipFactory(party=party).leader
    published(leader)
    talk = SeatSharingTalkFactory(parties=[party])
    published(talk)
    rename(party)
    refresh_mentions(party.uid, by=None)
    assert not [doc for doc in (meeting, leader, talk) if '"name":"Shiv Sena"' in live(doc).body]


def test_correction_everywhere_leaves_other_names_of_the_day(party: Party) -> None:
    other = PartyFactory(name="Janata Dal", slug="janata-dal")
    published(other)
    meeting = attended(party)
    AttendanceFactory(meeting=meeting, party=other, leader=None)
    publish(meeting, by=None, now=THE_DAY_AFTER)
    rename(other, "Janata Dal (United)", "jdu")
    rename(party)
    refresh_mentions(party.uid, by=None)
    names = [row["party"]["name"] for row in document(meeting)["attendance"]]
    assert names == ["Shiv Sena (UBT)", "Janata Dal"]


def test_correction_everywhere_says_so_in_the_ledger(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    refresh_mentions(party.uid, by=None, note="The name was wrong.")
    assert history(meeting)[-1] == (2, "refreshed", "The name was wrong.")


def test_correction_everywhere_reaches_what_is_carried(party: Party) -> None:
    """The meeting does not name the party itself: only the statement that it carries does."""
    meeting = MeetingFactory()
    published(meeting)
    published(StatementFactory(meeting=meeting, speaker_party=party))
    rename(party)
    refresh_mentions(party.uid, by=None)
    assert '"name":"Shiv Sena"' not in live(meeting).body


def test_correction_everywhere_reaches_host_and_carried_at_once(party: Party) -> None:
    meeting = attended(party)
    published(StatementFactory(meeting=meeting, speaker_party=party))
    talk = SeatSharingTalkFactory(parties=[party], meetings=[meeting])
    published(talk)
    published(StatementFactory(talk=talk, speaker_party=party))
    rename(party)
    refresh_mentions(party.uid, by=None)
    assert '"name":"Shiv Sena"' not in live(meeting).body
    assert '"name":"Shiv Sena"' not in live(talk).body


def test_correction_everywhere_makes_one_edition_of_each(party: Party) -> None:
    meeting = attended(party)
    published(StatementFactory(meeting=meeting, speaker_party=party))
    rename(party)
    count = len(history(meeting))
    refresh_mentions(party.uid, by=None)
    assert len(history(meeting)) == count + 1


def test_correction_everywhere_twice_writes_once(party: Party) -> None:
    meeting = attended(party)
    published(StatementFactory(meeting=meeting, speaker_party=party))
    rename(party)
    refresh_mentions(party.uid, by=None)
    assert refresh_mentions(party.uid, by=None) == []


def test_corrected_name_is_kept_by_the_old_event(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    refresh_mentions(party.uid, by=None)
    edit(meeting)
    publish(meeting, by=None)
    assert named(meeting)["name"] == "Shiv Sena (UBT)"


def test_correction_everywhere_takes_nothing_from_drafts(party: Party) -> None:
    meeting = attended(party)
    meeting.title = "Nobody has seen this"
    meeting.save()
    party.summary = "Nor this."
    party.save()
    rename(party)
    party.name = "Nobody has seen that name"
    party.save()
    refresh_mentions(party.uid, by=None)
    assert "Nobody has seen" not in live(meeting).body
    assert named(meeting)["name"] == "Shiv Sena (UBT)"


def test_correction_everywhere_changes_columns_that_lists_use(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    refresh_mentions(party.uid, by=None)
    assert "shiv sena ubt" in live(meeting).search_text


def test_withdrawn_name_stands_where_it_stood(party: Party) -> None:
    meeting = attended(party)
    withdraw(party, by=None, reason="A hoax.")
    refresh([meeting.uid], by=None, names=True)
    assert named(meeting)["name"] == "Shiv Sena"


def test_refresh_without_names_brings_addresses_up_to_date(party: Party) -> None:
    meeting = attended(party)
    rename(party)
    refresh([meeting.uid], by=None)
    assert (named(meeting)["name"], named(meeting)["slug"]) == ("Shiv Sena", "shiv-sena-ubt")


def test_refresh_keeps_corrections(party: Party) -> None:
    meeting = attended(party)
    edit(meeting)
    correct(meeting, by=None, note="Its purpose was left out.")
    rename(party)
    refresh_mentions(party.uid, by=None)
    assert [entry["note"] for entry in document(meeting)["corrections"]] == [
        "Its purpose was left out."
    ]


def test_reference_never_names_a_source(party: Party) -> None:
    """Sources have a desk name of their own that readers never see."""
    meeting = attended(party)
    claim = ClaimFactory(meeting=meeting, source__title="Bob's cutting")
    publish(meeting, by=None)
    assert claim.source.title not in live(meeting).body
