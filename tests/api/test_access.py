"""Keys on the public half: they change nothing but how often one may ask."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from coalition.access import issue, revoke
from coalition.api.authentication import KeyAuthentication
from coalition.models import Edition, Scope
from tests.factories import MeetingFactory, alice, bearer, carol, paula, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def published_meeting() -> Edition:
    return published(MeetingFactory())


def meeting_address(edition: Edition) -> str:
    return f"/api/v1/meetings/{edition.slug}/"


def test_key_gets_the_same_bytes(published_meeting) -> None:
    path = meeting_address(published_meeting)
    anonymous, known = Client().get(path), Client().get(path, headers=bearer(paula()))
    assert (known.content, known["ETag"]) == (anonymous.content, anonymous["ETag"])


def test_answer_to_a_key_is_stored_by_no_cache(published_meeting) -> None:
    answer = Client().get(meeting_address(published_meeting), headers=bearer(paula()))
    assert answer["Cache-Control"] == "private, no-store"
    assert "Authorization" in answer["Vary"]


def test_answer_to_a_key_is_not_kept_for_others(published_meeting) -> None:
    path = "/api/v1/meetings/?limit=1"
    Client().get(path, headers=bearer(paula()))
    assert Client().get(path)["Cache-Control"] == "public, max-age=60"


def test_known_answer_is_a_304_with_a_key_too(published_meeting) -> None:
    path = meeting_address(published_meeting)
    tag = Client().get(path)["ETag"]
    answer = Client().get(path, headers={"If-None-Match": tag, **bearer(paula())})
    assert (answer.status_code, answer["Cache-Control"]) == (304, "private, no-store")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Token", "BEARER "])
def test_scheme_is_bearer_or_token_in_any_case(scheme) -> None:
    _, text = issue(name="Test", user=paula(), scopes=["read"], by=None)
    answer = Client().get("/api/v1/", headers={"Authorization": f"{scheme} {text}"})
    assert answer.status_code == 200


WRONG = {
    "unknown": "Bearer cdk_abcdefgh_" + "A" * 43,
    "empty": "Bearer",
    "nonsense": "Token \x7f",
    "two": "Bearer one two",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_wrong_key_is_a_401_on_a_public_read(text, published_meeting) -> None:
    answer = Client().get(meeting_address(published_meeting), headers={"Authorization": text})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "private, no-store"
    problem = answer.json()
    assert problem["type"] == "http://localhost:8000/api/v1/docs/#problem-unauthenticated"
    assert problem["detail"] == "There is no such key."


@pytest.mark.parametrize(
    "joined",
    ["Bearer {0},Bearer {0}", "Bearer {0}, Basic dTpw", "Basic dTpw, Token {0}", "x,Token"],
)
def test_two_credentials_at_once_are_a_401_that_says_so(joined) -> None:
    """As servers join two headers: whichever was meant, one of them would be passed over."""
    _, text = issue(name="Test", user=paula(), scopes=["read"], by=None)
    answer = Client().get("/api/v1/", headers={"Authorization": joined.format(text)})
    assert answer.status_code == 401
    assert answer.json()["detail"] == "Send one key, in one Authorization header."


@pytest.mark.parametrize("other", ['Digest username="token", realm="a, b"', "Basic dTpw", "Tokens"])
def test_other_credentials_with_a_comma_are_passed_over(other) -> None:
    assert Client().get("/api/v1/", headers={"Authorization": other}).status_code == 200


def test_wrong_key_is_a_401_whatever_the_address(published_meeting) -> None:
    headers = {"Authorization": WRONG["unknown"]}
    there, hidden = (
        Client().get(f"/api/v1/meetings/{slug}/", headers=headers)
        for slug in (published_meeting.slug, "nothing-here")
    )
    assert (there.status_code, hidden.status_code) == (401, 401)


def test_refused_answer_is_not_kept_for_others(published_meeting) -> None:
    path = "/api/v1/meetings/?limit=1"
    Client().get(path, headers={"Authorization": WRONG["unknown"]})
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("how", ["expired", "revoked", "suspended"])
def test_key_that_has_ended_is_a_401_that_says_why(how) -> None:
    long_ago = datetime(2024, 1, 1, tzinfo=UTC)
    expires = long_ago + timedelta(days=1) if how == "expired" else None
    key, text = issue(
        name="Test", user=paula(), scopes=["read"], by=None, expires_at=expires, now=long_ago
    )
    if how == "revoked":
        revoke(key, by=carol())
    if how == "suspended":
        key.user.is_active = False
        key.user.save()
    answer = Client().get("/api/v1/", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 401
    words = {"expired": "expired", "revoked": "revoked", "suspended": "switched off"}
    assert words[how] in answer.json()["detail"]


def test_credentials_of_another_sort_are_not_ours() -> None:
    """A proxy in front may ask for a password of its own, and pass it on."""
    answer = Client().get("/api/v1/", headers={"Authorization": "Basic dTpw"})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("name", ["key", "token", "access_token", "api_key"])
@pytest.mark.parametrize("path", ["", "meetings/", "changes", "search", "docs/"])
def test_key_in_an_address_is_refused(name, path) -> None:
    _, text = issue(name="Test", user=paula(), scopes=["read"], by=None)
    answer = Client().get(f"/api/v1/{path}", {name: text})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == name
    assert text not in answer.content.decode()


def test_key_costs_one_query(published_meeting, django_assert_num_queries) -> None:
    headers, path = bearer(paula()), meeting_address(published_meeting)
    Client().get(path, headers=headers)
    with django_assert_num_queries(1) as anonymous:
        Client().get(path)
    with django_assert_num_queries(len(anonymous) + 1):
        Client().get(path, headers=headers)


def test_cookie_of_the_desk_is_not_a_key() -> None:
    client = Client()
    client.force_login(alice())
    request = RequestFactory().get("/api/v1/records/")
    request.COOKIES = client.cookies
    assert WhoAmI.as_view()(request).status_code == 401


class WhoAmI(APIView):
    """A view of the staff half."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [IsAuthenticated]

    def get(self, request, *args, **kwargs):
        return Response({"user": request.user.username, "key": request.auth.name})


def who_am_i(**headers: str):
    return WhoAmI.as_view()(RequestFactory().get("/api/v1/records/", headers=headers))


def test_key_acts_as_its_account() -> None:
    assert who_am_i(**bearer(alice())).data == {"user": "alice", "key": "Test"}


def test_key_without_the_scope_is_a_403_that_names_it() -> None:
    answer = Client().get("/api/v1/records/parties/", headers=bearer(alice(), Scope.READ))
    assert answer.status_code == 403
    assert b"#problem-scope-missing" in answer.content
    assert "scope “write”" in json.loads(answer.content)["detail"]


def test_caller_without_a_key_is_asked_for_one() -> None:
    answer = who_am_i()
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert b"#problem-unauthenticated" in answer.content
