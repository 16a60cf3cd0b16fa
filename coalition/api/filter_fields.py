"""What the value of a filter may be: each field reads one, and describes itself to OpenAPI."""

import re
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from coalition.api.parameters import PLAIN_TEXT
from coalition.api.vocabularies import Vocabulary
from coalition.search import QUERY_LIMIT, WORD_LIMIT, words_of

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_REGION = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", re.ASCII)
_NUMBER = re.compile(r"0|[1-9][0-9]{0,3}", re.ASCII)
#: More than anybody counts.
MAX_NUMBER = 9999
_ADDRESS = re.compile(r"[-a-zA-Z0-9_]{1,120}", re.ASCII)


class TextField(forms.CharField):
    """The base: text taken as it is, white space included."""

    openapi: dict[str, Any] = {"type": "string"}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return self.read(text) if text else None

    def read(self, text: str) -> Any:
        return text


class DayField(TextField):
    openapi: dict[str, Any] = {"type": "string", "format": "date"}

    def read(self, text: str) -> date:
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise ValidationError("Give a day as YYYY-MM-DD, such as 2023-12-06.")


class MomentField(TextField):
    openapi: dict[str, Any] = {"type": "string", "format": "date-time"}

    def read(self, text: str) -> datetime:
        try:
            # Python 3.11 reads more than RFC 3339 allows, hence the pattern first.
            if _MOMENT.fullmatch(text):
                return datetime.fromisoformat(text.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise ValidationError(
            "Give a moment with its offset (RFC 3339), such as 2023-12-06T16:11:00Z; "
            "in an address, the + of an offset is written %2B."
        )


class RegionField(TextField):
    openapi: dict[str, Any] = {"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"}

    def read(self, text: str) -> str:
        if _REGION.fullmatch(text):
            return text
        raise ValidationError("Give an ISO 3166 code in capitals, such as IN or IN-DL.")


class AddressField(TextField):
    """A slug or a uid; whether anything public has it is found out for all of them at once."""

    openapi: dict[str, Any] = {
        "type": "string",
        "pattern": "^[-a-zA-Z0-9_]+$",
        "minLength": 1,
        "maxLength": 120,
    }

    def read(self, text: str) -> str:
        if _ADDRESS.fullmatch(text):
            return text
        raise ValidationError("Give a slug, such as the last part of a page's address, or a uid.")


class TruthField(TextField):
    openapi: dict[str, Any] = {"type": "boolean"}

    def read(self, text: str) -> bool:
        if text in ("true", "false"):
            return text == "true"
        raise ValidationError("Give true or false.")


class NumberField(TextField):
    openapi: dict[str, Any] = {"type": "integer", "minimum": 0, "maximum": MAX_NUMBER}

    def read(self, text: str) -> int:
        if _NUMBER.fullmatch(text) and int(text) <= MAX_NUMBER:
            return int(text)
        raise ValidationError(f"Give a whole number from 0 to {MAX_NUMBER}.")


class WordsField(TextField):
    """Words of a name, folded as the names in the ledger are."""

    openapi: dict[str, Any] = {
        "type": "string",
        "minLength": 1,
        "maxLength": QUERY_LIMIT,
        "pattern": PLAIN_TEXT,
    }

    def read(self, text: str) -> list[str]:
        if len(text) > QUERY_LIMIT:
            raise ValidationError(f"At most {QUERY_LIMIT} characters.")
        words = words_of(text)
        if len(words) > WORD_LIMIT:
            raise ValidationError(f"At most {WORD_LIMIT} words.")
        if not words:
            raise ValidationError("Give at least one letter or figure.")
        return words


class WordField(TextField):
    """One word of a vocabulary."""

    def __init__(self, *, vocabulary: Vocabulary, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = [word for word, _ in vocabulary]
        # Of this instance: what it accepts depends on its vocabulary.
        self.openapi = {"type": "string", "enum": self.words}

    def read(self, text: str) -> str:
        if text in self.words:
            return text
        raise ValidationError(f"Choose one of: {', '.join(self.words)}.")
