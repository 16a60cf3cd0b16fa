"""A merge makes nothing public that publishing would not."""

from __future__ import annotations

from typing import Any

import pytest

from coalition.merging import MergeRefused, merge
from coalition.models import Edition, Leader
from coalition.publishing import GatesClosed, withdraw
from tests import factories as made
from tests.publishing.merging.world import again, get, newest, public_leaders
from tests.publishing.public import document as live

pytestmark = pytest.mark.django_db


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


def test_gates_are_those_of_publishing(alice: Any) -> None:
    primary, other = public_leaders()
    Leader.objects.filter(pk=primary.pk).update(stage="in_review")

    with pytest.raises(MergeRefused) as refused:
        merge(again(primary), other, by=alice)

    assert isinstance(refused.value.__cause__, GatesClosed)
