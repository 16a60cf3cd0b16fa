"""Alliances, their names and their members."""

from __future__ import annotations

import factory

from coalition.models import Alliance, AllianceMembership, AllianceName, Qualifier
from tests.factories.parties import PartyFactory
from tests.factories.rows import RecordFactory, RowFactory
from tests.factories.sources import claim_on


class AllianceFactory(RecordFactory):
    class Meta:
        model = Alliance

    name = factory.Sequence(lambda n: f"Alliance {n}")
    abbreviation = factory.Sequence(lambda n: f"A{n}")

    class Params:
        sized = factory.Trait(reported_size=26, reported_size_qualifier=Qualifier.AT_LEAST)


class AllianceNameFactory(RowFactory):
    class Meta:
        model = AllianceName

    alliance = factory.SubFactory(AllianceFactory)
    name = factory.Sequence(lambda n: f"The {n}th alliance")


class AllianceMembershipFactory(RowFactory):
    class Meta:
        model = AllianceMembership

    alliance = factory.SubFactory(AllianceFactory)
    party = factory.SubFactory(PartyFactory)
    since = "2023-07-18"

    class Params:
        ended = factory.Trait(until="2024-01", ending="left")
        sourced = claim_on("alliance_membership")
