"""Reported numbers: a count is never stored without how exactly its source put it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Qualifier(models.TextChoices):
    EXACTLY = "exactly", _("exactly")
    AT_LEAST = "at_least", _("at least")
    ABOUT = "about", _("about")
    AT_MOST = "at_most", _("at most")


def count_constraints(field: str) -> list[models.BaseConstraint]:
    """`field` and `field_qualifier` are given together, or neither is."""
    given = models.Q(**{f"{field}__isnull": False, f"{field}_qualifier__in": Qualifier.values})
    absent = models.Q(**{f"{field}__isnull": True, f"{field}_qualifier": ""})
    return [
        models.CheckConstraint(
            condition=given | absent, name=f"%(app_label)s_%(class)s_{field}_qualified"
        )
    ]
