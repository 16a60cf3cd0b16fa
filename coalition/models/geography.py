"""Places as codes: ISO 3166-1 countries and ISO 3166-2 subdivisions."""

from typing import TYPE_CHECKING, Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:  # Django's fields take no type arguments at run time.
    _CharField = models.CharField

#: Ends in `\Z`, as `$` would let a line feed follow in Python, and so on SQLite.
REGION_PATTERN = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?\Z"


class RegionField(_CharField):
    """An ISO 3166-2 code such as `IN-DL`, or a country's ISO 3166-1 code such as `IN`; or empty."""

    default_validators = [
        RegexValidator(
            REGION_PATTERN,
            _("Give an ISO 3166-2 code in capitals, such as IN-DL, or a country code such as IN."),
        )
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 6)
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text", _("ISO 3166-2 code, such as IN-DL for Delhi; IN for the whole of India.")
        )
        super().__init__(*args, **kwargs)


def region_constraint(field: str = "region") -> models.CheckConstraint:
    """The region is empty or has the shape of an ISO code, in the database too."""
    return models.CheckConstraint(
        condition=models.Q(**{field: ""}) | models.Q(**{f"{field}__regex": REGION_PATTERN}),
        name=f"%(app_label)s_%(class)s_{field}_code",
    )
