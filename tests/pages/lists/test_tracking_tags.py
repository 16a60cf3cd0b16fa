"""What others add to a link, to see who follows it, changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.pages.lists.listed import titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/meetings/?", "/corrections/?", "/search/?q=dinner", "/meetings/dinner/editions/?"],
)
@pytest.mark.parametrize(
    "tags",
    ["utm_source=mail&utm_medium=e-mail", "fbclid=IwAR0", "gclid=1&gclid=2", "mc_cid=1&mc_eid=2"],
)
def test_what_others_add_to_a_link_changes_nothing(world: Any, path: str, tags: str) -> None:
    tagged = Client().get(f"{path}&{tags}")
    assert tagged.status_code == 200
    assert tagged.content == Client().get(path).content


def test_what_others_add_to_a_link_stands_beside_filters(world: Any) -> None:
    assert titles("/meetings/", party="banyan", fbclid="IwAR0") == ["Dinner"]


@pytest.mark.parametrize(
    "name",
    [
        "utm_source",
        "utm_source_platform",
        "fbclid",
        "gclid",
        "dclid",
        "ttclid",
        "twclid",
        "yclid",
        "msclkid",
        "li_fat_id",
        "gbraid",
        "wbraid",
        "gad_source",
        "gad_campaignid",
        "srsltid",
        "mc_cid",
        "mc_eid",
        "igsh",
        "igshid",
        "ref_src",
        "ref_url",
    ],
)
def test_whatever_others_add_to_a_link_is_passed_over(name: str) -> None:
    assert Client().get("/meetings/", {name: "1"}).status_code == 200


@pytest.mark.parametrize("name", ["utm", "utmost", "my_utm_source", "fbclid2", "igshi", "gad"])
def test_what_only_looks_like_it_is_refused(name: str) -> None:
    assert Client().get("/meetings/", {name: "1"}).status_code == 400
