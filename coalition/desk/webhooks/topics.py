"""The records that a webhook is about: an autocomplete for each kind."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import QuerySet

from coalition.models import (
    Attendance,
    Claim,
    Edition,
    Kind,
    Meeting,
    SeatSharingTalk,
    Statement,
    WebhookSubscription,
)
from coalition.publishing.documents import KINDS

#: A field that refers to a record of the kind: the admin's autocompletes ask by such a field.
_REFERRERS: dict[Kind, tuple[Any, str]] = {
    Kind.PARTY: (Attendance, "party"),
    Kind.LEADER: (Attendance, "leader"),
    Kind.ALLIANCE: (Meeting, "alliance"),
    Kind.ELECTION: (SeatSharingTalk, "election"),
    Kind.MEETING: (Statement, "meeting"),
    Kind.SEAT_SHARING_TALK: (Statement, "talk"),
    Kind.STATEMENT: (Claim, "statement"),
}


class _ManyNames(AutocompleteSelectMultiple):
    @property
    def media(self) -> forms.Media:
        """With names for who cannot see the labels, after what makes the autocompletes."""
        last = "coalition/desk/autocomplete_names.js"
        return super().media + forms.Media(
            js=["admin/js/jquery.init.js", "admin/js/autocomplete.js", last]
        )


def topic_field(kind: Kind) -> Any:
    model, name = _REFERRERS[kind]
    records = KINDS[kind].model
    return forms.ModelMultipleChoiceField(
        label=records._meta.verbose_name_plural.capitalize(),
        queryset=records._default_manager.all(),
        required=False,
        widget=_ManyNames(model._meta.get_field(name), admin.site),
    )


def records_of(subscription: WebhookSubscription) -> tuple[dict[Kind, list[Any]], dict[UUID, str]]:
    """Its topics: the records by kind, and the kinds of those that are none any more."""
    by_kind: dict[Kind, set[UUID]] = defaultdict(set)
    for kind, uid in subscription.topics.values_list("kind", "uid"):
        by_kind[Kind(kind)].add(uid)
    records: dict[Kind, list[Any]] = {}
    former: dict[UUID, str] = {}
    for kind, uids in by_kind.items():
        records[kind] = list(KINDS[kind].model._default_manager.filter(uid__in=uids))
        former |= dict.fromkeys(uids - {record.uid for record in records[kind]}, kind.value)
    return records, former


def titles_of(uids: Any) -> dict[UUID, str]:
    """What each was called in public last."""
    editions: QuerySet[Any] = Edition.objects.filter(uid__in=uids).order_by("number")
    return dict(editions.values_list("uid", "title"))
