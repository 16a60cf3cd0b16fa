"""The named cast, from an administrator to a stranger."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

import factory
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection

from tests.factories.rows import RowFactory

PASSWORD = "banyan-lantern-harbour-42"


class UserFactory(RowFactory):
    class Meta:
        model = get_user_model()
        django_get_or_create = ("username",)

    username = factory.Sequence(lambda n: f"user-{n}")
    password = factory.django.Password(PASSWORD)

    class Params:
        staff = factory.Trait(is_staff=True)

    @factory.post_generation
    def group(self: Any, create: bool, name: str | None) -> None:
        if create and name:
            self.groups.add(_role(name))


def _role(name: str) -> Group:
    if not Group.objects.filter(name=name).exists():
        # A transactional test has emptied every table, what migrations wrote included.
        editor = SimpleNamespace(connection=connection)
        importlib.import_module("coalition.migrations.0003_roles").create_roles(apps, editor)
        desk = importlib.import_module("coalition.migrations.0008_roles_of_the_desk")
        desk.add_permissions(apps, editor)
        keys = importlib.import_module("coalition.migrations.0016_api_keys")
        keys.add_permissions(apps, editor)
        webhooks = importlib.import_module("coalition.migrations.0018_webhooks")
        webhooks.add_permissions(apps, editor)
    return Group.objects.get(name=name)


def alice() -> Any:
    """An editor: approves, publishes, corrects, withdraws."""
    return UserFactory(username="alice", staff=True, group="Editors")


def bob() -> Any:
    """A reporter: drafts and submits, and makes nothing public."""
    return UserFactory(username="bob", staff=True, group="Reporters")


def carol() -> Any:
    """An administrator: an editor who looks after accounts too."""
    return UserFactory(username="carol", staff=True, group="Administrators")


def dave() -> Any:
    """Staff without a group: may sign in to the desk, and do nothing there."""
    return UserFactory(username="dave", staff=True)


def erin() -> Any:
    """An account that is not staff: to the desk, a stranger."""
    return UserFactory(username="erin")


def paula() -> Any:
    """A partner: proposes records by key, and cannot sign in to the desk."""
    return UserFactory(username="paula", group="Partners")
