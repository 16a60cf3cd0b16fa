"""Directories: which record a cell means that names one by slug, name, abbreviation or other name.

A name that several records have is an error and never a guess. All cells of a column are looked up
together, so that a thousand rows cost three queries.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from coalition.models import Leader, Record
from coalition.models.text import clean_text
from coalition.name_keys import key_of
from coalition.name_lookup import NAMED_MODELS, find_by_name

_BATCH = 400
#: How many unknown names are looked up once more for what they may have meant.
_HINTS = 25


def _is_clean(text: str) -> bool:
    """Whether a column could hold `text` at all; to ask for anything else would be an error."""
    try:
        return bool(clean_text(text, multiline=False))
    except ValidationError:
        return False


class Directory:
    """The records of `model` that some of `texts` may mean."""

    def __init__(self, model: type[Record], texts: Iterable[str]) -> None:
        self.model = model
        self._by_slug: dict[str, Any] = {}
        self._by_key: dict[str, dict[int, Any]] = defaultdict(dict)
        self._hints_left = _HINTS
        wanted = sorted({text for text in texts if text and _is_clean(text)})
        for start in range(0, len(wanted), _BATCH):
            self._load(wanted[start : start + _BATCH])

    def _load(self, texts: list[str]) -> None:
        records = self.model._default_manager
        for record in records.filter(slug__in=texts):
            self.enter(record)
        if self.model not in NAMED_MODELS:
            titled: Any = records
            for record in titled.filter(title__in=texts):
                self.enter(record)
            return
        keys = [key for text in texts if (key := key_of([text]))]
        # The key of a party holds its abbreviation too; there are few enough to take them all.
        own = Q(name_key__in=keys) if self.model is Leader else Q()
        for record in records.filter(own):
            self.enter(record)
        other_model, owner = NAMED_MODELS[self.model]
        field = owner.removesuffix("_id")
        others: Any = other_model._default_manager.filter(name_key__in=keys)
        for other in others.select_related(field):
            self._by_key[other.name_key][getattr(other, owner)] = getattr(other, field)

    def enter(self, record: Any) -> None:
        """Let `record` be found by its slug, name and abbreviation."""
        self._by_slug[record.slug] = record
        for name in ("name", "title", "abbreviation"):
            if text := getattr(record, name, ""):
                self._by_key[key_of([text])][record.pk] = record

    def by_slug(self, text: str) -> Any:
        return self._by_slug.get(text)

    def named(self, text: str) -> list[Any]:
        """Every record that `text` may mean; one that it is the slug of, alone."""
        if record := self.by_slug(text):
            return [record]
        key = key_of([text])
        return list(self._by_key[key].values()) if key in self._by_key else []

    def only(self, text: str) -> Any:
        """The one record that `text` means. Raises ValueError with the remedy."""
        found = self.named(text)
        if len(found) == 1:
            return found[0]
        kind = self.model._meta.verbose_name
        if found:
            choices = ", ".join(f"{record} = {record.slug}" for record in found[:5])
            raise ValueError(
                _("“%(text)s” may be several: %(choices)s. Write the slug.")
                % {"text": text, "choices": choices}
            )
        raise ValueError(
            _("No %(kind)s is called “%(text)s”.%(hint)s Correct it, or record it first.")
            % {"kind": kind, "text": text, "hint": self._hint(text)}
        )

    def _hint(self, text: str) -> str:
        if self.model not in NAMED_MODELS or not self._hints_left:
            return ""
        self._hints_left -= 1
        near = find_by_name(self.model, text, limit=2)
        if not near:
            return ""
        slugs = dict(
            self.model._default_manager.filter(pk__in=[one.pk for one in near]).values_list(
                "pk", "slug"
            )
        )
        names = _(" or ").join(f"{one.name} ({slugs[one.pk]})" for one in near if one.pk in slugs)
        return " " + _("Did you mean %s?") % names
