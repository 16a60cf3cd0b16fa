"""Text columns that refuse what no newsroom types on purpose.

Control characters, noncharacters, lone surrogates and bidirectional overrides can hide or reorder a
name on a page, break an XML feed or stop PostgreSQL. They are refused by the column itself, so that
forms, imports, the API and a shell all meet the same rule; so is a text over its limit, which
SQLite would let through.
"""

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    _Field = models.Field[str, str]
    _CharField = models.CharField[str, str]
    _SlugField = models.SlugField[str, str]
    _TextField = models.TextField[str, str]
else:  # Django's fields take no type arguments at run time.
    _Field, _CharField, _TextField = models.Field, models.CharField, models.TextField
    _SlugField = models.SlugField

#: C0 and C1 controls (tab and line feed apart), bidirectional embeddings, overrides and isolates,
#: lone surrogates, and the noncharacters of the Basic Multilingual Plane and beyond.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)
_LINE_BREAKS = re.compile("[\t\n\u2028\u2029]")


def clean_text(value: str, *, multiline: bool) -> str:
    """Return `value` in Unicode NFC with `\\n` line ends; ValidationError if it is refused."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    found = _FORBIDDEN.search(value) or (None if multiline else _LINE_BREAKS.search(value))
    if found:
        raise ValidationError(
            _(
                "Character %(position)d is an invisible control character (U+%(code)s). "
                "Delete it, or retype the text around it."
            ),
            code="forbidden_character",
            params={"position": found.start() + 1, "code": f"{ord(found[0]):04X}"},
        )
    return value


class CleanText(_Field):
    """The rule shared by all text columns: clean on the way in, whatever the channel."""

    multiline = False

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return clean_text(value, multiline=self.multiline) if isinstance(value, str) else value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, str):
            value = clean_text(value, multiline=self.multiline)
            if self.max_length is not None and len(value) > self.max_length:
                raise ValidationError(
                    _(
                        "%(name)s may have %(limit)d characters at most; "
                        "this has %(length)d. Shorten it."
                    ),
                    code="max_length",
                    params={
                        "name": self.verbose_name,
                        "limit": self.max_length,
                        "length": len(value),
                    },
                )
        return super().get_db_prep_save(value, connection)


class LineField(CleanText, _CharField):
    """One line of text: a name, a title, a place."""


class SlugField(CleanText, _SlugField):
    """The last part of an address. (PostgreSQL cuts a long one off in a `bulk_update`.)"""


class ProseField(CleanText, _TextField):
    """Several lines of text: a summary, a reason. `max_length` holds in the column too."""

    multiline = True

    @cached_property
    def validators(self) -> list[Any]:
        """Django leaves a text's limit to its form; here `full_clean` knows it as well."""
        limit = [] if self.max_length is None else [MaxLengthValidator(self.max_length)]
        return [*super().validators, *limit]
