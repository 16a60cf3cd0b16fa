"""What an import changes, and what it leaves as it is."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition.models import Attendance, Edition, Leader, Meeting, Party, SeatSharingTalk, Stage
from tests.factories import LeaderFactory, PartyFactory
from tests.interchange.rich import entries, record_newsroom

pytestmark = pytest.mark.django_db

Entry = dict[str, Any]
Import = Callable[..., str]


@pytest.fixture
def load(tmp_path: Path) -> Import:
    """Import entries; what the command says."""

    def run(*records: Entry, **options: Any) -> str:
        file = tmp_path / "records.jsonl"
        file.write_text("".join(json.dumps(record) + "\n" for record in records))
        out = io.StringIO()
        call_command("import_records", str(file), stdout=out, **options)
        return out.getvalue()

    return run


def _meeting(*rows: Entry, **fields: Any) -> Entry:
    return {
        "kind": "meeting",
        "slug": "m",
        "title": "Dinner",
        "category": "dinner",
        "occurrence": "held",
        "attendances": list(rows),
    } | fields


def _came(leader: str, **fields: Any) -> Entry:
    return {"leader": leader, "status": "attended"} | fields


@pytest.fixture
def leaders() -> list[Leader]:
    return [LeaderFactory(slug=slug) for slug in ("anna", "bela", "chandra")]


def test_new_record_starts_as_a_draft(load: Import) -> None:
    load({"kind": "party", "slug": "p", "name": "P"})
    assert Party.objects.get().stage == Stage.DRAFTING


def test_new_record_keeps_uid_version_stage_and_birth_if_given(load: Import) -> None:
    given = {
        "uid": "6f0cd0cc-45c3-4b6b-9c2e-6a8f3c0a2f11",
        "version": 7,
        "stage": "approved",
        "created_at": "2023-12-06T21:41:00+05:30",
    }
    load({"kind": "party", "slug": "p", "name": "P"} | given)
    party = Party.objects.get()
    assert (str(party.uid), party.version, party.stage, party.created_at.isoformat()) == (
        given["uid"],
        7,
        "approved",
        "2023-12-06T16:11:00+00:00",
    )


def test_equal_entry_leaves_the_version(load: Import) -> None:
    entry = {"kind": "party", "slug": "p", "name": "P"}
    load(entry)
    assert "0 new, 0 changed, 1 as they were" in load(entry)
    assert Party.objects.get().version == 1


def test_changed_field_raises_the_version_once(load: Import) -> None:
    load({"kind": "party", "slug": "p", "name": "P"})
    load({"kind": "party", "slug": "p", "name": "Q", "version": 1})
    party = Party.objects.get()
    assert (party.name, party.version) == ("Q", 2)


def test_field_left_out_becomes_empty(load: Import) -> None:
    load({"kind": "party", "slug": "p", "name": "P", "colour": "#19aaed", "founded": "1885"})
    load({"kind": "party", "slug": "p", "name": "P"})
    party = Party.objects.get()
    assert (party.colour, party.founded) == ("", None)


def test_stage_left_out_stays(load: Import) -> None:
    PartyFactory(slug="p", approved=True)
    load({"kind": "party", "slug": "p", "name": "Renamed"})
    assert Party.objects.get().stage == Stage.APPROVED


def test_uid_finds_a_record_whose_slug_has_changed(load: Import) -> None:
    party = PartyFactory(slug="old")
    load({"kind": "party", "slug": "new", "uid": str(party.uid), "name": "P"})
    assert Party.objects.get().slug == "new"


def test_changed_attendance_keeps_its_row(load: Import, leaders: list[Leader]) -> None:
    load(_meeting(_came("anna"), _came("bela")))
    keys = list(Attendance.objects.values_list("pk", flat=True))
    load(_meeting(_came("anna"), _came("bela", named_as="B.")))
    assert list(Attendance.objects.values_list("pk", "named_as")) == [
        (keys[0], ""),
        (keys[1], "B."),
    ]
    assert Meeting.objects.get().version == 2


def test_attendance_left_out_is_removed(load: Import, leaders: list[Leader]) -> None:
    load(_meeting(_came("anna"), _came("bela")))
    load(_meeting(_came("bela")))
    assert [row.leader.slug for row in Attendance.objects.all()] == ["bela"]


def test_attendances_in_another_order_are_stored_in_it(load: Import, leaders: list[Leader]) -> None:
    load(_meeting(_came("anna"), _came("bela")))
    load(_meeting(_came("chandra"), _came("bela"), _came("anna")))
    assert [row.leader.slug for row in Attendance.objects.all()] == ["chandra", "bela", "anna"]


def test_claims_follow_their_row(load: Import, leaders: list[Leader]) -> None:
    source = {"kind": "source", "slug": "s", "title": "S"}
    load(source, _meeting(_came("anna", claims=[{"source": "s", "paragraph": 1}])))
    load(source, _meeting(_came("anna", claims=[{"source": "s", "paragraph": 2}])))
    (row,) = Attendance.objects.all()
    assert list(row.claims.values_list("paragraph", flat=True)) == [2]


def test_agreed_seats_move_from_party_to_party(load: Import) -> None:
    PartyFactory(slug="p")
    PartyFactory(slug="q")

    def talk(total: int, **seats: int) -> Entry:
        positions = [{"party": p, "position": "agrees", "seats": n} for p, n in seats.items()]
        talk = {"kind": "seat_sharing_talk", "slug": "t", "title": "T", "status": "agreed"}
        return talk | {"total_seats": total, "positions": positions}

    load(talk(10, p=8, q=2))
    load(talk(5, p=1, q=4))
    stored = SeatSharingTalk.objects.get().positions.values_list("party__slug", "seats")
    assert dict(stored) == {"p": 1, "q": 4}


def test_reference_may_point_forward_within_its_kind(load: Import) -> None:
    load(_meeting(follows="n"), _meeting(slug="n", follows="o"), _meeting(slug="o"))
    assert Meeting.objects.get(slug="m").follows.follows.slug == "o"


def test_reference_may_point_at_what_is_stored(load: Import, leaders: list[Leader]) -> None:
    load(_meeting(_came("anna")))
    assert Attendance.objects.get().leader == leaders[0]


def test_dry_run_writes_nothing(load: Import) -> None:
    said = load({"kind": "party", "slug": "p", "name": "P"}, dry_run=True)
    assert "1 new" in said
    assert not Party.objects.exists()


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.dumps({"kind": "party", "slug": "p", "name": "P"}).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(line)))
    call_command("import_records", "-", stdout=io.StringIO())
    assert Party.objects.get().slug == "p"


def test_number_of_queries_does_not_grow_with_the_file(load: Import, leaders: list[Leader]) -> None:
    def queries(prefix: str, count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            rows = (_came("anna"), _came("bela"))
            load(*(_meeting(*rows, slug=f"{prefix}{n}") for n in range(count)))
        return len(captured)

    # SQLite takes so many values a statement, so one more for many is in order.
    assert queries("many", 40) <= queries("few", 3) + 2


def test_publish_makes_one_edition_of_each_approved_record(load: Import) -> None:
    record_newsroom()
    approved = [
        entry | {"stage": "approved", "occurrence": "cancelled"} for entry in entries("meeting")
    ]
    for entry in approved:
        entry["attendances"] = []
        entry["claims"] = [{"source": "report"}]
    others = [entry | {"stage": "approved"} for entry in entries() if entry["kind"] != "meeting"]
    said = load(*others, *approved, publish=True)
    numbers = set(Edition.objects.values_list("number", flat=True))
    expected = sum(entry["kind"] != "source" for entry in [*others, *approved])
    assert f"New editions: {expected}." in said
    assert (numbers, Edition.objects.count()) == ({1}, expected)


def test_publish_lets_a_meeting_carry_its_statements_at_once(load: Import) -> None:
    source = {"kind": "source", "slug": "s", "title": "S"}
    common = {"stage": "approved", "claims": [{"source": "s"}]}
    statement = {
        "kind": "statement",
        "slug": "st",
        "title": "T",
        "stance": "plan",
        "speaker_label": "sources",
        "point": "P",
        "meeting": "m",
    }
    load(source, _meeting() | common, statement | common, publish=True)
    (meeting,) = Edition.objects.filter(kind="meeting")
    assert [row["slug"] for row in json.loads(meeting.body)["statements"]] == ["st"]


def test_publish_leaves_drafts_unpublished(load: Import) -> None:
    load({"kind": "party", "slug": "p", "name": "P"}, publish=True)
    assert not Edition.objects.exists()


def test_import_alone_publishes_nothing(load: Import) -> None:
    load({"kind": "party", "slug": "p", "name": "P", "stage": "approved"})
    assert not Edition.objects.exists()


def test_decisions_come_with_their_record_and_their_row(
    load: Import, leaders: list[Leader]
) -> None:
    role = {"field": "role", "is_open": True}
    start = {"field": "start", "reason": "The host confirms it."}
    load(_meeting(_came("anna", decisions=[role]), decisions=[start]))
    meeting = Meeting.objects.get()
    assert meeting.decisions.get().reason == "The host confirms it."
    assert meeting.attendances.get().decisions.get().is_open


def test_decision_that_is_left_out_goes_and_the_version_rises(load: Import) -> None:
    load(_meeting(decisions=[{"field": "start", "reason": "The host confirms it."}]))
    load(_meeting())
    meeting = Meeting.objects.get()
    assert (meeting.decisions.count(), meeting.version) == (0, 2)


def test_decision_that_is_stored_already_changes_nothing(load: Import) -> None:
    entry = _meeting(decisions=[{"field": "start", "is_open": True}])
    load(entry)
    load(entry)
    assert Meeting.objects.get().version == 1
