"""Elections and their outcomes."""

from __future__ import annotations

import factory

from coalition.models import Election, ElectionLevel, ElectionOutcome, Result
from tests.factories.alliances import AllianceFactory
from tests.factories.parties import PartyFactory
from tests.factories.rows import RecordFactory, RowFactory
from tests.factories.sources import claim_on


class ElectionFactory(RecordFactory):
    class Meta:
        model = Election

    name = factory.Sequence(lambda n: f"Election {n}")
    level = ElectionLevel.REGIONAL
    body = "Legislative Assembly"
    region = "IN-RJ"
    polling = "2023-11-25"

    class Params:
        national = factory.Trait(
            level=ElectionLevel.NATIONAL,
            body="Lok Sabha",
            region="IN",
            polling="2024",
            total_seats=543,
        )


class ElectionOutcomeFactory(RowFactory):
    class Meta:
        model = ElectionOutcome

    election = factory.SubFactory(ElectionFactory)
    party = factory.SubFactory(PartyFactory)
    result = Result.WON

    class Params:
        of_alliance = factory.Trait(party=None, alliance=factory.SubFactory(AllianceFactory))
        sourced = claim_on("outcome")
