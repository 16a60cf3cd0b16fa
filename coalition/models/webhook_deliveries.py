"""Messages of webhooks: what is to be sent to whom, and what came of it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.editions import Edition
from coalition.models.text import LineField, ProseField
from coalition.models.webhooks import WebhookSubscription


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
