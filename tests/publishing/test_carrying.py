"""A meeting's document holds what was said about it and negotiated at it, as far as public."""

from __future__ import annotations

import pytest

from coalition.models import Meeting, SeatSharingTalk, Statement
from coalition.publishing import correct, publish, publish_all, refresh, withdraw
from tests.factories import (
    ClaimFactory,
    MeetingFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    published,
)
from tests.publishing.public import document, history, links, live

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    meeting: Meeting = MeetingFactory(sourced=True)
    published(meeting)
    return meeting


@pytest.fixture
def statement(meeting: Meeting) -> Statement:
    statement: Statement = StatementFactory(meeting=meeting, approved=True, sourced=True)
    return statement


@pytest.fixture
def talk(meeting: Meeting) -> SeatSharingTalk:
    talk: SeatSharingTalk = SeatSharingTalkFactory(meetings=[meeting], approved=True, sourced=True)
    return talk


def carried(meeting: Meeting, key: str = "statements") -> list[str]:
    return [item["title"] for item in document(meeting)[key]]


def test_statement_is_carried_by_its_meeting(meeting: Meeting, statement: Statement) -> None:
    publish(statement, by=None)
    assert carried(meeting) == [statement.title]
    assert history(meeting) == [(1, "published", ""), (2, "refreshed", "")]


def test_talk_is_carried_by_its_meetings(meeting: Meeting, talk: SeatSharingTalk) -> None:
    other = MeetingFactory()
    published(other)
    talk.meetings.add(other)
    publish(talk, by=None)
    assert carried(meeting, "talks") == carried(other, "talks") == [talk.title]


def test_statement_is_carried_by_its_talk(talk: SeatSharingTalk) -> None:
    publish(talk, by=None)
    statement = StatementFactory(talk=talk)
    published(statement)
    assert [item["title"] for item in document(talk)["statements"]] == [statement.title]


def test_carrying_is_a_link(meeting: Meeting, statement: Statement) -> None:
    publish(statement, by=None)
    assert ("carries", str(statement.uid)) in links(meeting)


def test_carried_statement_has_these_keys(meeting: Meeting, statement: Statement) -> None:
    publish(statement, by=None)
    (carried_one,) = document(meeting)["statements"]
    whole = document(statement)
    assert carried_one == {
        key: whole[key]
        for key in (
            "id", "kind", "slug", "url", "title", "stance", "speaker", "point", "made", "claims",
        )
    }  # fmt: skip


def test_carried_talk_has_these_keys(meeting: Meeting, talk: SeatSharingTalk) -> None:
    SeatPositionFactory(talk=talk, sourced=True)
    publish(talk, by=None)
    (carried_one,) = document(meeting)["talks"]
    whole = document(talk)
    assert carried_one == {
        key: whole[key]
        for key in (
            "id", "kind", "slug", "url", "title", "status", "election", "region", "parties",
            "total_seats", "positions", "summary", "claims",
        )
    }  # fmt: skip


def test_sources_of_the_carried_stand_among_those_of_the_host(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    cited = {
        claim["source"] for item in document(meeting)["statements"] for claim in item["claims"]
    }
    assert cited <= {source["id"] for source in document(meeting)["sources"]}


def test_undated_sources_stand_in_one_order_whatever_was_carried(
    meeting: Meeting, statement: Statement
) -> None:
    for _ in range(4):
        ClaimFactory(meeting=meeting, source__undated=True)
    publish(meeting, by=None)
    publish(statement, by=None)
    withdraw(statement, by=None, reason="Never said.")
    assert publish(meeting, by=None).editions == []


def test_source_of_both_stands_once(meeting: Meeting) -> None:
    statement = StatementFactory(meeting=meeting)
    ClaimFactory(statement=statement, source=meeting.claims.get().source)
    published(statement)
    assert len(document(meeting)["sources"]) == 1


def test_draft_statement_is_not_carried(meeting: Meeting, statement: Statement) -> None:
    meeting.title = "Dinner"
    meeting.save()
    publish(meeting, by=None)
    assert carried(meeting) == []


def test_edited_statement_is_carried_as_it_is_public(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    statement.point = "Nobody has seen this yet."
    statement.save()
    meeting.title = "Dinner"
    meeting.save()
    publish(meeting, by=None)
    assert "Nobody has seen this" not in live(meeting).body


def test_edited_meeting_does_not_leak_by_a_refresh(meeting: Meeting, statement: Statement) -> None:
    meeting.title = "Nobody has seen this yet"
    meeting.save()
    publish(statement, by=None)
    assert carried(meeting) == [statement.title]
    assert "Nobody has seen this" not in live(meeting).body


def test_corrected_statement_is_corrected_in_its_meeting(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    statement.point = "Said otherwise."
    statement.save()
    correct(statement, by=None, note="Misquoted.")
    assert document(meeting)["statements"][0]["point"] == "Said otherwise."


def test_refresh_of_a_meeting_is_no_correction_of_it(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    statement.point = "Said otherwise."
    statement.save()
    correct(statement, by=None, note="Misquoted.")
    assert document(meeting)["correction"] is None


def test_withdrawn_statement_leaves_its_meeting(meeting: Meeting, statement: Statement) -> None:
    publish(statement, by=None)
    withdraw(statement, by=None, reason="Never said.")
    assert carried(meeting) == []
    assert ("carries", str(statement.uid)) not in links(meeting)


def test_source_leaves_with_what_it_was_for(meeting: Meeting, statement: Statement) -> None:
    before = document(meeting)["sources"]
    publish(statement, by=None)
    withdraw(statement, by=None, reason="Never said.")
    assert document(meeting)["sources"] == before


def test_withdrawn_talk_leaves_every_meeting(meeting: Meeting, talk: SeatSharingTalk) -> None:
    publish(talk, by=None)
    withdraw(talk, by=None, reason="Never held.")
    assert carried(meeting, "talks") == []


def test_statement_moved_to_another_meeting_leaves_the_first(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    other = MeetingFactory()
    published(other)
    statement.meeting = other
    statement.save()
    publish(statement, by=None)
    assert (carried(meeting), carried(other)) == ([], [statement.title])


def test_talk_taken_off_a_meeting_leaves_it(meeting: Meeting, talk: SeatSharingTalk) -> None:
    publish(talk, by=None)
    talk.meetings.clear()
    publish(talk, by=None)
    assert carried(meeting, "talks") == []


def test_mended_source_of_the_carried_is_mended_in_the_host(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    source = statement.claims.get().source
    source.headline = "The headline as it was printed"
    source.save()
    publish(statement, by=None)
    assert "The headline as it was printed" in live(meeting).body


def test_source_of_the_host_is_mended_by_the_host_alone(
    meeting: Meeting, statement: Statement
) -> None:
    """A refresh must not bring in what was never published for the meeting itself."""
    shared = meeting.claims.get().source
    ClaimFactory(statement=statement, source=shared)
    before = next(s for s in document(meeting)["sources"] if s["id"] == str(shared.uid))
    shared.headline = "Another headline"
    shared.save()
    publish(statement, by=None)
    after = next(s for s in document(meeting)["sources"] if s["id"] == str(shared.uid))
    assert after == before


def test_meeting_published_with_its_statement_carries_it_at_once() -> None:
    meeting = MeetingFactory(approved=True, sourced=True)
    statement = StatementFactory(meeting=meeting, approved=True, sourced=True)
    publish_all([meeting, statement], by=None)
    assert carried(meeting) == [statement.title]
    assert history(meeting) == [(1, "published", "")]


def test_meeting_published_again_carries_what_is_public(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    withdraw(meeting, by=None, reason="Under review.")
    publish(meeting, by=None)
    assert carried(meeting) == [statement.title]


def test_statement_about_a_withdrawn_meeting_refreshes_nothing(
    meeting: Meeting, statement: Statement
) -> None:
    publish(statement, by=None)
    withdraw(meeting, by=None, reason="Under review.")
    statement.point = "Said otherwise."
    statement.save()
    # The meeting is not public any more, so the statement has to let go of it first.
    statement.meeting = None
    statement.save()
    publication = publish(statement, by=None)
    assert [edition.kind for edition in publication.editions] == ["statement"]


def test_refresh_of_the_unchanged_writes_nothing(meeting: Meeting, statement: Statement) -> None:
    publish(statement, by=None)
    assert refresh([meeting.uid, statement.uid], by=None) == []


def test_refresh_of_what_is_not_public_writes_nothing() -> None:
    draft = MeetingFactory()
    assert refresh([draft.uid], by=None) == []


def test_carried_statements_stand_in_the_order_of_their_dates(meeting: Meeting) -> None:
    for made in ("2023-12-08", "2023-12-06", "2023-12-07"):
        published(StatementFactory(meeting=meeting, made=made, title=made, slug=made))
    assert carried(meeting) == ["2023-12-06", "2023-12-07", "2023-12-08"]


def test_mended_source_is_not_public_before_it_is_published(
    meeting: Meeting, statement: Statement
) -> None:
    source = meeting.claims.get().source
    source.headline = "Nobody has seen this yet"
    source.save()
    publish(statement, by=None)
    assert "Nobody has seen this" not in live(meeting).body
    assert SourceFactory._meta.model.objects.get(pk=source.pk).version == 2
