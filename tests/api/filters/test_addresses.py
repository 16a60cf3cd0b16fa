"""Which record a filter names: by slug or uid, of today or of before, if it is public."""

from __future__ import annotations

import pytest

from coalition.merging import merge
from coalition.publishing import withdraw
from tests.api.filters.asking import get, slugs
from tests.factories import (
    AttendanceFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    alice,
    published,
)

pytestmark = pytest.mark.django_db


def test_uid_names_a_record_as_its_slug_does(world) -> None:
    assert slugs("meetings", party=str(world.tmc.uid)) == {"dinner"}
    assert slugs("meetings", party=str(world.tmc.uid).upper()) == {"dinner"}


# --- What is not public ---------------------------------------------------------------------------


def test_hidden_withdrawn_and_absent_records_are_refused_alike() -> None:
    PartyFactory(slug="hidden", approved=True)
    gone = PartyFactory(slug="gone", approved=True)
    published(gone)
    withdraw(gone, by=None, reason="A hoax.")
    addresses = ("hidden", "gone", "absent", str(gone.uid))
    refusals = {get("meetings", party=address).content for address in addresses}
    assert len(refusals) == 1
    assert (
        b"There is no public party at this slug or uid. Search finds it by name." in refusals.pop()
    )


def test_hidden_and_absent_uids_are_refused_alike() -> None:
    hidden = LeaderFactory(approved=True)
    absent = "00000000-0000-4000-8000-000000000000"
    first, second = get("meetings", leader=str(hidden.uid)), get("meetings", leader=absent)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert first.status_code == 400


def test_leader_is_no_party(world) -> None:
    assert get("meetings", party="kharge").status_code == 400


def test_all_unknown_records_are_named_at_once() -> None:
    answer = get("meetings", party="x", leader="y")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["party", "leader"]


# --- What has moved -------------------------------------------------------------------------------


def test_former_slug_names_a_record_as_its_present_one_does(world) -> None:
    world.tmc.refresh_from_db()
    world.tmc.slug = "all-india-tmc"
    world.tmc.save()
    published(world.tmc)
    assert slugs("meetings", party="all-india-tmc") == {"dinner"}
    assert slugs("meetings", party="tmc") == {"dinner"}
    assert slugs("meetings", party="tmc", attendance="absent") == {"dinner"}


def test_slug_and_uid_of_what_was_merged_name_what_it_is_part_of() -> None:
    leader, twin = LeaderFactory(slug="asha", name="Asha"), LeaderFactory(slug="asha-r", name="A.")
    meeting = MeetingFactory(slug="supper")
    AttendanceFactory(meeting=meeting, leader=leader)
    published(meeting)
    published(twin)
    address, uid = twin.slug, str(twin.uid)
    leader.refresh_from_db()
    merge(leader, twin, by=alice())
    assert slugs("meetings", leader=address) == slugs("meetings", leader=uid) == {"supper"}


def test_former_slug_that_another_party_has_now_names_that_one(world) -> None:
    world.tmc.refresh_from_db()
    world.tmc.slug = "all-india-tmc"
    world.tmc.save()
    published(world.tmc)
    published(PartyFactory(slug="tmc", approved=True))
    assert slugs("meetings", party="tmc") == set()
