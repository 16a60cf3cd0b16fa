"""The index of the desk: each list has what waits for this user, and nothing else."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition.desk.dashboard import dashboard
from coalition.desk.dashboard.work import COUNTED, SHOWN, WorkList
from coalition.models import Action, AttendanceStatus, Decision, Meeting, Occurrence
from coalition.publishing import publish_due, return_to_drafting, schedule, submit
from coalition.publishing.review import remember
from tests import factories

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")


def work(user: Any, name: str) -> WorkList:
    return next(found for found in dashboard(user) if found.name == name)


def titles(user: Any, name: str) -> list[str]:
    return [entry.title for entry in work(user, name).entries]


def worked_on(record: Any, *, by: Any) -> None:
    LogEntry.objects.log_actions(by.pk, [record], CHANGE, change_message="", single_object=True)


# --- Review ---------------------------------------------------------------------------------------


def test_editor_reviews_what_others_submitted_the_longest_waiting_first() -> None:
    now = timezone.now()
    submit(factories.PartyFactory(name="Second"), by=factories.bob(), now=now)
    submit(factories.MeetingFactory(title="First"), by=factories.bob(), now=now - timedelta(days=3))
    submit(factories.MeetingFactory(title="Mine"), by=factories.alice())
    assert titles(factories.alice(), "review") == ["First", "Second"]
    assert work(factories.alice(), "review").entries[0].detail == "Submitted by bob 3 days ago"


def test_record_in_review_that_nobody_submitted_waits_for_every_editor() -> None:
    factories.LeaderFactory(name="Vaiko", in_review=True)
    assert titles(factories.alice(), "review") == ["Vaiko"]


def test_reporter_sees_what_of_theirs_waits_for_an_editor() -> None:
    submit(factories.MeetingFactory(title="Bob's"), by=factories.bob())
    submit(factories.MeetingFactory(title="Alice's"), by=factories.alice())
    assert titles(factories.bob(), "review") == ["Bob's"]


def test_approved_record_waits_for_nobody() -> None:
    factories.MeetingFactory(approved=True)
    assert work(factories.alice(), "review").count == 0


# --- Returned, and drafts -------------------------------------------------------------------------


def test_returned_record_is_with_who_submitted_it_with_the_note() -> None:
    meeting = submit(factories.MeetingFactory(title="Dinner"), by=factories.bob())
    return_to_drafting(meeting, by=factories.alice(), note="Who was the host?")
    [entry] = work(factories.bob(), "returned").entries
    assert (entry.title, entry.detail, entry.note) == ("Dinner", "By alice", "Who was the host?")
    assert titles(factories.carol(), "returned") == []


def test_record_submitted_again_is_no_longer_returned() -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.bob())
    return_to_drafting(meeting, by=factories.alice(), note="Who was the host?")
    submit(meeting, by=factories.bob())
    assert titles(factories.bob(), "returned") == []


def test_drafts_are_those_that_one_has_worked_on() -> None:
    mine, others = (
        factories.MeetingFactory(title="Mine"),
        factories.MeetingFactory(title="Another's"),
    )
    worked_on(mine, by=factories.bob())
    worked_on(others, by=factories.alice())
    assert titles(factories.bob(), "drafts") == ["Mine"]


def test_history_of_another_kind_with_the_same_key_makes_no_draft() -> None:
    party = factories.PartyFactory()
    leader = factories.LeaderFactory(pk=party.pk)
    worked_on(leader, by=factories.bob())
    assert titles(factories.bob(), "drafts") == [leader.name]


# --- Scheduled, and changed -----------------------------------------------------------------------


def scheduled(title: str, *, hours: int = 1) -> Meeting:
    meeting = factories.MeetingFactory(title=title, sourced=True, approved=True)
    schedule(meeting, by=factories.carol(), due_at=timezone.now() + timedelta(hours=hours))
    return meeting


def test_schedule_comes_in_the_order_of_time_with_what_was_held_back_before() -> None:
    scheduled("Later", hours=5)
    scheduled("Sooner", hours=4)
    scheduled("Held back", hours=1).save()
    publish_due(now=timezone.now() + timedelta(hours=2))
    assert titles(factories.alice(), "scheduled") == ["Held back", "Sooner", "Later"]
    first = work(factories.alice(), "scheduled").entries[0]
    assert first.mark == "held back"
    assert "changed after it was scheduled" in first.note


def test_scheduled_record_that_was_changed_is_marked_before_its_time() -> None:
    scheduled("Changed").save()
    assert [entry.mark for entry in work(factories.alice(), "scheduled").entries] == [
        "changed since"
    ]


def test_reporter_has_no_schedule() -> None:
    assert "scheduled" not in {found.name for found in dashboard(factories.bob())}


def test_public_record_with_changes_is_listed() -> None:
    party = factories.PartyFactory(name="Congress")
    factories.published(party)
    party.refresh_from_db()
    party.name = "INC"
    party.save()
    assert titles(factories.alice(), "changed") == ["INC"]


def test_change_that_was_undone_is_not_listed() -> None:
    party = factories.PartyFactory()
    factories.published(party)
    party.refresh_from_db()
    party.save()
    assert (work(factories.alice(), "changed").count, titles(factories.alice(), "changed")) == (
        0,
        [],
    )


def test_what_went_along_counts_as_unchanged() -> None:
    row = factories.AttendanceFactory(sourced=True)
    factories.published(row.meeting)
    assert work(factories.alice(), "changed").count == 0


def test_new_row_of_a_public_meeting_is_a_change(editor: Client) -> None:
    meeting = factories.MeetingFactory(sourced=True, title="Dinner")
    factories.published(meeting)
    factories.AttendanceFactory(meeting=meeting)
    meeting.refresh_from_db()
    meeting.save()
    assert titles(factories.alice(), "changed") == ["Dinner"]


# --- Events and disputes --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("occurrence", "date", "is_listed"),
    [
        (Occurrence.CONFIRMED, "2023-12-06", True),
        (Occurrence.TENTATIVE, "[2023-12-15..2023-12-21]", True),
        (Occurrence.CONFIRMED, "2999", False),
        (Occurrence.CONFIRMED, "", False),
        (Occurrence.HELD, "2023-12-06", False),
        (Occurrence.CANCELLED, "2023-12-06", False),
    ],
)
def test_planned_event_is_followed_up_once_its_window_has_passed(
    occurrence: str, date: str, is_listed: bool
) -> None:
    factories.MeetingFactory(title="Rally", occurrence=occurrence, date=date)
    assert titles(factories.bob(), "follow-up") == ["Rally"] * is_listed


def test_held_event_that_still_expects_somebody_is_followed_up() -> None:
    meeting = factories.MeetingFactory(title="Dinner", occurrence=Occurrence.HELD)
    for _ in range(2):
        factories.AttendanceFactory(meeting=meeting, status=AttendanceStatus.EXPECTED)
    factories.AttendanceFactory(meeting=meeting)
    [entry] = work(factories.bob(), "follow-up").entries
    assert entry.detail == "Held, and 2 rows are still expected. Did they come?"


def test_fields_on_which_sources_differ_are_disputed_until_settled() -> None:
    meeting = factories.MeetingFactory(title="Dinner")
    for value in ("7 pm", "8 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    [entry] = work(factories.bob(), "disputed").entries
    assert (entry.title, entry.page) == ("Dinner", "conflicts")
    Decision.objects.create(meeting=meeting, field="start", reason="The host says so.")
    assert titles(factories.bob(), "disputed") == []


def test_fact_left_open_stays_on_the_list() -> None:
    meeting = factories.MeetingFactory(title="Dinner")
    for value in ("7 pm", "8 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    Decision.objects.create(meeting=meeting, field="start", is_open=True)
    assert titles(factories.bob(), "disputed") == ["Dinner"]


def test_source_that_contradicts_what_another_bears_out_disputes_it() -> None:
    meeting = factories.MeetingFactory(title="Dinner", start_time=time(19))
    for value in ("", "9 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    assert titles(factories.bob(), "disputed") == ["Dinner"]


def test_source_that_contradicts_a_part_of_what_another_bears_out_disputes_it() -> None:
    meeting = factories.MeetingFactory(title="Dinner", city="New Delhi")
    factories.ClaimFactory(meeting=meeting, field="place")
    factories.ClaimFactory(meeting=meeting, field="city", value="Mumbai")
    assert titles(factories.bob(), "disputed") == ["Dinner"]


def test_source_that_says_the_same_in_other_words_disputes_nothing() -> None:
    meeting = factories.MeetingFactory(start_time=time(19))
    for value in ("", "7 pm"):
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    assert titles(factories.bob(), "disputed") == []


@pytest.mark.parametrize("values", [("7 pm", "7 PM"), ("7 pm", ""), ("", "")])
def test_sources_that_agree_dispute_nothing(values: tuple[str, str]) -> None:
    meeting = factories.MeetingFactory()
    for value in values:
        factories.ClaimFactory(meeting=meeting, field="start", value=value)
    assert titles(factories.bob(), "disputed") == []


@pytest.mark.parametrize(
    ("asserted", "is_listed"),
    [("absent", True), ("Attended", False), ("expected", False), ("", False)],
)
def test_attendance_is_disputed_by_a_source_that_says_otherwise(
    asserted: str, is_listed: bool
) -> None:
    row = factories.AttendanceFactory(meeting__title="Dinner")
    factories.ClaimFactory(attendance=row, value=asserted)
    assert titles(factories.bob(), "disputed") == ["Dinner"] * is_listed


def test_disputed_facts_of_one_record_are_counted_together() -> None:
    meeting = factories.MeetingFactory()
    for _ in range(2):
        row = factories.AttendanceFactory(meeting=meeting)
        factories.ClaimFactory(attendance=row, value="absent")
    [entry] = work(factories.bob(), "disputed").entries
    assert "Sources differ on 2 facts." in entry.detail


# --- The page -------------------------------------------------------------------------------------


def test_index_leads_to_the_form_of_an_entry(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(), by=factories.bob())
    url = reverse("admin:coalition_meeting_change", args=[meeting.pk])
    assert f'href="{url}"' in editor.get(INDEX).content.decode()


def test_full_list_behind_the_link_has_what_the_list_counts(editor: Client) -> None:
    meeting = submit(factories.MeetingFactory(title="Dinner"), by=factories.bob())
    [(label, url)] = work(factories.alice(), "review").links
    assert label == "1 meeting"
    assert list(editor.get(url).context["cl"].result_list) == [meeting]


def test_full_list_of_the_schedule_is_behind_its_link(editor: Client) -> None:
    meeting = scheduled("Dinner")
    factories.MeetingFactory(title="Not scheduled")
    [(_label, url)] = work(factories.alice(), "scheduled").links
    assert list(editor.get(url).context["cl"].result_list) == [meeting]


def test_full_list_of_changes_is_behind_its_link(editor: Client) -> None:
    changed, same = factories.PartyFactory(name="Congress"), factories.PartyFactory()
    for party in (changed, same):
        factories.published(party)
    changed.refresh_from_db()
    changed.name = "INC"
    changed.save()
    [(_label, url)] = work(factories.alice(), "changed").links
    assert list(editor.get(url).context["cl"].result_list) == [changed]


def test_empty_desk_says_what_to_do_next(reporter: Client) -> None:
    page = reporter.get(INDEX).content.decode()
    assert "Add the source of your next report, and record from it." in page


def test_staff_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(factories.dave())
    assert "Ask an administrator" in client.get(INDEX).content.decode()


def test_list_shows_a_few_and_counts_the_rest(editor: Client) -> None:
    for _ in range(SHOWN + 2):
        factories.LeaderFactory(in_review=True)
    found = work(factories.alice(), "review")
    assert (len(found.entries), found.count, found.hidden) == (SHOWN, SHOWN + 2, 2)
    assert "and 2 more" in editor.get(INDEX).content.decode()


def test_count_stops_at_its_limit() -> None:
    for _ in range(COUNTED + 5):
        factories.LeaderFactory(in_review=True)
    assert work(factories.alice(), "review").count_label == f"{COUNTED}+"


#: Of the index as a whole: session, user, permissions and recent actions are five of them.
QUERIES = {"reporter": 11, "editor": 14}


def populate(number: int) -> None:
    for position in range(number):
        mark = f"{position} of {number}"
        submit(factories.MeetingFactory(title=f"Submitted {mark}"), by=factories.bob())
        returned = submit(factories.MeetingFactory(title=f"Returned {mark}"), by=factories.bob())
        return_to_drafting(returned, by=factories.carol(), note="Who was the host?")
        worked_on(factories.LeaderFactory(), by=factories.bob())
        scheduled(f"Scheduled {mark}")
        factories.MeetingFactory(occurrence=Occurrence.CONFIRMED, title=f"Passed {mark}")
        row = factories.AttendanceFactory()
        factories.ClaimFactory(attendance=row, value="absent")
        remember([row.meeting], Action.REOPENED, by=factories.bob())


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_index_costs_the_same_however_much_waits(role: str, request: pytest.FixtureRequest) -> None:
    client = request.getfixturevalue(role)
    populate(1)
    client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        client.get(INDEX)
    populate(10)
    with CaptureQueriesContext(connection) as many:
        client.get(INDEX)
    assert (len(few), len(many)) == (QUERIES[role], QUERIES[role])


def test_changed_records_cost_the_same_however_many_are_shown(editor: Client) -> None:
    def change(number: int) -> int:
        for _ in range(number):
            meeting = factories.MeetingFactory(sourced=True)
            factories.published(meeting)
            meeting.refresh_from_db()
            meeting.purpose = "To agree on seats."
            meeting.save()
        with CaptureQueriesContext(connection) as queries:
            editor.get(INDEX)
        return len(queries)

    change(1)
    assert change(1) == change(5)
