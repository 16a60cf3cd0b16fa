"""Parties and their names."""

from __future__ import annotations

import factory

from coalition.models import Party, PartyName
from tests.factories.rows import RecordFactory, RowFactory


class PartyFactory(RecordFactory):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Party {n}")
    abbreviation = factory.Sequence(lambda n: f"P{n}")

    class Params:
        coloured = factory.Trait(colour="#19aaed")
        detailed = factory.Trait(
            colour="#19aaed", wikidata_id="Q10225", founded="1885-12-28", summary="An *old* party."
        )


class PartyNameFactory(RowFactory):
    class Meta:
        model = PartyName

    party = factory.SubFactory(PartyFactory)
    name = factory.Sequence(lambda n: f"The {n}th party")
