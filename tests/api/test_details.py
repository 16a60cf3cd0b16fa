from __future__ import annotations

import hashlib
import json

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.models import Edition
from coalition.publishing import correct, publish, withdraw
from tests.factories import LeaderFactory, MeetingFactory, PartyFactory, published

pytestmark = pytest.mark.django_db

MEETING_KEYS = [
    *("id", "kind", "slug", "url", "edition", "published_at", "first_published_at"),
    *("correction", "corrections", "title", "category", "occurrence", "occurrence_reason"),
    *("date", "start", "duration_minutes", "place", "alliance", "round", "follows"),
    *("rescheduled_from", "purpose", "summary", "reported", "recorded", "attendance"),
    *("statements", "talks", "claims", "disputed", "settled", "sources"),
]


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


@pytest.fixture
def meeting() -> Edition:
    return published(MeetingFactory(title="Dinner in Delhi", with_attendance=True, timed=True))


def test_body_is_the_stored_one(meeting: Edition) -> None:
    assert get("meetings/dinner-in-delhi/").content == meeting.body.encode()


def test_digest_of_the_body_is_the_entity_tag(meeting: Edition) -> None:
    answer = get("meetings/dinner-in-delhi/")
    assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'


def test_body_in_hindi_keeps_its_digest() -> None:
    edition = published(PartyFactory(name="कांग्रेस", slug="congress"))
    answer = get("parties/congress/")
    assert hashlib.sha256(answer.content).hexdigest() == edition.digest
    assert "कांग्रेस" in answer.content.decode()


def test_meeting_has_exactly_the_keys_of_the_contract(meeting: Edition) -> None:
    assert list(get("meetings/dinner-in-delhi/").json()) == MEETING_KEYS


def test_attendance_has_exactly_the_keys_of_the_contract(meeting: Edition) -> None:
    row = get("meetings/dinner-in-delhi/").json()["attendance"][0]
    assert list(row) == [
        *("party", "leader", "status", "role", "described_as", "named_as", "on_behalf_of"),
        *("reason", "reason_given", "claims"),
    ]
    assert list(row["party"]) == ["id", "kind", "slug", "name", "abbreviation"]


def test_document_has_the_headers_of_a_public_one(meeting: Edition) -> None:
    answer = get("meetings/dinner-in-delhi/")
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Vary"] == "Authorization"


def test_uid_is_an_address_too(meeting: Edition) -> None:
    assert get(f"meetings/{meeting.uid}/").content == meeting.body.encode()


def test_uid_of_another_kind_is_not_found(meeting: Edition) -> None:
    assert get(f"parties/{meeting.uid}/").status_code == 404


def test_address_without_its_last_slash_answers_at_once(meeting: Edition) -> None:
    assert get("meetings/dinner-in-delhi").content == meeting.body.encode()


def test_document_costs_one_query(meeting: Edition) -> None:
    with CaptureQueriesContext(connection) as queries:
        get("meetings/dinner-in-delhi/")
    assert len(queries) == 1


def test_absent_document_costs_two_queries() -> None:
    with CaptureQueriesContext(connection) as queries:
        assert get("meetings/nowhere/").status_code == 404
    assert len(queries) == 2


def test_head_has_the_headers_of_get(meeting: Edition) -> None:
    answer = Client().head("/api/v1/meetings/dinner-in-delhi/")
    assert answer.status_code == 200
    assert answer.content == b""
    assert answer["ETag"] == meeting.etag
    assert int(answer["Content-Length"]) == len(meeting.body.encode())


@pytest.mark.parametrize("given", ["{}", "W/{}", '"other", {}', "*"])
def test_known_document_is_not_sent_again(meeting: Edition, given: str) -> None:
    answer = get("meetings/dinner-in-delhi/", if_none_match=given.format(meeting.etag))
    assert answer.status_code == 304
    assert answer.content == b""
    assert answer["ETag"] == meeting.etag
    assert answer["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("given", ['"other"', "nonsense", '""'])
def test_other_tag_gets_the_document(meeting: Edition, given: str) -> None:
    assert get("meetings/dinner-in-delhi/", if_none_match=given).status_code == 200


def test_second_304_asks_for_the_generation_only(meeting: Edition) -> None:
    get("meetings/dinner-in-delhi/", if_none_match=meeting.etag)
    with CaptureQueriesContext(connection) as queries:
        get("meetings/dinner-in-delhi/", if_none_match=meeting.etag)
    assert len(queries) == 1
    assert "MAX" in queries[0]["sql"]


def test_correction_ends_the_304() -> None:
    party = PartyFactory(slug="sp", approved=True)
    before = published(party)
    get("parties/sp/", if_none_match=before.etag)
    party.name = "Samajwadi Party"
    party.save()
    correct(party, by=None, note="The name was cut short.")
    answer = get("parties/sp/", if_none_match=before.etag)
    assert answer.status_code == 200
    assert answer.json()["correction"]["note"] == "The name was cut short."


def test_withdrawal_ends_the_304() -> None:
    party = PartyFactory(slug="sp", approved=True)
    before = published(party)
    get("parties/sp/", if_none_match=before.etag)
    withdraw(party, by=None, reason="It was a hoax.")
    for given in (before.etag, "*"):
        assert get("parties/sp/", if_none_match=given).status_code == 410


def test_edited_draft_moves_nothing(meeting: Edition) -> None:
    before = get("meetings/dinner-in-delhi/")
    record = MeetingFactory._meta.model.objects.get(uid=meeting.uid)
    record.title = "Edited, not published"
    record.save()
    after = get("meetings/dinner-in-delhi/")
    assert (after.content, after.headers) == (before.content, before.headers)


def test_old_slug_leads_to_the_new_address(settings) -> None:
    party = PartyFactory(slug="old", approved=True)
    published(party)
    party.slug = "new"
    party.save()
    publish(party, by=None)
    answer = get("parties/old/")
    assert answer.status_code == 301
    assert answer["Location"] == f"{settings.SITE_URL}/api/v1/parties/new/"
    assert answer["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("by", ["slug", "uid"])
def test_withdrawn_document_is_gone_with_its_reason(by: str) -> None:
    party = PartyFactory(slug="hoax", approved=True)
    published(party)
    withdraw(party, by=None, reason="It never existed.")
    answer = get(f"parties/{getattr(party, by)}/")
    assert answer.status_code == 410
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "http://localhost:8000/api/v1/docs/#problem-withdrawn",
        "title": "Gone",
        "status": 410,
        "detail": "It never existed.",
        "instance": f"/api/v1/parties/{getattr(party, by)}/",
    }


def test_withdrawn_draft_text_stays_hidden() -> None:
    party = PartyFactory(slug="hoax", name="Wrong name", approved=True)
    published(party)
    withdraw(party, by=None, reason="It never existed.")
    assert b"Wrong name" not in get("parties/hoax/").content


def test_republished_document_is_back() -> None:
    party = PartyFactory(slug="back", approved=True)
    published(party)
    withdraw(party, by=None, reason="Too early.")
    publish(party, by=None)
    assert get("parties/back/").status_code == 200


@pytest.mark.parametrize("by", ["slug", "uid"])
def test_draft_and_thin_air_are_answered_alike(by: str) -> None:
    leader = LeaderFactory(slug="hidden", approved=True)
    hidden_at = str(getattr(leader, by))
    absent_at = hidden_at[:-1] + ("a" if hidden_at[-1] != "a" else "b")
    hidden, absent = get(f"leaders/{hidden_at}/"), get(f"leaders/{absent_at}/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(hidden_at.encode(), absent_at.encode()) == absent.content
    assert hidden.headers == absent.headers


def test_address_that_no_slug_can_be_is_answered_like_an_absent_one() -> None:
    absent, odd = get("meetings/nowhere/"), get("meetings/no%20where/")
    assert odd.status_code == 404
    assert json.loads(odd.content) == absent.json() | {"instance": "/api/v1/meetings/no where/"}


@pytest.mark.parametrize("address", ["%00", "a%00b", "a" * 3000, "%F0%9F%A6%8A", "..%2f..%2fetc"])
def test_odd_address_is_not_found(address: str) -> None:
    answer = get(f"meetings/{address}/")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_parameter_of_a_document_is_refused(meeting: Edition) -> None:
    answer = get("meetings/dinner-in-delhi/?field=title")
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"parameter": "field", "detail": "There is no such parameter. Did you mean fields?"}
    ]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["meetings/", "meetings/dinner/", "changes", "search", ""])
def test_other_method_is_refused(method: str, path: str) -> None:
    answer = getattr(Client(), method)(f"/api/v1/{path}")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["status"] == 405


def test_options_says_what_is_allowed() -> None:
    answer = Client().options("/api/v1/meetings/")
    assert answer.status_code == 204
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_accept_and_a_body_make_no_difference(meeting: Edition) -> None:
    answer = Client().generic(
        "GET",
        "/api/v1/meetings/dinner-in-delhi/",
        b"{nonsense",
        "application/json",
        headers={"accept": "text/html", "authorization": "Basic bm9ib2R5Om5vYm9keQ=="},
    )
    assert answer.content == meeting.body.encode()
