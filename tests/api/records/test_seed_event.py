"""The seed event, recorded by API from nothing to public: the documents are those of the seeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from coalition import kept_answers
from coalition.api.records.kinds import RECORD_KINDS
from coalition.interchange.exporting import export_lines
from coalition.models import Edition, EditionLink
from tests.api.records.callers import editor, partner, reporter
from tests.interchange.rich import remove_all

pytestmark = pytest.mark.django_db

#: What differs by when, and by which identity, it was recorded.
_OWN = ("published_at", "first_published_at", "edition")


def documents() -> dict[tuple[str, str], Any]:
    """All live documents, without what tells them apart by chance."""
    live = list(Edition.objects.live())
    text = json.dumps([json.loads(edition.body) for edition in live], ensure_ascii=False)
    names: dict[str, str] = {}
    for edition in live:
        names[str(edition.uid)] = f"{edition.kind} {edition.slug}"
    for document in json.loads(text):
        for source in document.get("sources", []):
            names[source["id"]] = f"source {source['published_at']}"
    for uid, name in names.items():
        text = text.replace(uid, name)
    found = {}
    for document in json.loads(text):
        plain = {key: value for key, value in document.items() if key not in _OWN}
        found[document["kind"], document["slug"]] = plain
    return found


def seed_entries() -> list[dict[str, Any]]:
    """The seeds as anybody would send them: without identity, version or stage."""
    entries = [json.loads(line) for line in export_lines()]
    for entry in entries:
        for key in ("uid", "version", "stage", "created_at"):
            entry.pop(key, None)
    return entries


def load_seeds() -> None:
    call_command("load_seeds", verbosity=0)
    kept_answers.forget_all()


def test_seed_event_by_api_is_the_seed_event_of_the_command() -> None:
    load_seeds()
    expected, entries = documents(), seed_entries()
    remove_all()
    EditionLink.objects.all().delete()
    Edition.objects.all().delete()
    hand, chief = reporter(), editor()
    for entry in _in_order(entries):
        answer = hand.post(f"{RECORD_KINDS[entry['kind']].path}/", entry)
        assert answer.status_code == 201, answer.content
    public = [kind for kind in RECORD_KINDS.values() if kind.is_public]
    for kind in public:
        for entry in _of(entries, kind.kind):
            path = f"{kind.path}/{entry['slug']}/"
            assert hand.step(path, "submit").status_code == 200
    for kind in public:
        for entry in _of(entries, kind.kind):
            answer = chief.step(f"{kind.path}/{entry['slug']}/", "publish")
            assert answer.status_code == 200, answer.content
    assert documents() == expected


def test_seed_event_by_bulk_says_the_same_as_the_files() -> None:
    load_seeds()
    entries = seed_entries()
    remove_all()
    answer = reporter().post("bulk/", list(reversed(entries)))
    assert answer.json()["counts"]["created"] == len(entries)
    assert sorted(seed_entries(), key=str) == sorted(entries, key=str)


def test_partner_proposes_the_seed_dinner() -> None:
    load_seeds()
    text = (Path(settings.BASE_DIR) / "seeds" / "sources.yaml").read_text(encoding="utf-8")
    report = yaml.safe_load(text)[0]
    caller = partner()
    source = caller.post("sources/", {"title": report["title"]}).json()["slug"]
    (dinner,) = [e for e in _of(seed_entries(), "meeting") if "floor-leaders" in e["slug"]]
    del dinner["slug"]
    plain = json.dumps(dinner).replace("india-floor-leaders-report", source)
    answer = caller.post("meetings/", plain)
    assert answer.status_code == 201, answer.content
    assert len(answer.json()["attendances"]) == len(dinner["attendances"])


def _of(entries: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry["kind"] == kind]


def _in_order(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What others refer to first: by kind, and within a kind by what it follows."""
    left = [entry for kind in RECORD_KINDS for entry in _of(entries, kind)]
    ordered: list[dict[str, Any]] = []
    while left:
        slugs = {entry["slug"] for entry in left}
        ready = next(
            entry
            for entry in left
            if not any(
                entry.get(key) in slugs and entry.get(key) != entry["slug"]
                for key in ("follows", "rescheduled_from", "split_from")
            )
        )
        left.remove(ready)
        ordered.append(ready)
    return ordered
