"""Queries that nobody would think of, made from the schema: each answer must be a described one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from newsroom.wsgi import application
from tests.api.world import build_world

#: For each operation. `API_FUZZ_EXAMPLES=200` is for an hour of idle time.
EXAMPLES = int(os.environ.get("API_FUZZ_EXAMPLES", "5"))


@pytest.fixture
def api(db: None) -> Iterator[schemathesis.BaseSchema]:
    # The test's connection holds what it built, so no request may close it at its end. Django's own
    # test client sees to that in the same way.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    build_world()
    yield schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


schema = schemathesis.pytest.from_fixture("api")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_asked_gets_a_described_answer(case: schemathesis.Case) -> None:
    answer = case.call()
    case.validate_response(
        answer,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
