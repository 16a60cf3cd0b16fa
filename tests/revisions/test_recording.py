"""What leaves a revision, with which author and words, and what leaves none."""

from __future__ import annotations

from typing import Any

import pytest
from reversion.models import Revision

from coalition.revisions import recording
from coalition.revisions.snapshots import newest_kept, versions_of
from tests import factories

pytestmark = pytest.mark.django_db


def _revisions(record: Any) -> list[Revision]:
    keys = versions_of(type(record), record.pk).values("revision_id")
    return list(Revision.objects.filter(pk__in=keys).order_by("pk"))


def test_change_is_kept_with_author_and_words() -> None:
    party, alice = factories.PartyFactory(), factories.alice()
    with recording(party, by=alice, words="Renamed."):
        party.name = "Another"
        party.save()
    newest = _revisions(party)[-1]
    assert (newest.user, newest.comment) == (alice, "Renamed.")


def test_first_change_keeps_what_was_there_before_it() -> None:
    party = factories.PartyFactory(name="Before")
    with recording(party, by=factories.alice()):
        party.name = "After"
        party.save()
    first, _second = _revisions(party)
    assert first.user is None
    held = versions_of(type(party), party.pk).get(revision=first)
    assert held.field_dict["name"] == "Before"


def test_new_record_has_no_state_before() -> None:
    party = factories.PartyFactory.build(name="New")
    with recording(party, by=factories.alice()):
        party.save()
    assert len(_revisions(party)) == 1


def test_save_without_a_change_leaves_no_revision() -> None:
    party = factories.PartyFactory()
    with recording(party, by=factories.alice()):
        party.name = "Another"
        party.save()
    with recording(party, by=factories.alice()):
        party.save()
    assert len(_revisions(party)) == 2


def test_change_that_nobody_recorded_is_kept_before_the_next() -> None:
    party = factories.PartyFactory(name="One")
    for name in ("Two", "Four"):
        with recording(party, by=factories.alice()):
            party.name = name
            party.save()
        party.name = "Three"
        party.save()
    names = [v.field_dict["name"] for v in versions_of(type(party), party.pk)]
    assert names == ["Four", "Three", "Two", "One"]


def test_change_of_a_claim_of_a_row_is_a_change() -> None:
    row = factories.AttendanceFactory(sourced=True)
    with recording(row.meeting, by=None):
        claim = row.claims.get()
        claim.paragraph = 7
        claim.save()
        row.meeting.save()
    kept = newest_kept(row.meeting)
    assert kept is not None
    [attendance] = kept.rows["attendances"]
    assert attendance.rows["claims"][0].values["paragraph"] == 7


def test_nothing_is_kept_of_what_failed() -> None:
    party = factories.PartyFactory()

    def fail() -> None:
        with recording(party, by=None):
            party.name = "Another"
            party.save()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert not Revision.objects.exists()


def test_new_rows_are_kept_where_no_record_is_named() -> None:
    with recording(by=factories.alice(), words="Added."):
        party = factories.PartyFactory()
    assert [revision.comment for revision in _revisions(party)] == ["Added."]
