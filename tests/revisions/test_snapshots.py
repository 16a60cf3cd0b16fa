"""A snapshot holds what the record held: every field of every model that revisions keep."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import models

from coalition.models import Claim, Decision
from coalition.revisions import recording
from coalition.revisions.registration import KEPT_WITH
from coalition.revisions.snapshots import (
    Snapshot,
    editable_fields,
    kept_at,
    last_kept_row,
    newest_kept,
    snapshot_of,
    value_of,
)
from tests import factories

pytestmark = pytest.mark.django_db


def _full_records() -> dict[str, Any]:
    """One record of each kind with its fields filled in, and each kind of row on one of them."""
    alliance = factories.AllianceFactory(
        sized=True, formed="2023-07-18", dissolved="2024-01~", purpose="To win.", summary="*S*"
    )
    party = factories.PartyFactory(
        detailed=True, dissolved="[2024-01..2024-03]", split_from=factories.PartyFactory()
    )
    leader = factories.LeaderFactory(detailed=True, sort_name="Z, A")
    factories.PartyNameFactory(party=party, kind="native_script", language="hi", since="1900")
    factories.AllianceNameFactory(alliance=alliance, until="2024")
    factories.LeaderNameFactory(leader=leader)
    factories.AllianceMembershipFactory(alliance=alliance, ended=True, sourced=True)
    factories.PartyMembershipFactory(leader=leader, ended=True, sourced=True)
    factories.OfficeFactory(leader=leader, of_party=True, sourced=True)
    election = factories.ElectionFactory(national=True)
    factories.ElectionOutcomeFactory(election=election, sourced=True, seats=12)
    meeting = factories.MeetingFactory(
        timed=True, placed=True, counted=True, in_alliance=True, date="[2023-12-15..2023-12-21]"
    )
    row = factories.AttendanceFactory(meeting=meeting, declined=True, sourced=True)
    Decision.objects.create(attendance=row, field="status", reason="Two say so.")
    talk = factories.SeatSharingTalkFactory(
        agreed=True,
        for_election=True,
        parties=[factories.PartyFactory(), factories.PartyFactory()],
        meetings=[meeting],
    )
    position = factories.SeatPositionFactory(talk=talk, offer=True, sourced=True, date="2024-02")
    Decision.objects.create(position=position, is_open=True)
    source = factories.SourceFactory(
        updated_at=datetime(2023, 12, 6, 17, 0, 1, 123456, tzinfo=UTC), archived_url="https://a.in/"
    )
    statement = factories.StatementFactory(by_leader=True, meeting=meeting, sourced=True)
    found = (alliance, party, leader, election, meeting, talk, source, statement)
    return {record._meta.model_name: record for record in found}


@pytest.fixture
def records() -> dict[str, Any]:
    return _full_records()


def _stored(row: Snapshot) -> Any:
    return row.model._base_manager.get(pk=row.pk)


def _to_the_millisecond(value: Any) -> Any:
    """As exact as JSON has a moment; no report is timed more exactly."""
    if not isinstance(value, datetime):
        return value
    return value.replace(microsecond=value.microsecond // 1000 * 1000)


@pytest.mark.parametrize("name", [m._meta.model_name for m in KEPT_WITH if hasattr(m, "stage")])
def test_instance_of_a_snapshot_holds_every_value(records: dict[str, Any], name: str) -> None:
    with recording(records[name], by=None):
        pass
    kept = newest_kept(records[name])
    assert kept is not None
    for row in kept.walk():
        stored, again = _stored(row), row.instance()
        for field in row.model._meta.local_fields:
            held, was = getattr(again, field.attname), getattr(stored, field.attname)
            assert _to_the_millisecond(held) == _to_the_millisecond(was), field


def test_every_kept_model_is_tried(records: dict[str, Any]) -> None:
    tried = {row.model for record in records.values() for row in _walk_of(record)}
    assert tried == set(KEPT_WITH)


def _walk_of(record: Any) -> list[Snapshot]:
    snapshot = snapshot_of(record)
    assert snapshot is not None
    return list(snapshot.walk())


def test_imprecise_date_keeps_its_label_and_bounds() -> None:
    meeting = factories.MeetingFactory(date=None)
    meeting.date = "2023-12?"
    meeting.date_label = "some time in December"
    meeting.save()
    snapshot = snapshot_of(meeting)
    assert snapshot is not None
    assert snapshot.instance().date == type(meeting).objects.get(pk=meeting.pk).date


def test_many_to_many_is_held_as_keys(records: dict[str, Any]) -> None:
    talk = records["seatsharingtalk"]
    snapshot = snapshot_of(talk)
    assert snapshot is not None
    keys = tuple(sorted(party.pk for party in talk.parties.all()))
    assert value_of(snapshot, type(talk)._meta.get_field("parties")) == keys


def test_claim_of_a_row_stands_under_its_row() -> None:
    row = factories.AttendanceFactory(sourced=True)
    snapshot = snapshot_of(row.meeting)
    assert snapshot is not None
    [attendance] = snapshot.rows["attendances"]
    assert [claim.pk for claim in attendance.rows["claims"]] == [Claim.objects.get().pk]
    assert snapshot.rows["claims"] == []


def test_editable_fields_leave_out_what_no_editor_fills_in() -> None:
    meeting = factories.MeetingFactory()
    names = {field.name for field in editable_fields(type(meeting))}
    assert names.isdisjoint({"id", "uid", "version", "stage", "created_at", "date_earliest"})


def test_snapshot_at_a_version_is_the_newest_that_is_no_newer() -> None:
    party = factories.PartyFactory(name="One")
    for name in ("Two", "Three"):
        with recording(party, by=None):
            party.name = name
            party.save()
    at_two = kept_at(party, 2)
    assert at_two is not None
    assert (at_two.version, at_two.values["name"]) == (2, "Two")


def test_row_that_is_gone_is_found_as_it_was_last_kept() -> None:
    row = factories.AttendanceFactory(sourced=True, named_as="K.")
    pk = row.pk
    with recording(row.meeting, by=None):
        row.delete()
        row.meeting.save()
    kept = last_kept_row(type(row), pk)
    assert kept is not None
    assert (kept.values["named_as"], len(kept.rows["claims"])) == ("K.", 1)


def test_snapshot_costs_as_many_queries_for_many_rows(
    django_assert_max_num_queries: Any,
) -> None:
    meeting = factories.MeetingFactory()
    for _number in range(10):
        factories.AttendanceFactory(meeting=meeting, sourced=True)
    with django_assert_max_num_queries(6):
        snapshot_of(meeting)


def test_models_that_are_kept_are_records_or_parts_of_one() -> None:
    inner = {
        model._meta.get_field(relation).related_model
        for model, relations in KEPT_WITH.items()
        for relation in relations
    }
    whole = {model for model in KEPT_WITH if issubclass(model, models.Model)} - inner
    assert all(hasattr(model, "stage") for model in whole)
