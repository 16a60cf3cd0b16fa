"""Webhooks: who is told of new editions, and of which."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.edition_words import ENDINGS, Cause, Kind
from coalition.models.sources import WebAddressField
from coalition.models.text import LineField, ProseField

#: What can be left out. That something is gone is told to everybody who may have it.
OPTIONAL_CAUSES = tuple(cause for cause in Cause if cause not in ENDINGS)


class Standing(models.TextChoices):
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    DISABLED = "disabled", _("Disabled")


class WebhookSubscriptionQuerySet(models.QuerySet["WebhookSubscription"]):
    def awake(self, now: datetime) -> Self:
        """Those to which something may be sent now."""
        is_rested = models.Q(resting_until=None) | models.Q(resting_until__lte=now)
        return self.filter(is_rested, standing=Standing.ACTIVE)


class WebhookSubscription(models.Model):
    """One address of a partner to which editions are sent.

    Paused, what is new waits for it. Disabled, nothing is kept for it any more.
    """

    uid = models.UUIDField(_("identifier"), default=uuid4, unique=True, editable=False)
    name = LineField(_("name"), max_length=100, help_text=_("Of the partner, and what it is for."))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The account that answers for it."),
    )
    url = WebAddressField(
        _("address"), max_length=500, help_text=_("Where messages are sent, with https.")
    )
    secret = LineField(_("secret"), max_length=100, editable=False)
    previous_secret = LineField(_("previous secret"), max_length=100, blank=True, editable=False)
    previous_secret_until = models.DateTimeField(
        _("previous secret signs until"), null=True, blank=True, editable=False
    )
    kinds = models.JSONField(
        _("kinds"), default=list, blank=True, help_text=_("None ticked means all.")
    )
    causes = models.JSONField(
        _("causes"),
        default=list,
        blank=True,
        help_text=_("None ticked means all. Withdrawals and merges are always sent."),
    )
    with_document = models.BooleanField(
        _("with the document"),
        default=True,
        help_text=_("Otherwise the message only says that there is a new edition."),
    )
    standing = models.CharField(
        _("standing"), max_length=8, choices=Standing.choices, default=Standing.ACTIVE
    )
    disabled_because = ProseField(_("why it is disabled"), max_length=500, blank=True)
    #: Failures since the last success, over all messages.
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    resting_until = models.DateTimeField(_("resting until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = WebhookSubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="%(app_label)s_%(class)s_name_once",
                violation_error_message=_("There is a webhook of that name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=Standing.values),
                name="%(app_label)s_%(class)s_standing_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(secret=""), name="%(app_label)s_%(class)s_secret_given"
            ),
            models.CheckConstraint(
                condition=models.Q(previous_secret="", previous_secret_until=None)
                | (~models.Q(previous_secret="") & models.Q(previous_secret_until__isnull=False)),
                name="%(app_label)s_%(class)s_previous_secret_ends",
            ),
            models.CheckConstraint(
                condition=models.Q(standing=Standing.DISABLED) | models.Q(disabled_because=""),
                name="%(app_label)s_%(class)s_reason_only_if_disabled",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def secrets(self, *, now: datetime) -> list[str]:
        """Those that sign now, the newest first."""
        until = self.previous_secret_until
        return [
            self.secret,
            *([self.previous_secret] if until is not None and now < until else []),
        ]


class WebhookTopic(models.Model):
    """A record that a subscription is about. One with topics is told of these alone, and of what
    names them or has named them."""

    subscription = models.ForeignKey(
        WebhookSubscription,
        verbose_name=_("webhook"),
        on_delete=models.CASCADE,
        related_name="topics",
        db_index=False,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    uid = models.UUIDField(_("record"))

    class Meta:
        verbose_name = _("topic of a webhook")
        verbose_name_plural = _("topics of webhooks")
        ordering = ["subscription", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "uid"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="%(app_label)s_%(class)s_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.kind} {self.uid}"
