"""Filters of lists: what is public, what waits for a source, what to follow up.

Each asks whether rows exist, which an index answers, and joins nothing: a join would show a meeting
once for each of its rows.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.editing.ownership import OWNER_FIELDS, subject_name
from coalition.models import (
    CLAIM_SUBJECTS,
    OPEN_OCCURRENCES,
    Claim,
    Decision,
    Edition,
    ScheduledPublication,
)

Choices = list[tuple[str, Any]]


class ChoiceFilter(admin.SimpleListFilter):
    """A filter whose choices never depend on the data. An unknown choice filters nothing."""

    choices_offered: Choices = []

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return self.choices_offered

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = self.condition(self.value(), queryset.model)
        return queryset if condition is None else queryset.filter(condition)

    def condition(self, value: str | None, model: Any) -> Any:
        """What holds of the rows chosen by `value`; None if that is no choice."""
        raise NotImplementedError


class IsPublic(ChoiceFilter):
    title = _("in public")
    parameter_name = "public"
    choices_offered = [
        ("live", _("Public")),
        ("withdrawn", _("Withdrawn")),
        ("never", _("Never public")),
        ("changed", _("Public, and changed since")),
        ("scheduled", _("Scheduled")),
    ]

    def condition(self, value: str | None, model: Any) -> Any:
        if value == "scheduled":
            return Exists(ScheduledPublication.objects.filter(uid=OuterRef("uid")))
        editions = Edition.objects.filter(uid=OuterRef("uid"))
        if value == "changed":
            return Exists(editions.filter(is_live=True, record_version__lt=OuterRef("version")))
        is_live, was_ever = Exists(editions.filter(is_live=True)), Exists(editions)
        if value == "live":
            return is_live
        if value == "withdrawn":
            return Q(was_ever) & ~Q(is_live)
        return ~was_ever if value == "never" else None


class NeedsClaim(ChoiceFilter):
    """What no report backs: neither the thing itself nor, of a record, any of its rows."""

    title = _("source")
    parameter_name = "claims"
    choices_offered = [
        ("none", _("Nobody says so yet")),
        ("rows", _("Some rows without a source")),
        ("some", _("With a source")),
    ]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        offered = self.choices_offered
        has_rows = bool(_claimed_rows(model_admin.model))
        return [choice for choice in offered if has_rows or choice[0] != "rows"]

    def condition(self, value: str | None, model: Any) -> Any:
        own = Exists(Claim.objects.filter(**{subject_name(model): OuterRef("pk")}))
        if value == "none":
            return ~own
        if value == "some":
            return own
        return _any_row_without_claim(model) if value == "rows" else None


def _claimed_rows(model: Any) -> list[tuple[Any, str, str]]:
    """The kinds of rows that a record has and claims can be about: model, owner, subject."""
    found = []
    for subject in CLAIM_SUBJECTS:
        row: Any = Claim._meta.get_field(subject).related_model
        owner = OWNER_FIELDS.get(row)
        if owner and row._meta.get_field(owner).related_model is model:
            found.append((row, owner, subject))
    return found


def _any_row_without_claim(model: Any) -> Any:
    condition = Q()
    for row, owner, subject in _claimed_rows(model):
        backed = Exists(Claim.objects.filter(**{subject: OuterRef("pk")}))
        condition |= Q(Exists(row.objects.filter(~backed, **{owner: OuterRef("pk")})))
    return condition or None


class IsLeftOpen(ChoiceFilter):
    """Facts that the desk left open, so that readers see the dispute."""

    title = _("dispute")
    parameter_name = "disputed"
    choices_offered = [("open", _("Left open as disputed")), ("settled", _("Settled"))]

    #: How decisions refer to the record and to its rows.
    paths: tuple[str, ...] = ("meeting", "attendance__meeting")

    def condition(self, value: str | None, model: Any) -> Any:
        if value not in ("open", "settled"):
            return None
        condition = Q()
        for path in self.paths:
            decisions = Decision.objects.filter(is_open=value == "open", **{path: OuterRef("pk")})
            condition |= Q(Exists(decisions))
        return condition


class IsLeftOpenInTalk(IsLeftOpen):
    paths = ("talk", "position__talk")


class ToFollowUp(ChoiceFilter):
    """Planned events whose day has passed: did they take place?"""

    title = _("follow-up")
    parameter_name = "follow_up"
    choices_offered = [("due", _("Planned, and its day has passed"))]

    def condition(self, value: str | None, model: Any) -> Any:
        if value != "due":
            return None
        return Q(occurrence__in=OPEN_OCCURRENCES, date_latest__lt=timezone.localdate())


class IsUsed(ChoiceFilter):
    """Reports from which something was recorded, and those that still wait."""

    title = _("use")
    parameter_name = "used"
    choices_offered = [("no", _("Nothing recorded from it yet")), ("yes", _("In use"))]

    def condition(self, value: str | None, model: Any) -> Any:
        claims = Exists(Claim.objects.filter(source=OuterRef("pk")))
        return {"no": ~claims, "yes": claims}.get(value or "")


class IsUndone(ChoiceFilter):
    """Merges that stand, and those that were taken back."""

    title = _("where it stands")
    parameter_name = "undone"
    choices_offered = [("no", _("Merged")), ("yes", _("Undone"))]

    def condition(self, value: str | None, model: Any) -> Any:
        return Q(undone_at__isnull=value == "no") if value in ("no", "yes") else None


class ClaimSubject(ChoiceFilter):
    title = _("subject")
    parameter_name = "about"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        subjects: list[Any] = [Claim._meta.get_field(name) for name in CLAIM_SUBJECTS]
        return [(field.name, field.verbose_name) for field in subjects]

    def condition(self, value: str | None, model: Any) -> Any:
        return Q(**{f"{value}__isnull": False}) if value in CLAIM_SUBJECTS else None


class ClaimVoice(ChoiceFilter):
    title = _("who is speaking")
    parameter_name = "voice"
    choices_offered = [
        ("named", _("Somebody, as the report says")),
        ("report", _("The report itself")),
    ]

    def condition(self, value: str | None, model: Any) -> Any:
        own = Q(attribution="")
        return {"named": ~own, "report": own}.get(value or "")


class InUse(admin.RelatedFieldListFilter):
    """The related records that some row of the list refers to, and no other."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        referring = model_admin.model._default_manager.filter(**{field.name: OuterRef("pk")})
        related = field.related_model._default_manager
        found = related.filter(Exists(referring)).order_by(*field.related_model._meta.ordering)
        return [(row.pk, str(row)) for row in found[:_CHOICES]]


#: A longer column of choices is searched, not read.
_CHOICES = 100
