"""What the data block of a party or an alliance means."""

from __future__ import annotations

import pytest

from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    PartyFactory,
    PartyNameFactory,
    published,
)
from tests.pages.structured_data.blocks import graph, names, node

pytestmark = pytest.mark.django_db


def test_party_is_a_political_party_with_its_names_and_dates() -> None:
    party = PartyFactory(name="Banyan", slug="banyan", abbreviation="BNY", detailed=True)
    PartyNameFactory(party=party, name="बरगद", kind="native_script", language="hi")
    current, former = AllianceFactory(name="Front"), AllianceFactory(name="Old Front")
    AllianceMembershipFactory(alliance=current, party=party)
    AllianceMembershipFactory(alliance=former, party=party, ended=True)
    for record in (party, current, former):
        published(record)
    found = node("/parties/banyan/", "PoliticalParty")
    assert found["alternateName"] == ["BNY", {"@value": "बरगद", "@language": "hi"}]
    assert found["foundingDate"] == "1885-12-28"
    assert names(found["memberOf"]) == ["Front"]


def test_alliance_is_an_organization_of_parties() -> None:
    front = AllianceFactory(name="Front", slug="front", formed="2023-07-18")
    AllianceMembershipFactory(alliance=front, party=PartyFactory(name="Banyan"), ended=True)
    published(front)
    # The publisher is an organization too.
    (found,) = (item for item in graph("/alliances/front/") if "member" in item)
    assert found["foundingDate"] == "2023-07-18"
    (member,) = found["member"]
    assert (member["member"]["name"], member["startDate"], member["endDate"]) == (
        "Banyan",
        "2023-07-18",
        "2024-01",
    )
