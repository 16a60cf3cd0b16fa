"""The editions of a record: every one with its cause and note, and any two of them compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from coalition.desk.row_admin import record_url
from coalition.desk.tools import RecordTools, Tool
from coalition.document_differences import Change, Outline, differences, outline
from coalition.editing.public_state import PublicState
from coalition.models import Edition, EditionLink, Record, Relation
from coalition.publishing.ledger import document_of

VIEW_EDITION = "coalition.view_edition"
#: A record that is refreshed every day has many; the newest come first.
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, the older one first. Where one is a tombstone there is nothing to compare, and
    `gone` is what the other one said."""

    before: Edition
    after: Edition
    changes: list[Change] = field(default_factory=list)
    gone: list[Outline] = field(default_factory=list)

    @property
    def tombstone(self) -> Edition | None:
        return next((edition for edition in (self.after, self.before) if not edition.body), None)


def compare(before: Edition, after: Edition) -> Comparison:
    if before.body and after.body:
        changes = differences(document_of(before), document_of(after))
        return Comparison(before, after, changes)
    document = before if before.body else after
    return Comparison(before, after, gone=outline(document_of(document)) if document.body else [])


class RecordEditions(RecordTools):
    """A model admin with a page of each record's editions, at `<pk>/editions/`."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_editions"
        view = self.admin_site.admin_view(self.editions_view)
        pages = [path("<path:object_id>/editions/", view, name=name)]
        return (pages if getattr(self, "steps", ()) else []) + super().get_urls()

    def tools(self, request: HttpRequest, record: Record, state: PublicState) -> list[Tool]:
        others = super().tools(request, record, state)
        if state.newest is None or not request.user.has_perm(VIEW_EDITION):
            return others
        url = reverse(f"admin:coalition_{self.opts.model_name}_editions", args=[record.pk])
        return [*others, Tool("editions", _("Editions"), url, menu=_("Reports and editions"))]

    def editions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record: Any = self.get_object(request, unquote(object_id))
        may_view = self.has_view_permission(request, record)
        if not (may_view and request.user.has_perm(VIEW_EDITION)):
            raise PermissionDenied
        if record is None:
            messages.warning(request, _("It is not there (any more)."))
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "subtitle": str(record),
            "record_url": record_url(record),
            **editions_of(record.uid, request.GET),
        }
        return TemplateResponse(request, "desk/editions.html", context)


def editions_of(uid: UUID, asked: Mapping[str, str]) -> dict[str, Any]:
    """The context of the page that lists the editions of one record and compares two of them."""
    numbers = (asked.get("from", ""), asked.get("to", ""))
    comparison = _asked_for(uid, *numbers)
    editions = (
        Edition.objects.filter(uid=uid)
        .without_bodies()
        .select_related("published_by")
        .order_by("-number")
    )
    shown = list(editions if "all" in asked else editions[: _SHOWN + 1])
    has_more = "all" not in asked and len(shown) > _SHOWN
    before, after = _chosen(shown, comparison)
    return {
        "title": _("Editions"),
        "editions": shown[:_SHOWN] if has_more else shown,
        "has_more": has_more,
        "comparison": comparison,
        "is_misasked": comparison is None and any(numbers),
        "merged_into": _merged_into(comparison),
        "chosen_before": before,
        "chosen_after": after,
    }


def _asked_for(uid: UUID, first: str, second: str) -> Comparison | None:
    """The two editions with these numbers compared; None unless there are two such."""
    numbers = {int(text) for text in (first, second) if text.isdecimal() and len(text) < 9}
    if len(numbers) != 2:
        return None
    found = Edition.objects.filter(uid=uid, number__in=numbers).select_related("published_by")
    editions = list(found.order_by("number"))
    return compare(*editions) if len(editions) == 2 else None


def _chosen(editions: list[Edition], comparison: Comparison | None) -> tuple[int, int]:
    """Which numbers are ticked: what is compared, or else the last two."""
    if comparison is not None:
        return comparison.before.number, comparison.after.number
    newest = editions[0].number if editions else 0
    return max(newest - 1, 1), newest


def _merged_into(comparison: Comparison | None) -> Edition | None:
    """What a merged record became part of, as it is called in public now."""
    if comparison is None or comparison.tombstone is None:
        return None
    target = EditionLink.objects.filter(
        edition=comparison.tombstone, relation=Relation.MERGED_INTO
    ).first()
    if target is None:
        return None
    return Edition.objects.live().without_bodies().filter(uid=target.target_uid).first()
