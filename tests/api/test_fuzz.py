"""Requests that nobody would think of, made from the schema: right ones, wrong ones, and walks
along its links. Each answer must be a described one.

`SCHEMATHESIS_CASES` says how many requests to make at least; CONTRIBUTING.md has the deep run.
"""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.checks import load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import negative_data_rejection

from coalition.api.paths import operations
from coalition.api.records.kinds import RECORD_KINDS
from coalition.api.views.reference import schema_document
from newsroom.wsgi import application
from tests.api.records.fuzzed_desk import HEADERS, Desk, undone
from tests.api.world import build_world

CASES = int(os.environ.get("SCHEMATHESIS_CASES", "250"))
#: How many requests one walk makes at most.
STEPS = 6
#: Asked for with a key, and each request undone.
RECORDS = "^/api/v1/records/"
#: The one whose answer may be a success though something in the question is wrong.
BATCH = "POST /api/v1/resolve/"
OPERATIONS = len(list(operations(schema_document())))
#: Kinds of records are alike, but for their entries: a shallow run asks for two of them.
IS_DEEP = CASES > 1000
KINDS = tuple(RECORD_KINDS) if IS_DEEP else ("meeting", "source")
OF_KINDS = f"{RECORDS}(bulk/|({'|'.join(RECORD_KINDS[kind].path for kind in KINDS)})/.*)?$"

#: Why a query that the schema allows may be a 400 all the same: no schema can say these. All else
#: that keeps to the schema is answered.
BEYOND_THE_SCHEMA = (
    # Only what is public can be named; which that is changes with every edition.
    "There is no public ",
    # A cursor is signed.
    "Use a cursor as a ",
    # Two parameters together.
    "Give a day on or after ",
    "Give a number not below ",
    "Say whose: ",
    "Give either queries or extend.",
    "Only leaders belong to parties: ",
    # A text with a length, but without a letter; or one of many words.
    "Give at least one letter or figure.",
    "Give a value, or leave it out.",
    "At most ",
    # Not every day is over.
    "It lies ahead. ",
    # JSON within a text.
    "Give an object of queries under keys.",
    "Give an object with ids and properties.",
)
#: The same for what is said in words of the caller's own: paths into documents, which the
#: reference lists; JSON within a text; and days in EDTF, whose notation is its own standard.
BEYOND_IN_THEIR_WORDS = re.compile(
    r"There is no [a-z_.]{1,40}…?\. (Did you mean|Choose from)"
    r"|Line \d+, column \d+ of (queries|extend): "
    r"|The JSON of (queries|extend) "
    r"|“.*” (is not a date in EDTF|ends \()"
)

CONFIG: dict[str, Any] = {
    "seed": 20231206,
    "generation": {"mode": "all", "deterministic": True, "database": "none"},
    "checks": {
        # Its place is taken by `is_accepted`, which knows the reasons above and no others.
        "positive_data_acceptance": {"enabled": False},
        # 428 is what RFC 6585 has for a missing If-Match; the others are schemathesis' own.
        "missing_required_header": {"expected-statuses": [400, 401, 403, 406, 415, 422, 428]},
    },
    "operations": [
        # The header goes along with wrong keys too; tests/api/access tries all of those.
        {
            "include-path-regex": RECORDS,
            "headers": HEADERS,
            "checks": {"ignored_auth": {"enabled": False}},
        },
        # Its place is taken by `is_told`.
        {
            "include-path": "/api/v1/resolve/",
            "include-method": "POST",
            "checks": {"negative_data_rejection": {"enabled": False}},
        },
    ],
}

#: How many requests each operation got.
ASKED: Counter[str] = Counter()

load_all_checks()
SETTINGS = settings(
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.check
def is_accepted(ctx: Any, response: Any, case: schemathesis.Case) -> None:
    """A request that keeps to the schema is refused for a reason beyond it, or not at all."""
    is_right = case.meta is not None and case.meta.generation.mode.value == "positive"
    if not is_right or response.status_code != 400:
        return
    problem = response.json()
    for error in problem.get("errors", [problem]):
        detail = error["detail"]
        is_beyond = detail.startswith(BEYOND_THE_SCHEMA) or BEYOND_IN_THEIR_WORDS.match(detail)
        assert is_beyond, error


@schemathesis.check
def is_told(ctx: Any, response: Any, case: schemathesis.Case) -> None:
    """As `negative_data_rejection`: a wrong batch is refused, or what is wrong with an entry told
    of beside the answers to the others."""
    if case.operation.label != BATCH:
        return
    if response.status_code == 200:
        found = response.json()["results"]
        entries = found.values() if isinstance(found, dict) else found
        if any(entry["errors"] for entry in entries):
            return
    negative_data_rejection(ctx, response, case)


@pytest.fixture
def served(db: None) -> Iterator[schemathesis.BaseSchema]:
    # The test's connection holds what it built, so no request may close it at its end. Django's own
    # test client sees to that in the same way.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(
        "/api/v1/schema/", application, config=SchemathesisConfig.from_dict(CONFIG)
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def api(served: schemathesis.BaseSchema) -> schemathesis.BaseSchema:
    build_world()
    return served


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(KINDS)


schema = schemathesis.pytest.from_fixture("api").exclude(path_regex=RECORDS)
records = schemathesis.pytest.from_fixture("served").include(path_regex=OF_KINDS)


@records.parametrize()
@settings(SETTINGS, max_examples=math.ceil(CASES * 0.8 / OPERATIONS))
def test_whatever_is_written_gets_a_described_answer(case: schemathesis.Case, desk: Desk) -> None:
    ASKED[case.operation.label] += 1
    desk.aim(case)
    with undone():
        case.call_and_validate()


@schema.parametrize()
@settings(SETTINGS, max_examples=math.ceil(CASES * 0.8 / OPERATIONS))
def test_whatever_is_asked_gets_a_described_answer(case: schemathesis.Case) -> None:
    ASKED[case.operation.label] += 1
    case.call_and_validate()


def test_links_lead_to_described_answers(api: schemathesis.BaseSchema) -> None:
    followed: set[tuple[str, str]] = set()
    asked = 0

    class Walk(api.exclude(path_regex=RECORDS).as_state_machine()):  # type: ignore[misc]
        def validate_response(self, response: Any, case: schemathesis.Case, **more: Any) -> None:
            nonlocal asked
            asked += 1
            if case._meta is not None and (parent := self.recorder.find_parent(case_id=case.id)):
                followed.add((parent.operation.label, case.operation.label))
            super().validate_response(response, case, **more)

    examples = math.ceil(CASES * 0.2 / STEPS)
    run_state_machine_as_test(
        Walk, settings=settings(SETTINGS, max_examples=examples, stateful_step_count=STEPS)
    )
    total = asked + sum(ASKED.values())
    print(f"{total} requests, {asked} of them on walks along {len(followed)} links.")
    print(sorted(followed))
    assert asked >= CASES * 0.15
    # From lists, from the search, from a change to the next.
    assert len({first for first, _ in followed}) >= 3
