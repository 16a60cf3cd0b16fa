"""The manifest keeps to the specification, and its addresses lead somewhere."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.reconciling.asking import get
from tests.api.reconciling.specification import findings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "/"])
def test_manifest_keeps_to_the_specification(path: str) -> None:
    """OpenRefine fetches it from its page, first of all without JSONP."""
    manifest = get(path).json()
    assert findings("manifest.json", manifest) == []
    assert manifest["versions"] == ["0.2"]


def test_manifest_says_so_if_it_is_wrong() -> None:
    """Else the schemas would prove nothing."""
    manifest = get().json()
    assert findings("manifest.json", {**manifest, "view": {"url": "/no-template/"}}) != []
    assert findings("manifest.json", {**manifest, "defaultTypes": [{"name": "Leader"}]}) != []


def test_addresses_of_the_manifest_lead_somewhere(people, settings) -> None:
    manifest = get().json()
    suggest = manifest["suggest"].values()
    addresses = [
        *(one["service_url"] + one["service_path"] + "?prefix=pa" for one in suggest),
        manifest["preview"]["url"].replace("{{id}}", people["one"]),
        manifest["documentation"],
        "".join(manifest["extend"]["propose_properties"].values()) + "?type=leader",
        manifest["suggest"]["entity"]["flyout_service_url"]
        + manifest["suggest"]["entity"]["flyout_service_path"].replace("${id}", people["one"]),
    ]
    paths = [address.removeprefix(settings.SITE_URL) for address in addresses]
    assert {path: Client().get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_jsonp_is_refused() -> None:
    """OpenRefine falls back to it only where plain JSON could not be had."""
    answer = get("?callback=jQuery1111&_=1")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["callback", "_"]
