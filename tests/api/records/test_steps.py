"""The stages, and the public: the same gates, roles and second person as at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coalition.interchange.values import write_datetime
from coalition.models import Edition, ScheduledPublication, Transition
from coalition.publishing import submit
from tests import factories
from tests.api.records.callers import audit, editor, reporter, second_editor

pytestmark = pytest.mark.django_db


def submitted(**given: Any) -> Any:
    meeting = factories.MeetingFactory(**{"sourced": True, **given})
    submit(meeting, by=factories.bob())
    return meeting


def path_of(meeting: Any) -> str:
    return f"meetings/{meeting.slug}/"


def test_step_is_kept_with_who_took_it_and_an_audit_row() -> None:
    meeting = factories.MeetingFactory()
    answer = reporter().step(path_of(meeting), "submit")
    assert answer.json()["record"]["stage"] == "in_review"
    assert Transition.objects.get().by.username == "bob"
    assert audit().get().user.username == "bob"


def test_publication_makes_one_edition_and_says_what_went_along() -> None:
    meeting = submitted(with_attendance=True)
    told = editor().step(path_of(meeting), "publish", note="First report.").json()
    assert told["made_edition"]
    assert told["record"]["public"]["edition"] == 1
    along = {one["uid"]: one["was_approved_on_the_way"] for one in told["taken_along"]}
    rows = meeting.attendances.select_related("party", "leader")
    named = {record.uid for row in rows for record in (row.party, row.leader) if record}
    assert along == dict.fromkeys(map(str, named), True)


def test_publication_of_what_has_not_changed_makes_none() -> None:
    meeting = submitted()
    editor().step(path_of(meeting), "publish")
    again = editor().step(path_of(meeting), "publish")
    assert (again.status_code, again.json()["made_edition"]) == (200, False)
    assert Edition.objects.filter(uid=meeting.uid).count() == 1


def test_closed_gates_are_named_with_their_fields() -> None:
    meeting = factories.MeetingFactory(date="2031-01-01", occurrence="held")
    submit(meeting, by=factories.bob())
    answer = editor().step(path_of(meeting), "publish")
    problem = answer.json()
    assert answer.status_code == 409
    assert problem["type"].endswith("#problem-gates-closed")
    assert {error["code"] for error in problem["errors"]} >= {"no_source", "held_in_future"}
    assert all(error["record"]["slug"] == meeting.slug for error in problem["errors"])
    meeting.refresh_from_db()
    assert meeting.stage == "in_review"
    assert not Edition.objects.exists()


def test_nobody_publishes_what_they_submitted() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    submit(meeting, by=factories.alice())
    for name in ("approve", "publish"):
        answer = editor().step(path_of(meeting), name)
        assert answer.status_code == 403
        assert answer.json()["type"].endswith("#problem-second-person-needed")
    assert second_editor().step(path_of(meeting), "publish").status_code == 200


def test_draft_is_submitted_before_it_is_published() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    assert editor().step(path_of(meeting), "publish").status_code == 403


def test_reporter_lacks_the_permission_to_publish() -> None:
    answer = reporter().step(path_of(submitted()), "publish")
    assert answer.status_code == 403
    assert "coalition.publish_record" in answer.json()["detail"]


def test_step_that_leads_nowhere_is_409() -> None:
    answer = reporter().step(path_of(submitted()), "submit")
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("#problem-wrong-stage")


def test_return_needs_words_and_keeps_them() -> None:
    meeting = submitted()
    bare = editor().step(path_of(meeting), "return")
    assert (bare.status_code, bare.json()["errors"][0]["field"]) == (422, "note")
    assert editor().step(path_of(meeting), "return", note="Who hosted?").status_code == 200
    assert Transition.objects.filter(action="returned").get().note == "Who hosted?"


def test_withdrawal_takes_the_public_away_with_its_reason() -> None:
    meeting = submitted()
    editor().step(path_of(meeting), "publish")
    answer = editor().step(path_of(meeting), "withdraw", note="It never took place.")
    assert answer.status_code == 200
    assert answer.json()["record"]["public"] is None
    assert Edition.objects.latest("sequence").note == "It never took place."


def test_correction_says_what_was_wrong() -> None:
    meeting = submitted()
    editor().step(path_of(meeting), "publish")
    assert editor().step(path_of(meeting), "correct").status_code == 422
    answer = editor().step(path_of(meeting), "correct", note="The city was wrong.")
    assert answer.json()["record"]["public"]["edition"] == 2


def test_scheduled_record_waits_and_can_be_taken_off() -> None:
    meeting = submitted()
    due = timezone.now() + timedelta(hours=2)
    answer = editor().step(path_of(meeting), "schedule", due_at=due.isoformat())
    assert answer.status_code == 200, answer.content
    # As all moments are written: in UTC, with a Z.
    assert answer.json()["record"]["scheduled_for"] == write_datetime(due)
    assert editor().step(path_of(meeting), "unschedule").status_code == 200
    assert not ScheduledPublication.objects.exists()


def test_schedule_for_a_time_that_has_passed_is_a_closed_gate() -> None:
    answer = editor().step(path_of(submitted()), "schedule", due_at="2020-01-01T00:00:00Z")
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "due_at"


@pytest.mark.parametrize(
    "words",
    [
        {"note": 7},
        {"note": "\ud800"},
        {"note": "x" * 1001},
        {"note": "a\x00b"},
        {"notes": "Why."},
        {"stage": "approved"},
        {"note": {"a": []}},
    ],
)
def test_words_that_are_none_are_422(words: Any) -> None:
    meeting = submitted()
    assert editor().step(path_of(meeting), "return", **words).status_code == 422


def test_report_has_no_steps() -> None:
    source = factories.SourceFactory()
    answer = editor().post(f"sources/{source.slug}/submit/", {}, if_match='"1"')
    assert answer.status_code == 404


def test_history_tells_saves_steps_and_editions() -> None:
    meeting = submitted()
    editor().step(path_of(meeting), "publish", note="First report.")
    results = editor().get(f"{path_of(meeting)}history/").json()["results"]
    assert {one["what"] for one in results} >= {"step", "edition"}
    assert [one["at"] for one in results] == sorted((one["at"] for one in results), reverse=True)
