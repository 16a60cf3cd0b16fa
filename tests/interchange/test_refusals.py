"""What an import refuses: always with the line, the field and a remedy, and never in part."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from coalition.interchange.shapes import SHAPES
from coalition.models import Meeting, Party, Source
from tests.factories import PartyFactory

pytestmark = pytest.mark.django_db

Refusal = Callable[..., str]

GOOD: list[dict[str, Any]] = [
    {"kind": "source", "slug": "s", "title": "S"},
    {"kind": "party", "slug": "inc", "name": "Congress"},
    {"kind": "leader", "slug": "anna", "name": "Anna"},
    {"kind": "leader", "slug": "bela", "name": "Bela"},
]


def _meeting(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "meeting",
        "slug": "m",
        "title": "Dinner",
        "category": "dinner",
        "occurrence": "held",
    } | fields


def _row(**fields: Any) -> dict[str, Any]:
    return _meeting(attendances=[{"leader": "anna", "status": "attended"} | fields])


@pytest.fixture
def refusal(tmp_path: Path) -> Refusal:
    """Why a file is refused. Nothing of it was written."""

    def run(*lines: Any, **options: Any) -> str:
        file = tmp_path / "f.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        file.write_bytes("\n".join(texts).encode("utf-8", "surrogatepass"))
        before = _counts()
        with pytest.raises(CommandError) as caught:
            call_command("import_records", str(file), stdout=io.StringIO(), **options)
        assert _counts() == before
        return str(caught.value).replace(str(tmp_path), "")

    return run


def _counts() -> dict[str, int]:
    return {kind: shape.model.objects.count() for kind, shape in SHAPES.items()}


@pytest.mark.parametrize(
    ("entry", "path", "reason"),
    [
        (_meeting(tilte="x"), "tilte", "Did you mean “title”?"),
        (_meeting(titles_of_all=1), "titles_of_all", "There is no such field."),
        (_row(rolle="host"), "attendances[0].rolle", "Did you mean “role”?"),
        (_row(status="atended"), "attendances[0].status", "Did you mean “attended”?"),
        (_meeting(title=""), "title", "required"),
        (_meeting(title=None), "title", "required"),
        (_meeting(title=7), "title", "no text"),
        (_meeting(title="x" * 201), "title", "201 characters; 200 are allowed"),
        (_meeting(title="a\u202eb"), "title", "invisible control character"),
        (_meeting(title="a\ud800b"), "title", "invisible control character"),
        (_meeting(title="two\nlines"), "title", "invisible control character"),
        (_meeting(date="the other day"), "date", "the other day"),
        (_meeting(date=20231206), "date", "Write EDTF in quotation marks"),
        (_meeting(date={"edtf": "2023", "text": "x"}), "date", "edtf and label"),
        (_meeting(start_time="7 pm"), "start_time", "19:00"),
        (_meeting(duration_minutes="60"), "duration_minutes", "without quotation marks"),
        (_meeting(duration_minutes=True), "duration_minutes", "whole number"),
        (_meeting(duration_minutes=-1), "duration_minutes", "from 0 to 2,147,483,647"),
        (_meeting(duration_minutes=2**31), "duration_minutes", "from 0 to 2,147,483,647"),
        (_meeting(duration_minutes=0), "duration_minutes", "above zero"),
        (_meeting(is_start_approximate="yes"), "is_start_approximate", "true or false"),
        (_meeting(is_start_approximate=True), "start_time", "Only a start_time"),
        (_meeting(region="Delhi"), "region", "IN-DL"),
        (_meeting(timezone="Delhi"), "timezone", "Asia/Kolkata"),
        (_meeting(reported_parties=17), "reported_parties", "go together"),
        (_meeting(uid="17"), "uid", "no UUID"),
        (_meeting(created_at="2023-12-06T10:00:00"), "created_at", "time zone"),
        (_meeting(follows="m"), "follows", "itself"),
        (_meeting(follows="nn"), "follows", "There is no meeting “nn”"),
        (_meeting(follows="a\x00"), "follows", "no slug"),
        (_meeting(alliance=["x"]), "alliance", "no slug"),
        (_meeting(slug="no spaces please"), "slug", "slug"),
        (_meeting(attendances={}), "attendances", "no list"),
        (_meeting(attendances=["anna"]), "attendances[0]", "no mapping"),
        (_row(leader=None), "attendances[0].party", "Name a leader, a party, or both."),
        (_row(leader="ana"), "attendances[0].leader", "Did you mean “anna”?"),
        (_row(reason="ill"), "attendances[0].status", "Only an absence has a reason."),
        (_row(status="absent", reason="ill"), "attendances[0].reason", "if, and only if"),
        (_row(on_behalf_of="anna"), "attendances[0].on_behalf_of", "somebody else"),
        (_row(claims=[{"source": "t"}]), "attendances[0].claims[0].source", "no source “t”"),
        (_row(claims=[{"paragraph": 1}]), "attendances[0].claims[0].source", "required"),
        (
            _row(claims=[{"source": "s", "paragraph": 0}]),
            "attendances[0].claims[0].paragraph",
            "from 1",
        ),
        (
            _row(claims=[{"source": "s", "paragraph": 32_768}]),
            "attendances[0].claims[0].paragraph",
            "32,767",
        ),
        (
            _meeting(attendances=[{"leader": "anna", "status": "attended"}] * 2),
            "attendances[1]",
            "This leader already has a row.",
        ),
        (
            _meeting(attendances=[{"party": "inc", "status": "invited"}] * 2),
            "attendances[1]",
            "The party as such already has a row.",
        ),
        (
            {"kind": "source", "slug": "t", "title": "T", "url": "javascript:alert(1)"},
            "url",
            "URL",
        ),
        (
            {
                "kind": "seat_sharing_talk",
                "slug": "t",
                "title": "T",
                "status": "ongoing",
                "parties": ["inc", "inc"],
            },
            "parties[1]",
            "listed twice",
        ),
    ],
)
def test_entry_is_refused_with_line_field_and_reason(
    refusal: Refusal, entry: dict[str, Any], path: str, reason: str
) -> None:
    said = refusal(*GOOD, entry)
    assert f"f.jsonl, line 5, {entry['kind']} “" in said
    assert f", {path}: " in said
    assert reason in said


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "This is no JSON"),
        ("[]", "is no entry"),
        ('{"kind": "party", "slug": "p", "name": "P", "name": "Q"}', "in one object twice"),
        ('{"kind": "party", "slug": "p", "name": NaN}', "NaN"),
        ('{"kind": "partei", "slug": "p"}', "Did you mean “party”?"),
        ('{"slug": "p"}', "is not one of source, party"),
        ('{"kind": "party", "slug": "p", "name": ' + "[" * 100_000, "nested too deeply"),
        ('{"slug": "p", "name": ' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_line_that_holds_no_entry_is_refused(refusal: Refusal, line: str, reason: str) -> None:
    said = refusal(GOOD[0], "", line)
    assert "f.jsonl, line 3" in said
    assert reason in said


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "f.jsonl"
    file.write_bytes(b'{"kind": "party", "slug": "p", "name": "\xff"}\n')
    with pytest.raises(CommandError, match="line 1: This is no JSON"):
        call_command("import_records", str(file))


def test_slug_that_stands_twice_is_refused_with_both_lines(refusal: Refusal) -> None:
    said = refusal(*GOOD, GOOD[1])
    assert "line 5, party “inc”, slug: “inc” stands in /f.jsonl, line 2, already." in said


def test_uid_that_stands_twice_is_refused(refusal: Refusal) -> None:
    uid = "6f0cd0cc-45c3-4b6b-9c2e-6a8f3c0a2f11"
    said = refusal(*(entry | {"uid": uid} for entry in GOOD[:2]))
    assert f"line 2, party “inc”, uid: “{uid}” stands in" in said


def test_slug_of_another_record_is_refused(refusal: Refusal) -> None:
    PartyFactory(slug="p")
    uid = "6f0cd0cc-45c3-4b6b-9c2e-6a8f3c0a2f11"
    said = refusal({"kind": "party", "slug": "p", "uid": uid, "name": "P"})
    assert "line 1, party “p”, slug: “p” belongs to the record" in said


def test_what_only_the_database_can_refuse_is_found(refusal: Refusal) -> None:
    talks = [
        {
            "kind": "seat_sharing_talk",
            "slug": f"t{number}",
            "title": "T",
            "status": "agreed",
            "total_seats": 10,
            "positions": [{"party": "inc", "position": "agrees", "seats": seats}],
        }
        for number, seats in enumerate((9, 11, 10))
    ]
    said = refusal(*GOOD, *talks)
    assert "line 6, seat_sharing_talk “t1”" in said
    assert "line 5" not in said


def test_one_bad_line_keeps_all_others_out(refusal: Refusal) -> None:
    refusal(*GOOD, _meeting(category="party"), {"kind": "source", "slug": "late", "title": "L"})
    assert not Source.objects.exists()


def test_bad_entry_does_not_make_references_to_it_wrong(refusal: Refusal) -> None:
    said = refusal({"kind": "party", "slug": "inc"}, *GOOD[2:], _row(party="inc"))
    assert said.count("line") == 1


def test_first_twenty_problems_are_told_and_the_rest_counted(refusal: Refusal) -> None:
    said = refusal(*({"kind": "party", "slug": f"p{number}"} for number in range(25)))
    assert said.count("It is required") == 20
    assert said.endswith("… and 5 more.")


def test_file_of_too_many_bytes_is_refused(refusal: Refusal) -> None:
    assert "--max-bytes" in refusal(*GOOD, max_bytes=100)


def test_line_of_too_many_bytes_is_refused_and_the_next_read(refusal: Refusal) -> None:
    long = {"kind": "party", "slug": "p", "name": "P" * 3_000_000}
    said = refusal(long, {"kind": "party", "slug": "q"}, max_line_bytes=1000)
    assert "line 1: The line has more than 1,000 bytes." in said
    assert "line 2, party “q”, name: It is required." in said


def test_file_of_too_many_rows_is_refused(refusal: Refusal) -> None:
    claims = [{"source": "s"}] * 3
    said = refusal(*GOOD, _row(claims=claims), max_rows=8)
    assert "line 5, meeting “m”: With this entry there are more than 8 rows." in said


def test_file_within_its_bounds_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "f.jsonl"
    file.write_text("\n".join(map(json.dumps, [*GOOD, _row(claims=[{"source": "s"}] * 3)])))
    call_command("import_records", str(file), max_rows=9, stdout=io.StringIO())
    assert Meeting.objects.exists()


def test_byte_order_mark_is_taken_for_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "f.jsonl"
    file.write_text("\ufeff" + json.dumps(GOOD[1]), encoding="utf-8")
    call_command("import_records", str(file), stdout=io.StringIO())
    assert Party.objects.exists()


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_records", str(tmp_path / "none.jsonl"))


def test_record_that_may_not_be_published_keeps_all_out(refusal: Refusal) -> None:
    said = refusal(*GOOD, _meeting(stage="approved"), publish=True)
    assert "No source says so." in said


def test_settled_decision_without_a_reason_is_refused(refusal: Refusal) -> None:
    text = refusal(*GOOD, _meeting(decisions=[{"field": "start"}]))
    assert "decisions[0].is_open: Say why the desk goes by this" in text


def test_two_decisions_on_one_field_are_refused(refusal: Refusal) -> None:
    decision = {"field": "start", "is_open": True}
    text = refusal(*GOOD, _row(decisions=[decision, decision]))
    assert "attendances[0].decisions[1]: “start” has one of these already" in text


def test_decision_on_what_nobody_decides_is_refused(refusal: Refusal) -> None:
    party = {"kind": "party", "slug": "p", "name": "P", "decisions": []}
    assert "decisions: There is no such field" in refusal(party)
