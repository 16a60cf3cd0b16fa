"""A data block is written so that nothing in it ends it, and nothing is told twice."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from coalition.pages.structured_data.graphs import script
from tests.factories import MeetingFactory, published
from tests.pages.structured_data.blocks import BLOCK, node

pytestmark = pytest.mark.django_db


def test_nothing_in_the_data_can_end_its_element() -> None:
    hostile = "</script><script>alert(1)</script><!--&amp;\u2028\u2029"
    published(MeetingFactory(title="Dinner", slug="dinner", purpose=hostile))
    html = Client().get("/meetings/dinner/").content.decode()
    (block,) = BLOCK.findall(html)
    assert not set("<>&\u2028\u2029") & set(block)
    assert node("/meetings/dinner/", "Event")["description"].startswith("</script><script>")


def test_thing_is_told_in_full_once_and_then_by_name() -> None:
    party = {"@type": "PoliticalParty", "@id": "urn:p", "name": "Banyan"}
    text = script([{"@id": "urn:a", "memberOf": party}, {"@id": "urn:b", "memberOf": party}])
    found = json.loads(text)["@graph"]
    assert found[0]["memberOf"] == party
    assert found[1]["memberOf"] == {"@id": "urn:p"}


def test_thing_with_more_to_say_says_it_again() -> None:
    brief = {"@id": "urn:p", "name": "Banyan"}
    whole = brief | {"founded": "1885"}
    assert json.loads(script([{"member": brief}, whole]))["@graph"][1] == whole
