"""Who is there to be found."""

from __future__ import annotations

import pytest

from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    LeaderFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    published,
)


@pytest.fixture
def people() -> dict[str, str]:
    """Their identifiers."""
    rsp = PartyFactory(name="Revolutionary Socialist Party", abbreviation="RSP", slug="rsp")
    bjp = PartyFactory(name="Bharatiya Janata Party", abbreviation="BJP", slug="bjp")
    bloc = AllianceFactory(name="INDIA bloc", abbreviation="INDIA", slug="bloc")
    AllianceMembershipFactory(alliance=bloc, party=rsp)
    one = LeaderFactory(name="N K Premchandran", slug="one", wikidata_id="Q42")
    two = LeaderFactory(name="N K Premchandran", slug="two")
    PartyMembershipFactory(leader=one, party=rsp, since="2014", until="2023-12-31", ending="left")
    PartyMembershipFactory(leader=one, party=bjp, since="2024-01-01")
    PartyMembershipFactory(leader=two, party=bjp, since="2014")
    OfficeFactory(leader=one, title="Member of the Lok Sabha", region="IN-KL")
    editions = {record.slug: published(record) for record in (rsp, bjp, bloc, one, two)}
    return {slug: str(edition.uid) for slug, edition in editions.items()}
