"""Undoing takes everything back in public, or says what is in the way."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coalition.merging import UndoBlocked, merge, undo
from coalition.models import Cause, Edition
from coalition.publishing import publish, withdraw
from coalition.publishing.canonical import content
from tests import factories as made
from tests.publishing.merging.world import again, get, meeting_with, newest, public_leaders
from tests.publishing.public import document as live

pytestmark = pytest.mark.django_db


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
