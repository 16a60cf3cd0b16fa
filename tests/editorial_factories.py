"""Factories of what the desk keeps about records: steps, schedules, decisions and the like."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import factory

from coalition.models import (
    Action,
    Decision,
    KeptReply,
    Kind,
    Merge,
    Presence,
    Proposal,
    ScheduledPublication,
    Transition,
)
from tests.factories import MeetingFactory, RowFactory, UserFactory


class TransitionFactory(RowFactory):
    class Meta:
        model = Transition

    kind = Kind.MEETING
    uid = factory.LazyFunction(uuid.uuid4)
    action = Action.SUBMITTED
    version = 1


class ScheduledPublicationFactory(RowFactory):
    class Meta:
        model = ScheduledPublication

    class Params:
        held_back = factory.Trait(
            held_back_at=datetime(2023, 12, 7, 12, 1, tzinfo=UTC),
            held_back_because="It was changed after it was scheduled.",
        )

    kind = Kind.MEETING
    uid = factory.LazyFunction(uuid.uuid4)
    version = 1
    scheduled_at = datetime(2023, 12, 6, 16, 0, tzinfo=UTC)
    due_at = datetime(2023, 12, 7, 12, 0, tzinfo=UTC)
    scheduled_by = factory.SubFactory(UserFactory, staff=True)


class PresenceFactory(RowFactory):
    class Meta:
        model = Presence

    uid = factory.LazyFunction(uuid.uuid4)
    user = factory.SubFactory(UserFactory, staff=True)
    opened_at = datetime(2023, 12, 6, 16, 0, tzinfo=UTC)
    seen_at = datetime(2023, 12, 6, 16, 1, tzinfo=UTC)


class ProposalFactory(RowFactory):
    class Meta:
        model = Proposal

    kind = Kind.MEETING
    uid = factory.LazyFunction(uuid.uuid4)
    by = factory.SubFactory(UserFactory)


class KeptReplyFactory(RowFactory):
    class Meta:
        model = KeptReply

    user = factory.SubFactory(UserFactory)
    key = factory.Sequence(lambda n: f"key-{n}")
    digest = "0" * 64
    status = 201
    body = b"{}"


class DecisionFactory(RowFactory):
    """By default the start of a meeting is settled; `open` leaves it in dispute."""

    class Meta:
        model = Decision

    class Params:
        open = factory.Trait(is_open=True, reason="")

    meeting = factory.SubFactory(MeetingFactory)
    field = "start"
    reason = "The host's office confirmed it."


class MergeFactory(RowFactory):
    class Meta:
        model = Merge

    kind = Kind.LEADER
    primary_uid = factory.LazyFunction(uuid.uuid4)
    primary_name = "Vaiko"
    other_uid = factory.LazyFunction(uuid.uuid4)
    other_name = "V. Gopalsamy"
    moves = factory.LazyFunction(list)
