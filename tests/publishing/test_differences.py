"""Where sources differ: what is public as disputed, and what as settled."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coalition.models import Edition, Meeting
from coalition.publishing import has_unpublished_changes, publish
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    DecisionFactory,
    MeetingFactory,
    SeatPositionFactory,
    published,
)
from tests.publishing.public import document

pytestmark = pytest.mark.django_db


def starting(*values: str, **facts: Any) -> Meeting:
    """A meeting at about seven, and one claim on its start per value."""
    meeting: Meeting = MeetingFactory(timed=True, **facts)
    for value in values:
        ClaimFactory(meeting=meeting, field="start", value=value)
    return meeting


def told(meeting: Meeting) -> dict[str, Any]:
    published(meeting)
    return document(meeting)


def test_two_wordings_of_one_hour_are_no_dispute() -> None:
    assert told(starting("around 7 pm", "19:00"))["disputed"] == []


def test_source_against_one_that_agrees_with_the_record_is_a_dispute() -> None:
    (dispute,) = told(starting("", "8 pm"))["disputed"]
    assert [claim["value"] for claim in dispute["claims"]] == [None, "8 pm"]


def test_source_that_words_what_the_record_says_disputes_nothing() -> None:
    assert told(starting("", "7.00 p.m."))["disputed"] == []


def test_only_source_that_the_record_departs_from_is_no_dispute() -> None:
    assert told(starting("8 pm"))["disputed"] == []


def test_same_field_by_another_name_is_the_same_fact() -> None:
    meeting = starting("")
    ClaimFactory(meeting=meeting, field="start_time", value="8 pm")
    (dispute,) = told(meeting)["disputed"]
    assert dispute["field"] == "start"


def test_agreement_on_the_place_stands_against_another_city() -> None:
    meeting = MeetingFactory(placed=True)
    ClaimFactory(meeting=meeting, field="place")
    ClaimFactory(meeting=meeting, field="city", value="Patna")
    (dispute,) = told(meeting)["disputed"]
    assert (dispute["field"], len(dispute["claims"])) == ("city", 2)


def test_place_that_names_the_city_alone_contradicts_nobody() -> None:
    meeting = MeetingFactory(placed=True)
    for value in ("", "New Delhi"):
        ClaimFactory(meeting=meeting, field="place", value=value)
    assert told(meeting)["disputed"] == []


def test_label_of_a_date_says_what_its_meaning_says() -> None:
    meeting = MeetingFactory(date="[2023-12-15..2023-12-21]")
    for value in ("", meeting.date.label):
        ClaimFactory(meeting=meeting, field="date", value=value)
    assert told(meeting)["disputed"] == []


def test_earlier_plan_does_not_contradict_what_became_of_it() -> None:
    meeting = MeetingFactory(cancelled=True)
    for value in ("confirmed", ""):
        ClaimFactory(meeting=meeting, field="occurrence", value=value)
    row = AttendanceFactory(meeting=meeting, absent=True)
    ClaimFactory(attendance=row, value="expected")
    assert told(meeting)["disputed"] == []


def test_plan_that_the_record_still_has_is_contradicted() -> None:
    meeting = MeetingFactory(confirmed=True)
    for value in ("cancelled", ""):
        ClaimFactory(meeting=meeting, field="occurrence", value=value)
    (dispute,) = told(meeting)["disputed"]
    assert dispute["field"] == "occurrence"


def test_settled_difference_is_no_longer_disputed() -> None:
    meeting = starting("", "8 pm")
    DecisionFactory(meeting=meeting, field="start", reason="The host confirms it.")
    found = told(meeting)
    (settled,) = found["settled"]
    assert found["disputed"] == []
    assert (settled["field"], settled["value"]) == ("start", "about 19:00")
    assert settled["reason"] == "The host confirms it."
    assert [claim["value"] for claim in settled["claims"]] == [None, "8 pm"]


def test_difference_left_open_is_disputed_with_its_reason() -> None:
    meeting = starting("", "8 pm")
    DecisionFactory(meeting=meeting, field="start", is_open=True, reason="Nobody answers.")
    found = told(meeting)
    assert found["disputed"][0]["reason"] == "Nobody answers."
    assert found["settled"] == []


def test_decision_on_what_nobody_disputes_is_not_public() -> None:
    meeting = starting("")
    DecisionFactory(meeting=meeting, field="start")
    assert told(meeting)["settled"] == []


def test_settled_date_is_told_in_the_words_of_its_source() -> None:
    meeting = MeetingFactory(date="[2023-12-15..2023-12-21]")
    for value in ("", "19 December 2023"):
        ClaimFactory(meeting=meeting, field="date", value=value)
    DecisionFactory(meeting=meeting, field="date")
    (settled,) = told(meeting)["settled"]
    assert settled["value"] == meeting.date.label


def test_settled_attendance_says_whose() -> None:
    row = AttendanceFactory(meeting=MeetingFactory())
    ClaimFactory(attendance=row, value="absent")
    DecisionFactory(attendance=row, reason="A photograph shows him.")
    (settled,) = told(row.meeting)["settled"]
    assert (settled["field"], settled["value"]) == ("attendance", "attended")
    assert settled["leader"]["name"] == row.leader.name
    assert settled["claims"][0]["asserts"] == "absent"


def test_role_that_a_source_contradicts_is_a_dispute_of_its_own() -> None:
    row = AttendanceFactory(meeting=MeetingFactory())
    ClaimFactory(attendance=row, field="role", value="chair")
    (dispute,) = told(row.meeting)["disputed"]
    assert (dispute["field"], dispute["claims"][0]["asserts"]) == ("role", "role: chair")


def test_other_number_of_seats_is_a_dispute_and_can_be_settled() -> None:
    row = SeatPositionFactory(seats=17)
    ClaimFactory(position=row, value="20 seats")
    published(row.talk)
    (dispute,) = document(row.talk)["disputed"]
    DecisionFactory(position=row, reason="Both leaders signed for 17.")
    publish(row.talk, by=None)
    (settled,) = document(row.talk)["settled"]
    for found in (dispute, settled):
        assert (found["field"], found["position"]) == ("position", "claims")
        assert found["party"]["name"] == row.party.name
    assert (settled["value"], document(row.talk)["disputed"]) == ("17", [])


def agreements(meeting: Meeting) -> list[bool]:
    (dispute,) = told(meeting)["disputed"]
    return [claim["agrees"] for claim in dispute["claims"]]


def test_claims_of_a_dispute_tell_which_agree_with_the_document() -> None:
    assert agreements(starting("", "7.00 p.m.", "8 pm")) == [True, True, False]


def test_label_of_the_recorded_date_agrees_with_the_document() -> None:
    meeting = MeetingFactory(date="[2023-12-15..2023-12-21]")
    for value in (meeting.date.label, "19 December 2023"):
        ClaimFactory(meeting=meeting, field="date", value=value)
    assert agreements(meeting) == [True, False]


def test_nobody_agrees_with_a_document_that_says_nothing() -> None:
    meeting = MeetingFactory(start_time=None)
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    assert agreements(meeting) == [False, False]


def test_contrary_claim_on_a_row_does_not_agree() -> None:
    row = AttendanceFactory(meeting=MeetingFactory())
    ClaimFactory(attendance=row, value="absent")
    assert agreements(row.meeting) == [False]


def test_claims_of_a_settled_difference_tell_which_agree() -> None:
    meeting = starting("19:00", "8 pm")
    DecisionFactory(meeting=meeting, field="start")
    (settled,) = told(meeting)["settled"]
    assert [claim["agrees"] for claim in settled["claims"]] == [True, False]


def test_edition_from_before_agrees_is_not_out_of_date() -> None:
    meeting = starting("19:00", "8 pm")
    edition = published(meeting)
    found = json.loads(edition.body)
    for claim in found["disputed"][0]["claims"]:
        del claim["agrees"]
    Edition.objects.filter(pk=edition.pk).update(body=json.dumps(found))
    assert not has_unpublished_changes(meeting, Edition.objects.get(pk=edition.pk))


def test_edition_from_before_settled_is_not_out_of_date() -> None:
    meeting = MeetingFactory()
    edition = published(meeting)
    found = json.loads(edition.body)
    del found["settled"]
    Edition.objects.filter(pk=edition.pk).update(body=json.dumps(found))
    assert not has_unpublished_changes(meeting, Edition.objects.get(pk=edition.pk))
