"""The history of a record: its timeline, the comparison of two of its states, and restoring one."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from coalition.desk.history.restoring import restore, would_change
from coalition.desk.keys import key_of
from coalition.desk.refusals import reason_of
from coalition.editing.timeline import ENTRIES_PER_PAGE, entries, keys_of
from coalition.models import Record, StaleRecordError
from coalition.revisions.differences import differences
from coalition.revisions.readable import Names, in_words
from coalition.revisions.restoring import RestoreRefused
from coalition.revisions.snapshots import Snapshot, snapshot_of, snapshots_in, versions_of

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = object

CONFLICT = 409


class HistoryPages(_ModelAdmin):
    """A model admin of records whose history page shows and restores what was saved."""

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<path:object_id>/history/<int:revision>/restore/",
                self.admin_site.admin_view(self.restore_view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_restore",
            ),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._gone(request)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        page = Paginator(keys_of(record), ENTRIES_PER_PAGE).get_page(request.GET.get("p"))
        newest = versions_of(type(record), record.pk).values_list("revision_id", flat=True).first()
        shown = entries(record, list(page.object_list))
        comparison = self._comparison(request, record)
        saves = [entry.revision for entry in shown if entry.revision]
        context = {
            **self._history_context(request, record, _("History")),
            "page": page,
            "entries": shown,
            "newest": newest,
            "is_comparable": len(saves) > 1,
            "chosen": (comparison or {}).get("revisions") or saves[1::-1],
            "may_restore": self.has_change_permission(request, record),
            "comparison": comparison,
            "has_recover": self.has_add_permission(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "desk/history/history.html", context)

    def _comparison(self, request: HttpRequest, record: Record) -> dict[str, Any] | None:
        """What is asked for by `?from=` and `?to=`, the keys of two revisions in either order."""
        asked = [request.GET.get(name, "") for name in ("from", "to")]
        if not any(asked):
            return None
        keys = sorted(key for text in asked if (key := key_of(text)) is not None)
        held = snapshots_in(type(record), record.pk, keys)
        if len(held) < 2:
            return {"lines": None}
        before, after = (held[key] for key in sorted(held))
        found = differences(before, after)
        return {
            "lines": in_words(found, Names(found)),
            "before": before.version,
            "after": after.version,
            "revisions": sorted(held),
        }

    def restore_view(self, request: HttpRequest, object_id: str, revision: int) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._gone(request)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        known = [key for key in [key_of(str(revision))] if key is not None]
        target = snapshots_in(type(record), record.pk, known).get(revision)
        if target is None:
            raise Http404
        if request.method != "POST":
            return self._restore_page(request, record, target)
        return self._restore(request, record, target)

    def _restore(self, request: HttpRequest, record: Record, target: Snapshot) -> HttpResponse:
        if request.POST.get("read_version") != str(record.version):
            return self._restore_page(
                request,
                record,
                target,
                refusal=_(
                    "Somebody saved it since you opened this page. Look again at what would change."
                ),
            )
        try:
            restore(record, target, by=request.user)
        except RestoreRefused as refused:
            refusal = str(refused)
        except StaleRecordError as stale:
            refusal = str(stale)
        except IntegrityError as error:
            refusal = reason_of(error)
        else:
            messages.success(
                request,
                _("“%(record)s” is again as it was at version %(version)d.")
                % {"record": record, "version": target.version},
            )
            return HttpResponseRedirect(self._record_page(record))
        fresh = self.get_object(request, str(record.pk))
        if fresh is None:
            return self._gone(request)
        return self._restore_page(request, fresh, target, refusal=refusal)

    def _restore_page(
        self, request: HttpRequest, record: Record, target: Snapshot, *, refusal: str = ""
    ) -> HttpResponse:
        now = snapshot_of(record)
        assert now is not None
        found = would_change(record, now, target)
        context = {
            **self._history_context(request, record, _("Restore version %d") % target.version),
            "lines": in_words(found, Names(found)),
            "target": target,
            "refusal": refusal,
        }
        status = CONFLICT if refusal else 200
        return TemplateResponse(request, "desk/history/restore.html", context, status=status)

    def _gone(self, request: HttpRequest) -> HttpResponse:
        messages.warning(
            request, _("There is no such record. If it was a draft, look among the deleted ones.")
        )
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return HttpResponseRedirect(reverse(name))

    def _history_context(self, request: HttpRequest, record: Record, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "subtitle": str(record),
            "record": record,
            "record_url": self._record_page(record),
            "history_url": self._record_page(record, "history"),
        }

    def _record_page(self, record: Record, page: str = "change") -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=[record.pk])
