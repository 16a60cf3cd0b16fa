"""Every address of the desk, filled in for one story, and what a role is told there.

Tests compare it with `access.csv`. After a change of addresses or of rules, write that table anew
with `python -m tests.desk`, and read its difference: each line is a decision.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver

from coalition.models import Edition, Meeting, Source, Stage
from coalition.revisions import keep_before
from coalition.revisions.snapshots import versions_of
from tests import factories
from tests.editorial_factories import MergeFactory
from tests.factories.webhooks import WebhookDeliveryFactory
from tests.hidden_records import tell_story

STATES = ("drafting", "in_review", "approved", "published", "edited", "withdrawn")
COLUMNS = ("url", "role", *STATES)
TABLE = Path(__file__).with_name("access.csv")
ROLES = {
    "anonymous": None,
    "stranger": factories.erin,
    "partner": factories.paula,
    "staff": factories.dave,
    "reporter": factories.bob,
    "editor": factories.alice,
    "administrator": factories.carol,
}

_PARAMETER = re.compile(r"<(?:[a-z]+:)?(?P<name>\w+)>")


class UnknownParameter(Exception):
    """An address takes something that the walker does not know how to fill in."""


@dataclass(frozen=True)
class Address:
    """`name` is that of the URL pattern, `route` the pattern, `path` what a browser asks for."""

    name: str
    path: str
    #: Whether what is there depends on the state of a record.
    has_states: bool


class World:
    """One record of every kind in one state, with every row that can hang on it."""

    def __init__(self, state: str) -> None:
        story = tell_story()
        if state in ("published", "edited", "withdrawn"):
            story.publish()
        if state == "withdrawn":
            story.withdraw()
        stage = {"published": Stage.APPROVED, "withdrawn": Stage.APPROVED, "edited": Stage.DRAFTING}
        for record in story.records:
            changes = {"stage": stage.get(state, state)}
            if state == "edited":
                changes["slug"] = f"{record.slug}-anew"
            type(record).objects.filter(pk=record.pk).update(**changes)
        self.keys: dict[str, Any] = {}
        self.revisions: dict[str, int] = {}
        for row in [*story.records, *story.rows]:
            self.keys.setdefault(row._meta.model_name, row.pk)
        for record in [*story.records, Source.objects.get(pk=self.keys["source"])]:
            keep_before(record)
            kept = versions_of(type(record), record.pk).values_list("revision_id", flat=True)
            self.revisions.setdefault(record._meta.model_name, kept[0])
        edition = Edition.objects.order_by("sequence").first()
        if edition is not None:
            self.keys["edition"] = edition.pk
        colleague = factories.UserFactory(username="a-colleague", staff=True, group="Reporters")
        self.keys["merge"] = MergeFactory().pk
        self.keys["apikey"] = factories.KeyFactory().pk
        message = WebhookDeliveryFactory(edition=None)
        self.keys["webhookdelivery"] = message.pk
        self.keys["webhooksubscription"] = message.subscription_id
        self.keys |= {"user": colleague.pk, "group": colleague.groups.get().pk}
        self.story = story

    def fill(self, route: str, name: str) -> str | None:
        """The path of `route`, or None if this world has nothing to put there."""
        model = next(iter(re.findall(r"^\w+/(\w+)/", route)), "")
        values = {
            "object_id": self.keys.get(model),
            "id": self.keys.get(model),
            "content_type_id": None,
            "app_label": "coalition",
            "revision": self.revisions.get(model),
            "uid": self.story.records[0].uid,
            # Of a draft that was deleted; here there is none.
            "key": 999999,
        }
        for match in _PARAMETER.finditer(route):
            if match["name"] not in values:
                raise UnknownParameter(f"{route}: say in `World.fill` what stands for {match[0]}.")
            if values[match["name"]] is None:
                return None
        return "/admin/" + _PARAMETER.sub(lambda match: str(values[match["name"]]), route)


def routes() -> Iterator[tuple[str, str]]:
    """(name, route) of every pattern of the desk, the redirects of the admin left out."""
    yield from _routes(admin.site.get_urls(), "")


def _routes(patterns: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
    for entry in patterns:
        route = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLResolver):
            yield from _routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern) and entry.name:
            yield entry.name, route


def addresses(world: World) -> list[Address]:
    found = []
    for name, route in routes():
        path = world.fill(route, name) if not route.startswith("(") else None
        if path is not None and name not in ("logout", "jsi18n"):
            found.append(Address(name, path, has_states="<" in route and "coalition/" in route))
    return found


def told(answer: HttpResponse) -> str:
    """What a role is told, in one word."""
    status = answer.status_code
    if status == 302:
        return "login" if answer["Location"].startswith("/admin/login/") else "elsewhere"
    return {
        200: "opens",
        400: "incomplete",
        403: "forbidden",
        404: "absent",
        405: "not-this-way",
        409: "incomplete",
    }.get(status, str(status))


def observe(client: Client, world: World, *, all_addresses: bool) -> dict[str, str]:
    """Name of an address -> what a GET of it tells."""
    seen = {}
    for address in addresses(world):
        if all_addresses or address.has_states:
            answer = client.get(address.path)
            seen[address.name] = told(answer)
            if answer.streaming:
                # A table on its way out holds a file open until it is read.
                list(answer.streaming_content)
    return seen


def what_stands(world: World) -> list[Any]:
    """What a refused request must leave as it is."""
    return [
        sorted(
            (type(record).__name__, record.pk, version, stage)
            for record in world.story.records
            for version, stage in type(record)
            .objects.filter(pk=record.pk)
            .values_list("version", "stage")
        ),
        list(Edition.objects.order_by("pk").values_list("sequence", "is_live")),
        Meeting.objects.count(),
    ]


def client_of(role: str) -> Client:
    client = Client()
    make_user = ROLES[role]
    if make_user is not None:
        client.force_login(make_user())
    return client


def write_table() -> None:
    """Observe everything in a database of its own, and write the table."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for state in STATES:
        for role in ROLES:
            with transaction.atomic():
                seen = observe(client_of(role), World(state), all_addresses=state == STATES[0])
                transaction.set_rollback(True)
            for url, word in seen.items():
                found.setdefault((url, role), {})[state] = word
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for (url, role), words in sorted(found.items()):
            writer.writerow({"url": url, "role": role, **words})
