"""Every public address is answered without a look at any record: from the SQL that runs."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition import kept_answers, kept_values
from coalition.models import Edition, EditionLink, Meeting
from tests.hidden_records import tell_story
from tests.public_addresses import UnknownParameter, addresses, routes

pytestmark = pytest.mark.django_db

RECORD_TABLES = sorted(
    model._meta.db_table
    for model in apps.get_app_config("coalition").get_models(include_auto_created=True)
    if model not in {Edition, EditionLink}
)


def tables_in(queries: CaptureQueriesContext) -> set[str]:
    return {
        table
        for query in queries.captured_queries
        for table in RECORD_TABLES
        if f'"{table}"' in query["sql"]
    }


def test_public_addresses_touch_no_record() -> None:
    story = tell_story()
    story.publish()
    values = {
        "slug": [*story.slugs, "nothing-here"],
        "address": [*story.slugs, *story.uids, "nothing-here"],
        "part": [1, 2],
        "number": [1, 2],
        "month": ["2023-12", "1907-05"],
        "path": ["nothing-here"],
    }
    paths = [path for route in routes() for path in addresses(route, values)]
    paths += [f"{path}?as_of=2023-12-06" for path in paths]
    paths += [f"{path}?include=alliance" for path in paths if path.startswith("/api/v1/meetings")]
    paths += [f"/meetings/?party={story.slugs[0]}", f"/api/v1/meetings/?party={story.slugs[0]}"]
    paths += [f"/api/v1/attendances/?party={story.slugs[0]}&format=csv"]
    paths += ["/search/?q=party", "/api/v1/search/?q=party", "/nothing/"]
    paths += [
        "/api/v1/resolve/?name=leader&party=party",
        "/api/v1/reconcile/suggest/entity/?prefix=p",
    ]
    touched = {}
    for path in paths:
        kept_answers.forget_all()
        kept_values.forget_all()
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(path)
            if response.streaming:
                # What is sent in parts is read in parts.
                b"".join(response)
        if tables := tables_in(queries):
            touched[path] = tables
    assert touched == {}


def test_look_at_a_record_would_be_noticed() -> None:
    with CaptureQueriesContext(connection) as queries:
        list(Meeting.objects.select_related("alliance"))
    assert tables_in(queries) == {"coalition_meeting", "coalition_alliance"}


def test_pattern_that_cannot_be_filled_is_noticed() -> None:
    with pytest.raises(UnknownParameter):
        addresses("embed/<slug:slug>/<int:width>/", {"slug": ["a"]})


def test_record_tables_are_all_but_two() -> None:
    assert {"coalition_meeting", "coalition_claim", "coalition_seatsharingtalk_parties"} <= set(
        RECORD_TABLES
    )
    assert not {"coalition_edition", "coalition_editionlink"} & set(RECORD_TABLES)
