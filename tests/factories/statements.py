"""Statements of parties and leaders."""

from __future__ import annotations

import factory

from coalition.models import Stance, Statement
from tests.factories.leaders import LeaderFactory
from tests.factories.parties import PartyFactory
from tests.factories.rows import RecordFactory
from tests.factories.sources import claim_on


class StatementFactory(RecordFactory):
    """By default a party speaks; `about` a meeting, talk, alliance or party is given by keyword."""

    class Meta:
        model = Statement

    title = factory.Sequence(lambda n: f"Statement {n}")
    speaker_party = factory.SubFactory(PartyFactory)
    stance = Stance.DEMAND
    point = "The larger party should leave more room for its regional allies."
    made = "2023-12-06"

    class Params:
        by_leader = factory.Trait(speaker_leader=factory.SubFactory(LeaderFactory))
        unnamed = factory.Trait(speaker_party=None, speaker_label="sources")
        sourced = claim_on("statement")
