"""Documents: their keys and their bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from coalition.models import Edition, Meeting
from coalition.publishing import publish, refresh
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ClaimFactory,
    MeetingFactory,
    SourceFactory,
    published,
)
from tests.hidden_records import tell_story
from tests.publishing.public import document, live

pytestmark = pytest.mark.django_db

HEAD = [
    "id", "kind", "slug", "url", "edition", "published_at", "first_published_at", "correction",
    "corrections",
]  # fmt: skip


@pytest.fixture
def full_meeting() -> Meeting:
    meeting: Meeting = MeetingFactory(
        title="Dinner of floor leaders",
        slug="dinner",
        timed=True,
        placed=True,
        counted=True,
        in_alliance=True,
        with_attendance=True,
        follows=MeetingFactory(approved=True, sourced=True),
        purpose="To agree.",
    )
    ClaimFactory(meeting=meeting, field="start", value="7 pm", attribution="party sources")
    published(meeting)
    return meeting


# --- Keys -----------------------------------------------------------------------------------------


def test_meeting_has_exactly_these_keys(full_meeting: Meeting) -> None:
    assert list(document(full_meeting)) == [
        *HEAD,
        "title", "category", "occurrence", "occurrence_reason", "date", "start",
        "duration_minutes", "place", "alliance", "round", "follows", "rescheduled_from", "purpose",
        "summary", "reported", "recorded", "attendance", "statements", "talks", "claims",
        "disputed", "settled", "sources",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (["date"], "edtf earliest latest label"),
        (["start"], "time timezone approximate"),
        (["place"], "venue city region"),
        (["alliance"], "id kind slug name abbreviation"),
        (["follows"], "id kind slug name abbreviation"),
        (["reported"], "parties leaders"),
        (["reported", "parties"], "count qualifier"),
        (["recorded"], "parties leaders"),
        (
            ["attendance", 0],
            "party leader status role described_as named_as on_behalf_of reason reason_given "
            "claims",
        ),
        (["attendance", 0, "claims", 0], "source quote paragraph attribution asserts"),
        (["claims", 0], "field value source quote paragraph attribution"),
        (
            ["sources", 0],
            "id publisher headline url author place archived_url published_at updated_at",
        ),
    ],
)
def test_part_of_a_meeting_has_exactly_these_keys(
    path: list[Any], keys: str, full_meeting: Meeting
) -> None:
    part: Any = document(full_meeting)
    for step in path:
        part = part[step]
    assert " ".join(part) == keys


def test_head_of_a_meeting(full_meeting: Meeting) -> None:
    found = document(full_meeting)
    assert {key: found[key] for key in ("id", "kind", "slug", "url", "edition")} == {
        "id": str(full_meeting.uid),
        "kind": "meeting",
        "slug": "dinner",
        "url": "http://localhost:8000/meetings/dinner/",
        "edition": 1,
    }


def test_what_nobody_knows_is_null() -> None:
    meeting = MeetingFactory(undated=True)
    published(meeting)
    found = document(meeting)
    for key in ("date", "start", "duration_minutes", "alliance", "follows", "purpose", "summary"):
        assert found[key] is None
    assert found["place"] == {"venue": None, "city": None, "region": None}
    assert found["reported"] == {"parties": None, "leaders": None}


def test_source_without_a_publisher_has_null() -> None:
    meeting = MeetingFactory()
    ClaimFactory(meeting=meeting, source=SourceFactory(unidentified=True))
    published(meeting)
    (source,) = document(meeting)["sources"]
    assert (source["publisher"], source["headline"], source["url"]) == (None, None, None)


def test_reported_and_recorded_are_two_numbers(full_meeting: Meeting) -> None:
    found = document(full_meeting)
    assert found["reported"]["parties"] == {"count": 17, "qualifier": "exactly"}
    assert found["recorded"] == {"parties": 2, "leaders": 2}


def test_member_that_left_nobody_knows_when_is_not_counted_as_present() -> None:
    alliance = AllianceFactory()
    AllianceMembershipFactory(alliance=alliance)
    AllianceMembershipFactory(alliance=alliance, ending="left")
    published(alliance)
    assert document(alliance)["recorded"] == {"parties": 1}


def test_sources_that_differ_are_a_dispute() -> None:
    meeting = MeetingFactory()
    for value in ("7 pm", "8 pm"):
        ClaimFactory(meeting=meeting, field="start", value=value)
    ClaimFactory(meeting=meeting, field="venue", value="a house")
    published(meeting)
    (dispute,) = document(meeting)["disputed"]
    assert dispute["field"] == "start"
    assert [claim["value"] for claim in dispute["claims"]] == ["7 pm", "8 pm"]


def test_source_with_another_status_is_a_dispute() -> None:
    row = AttendanceFactory(meeting=MeetingFactory())
    ClaimFactory(attendance=row, value="absent")
    ClaimFactory(attendance=row, value="attended")
    published(row.meeting)
    (dispute,) = document(row.meeting)["disputed"]
    assert [claim["asserts"] for claim in dispute["claims"]] == ["absent"]


# --- Bytes ----------------------------------------------------------------------------------------


def test_digest_is_that_of_the_bytes_served() -> None:
    story = tell_story()
    story.mark(slugs=False)
    story.publish()
    for edition in Edition.objects.exclude(body=""):
        assert edition.digest == hashlib.sha256(edition.body.encode()).hexdigest()
        assert edition.etag == f'"{edition.digest}"'


def test_body_is_compact_and_keeps_its_letters() -> None:
    meeting = MeetingFactory(title="ममता बनर्जी", slug="dinner")
    published(meeting)
    body = live(meeting).body
    assert '"title":"ममता बनर्जी"' in body
    assert body == json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":"))


def test_same_record_has_the_same_document_twice() -> None:
    """Nothing random stands in a document, nor an order that the database may change."""
    story = tell_story()
    story.publish()
    assert refresh(story.uids, by=None, names=True) == []
    assert [publish(type(r).objects.get(pk=r.pk), by=None).editions for r in story.records] == (
        [[]] * len(story.records)
    )
