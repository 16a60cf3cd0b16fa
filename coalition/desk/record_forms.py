"""The form of a record: an address made from its name, and the report that its claims rest on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coalition.desk.autocompletes import tell_names
from coalition.desk.report_field import report_field
from coalition.desk.version_guard import VersionGuard
from coalition.editing.addresses import free_slug
from coalition.editing.ownership import claims_held_by
from coalition.models import Source


class RecordForm(VersionGuard):
    """Left empty, the slug is made from the record's name, in whatever script that is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_names(self)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        named = cleaned.get("name") or cleaned.get("title")
        if (
            "slug" in self.fields
            and not cleaned.get("slug")
            and "slug" not in self.errors
            and named
        ):
            cleaned["slug"] = free_slug(self._meta.model, named)
            if not cleaned["slug"]:
                raise ValidationError({"slug": gettext("Give an address in plain letters.")})
        return cleaned


class SourcedRecordForm(RecordForm):
    """A record whose claims may share one report, so that nobody names it thirty times."""

    default_source = report_field(
        label=_("Report"),
        help_text=_(
            "Named once for all: every claim below that names no report of its own rests on this "
            "one. On a row, a paragraph number is then enough."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "default_source" not in self.initial:
            only = _only_source(self.instance)
            self.initial["default_source"] = only.pk if only else None
            tell_names(self, default_source=only)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # The rows are checked after this, and look for it at their record.
        self.instance.default_source = cleaned.get("default_source")
        return cleaned


def _only_source(record: Any) -> Source | None:
    """The report behind all claims of `record`, if it is one and the same."""
    found = list(Source.objects.filter(pk__in=claims_held_by(record).values("source"))[:2])
    return found[0] if len(found) == 1 else None
