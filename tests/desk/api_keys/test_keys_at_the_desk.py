from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalition.access import issue, verify
from coalition.models import ApiKey, KeyState
from tests.factories import alice, bob, carol, dave, erin, paula

pytestmark = pytest.mark.django_db

TEXT = re.compile(r"cdk_[a-z0-9]{8}_[A-Za-z0-9_-]{43}")


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator() -> Client:
    return client_of(carol())


@pytest.fixture
def key() -> ApiKey:
    return issue(name="Chart", user=alice(), scopes=["read", "write"], by=None)[0]


def page(name: str, *keys: int) -> str:
    return reverse(f"admin:coalition_apikey_{name}", args=keys)


def wanted(**given) -> dict[str, object]:
    return {"name": "Ticker", "user": paula().pk, "scopes": ["read", "propose"], **given}


def test_issued_key_is_shown_and_works(administrator: Client) -> None:
    answer = administrator.post(page("add"), wanted())
    text = TEXT.search(answer.content.decode())
    assert text
    key = verify(text[0])
    assert (key.name, key.user, key.scopes, key.created_by) == (
        "Ticker",
        paula(),
        "read propose",
        carol(),
    )


def test_page_with_the_text_is_stored_nowhere(administrator: Client) -> None:
    answer = administrator.post(page("add"), wanted())
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    text = TEXT.search(answer.content.decode())
    assert text
    secret = text[0][13:]
    held = [
        *(str(session.get_decoded()) for session in Session.objects.all()),
        *(entry.change_message for entry in LogEntry.objects.all()),
        *(cookie.OutputString() for cookie in answer.cookies.values()),
        *answer.headers.values(),
    ]
    assert not [words for words in held if secret in words]


def test_text_is_shown_once(administrator: Client) -> None:
    administrator.post(page("add"), wanted())
    key = ApiKey.objects.get()
    for address in (page("changelist"), page("change", key.pk), page("history", key.pk)):
        assert not TEXT.search(administrator.get(address).content.decode())


def test_sending_the_form_again_issues_no_second_key(administrator: Client) -> None:
    administrator.post(page("add"), wanted())
    again = administrator.post(page("add"), wanted())
    assert "Choose another" in again.content.decode()
    assert ApiKey.objects.count() == 1


def test_key_works_to_the_end_of_its_last_day(administrator: Client, settings) -> None:
    settings.TIME_ZONE = "Asia/Kolkata"
    last_day = timezone.localdate() + timedelta(days=3)
    administrator.post(page("add"), wanted(expires_on=last_day.isoformat()))
    expires = timezone.localtime(ApiKey.objects.get().expires_at)
    assert (expires.date(), expires.hour) == (last_day + timedelta(days=1), 0)


@pytest.mark.parametrize(
    "given", [{"scopes": ["write"]}, {"scopes": []}, {"name": ""}, {"expires_on": "2020-01-01"}]
)
def test_refused_key_is_not_issued(administrator: Client, given) -> None:
    answer = administrator.post(page("add"), wanted(**given))
    assert "errorlist" in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_list_shows_what_is_asked_most(administrator: Client, key: ApiKey) -> None:
    words = administrator.get(page("changelist")).content.decode()
    for shown in ("Chart", "alice", "read write", "Works", key.prefix):
        assert shown in words
    assert key.digest not in words


def test_list_costs_the_same_for_many_keys(
    administrator: Client, key: ApiKey, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(12) as one:
        administrator.get(page("changelist"))
    for number in range(10):
        issue(name=str(number), user=bob(), scopes=["read"], by=carol())
    with django_assert_num_queries(len(one)):
        administrator.get(page("changelist"))


def test_key_is_renamed_and_narrowed(administrator: Client, key: ApiKey) -> None:
    administrator.post(page("change", key.pk), {"name": "Chart 2", "scopes": ["read"]})
    key.refresh_from_db()
    assert (key.name, key.scopes) == ("Chart 2", "read")
    acts = LogEntry.objects.filter(object_id=str(key.pk), user=carol())
    assert {entry.change_message for entry in acts} == {
        "Scopes reduced to: read.",
        "Renamed to “Chart 2”.",
    }


def test_scope_is_not_added_by_a_forged_form(administrator: Client, key: ApiKey) -> None:
    administrator.post(
        page("change", key.pk), {"name": "Chart", "scopes": ["read", "propose", "write"]}
    )
    key.refresh_from_db()
    assert key.scopes == "read write"


def test_account_is_not_changed_by_a_forged_form(administrator: Client, key: ApiKey) -> None:
    administrator.post(
        page("change", key.pk),
        {"name": "Chart", "scopes": ["read", "write"], "user": carol().pk, "digest": "0" * 64},
    )
    before = key.digest
    key.refresh_from_db()
    assert (key.user, key.digest) == (alice(), before)


def test_replaced_key_is_followed_by_one_that_is_shown(administrator: Client, key: ApiKey) -> None:
    answer = administrator.post(page("rotate", key.pk), {"overlap": "7"})
    text = TEXT.search(answer.content.decode())
    assert text
    assert "no-store" in answer["Cache-Control"]
    assert verify(text[0]).replaces == key
    key.refresh_from_db()
    assert key.state() == KeyState.REPLACED


def test_key_is_not_replaced_twice(administrator: Client, key: ApiKey) -> None:
    administrator.post(page("rotate", key.pk), {"overlap": "0"})
    again = administrator.post(page("rotate", key.pk), {"overlap": "0"})
    assert again.status_code == 409
    assert not TEXT.search(again.content.decode())
    assert ApiKey.objects.count() == 2


def test_revoked_key_stays_in_the_list_and_stays_as_it_was(
    administrator: Client, key: ApiKey
) -> None:
    administrator.post(page("revoke", key.pk))
    key.refresh_from_db()
    assert (key.state(), key.revoked_by) == (KeyState.REVOKED, carol())
    assert "Revoked" in administrator.get(page("changelist")).content.decode()
    answer = administrator.post(page("change", key.pk), {"name": "Other", "scopes": ["read"]})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["rotate", "revoke"])
def test_looking_does_nothing(administrator: Client, key: ApiKey, name: str) -> None:
    assert administrator.get(page(name, key.pk)).status_code == 200
    key.refresh_from_db()
    assert key.state() == KeyState.ACTIVE


@pytest.mark.parametrize("name", ["rotate", "revoke", "change"])
def test_key_that_is_not_there_is_told(administrator: Client, name: str) -> None:
    assert administrator.get(page(name, 12345)).status_code == 302


def test_no_key_is_deleted(administrator: Client, key: ApiKey) -> None:
    assert administrator.post(page("delete", key.pk), {"post": "yes"}).status_code == 403
    answer = administrator.post(
        reverse("admin:auth_user_delete", args=[key.user.pk]), {"post": "yes"}
    )
    assert ApiKey.objects.filter(pk=key.pk).exists(), answer.status_code


@pytest.mark.parametrize("who", [alice, bob, dave])
@pytest.mark.parametrize("name", ["changelist", "add", "change", "rotate", "revoke", "history"])
def test_others_are_kept_out(who, name: str, key: ApiKey) -> None:
    address = page(name, *(() if name in ("changelist", "add") else (key.pk,)))
    client = client_of(who())
    assert client.get(address).status_code == 403
    if name != "history":
        assert client.post(address, wanted(overlap="0")).status_code == 403
    key.refresh_from_db()
    assert (key.state(), ApiKey.objects.count()) == (KeyState.ACTIVE, 1)


@pytest.mark.parametrize("who", [erin, paula])
def test_partners_and_strangers_cannot_enter(who) -> None:
    answer = client_of(who()).get(page("changelist"))
    assert (answer.status_code, "/admin/login/" in answer["Location"]) == (302, True)


def test_pages_have_no_inline_script_or_style(administrator: Client, key: ApiKey) -> None:
    answers = [
        administrator.get(page("add")),
        administrator.get(page("rotate", key.pk)),
        administrator.get(page("revoke", key.pk)),
        administrator.post(page("add"), wanted()),
    ]
    for answer in answers:
        words = answer.content.decode()
        assert not re.search(
            r"<script(?![^>]*\bsrc=)[^>]*>\s*\S|<style|\sstyle=|\son[a-z]+=", words
        )
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
