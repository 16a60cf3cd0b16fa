"""Which version a change is made for, and what a repeated request is answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coalition.api.records.replies import KEPT_FOR, REPLAYED
from coalition.models import Edition, KeptReply, Party
from tests import factories
from tests.api.records.callers import editor, partner, reporter, second_editor

pytestmark = pytest.mark.django_db

WRITES = [
    ("PUT", "", {"name": "X"}),
    ("PATCH", "", {"name": "X"}),
    ("DELETE", "", None),
    *(
        ("POST", f"{step}/", {"note": "Why."})
        for step in ("submit", "return", "approve", "publish")
    ),
    *(("POST", f"{step}/", {"note": "Why."}) for step in ("correct", "withdraw", "unschedule")),
    ("POST", "schedule/", {"due_at": "2030-01-01T00:00:00Z"}),
]


@pytest.mark.parametrize(("method", "step", "body"), WRITES)
def test_write_without_a_version_is_428(method: str, step: str, body: Any) -> None:
    party = factories.PartyFactory()
    answer = editor().send(method, f"parties/{party.slug}/{step}", body)
    assert answer.status_code == 428
    assert answer.json()["type"].endswith("#problem-precondition-required")


@pytest.mark.parametrize(("method", "step", "body"), WRITES)
@pytest.mark.parametrize("tag", ['"9"', 'W/"1"', '"nonsense"'])
def test_write_for_another_version_is_412(method: str, step: str, body: Any, tag: str) -> None:
    party = factories.PartyFactory()
    answer = editor().send(method, f"parties/{party.slug}/{step}", body, if_match=tag)
    assert answer.status_code == 412
    assert (answer.json()["version"], answer.json()["etag"]) == (1, '"1"')
    party.refresh_from_db()
    assert (party.version, party.stage) == (1, "drafting")


def test_any_version_is_no_version() -> None:
    party = factories.PartyFactory()
    assert editor().patch(f"parties/{party.slug}/", {}, if_match="*").status_code == 428


def test_tag_that_is_none_is_400() -> None:
    party = factories.PartyFactory()
    assert editor().patch(f"parties/{party.slug}/", {}, if_match="1").status_code == 400


def test_one_of_several_tags_is_enough() -> None:
    party = factories.PartyFactory()
    answer = editor().patch(f"parties/{party.slug}/", {"name": "X"}, if_match='"7", "1"')
    assert answer.status_code == 200


def test_missing_version_does_not_tell_a_record_from_thin_air() -> None:
    party = factories.PartyFactory()
    caller = partner()
    there = caller.patch(f"parties/{party.slug}/", {})
    thin_air = caller.patch("parties/thin-air/", {})
    assert (there.status_code, thin_air.status_code) == (428, 428)


def test_second_correction_of_the_same_edition_is_412() -> None:
    meeting = factories.MeetingFactory(sourced=True)
    factories.published(meeting)
    tag = editor().get(f"meetings/{meeting.slug}/")["ETag"]
    assert tag == f'"{meeting.version}.1"'
    first = editor().post(f"meetings/{meeting.slug}/correct/", {"note": "A."}, if_match=tag)
    second = second_editor().post(f"meetings/{meeting.slug}/correct/", {"note": "A."}, if_match=tag)
    assert (first.status_code, second.status_code) == (200, 412)
    assert Edition.objects.filter(uid=meeting.uid).count() == 2


def test_edit_may_be_made_for_a_version_that_became_public_since() -> None:
    party = factories.PartyFactory(approved=True)
    tag = editor().get(f"parties/{party.slug}/")["ETag"]
    factories.published(party)
    answer = editor().patch(f"parties/{party.slug}/", {"abbreviation": "EP"}, if_match=tag)
    assert answer.status_code == 200


# --- Idempotency-Key ------------------------------------------------------------------------------


def test_repeated_creation_is_answered_byte_for_byte_and_makes_nothing() -> None:
    caller = reporter()
    first = caller.post("parties/", {"name": "Example"}, key='"a-1"')
    second = caller.post("parties/", {"name": "Example"}, key='"a-1"')
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    for name in ("ETag", "Location", "Content-Type"):
        assert second[name] == first[name]
    assert (first.get(REPLAYED), second[REPLAYED]) == (None, "true")
    assert Party.objects.count() == 1


def test_bare_key_is_the_same_key() -> None:
    caller = reporter()
    caller.post("parties/", {"name": "Example"}, key='"a-1"')
    assert caller.post("parties/", {"name": "Example"}, key="a-1")[REPLAYED] == "true"


def test_repeated_step_is_not_asked_for_the_version_that_it_raised() -> None:
    party = factories.PartyFactory()
    caller = reporter()
    first = caller.post(f"parties/{party.slug}/submit/", {}, if_match='"1"', key="a-1")
    second = caller.post(f"parties/{party.slug}/submit/", {}, if_match='"1"', key="a-1")
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.content == first.content


def test_key_with_another_body_is_422() -> None:
    caller = reporter()
    caller.post("parties/", {"name": "Example"}, key="a-1")
    answer = caller.post("parties/", {"name": "Another"}, key="a-1")
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("#problem-idempotency-key-reused")
    assert Party.objects.count() == 1


def test_key_with_another_address_is_422() -> None:
    caller = reporter()
    caller.post("parties/", {"name": "Example"}, key="a-1")
    assert caller.post("leaders/", {"name": "Example"}, key="a-1").status_code == 422


def test_key_is_of_its_user_alone() -> None:
    reporter().post("parties/", {"name": "Example"}, key="a-1")
    assert editor().post("parties/", {"name": "Another"}, key="a-1").status_code == 201


def test_refusal_is_not_kept() -> None:
    caller = reporter()
    assert caller.post("parties/", {}, key="a-1").status_code == 422
    assert caller.post("parties/", {"name": "Example"}, key="a-1").status_code == 201


def test_key_expires_after_a_day_and_goes_with_a_later_write() -> None:
    caller = reporter()
    caller.post("parties/", {"name": "Example"}, key="a-1")
    caller.post("parties/", {"name": "Other"}, key="a-2")
    KeptReply.objects.update(at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    assert REPLAYED not in caller.post("parties/", {"name": "Example"}, key="a-1")
    assert [kept.key for kept in KeptReply.objects.all()] == ["a-1"]


@pytest.mark.parametrize("key", ["", '"', "a b", "x" * 256, "ä", '""'])
def test_key_that_is_none_is_400(key: str) -> None:
    assert reporter().post("parties/", {"name": "Example"}, key=key).status_code == 400
    assert not Party.objects.exists()
