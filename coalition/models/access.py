"""API keys: by which a program acts as an account, within narrower bounds."""

from datetime import datetime
from itertools import combinations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.models.text import LineField


class Scope(models.TextChoices):
    """What a key may be used for. It narrows what its account may do, and never adds to it."""

    READ = "read", _("Read with higher limits")
    PROPOSE = "propose", _("Propose records, change and submit its own proposals")
    WRITE = "write", _("Write whatever its account may")


#: Every set of scopes, in the one way it is written: words in the order above, as OAuth has them.
SCOPE_SETS = tuple(
    " ".join(chosen)
    for size in range(1, len(Scope) + 1)
    for chosen in combinations(Scope.values, size)
)


class KeyState(models.TextChoices):
    """Whether a key works, and if not, why."""

    ACTIVE = "active", _("Works")
    REPLACED = "replaced", _("Replaced, works for a while still")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    SUSPENDED = "suspended", _("Account is switched off")


class ApiKey(models.Model):
    """One key. Its text was shown once; kept is the part that finds it, and a digest of all of it.

    Never deleted, and neither is an account that has one: who could do what, and when, stays known.
    """

    name = LineField(
        _("name"),
        max_length=80,
        help_text=_("What uses it, so that whoever finds it here knows whom to ask."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("acts as"),
        on_delete=models.PROTECT,
        related_name="api_keys",
    )
    scopes = models.CharField(_("may"), max_length=40, help_text=_("Scopes, a space between them."))
    prefix = LineField(
        _("public part"), max_length=8, help_text=_("The second part of the key's text.")
    )
    #: SHA-256 of the whole text, in hexadecimal.
    digest = LineField(_("digest"), max_length=64, editable=False)
    created_at = models.DateTimeField(_("issued"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty if a command did it."),
    )
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    #: The key that this one was issued in place of.
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("replaces"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replacement",
    )
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("revoked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    last_used_at = models.DateTimeField(
        _("last used"), null=True, blank=True, help_text=_("To the minute.")
    )

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at", "-pk"]
        # A key that is no longer wanted is revoked.
        default_permissions = ("add", "change", "view")
        permissions = [("propose_record", _("Can propose a record through the API"))]
        constraints = [
            models.UniqueConstraint(fields=["prefix"], name="%(app_label)s_%(class)s_prefix_once"),
            models.UniqueConstraint(fields=["digest"], name="%(app_label)s_%(class)s_digest_once"),
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(revoked_at__isnull=True, replaced_at__isnull=True),
                name="%(app_label)s_%(class)s_name_once_per_user",
                violation_error_message=_(
                    "This account has a key of that name. Choose another, or revoke that one first."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="%(app_label)s_%(class)s_name_given"
            ),
            models.CheckConstraint(
                condition=models.Q(scopes__in=SCOPE_SETS),
                name="%(app_label)s_%(class)s_scopes_known",
            ),
            models.CheckConstraint(
                condition=models.Q(prefix__regex="^[a-z0-9]{8}$"),
                name="%(app_label)s_%(class)s_prefix_shape",
            ),
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$"),
                name="%(app_label)s_%(class)s_digest_shape",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="%(app_label)s_%(class)s_revoked_by_at",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__isnull=True)
                | models.Q(expires_at__gt=models.F("created_at")),
                name="%(app_label)s_%(class)s_expires_after_issue",
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_at__isnull=True)
                | models.Q(expires_at__isnull=False)
                | models.Q(revoked_at__isnull=False),
                name="%(app_label)s_%(class)s_replaced_comes_to_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    @property
    def scope_set(self) -> frozenset[Scope]:
        return frozenset(Scope(word) for word in self.scopes.split())

    def has_scope(self, scope: Scope) -> bool:
        """Whether the key may be used for `scope`; who may write may propose.

        What its account may do is another question, which is asked beside this one.
        """
        has = self.scope_set
        return scope in has or (scope == Scope.PROPOSE and Scope.WRITE in has)

    def state(self, now: datetime | None = None) -> KeyState:
        now = now or timezone.now()
        if self.revoked_at is not None:
            return KeyState.REVOKED
        if self.expires_at is not None and self.expires_at <= now:
            return KeyState.EXPIRED
        if not self.user.is_active:
            return KeyState.SUSPENDED
        return KeyState.ACTIVE if self.replaced_at is None else KeyState.REPLACED


#: The states in which a key is accepted.
WORKING_STATES = frozenset({KeyState.ACTIVE, KeyState.REPLACED})
