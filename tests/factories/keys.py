"""API keys, as rows, and as a caller holds them."""

from __future__ import annotations

import hashlib
from typing import Any

import factory

from coalition.access import allowed_scopes, issue
from coalition.models import ApiKey
from tests.factories.rows import RowFactory
from tests.factories.users import UserFactory


class KeyFactory(RowFactory):
    """A row that nobody has the text of."""

    class Meta:
        model = ApiKey

    name = factory.Sequence(lambda n: f"Key {n}")
    user = factory.SubFactory(UserFactory)
    scopes = "read"
    prefix = factory.Sequence(lambda n: f"{n:08d}")
    digest = factory.LazyAttribute(lambda key: hashlib.sha256(key.prefix.encode()).hexdigest())


def bearer(user: Any, *scopes: str, name: str = "Test") -> dict[str, str]:
    """The header of a caller who has a new key of `user`: with all scopes of its role, or these.

    Give it to a test client: `Client().get(address, headers=bearer(alice()))`.
    """
    _, text = issue(name=name, user=user, scopes=scopes or tuple(allowed_scopes(user)), by=None)
    return {"Authorization": f"Bearer {text}"}
