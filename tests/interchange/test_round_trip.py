"""What is exported, loaded into an empty database and exported again is the same to the byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.interchange.layouts import Layout
from coalition.interchange.shapes import CLAIMS, DECISIONS, SHAPES, attached_to
from coalition.models import (
    ApiKey,
    Edition,
    EditionLink,
    KeptReply,
    Meeting,
    Merge,
    Presence,
    Proposal,
    ScheduledPublication,
    Transition,
    WebhookDelivery,
    WebhookSubscription,
    WebhookTopic,
)
from tests.interchange.rich import entries, exported, record_newsroom, remove_all

pytestmark = pytest.mark.django_db

#: What is kept about records, and stays where it happened.
ABOUT_RECORDS = {
    ApiKey,
    Edition,
    EditionLink,
    KeptReply,
    Merge,
    Presence,
    Proposal,
    ScheduledPublication,
    Transition,
    WebhookDelivery,
    WebhookSubscription,
    WebhookTopic,
}


def _load(text: str, folder: Path) -> None:
    file = folder / "records.jsonl"
    file.write_text(text, encoding="utf-8")
    call_command("import_records", str(file), verbosity=0)


def _layouts() -> dict[type, tuple[Layout, set[str]]]:
    """Every layout, with the columns of its model that the structure of an entry tells."""
    found: dict[type, tuple[Layout, set[str]]] = {}
    for shape in SHAPES.values():
        found[shape.model] = (shape.layout, {"id"})
        for rows in shape.rows:
            found[rows.model] = (rows.layout, {"id", f"{rows.owner}_id"})
    for kind in (CLAIMS, DECISIONS):
        found[kind.model] = (kind.layout, {"id", *(f"{name}_id" for name in kind.subjects)})
    return found


def test_layouts_hold_every_column_of_every_record_model() -> None:
    models = {
        model
        for model in apps.get_app_config("coalition").get_models()
        if model.__module__.startswith("coalition.models") and model not in ABOUT_RECORDS
    }
    layouts = _layouts()
    assert layouts.keys() == models
    for model, (layout, told) in layouts.items():
        columns = {field.attname for field in model._meta.concrete_fields}
        assert {*layout.selected, *layout.derived_names()} | told == columns, model


def test_newsroom_of_these_tests_fills_every_field() -> None:
    record_newsroom()
    seen: set[tuple[str, str]] = set()
    for entry in entries():
        seen |= {(entry["kind"], key) for key in entry}
        for key, rows in entry.items():
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict):
                    seen |= {(f"{entry['kind']}.{key}", name) for name in row}
                    for kind in ("claims", "decisions"):
                        seen |= {(kind, name) for item in row.get(kind, ()) for name in item}
    wanted = {(kind, key) for kind, shape in SHAPES.items() for key in shape.keys}
    for kind, shape in SHAPES.items():
        for rows in shape.rows:
            wanted |= {(f"{kind}.{rows.key}", key) for key in rows.layout.by_key}
            for attached in attached_to(rows.claimed_as):
                wanted.add((f"{kind}.{rows.key}", attached.key))
    for attached in (CLAIMS, DECISIONS):
        wanted |= {(attached.key, key) for key in attached.layout.by_key}
    assert wanted - seen == set()


def test_round_trip_loses_nothing(tmp_path: Path) -> None:
    record_newsroom()
    before = exported()
    remove_all()
    assert exported() == ""
    _load(before, tmp_path)
    assert exported() == before


def test_round_trip_keeps_the_order_of_attendances(tmp_path: Path) -> None:
    record_newsroom()
    before = list(
        Meeting.objects.get(slug="z-first").attendances.values_list("leader__slug", "status")
    )
    text = exported()
    remove_all()
    _load(text, tmp_path)
    after = Meeting.objects.get(slug="z-first").attendances.values_list("leader__slug", "status")
    assert list(after) == before


def test_export_does_not_depend_on_the_order_of_entry(tmp_path: Path) -> None:
    record_newsroom()
    before = exported()
    remove_all()
    _load("".join(reversed(before.splitlines(keepends=True))), tmp_path)
    assert exported() == before


def test_export_orders_by_kind_then_slug() -> None:
    record_newsroom()
    order = [(list(SHAPES).index(entry["kind"]), entry["slug"]) for entry in entries()]
    assert order == sorted(order)


def test_export_of_one_kind_holds_no_other() -> None:
    record_newsroom()
    assert {entry["kind"] for entry in entries("party", "source")} == {"party", "source"}


def test_export_to_a_file_has_the_same_bytes(tmp_path: Path) -> None:
    record_newsroom()
    file = tmp_path / "out.jsonl"
    call_command("export_records", output=str(file))
    assert file.read_bytes() == exported().encode()


def test_import_of_what_is_stored_changes_nothing(tmp_path: Path) -> None:
    record_newsroom()
    before = exported()
    _load(before, tmp_path)
    assert exported() == before


#: What no text column takes; see `coalition.models.text`.
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CATEGORIES = ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
_TEXT = st.text(
    st.characters(exclude_categories=_CATEGORIES, exclude_characters=_OVERRIDES), max_size=40
)
_NAME = _TEXT.filter(lambda text: text != "")
_DATE = st.sampled_from(
    ["2023-12-06", "2023-12", "2023", "[..2023-12-05]", "2023-07-17/2023-07-18", "2023-12-06~"]
) | st.builds(
    lambda label: {"edtf": "[2023-12-15..2023-12-21]", "label": label},
    st.from_regex("[a-zà-ÿ]{1,20}", fullmatch=True),
)
_SEATS = st.integers(min_value=0, max_value=2_147_483_647)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    name=_NAME,
    note=_TEXT,
    date=_DATE,
    seats=st.none() | _SEATS,
    rows=st.lists(st.tuples(_TEXT, st.none() | st.integers(1, 32_767)), max_size=4),
)
def test_round_trip_of_anything_that_may_be_written(
    tmp_path: Path,
    name: str,
    note: str,
    date: Any,
    seats: int | None,
    rows: list[tuple[str, int | None]],
) -> None:
    remove_all()
    leaders = [{"kind": "leader", "slug": f"l{n}", "name": name} for n in range(len(rows))]
    meeting = {
        "kind": "meeting",
        "slug": "m",
        "title": name,
        "category": "other",
        "occurrence": "held",
        "date": date,
        "summary": note,
        "reported_parties": seats,
        "reported_parties_qualifier": "" if seats is None else "about",
        "attendances": [
            {
                "leader": f"l{number}",
                "status": "attended",
                "named_as": text,
                "claims": [{"source": "s", "paragraph": paragraph, "quote": text}],
            }
            for number, (text, paragraph) in enumerate(rows)
        ],
    }
    source = {"kind": "source", "slug": "s", "title": name}
    _load("".join(json.dumps(entry) + "\n" for entry in [source, *leaders, meeting]), tmp_path)
    before = exported()
    remove_all()
    _load(before, tmp_path)
    assert exported() == before
