"""Leaders, their names, their parties and their offices."""

from __future__ import annotations

import factory

from coalition.models import Leader, LeaderName, Office, PartyMembership
from tests.factories.parties import PartyFactory
from tests.factories.rows import RecordFactory, RowFactory
from tests.factories.sources import claim_on


class LeaderFactory(RecordFactory):
    class Meta:
        model = Leader

    name = factory.Sequence(lambda n: f"Leader {n}")

    class Params:
        detailed = factory.Trait(wikidata_id="Q1156", summary="A *long-serving* leader.")
        with_party = factory.Trait(
            membership=factory.RelatedFactory(
                "tests.factories.PartyMembershipFactory", factory_related_name="leader"
            )
        )
        with_office = factory.Trait(
            office=factory.RelatedFactory(
                "tests.factories.OfficeFactory", factory_related_name="leader"
            )
        )


class LeaderNameFactory(RowFactory):
    class Meta:
        model = LeaderName

    leader = factory.SubFactory(LeaderFactory)
    name = factory.Sequence(lambda n: f"The {n}th leader")


class PartyMembershipFactory(RowFactory):
    class Meta:
        model = PartyMembership

    leader = factory.SubFactory(LeaderFactory)
    party = factory.SubFactory(PartyFactory)
    since = "2010"

    class Params:
        ended = factory.Trait(until="2020", ending="expelled")
        sourced = claim_on("party_membership")


class OfficeFactory(RowFactory):
    class Meta:
        model = Office

    leader = factory.SubFactory(LeaderFactory)
    title = "Chief Minister of West Bengal"
    region = "IN-WB"
    since = "2011-05-20"

    class Params:
        of_party = factory.Trait(
            title="President", region="", party=factory.SubFactory(PartyFactory)
        )
        sourced = claim_on("office")
