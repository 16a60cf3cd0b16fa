"""Webhooks: who is told of new editions, of which, and what still has to be sent."""

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.edition_words import ENDINGS, Cause, Kind
from coalition.models.editions import Edition
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


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def waiting(self) -> Self:
        return self.filter(state=DeliveryState.WAITING)

    def dead(self) -> Self:
        return self.filter(state=DeliveryState.DEAD)

    def due(self, now: datetime) -> Self:
        """What is to be sent now, and nobody is sending."""
        free = models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
        return self.waiting().filter(free, due_at__lte=now)

    def first_of_their_record(self) -> Self:
        """Without those whose record has an earlier edition that still waits."""
        earlier = WebhookDelivery.objects.waiting().filter(
            subscription=models.OuterRef("subscription"),
            uid=models.OuterRef("uid"),
            edition__lt=models.OuterRef("edition"),
        )
        return self.filter(~models.Exists(earlier))


class WebhookDelivery(models.Model):
    """One message to one subscription: an edition, or, without one, a test.

    The rows that wait are the outbox. They are written in the transaction that publishes, and say
    which edition is to be sent; what is said of it is worked out when it is sent.
    """

    subscription = models.ForeignKey(
        WebhookSubscription,
        verbose_name=_("webhook"),
        on_delete=models.CASCADE,
        related_name="deliveries",
        db_index=False,
    )
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    uid = models.UUIDField(_("record"), null=True)
    state = models.CharField(
        _("state"), max_length=9, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    first_attempt_at = models.DateTimeField(_("first attempt"), null=True)
    last_attempt_at = models.DateTimeField(_("last attempt"), null=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    status = models.PositiveSmallIntegerField(
        _("status of the last answer"), null=True, help_text=_("Empty if there was no answer.")
    )
    answer = ProseField(
        _("last answer"),
        max_length=1000,
        blank=True,
        help_text=_("Its beginning, or why there was none."),
    )
    claimed_by = LineField(_("worker"), max_length=100, blank=True)
    claimed_until = models.DateTimeField(
        _("lent to it until"),
        null=True,
        help_text=_("After that another worker takes it: this one was stopped."),
    )

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["subscription", "due_at"],
                condition=models.Q(state=DeliveryState.WAITING),
                name="coalition_delivery_due",
            ),
            models.Index(
                fields=["subscription", "uid", "edition"],
                condition=models.Q(state=DeliveryState.WAITING),
                name="coalition_delivery_order",
            ),
            models.Index(
                fields=["delivered_at"],
                condition=models.Q(state=DeliveryState.DELIVERED),
                name="coalition_delivery_done",
            ),
            models.Index(
                fields=["subscription", "-delivered_at"],
                condition=models.Q(state=DeliveryState.DELIVERED),
                name="coalition_delivery_last",
            ),
            models.Index(
                fields=["subscription"],
                condition=models.Q(state=DeliveryState.DEAD),
                name="coalition_delivery_dead",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "edition"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values),
                name="%(app_label)s_%(class)s_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(edition=None, uid=None)
                | models.Q(edition__isnull=False, uid__isnull=False),
                name="%(app_label)s_%(class)s_edition_of_record",
            ),
            models.CheckConstraint(
                condition=models.Q(state=DeliveryState.DELIVERED, delivered_at__isnull=False)
                | (~models.Q(state=DeliveryState.DELIVERED) & models.Q(delivered_at=None)),
                name="%(app_label)s_%(class)s_delivered_when",
            ),
            models.CheckConstraint(
                condition=models.Q(claimed_by="", claimed_until=None)
                | (
                    models.Q(state=DeliveryState.WAITING, claimed_until__isnull=False)
                    & ~models.Q(claimed_by="")
                ),
                name="%(app_label)s_%(class)s_claimed_while_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.message_id

    @property
    def message_id(self) -> str:
        """The `webhook-id`: the same for each attempt and each replay of the same edition."""
        what = f"ping_{self.pk}" if self.edition_id is None else str(self.edition_id)
        return f"msg_{self.subscription.uid.hex}_{what}"
