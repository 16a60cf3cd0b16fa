"""Everybody who may ask the API for something, by what they are to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from coalition.access import issue, revoke, rotate
from tests import factories

#: In the words of `rules.csv`, with what each is.
SORTS = {
    "broken": "sends a key that does not work",
    "nobody": "sends no key and is not signed in",
    "outsider": "reads, or has lost what their key was issued for",
    "staff": "is staff, without a role",
    "owner": "proposes, and the record is their proposal",
    "proposer": "proposes, and the record is not their proposal",
    "reporter": "acts as a reporter",
    "editor": "acts as an editor or an administrator",
    "submitter": "acts as the editor who submitted the record",
    "tokenless": "is signed in as an editor, in a page of another site: without the CSRF token",
}
_NUMBERS = count(1)
_LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Caller:
    name: str
    sort: str
    client: Client


def owner() -> Any:
    return factories.paula()


def submitter() -> Any:
    return factories.UserFactory(username="sam", staff=True, group="Editors")


def everybody() -> list[Caller]:
    """Every set of scopes with every role that may have it, and every way to have no key."""
    return [
        Caller(name, sort, client)
        for sort, found in (
            ("broken", _broken()),
            ("nobody", _nobody()),
            ("outsider", _outsiders()),
            ("staff", _staff()),
            ("owner", _proposing(owner())),
            ("proposer", _proposers()),
            ("reporter", _acting("reporter", factories.bob())),
            ("editor", _editors()),
            ("submitter", _acting("editor who submitted", submitter())),
            ("tokenless", _tokenless()),
        )
        for name, client in found
    ]


Found = Iterator[tuple[str, Client]]


def _keyed(user: Any, *scopes: str) -> Client:
    return Client(headers=factories.bearer(user, *scopes, name=f"Key {next(_NUMBERS)}"))


def _signed_in(user: Any, **how: Any) -> Client:
    client = Client(**how)
    client.force_login(user)
    return client


def _broken() -> Found:
    by = factories.carol()
    user = factories.UserFactory(username="frieda", staff=True, group="Editors")

    def key(name: str, **how: Any) -> tuple[Any, Client]:
        row, text = issue(name=name, user=user, scopes=["read", "write"], by=by, **how)
        return row, Client(headers={"Authorization": f"Bearer {text}"})

    unknown = f"cdk_abcdefgh_{'A' * 43}"
    yield "wrong key", Client(headers={"Authorization": f"Bearer {unknown}"})
    yield "no key after Bearer", Client(headers={"Authorization": "Bearer"})
    a_day_later = _LONG_AGO + timedelta(days=1)
    yield "expired key", key("Expired", expires_at=a_day_later, now=_LONG_AGO)[1]
    row, client = key("Revoked")
    revoke(row, by=by)
    yield "revoked key", client
    row, client = key("Replaced", now=_LONG_AGO)
    rotate(row, by=by, now=_LONG_AGO)
    yield "key that was replaced, and lapsed", client
    gone = factories.UserFactory(username="gina", staff=True, group="Editors")
    client = _keyed(gone, "read", "write")
    _switch_off(gone)
    yield "key of an account that is switched off", client


def _nobody() -> Found:
    yield "anonymous", Client()
    yield "other credentials", Client(headers={"Authorization": "Basic dTpw"})
    gone = factories.UserFactory(username="hugo", staff=True, group="Editors")
    client = _signed_in(gone)
    _switch_off(gone)
    yield "cookie of an account that is switched off", client


def _outsiders() -> Found:
    for user in _cast():
        yield f"reading key of {user.username}", _keyed(user, "read")
    yield "cookie of an account without anything", _signed_in(factories.erin())
    yield "cookie of a partner", _signed_in(factories.paula())
    for scope in ("propose", "write"):
        user = factories.UserFactory(username=f"former-{scope}", staff=True, group="Editors")
        client = _keyed(user, scope)
        user.groups.clear()
        user.is_staff = False
        user.save()
        yield f"key to {scope} of an account that has lost its role", client


def _staff() -> Found:
    yield "cookie of staff without a role", _signed_in(factories.dave())
    user = factories.UserFactory(username="ivan", staff=True, group="Editors")
    client = _keyed(user, "write")
    user.groups.clear()
    yield "key to write of staff without a role", client


def _proposers() -> Found:
    yield from _proposing(factories.UserFactory(username="quentin", group="Partners"))
    for user in (factories.bob(), factories.alice(), factories.carol()):
        yield f"key to propose of {user.username}", _keyed(user, "propose")


def _proposing(user: Any) -> Found:
    yield f"key to propose of {user.username}", _keyed(user, "propose")
    yield f"key to read and propose of {user.username}", _keyed(user, "read", "propose")


def _acting(name: str, user: Any) -> Found:
    yield f"cookie of a {name}", _signed_in(user)
    for more in ((), ("read",), ("propose",), ("read", "propose")):
        yield f"key to {' '.join((*more, 'write'))} of a {name}", _keyed(user, *more, "write")


def _editors() -> Found:
    yield from _acting("editor", factories.alice())
    carol = factories.carol()
    yield "cookie of an administrator", _signed_in(carol)
    yield "key to write of an administrator", _keyed(carol, "write")


def _tokenless() -> Found:
    yield "cookie without its token", _signed_in(factories.alice(), enforce_csrf_checks=True)


def _cast() -> list[Any]:
    return [
        make()
        for make in (
            factories.carol,
            factories.alice,
            factories.bob,
            factories.paula,
            factories.dave,
            factories.erin,
        )
    ]


def _switch_off(user: Any) -> None:
    user.is_active = False
    user.save()
