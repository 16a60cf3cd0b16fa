"""What is imported is found by its name: the keys follow, as they do at the desk."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from coalition.models import Leader, LeaderName, Party, Record
from coalition.name_lookup import find_by_name

pytestmark = pytest.mark.django_db

Import = Callable[..., None]


@pytest.fixture
def load(tmp_path: Path) -> Import:
    def run(*records: dict[str, Any]) -> None:
        file = tmp_path / "records.jsonl"
        file.write_text("".join(json.dumps(record) + "\n" for record in records))
        call_command("import_records", str(file), stdout=StringIO())

    return run


def is_found(model: type[Record], name: str) -> bool:
    return bool(find_by_name(model, name))


def test_imported_leader_is_found(load: Import) -> None:
    load({"kind": "leader", "slug": "l", "name": "N K Premchandran"})
    assert is_found(Leader, "N.K. Premachandran")


def test_leader_renamed_by_an_import_is_found_by_the_new_name_alone(load: Import) -> None:
    load({"kind": "leader", "slug": "l", "name": "Gopalsamy"})
    load({"kind": "leader", "slug": "l", "name": "Vaiko"})
    assert is_found(Leader, "Vaiko")
    assert not is_found(Leader, "Gopalsamy")


def test_party_is_found_by_the_abbreviation_that_an_import_changed(load: Import) -> None:
    load({"kind": "party", "slug": "p", "name": "Samajwadi Party", "abbreviation": "SAP"})
    load({"kind": "party", "slug": "p", "name": "Samajwadi Party", "abbreviation": "SP"})
    assert Party.objects.get().name_key == " samajwadi party sp "


def test_other_names_follow_an_import(load: Import) -> None:
    entry = {"kind": "leader", "slug": "l", "name": "Vaiko"}
    load(entry | {"other_names": [{"name": "Gopalsamy", "kind": "former"}]})
    load(entry | {"other_names": [{"name": "வைகோ", "kind": "native_script", "language": "ta"}]})
    assert is_found(Leader, "வைகோ")
    assert not is_found(Leader, "Gopalsamy")
    assert LeaderName.objects.get().name_skeleton == " vk "


def test_equal_entry_keeps_the_version_though_keys_are_computed(load: Import) -> None:
    entry = {"kind": "leader", "slug": "l", "name": "Vaiko"}
    load(entry)
    version = Leader.objects.get().version
    load(entry)
    assert Leader.objects.get().version == version
