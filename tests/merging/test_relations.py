"""No relation is forgotten: the models are walked, and every one that there is gets merged."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from coalition.merging import MERGEABLE, merge
from coalition.merging.relations import owner_field, pointers_to, unique_keys
from coalition.models import (
    Attendance,
    Edition,
    EditionLink,
    Leader,
    Meeting,
    Merge,
    Party,
    Presence,
    Proposal,
    Record,
    ScheduledPublication,
    Transition,
    WebhookDelivery,
    WebhookSubscription,
    WebhookTopic,
)
from tests import factories as made
from tests.merging.world import WORLDS, pair

MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def foreign_keys_to(target: type[models.Model]) -> set[tuple[str, str]]:
    """Found the other way round: by asking every model for its own columns."""
    return {
        (model._meta.label, field.name)
        for model in MODELS
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is target
    }


@pytest.mark.parametrize("target", MERGEABLE)
def test_every_foreign_key_to_it_is_known(target: type[Record]) -> None:
    found = {
        (pointers.model._meta.label, field.name)
        for pointers in pointers_to(target)
        for field in pointers.fields
    }
    assert found == foreign_keys_to(target)


def test_walker_sees_what_there_is() -> None:
    """Empty sets would let the rule above pass."""
    assert ("coalition.Attendance", "on_behalf_of") in foreign_keys_to(Leader)
    assert ("coalition.SeatSharingTalk_parties", "party") in foreign_keys_to(Party)
    assert ("coalition.Meeting", "rescheduled_from") in foreign_keys_to(Meeting)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", WORLDS)
def test_world_of_the_tests_has_a_row_for_every_relation(kind: str) -> None:
    """What the other tests move is everything that there is to move."""
    _primary, other = pair(kind)
    without = {
        (pointers.model._meta.label, field.name)
        for pointers in pointers_to(type(other))
        for field in pointers.fields
        if not pointers.model._base_manager.filter(**{field.name: other}).exists()
    }
    assert without == set()


@pytest.mark.django_db
@pytest.mark.parametrize("kind", WORLDS)
def test_nothing_points_at_the_other_after_the_merge(kind: str) -> None:
    primary, other = pair(kind)
    key = other.pk

    merge(primary, other, by=made.alice())

    left = {
        (pointers.model._meta.label, field.name)
        for pointers in pointers_to(type(primary))
        for field in pointers.fields
        if pointers.model._base_manager.filter(**{field.attname: key}).exists()
    }
    assert left == set()


#: Models that know a record by its uid alone, and what a merge does about them.
BY_UID = {
    Edition: "the ledger is only added to",
    EditionLink: "the ledger is only added to",
    Transition: "what was done to a record stays its history",
    Presence: "a form that is open is told by its next save",
    Merge: "a chain is followed from merge to merge",
    Proposal: "who proposed it stays, for when the merge is undone",
    ScheduledPublication: "taken off, and put back by undoing",
    WebhookSubscription: "its own uid, which is no record's",
    WebhookTopic: "`follow_merge` adds what it became part of",
    WebhookDelivery: "says of which record its edition was, for the order",
}


def test_every_model_that_knows_a_uid_is_thought_of() -> None:
    found = {
        model
        for model in apps.get_app_config("coalition").get_models()
        if not issubclass(model, Record)
        for field in model._meta.concrete_fields
        if isinstance(field, models.UUIDField)
    }
    assert found == set(BY_UID)


@pytest.mark.parametrize(
    "model",
    sorted(
        {pointers.model for target in MERGEABLE for pointers in pointers_to(target)},
        key=lambda model: model._meta.label,
    ),
)
def test_every_unique_rule_of_what_moves_is_understood(model: type[models.Model]) -> None:
    """A condition that cannot be looked at would only be found out by a merge that fails."""
    nothing: dict[str, Any] = {field.attname: "" for field in model._meta.concrete_fields}
    for rule in unique_keys(model):
        rule.of(nothing)


@pytest.mark.django_db
def test_row_of_a_meeting_is_owned_by_it() -> None:
    row = made.AttendanceFactory()
    assert owner_field(row) is Attendance._meta.get_field("meeting")


@pytest.mark.django_db
def test_row_between_a_talk_and_a_party_is_owned_by_the_talk() -> None:
    talk = made.SeatSharingTalkFactory()
    talk.parties.add(made.PartyFactory())
    row = type(talk).parties.through.objects.get()
    assert owner_field(row).name == "seatsharingtalk"
