"""Whoever asks for whatever, of a record in whichever stage: the answer is that of `rules.csv`.

Every caller asks meetings for everything in every stage that matters. Of every other kind
everything is asked for by one caller of each sort, in one stage, by turns. `ACCESS_CELLS=all`
leaves nothing out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from coalition import kept_answers, kept_values
from coalition.api.records.kinds import RECORD_KINDS, RecordKind
from coalition.models import Record
from tests import factories
from tests.api.access.acts import RECORDS, Act
from tests.api.access.acts import acts as all_acts
from tests.api.access.callers import SORTS, Caller, everybody
from tests.api.access.rules import Book, rules
from tests.api.access.stages import in_every_stage, stages_of, tag_of

pytestmark = pytest.mark.django_db

IS_WHOLE = os.environ.get("ACCESS_CELLS") == "all"
ACTS = list(all_acts())
BOOK = Book()
_TABLES = [
    model._meta.db_table
    for name in ("coalition", "admin", "auth", "reversion")
    for model in apps.get_app_config(name).get_models(include_auto_created=True)
]
_VERSIONED = [
    model._meta.db_table
    for model in apps.get_app_config("coalition").get_models()
    if issubclass(model, Record)
]
#: How many rows each table has, and how often all records were saved.
_COUNTS = ", ".join(
    [f'(SELECT COUNT(*) FROM "{table}")' for table in _TABLES]
    + [f'(SELECT COALESCE(SUM(version), 0) FROM "{table}")' for table in _VERSIONED]
)


@pytest.fixture(autouse=True)
def _no_brake(settings: Any) -> None:
    """Whoever sends as many wrong keys as these callers is told to wait."""
    settings.API_KEY_FAILURE_LIMIT = 0


def what_stands() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_COUNTS}")
        found: tuple[int, ...] = cursor.fetchone()
    return found


def faults(caller: Caller, act: Act, stage: str, record: Any) -> Iterator[str]:
    """What is wrong with the answer, and with what became of it; nothing stays."""
    wanted = BOOK.rule(caller.sort, act.name).status(stage)
    with transaction.atomic():
        before = what_stands()
        about = () if record is None else (str(record.uid), tag_of(record))
        answer = act.ask(caller.client, *about)
        if answer.streaming:
            b"".join(answer)
        is_changed = what_stands() != before
        transaction.set_rollback(True)
    status = answer.status_code
    if status != wanted:
        text = "" if answer.streaming else answer.content.decode()[:200]
        yield f"{status} instead of {wanted}: {text}"
    if is_changed != (act.writes and status < 300):
        yield f"{status}, and {'something' if is_changed else 'nothing'} has changed"
    if status >= 400 and answer["Content-Type"] != "application/problem+json":
        yield f"{status} is told in {answer['Content-Type']}"
    if (status == 401) != ("WWW-Authenticate" in answer):
        yield f"{status} with or without WWW-Authenticate"
    is_open = "Access-Control-Allow-Origin" in answer
    if is_open == act.path.startswith(RECORDS):
        yield f"other sites may {'' if is_open else 'not '}read it"
    if not is_open and "no-store" not in answer["Cache-Control"]:
        yield "caches may keep it"


def requests(
    callers: list[Caller], wanted: list[Act], stages: tuple[str, ...], *, in_full: bool
) -> Iterator[tuple[Caller, Act, str]]:
    """Who asks for what in which stage. Where a rule says that the stage does not matter, one of
    them by turns; and if not `in_full`, one caller of each sort and one stage by turns."""
    number = 0
    for sort in SORTS:
        alike = [caller for caller in callers if caller.sort == sort]
        for act in wanted:
            in_all = IS_WHOLE or (in_full and not BOOK.rule(sort, act.name).is_the_same)
            for caller in alike if IS_WHOLE or in_full else alike[number % len(alike) :][:1]:
                number += 1
                for stage in stages if in_all else stages[number % len(stages) :][:1]:
                    yield caller, act, stage


def all_faults(wanted: list[Act], records: dict[str, Any], *, in_full: bool) -> list[str]:
    found = []
    of_one = [act for act in wanted if act.is_of_one]
    others = [act for act in wanted if not act.is_of_one]
    callers = everybody()
    for acts, stages in ((of_one, tuple(records)), (others, ("always",))):
        for caller, act, stage in requests(callers, acts, stages, in_full=in_full):
            at = f"{caller.name}: {act.name} ({act.method} {act.path}), {stage}"
            found += [f"{at}: {fault}" for fault in faults(caller, act, stage, records.get(stage))]
            if act.writes:
                kept_answers.forget_all()
                kept_values.forget_all()
    return found


@pytest.mark.parametrize("kind", RECORD_KINDS.values(), ids=RECORD_KINDS)
def test_answers_about_records_are_by_the_rules(kind: RecordKind) -> None:
    wanted = [act for act in ACTS if act.is_about(kind)]
    in_full = kind.kind == "meeting"
    assert all_faults(wanted, in_every_stage(kind), in_full=in_full) == []


def test_answers_about_no_record_are_by_the_rules() -> None:
    factories.published(factories.PartyFactory())
    wanted = [act for act in ACTS if not act.is_of_one and act.kind is None]
    chosen = [act for act in wanted if act.name in ("ask", "root")]
    assert all_faults(chosen, {}, in_full=False) == []


def test_identifiers_lead_where_the_rules_say() -> None:
    kind = RECORD_KINDS["party"]
    wanted = [act for act in ACTS if act.name in ("entity", "flyout")]
    assert all_faults(wanted, in_every_stage(kind), in_full=True) == []


def test_methods_that_an_address_does_not_have_are_refused_by_the_rules() -> None:
    """One caller of each sort, as no address is looked at before."""
    record = in_every_stage(RECORD_KINDS["party"])["drafting"]
    one = {caller.sort: caller for caller in everybody()}
    wanted = [act for act in ACTS if act.name.startswith(("options", "preflight", "other"))]
    found = []
    for number, act in enumerate(wanted):
        for place, caller in enumerate(one.values()):
            # Addresses of the kinds are alike: each sort of caller comes to each kind by turns.
            if IS_WHOLE or "{address}" not in act.path or (number + place) % 5 == 0:
                at = f"{caller.name}: {act.method} {act.path}"
                found += [f"{at}: {fault}" for fault in faults(caller, act, "always", record)]
    assert found == []


def test_every_operation_and_every_caller_has_one_rule() -> None:
    assert BOOK.twice == []
    assert BOOK.pairs() == {(sort, act.name) for sort in SORTS for act in ACTS}


def test_every_sort_of_caller_is_tried() -> None:
    assert {caller.sort for caller in everybody()} == set(SORTS)


def test_rules_say_something_of_every_stage() -> None:
    stages = stages_of(RECORD_KINDS["meeting"])
    assert [
        rule.line
        for rule in rules()
        if bool(rule.statuses["always"]) == any(rule.statuses[stage] for stage in stages)
    ] == []
