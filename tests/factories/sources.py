"""Sources, what they claim, and what was decided about it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import factory

from coalition.models import CLAIM_SUBJECTS, Claim, Decision, Source
from tests.factories.rows import RecordFactory, RowFactory


class SourceFactory(RecordFactory):
    """A report as most are: published by somebody, under a headline, on the web."""

    class Meta:
        model = Source

    title = factory.Sequence(lambda n: f"Report {n}")
    publisher = "The Daily Banyan"
    headline = factory.Sequence(lambda n: f"Bloc meets again, take {n}")
    author = "A. Staff Writer"
    place = "New Delhi"
    url = factory.Sequence(lambda n: f"https://news.example.org/reports/{n}")
    published_at = datetime(2023, 12, 6, 16, 11, tzinfo=UTC)

    class Params:
        unidentified = factory.Trait(publisher="", headline="", author="", place="", url="")
        undated = factory.Trait(published_at=None)


class ClaimFactory(RowFactory):
    """`ClaimFactory(meeting=…)`: the subject is the keyword, one of CLAIM_SUBJECTS."""

    class Meta:
        model = Claim

    source = factory.SubFactory(SourceFactory)
    quote = "met over dinner"
    paragraph = 1

    class Params:
        unnamed_speaker = factory.Trait(attribution="party sources")

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        if sum(kwargs.get(name) is not None for name in CLAIM_SUBJECTS) != 1:
            raise TypeError(f"Give the claim one subject: {', '.join(CLAIM_SUBJECTS)}.")
        return kwargs


class DecisionFactory(RowFactory):
    """`DecisionFactory(meeting=…, field=…)`: settled, unless `left_open`."""

    class Meta:
        model = Decision

    reason = "The host's office confirms it."

    class Params:
        left_open = factory.Trait(is_open=True, reason="")


def claim_on(subject: str) -> factory.Trait:
    """A trait: one claim, with a source of its own."""
    return factory.Trait(claim=factory.RelatedFactory(ClaimFactory, factory_related_name=subject))
