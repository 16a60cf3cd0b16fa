"""Other names: what else a party, alliance or leader is or was called (Popolo `other_names`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_constraints
from coalition.models.name_keys import NameKeyField, NameSkeletonField
from coalition.models.text import LineField


class NameKind(models.TextChoices):
    ALIAS = "alias", _("Alias")
    NATIVE_SCRIPT = "native_script", _("Native script")
    FORMER = "former", _("Former name")


class OtherName(models.Model):
    """The abstract base of `PartyName`, `AllianceName` and `LeaderName`."""

    name = LineField(_("name"), max_length=200)
    name_key = NameKeyField()
    name_skeleton = NameSkeletonField()
    kind = models.CharField(
        _("kind"), max_length=16, choices=NameKind.choices, default=NameKind.ALIAS
    )
    language = LineField(
        _("language"),
        max_length=35,
        blank=True,
        help_text=_(
            "BCP 47 tag, such as hi or ta. Needed for a native script, so that it is read out well."
        ),
    )
    since = ImpreciseDateField(_("used since"), blank=True)
    until = ImpreciseDateField(_("used until"), blank=True)

    class Meta:
        abstract = True
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=NameKind.values),
                name="%(app_label)s_%(class)s_kind_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="%(app_label)s_%(class)s_name_given"
            ),
            *imprecise_date_constraints("since"),
            *imprecise_date_constraints("until"),
        ]

    def __str__(self) -> str:
        return self.name
