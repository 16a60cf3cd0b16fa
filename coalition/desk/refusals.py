"""Refusals: what the database says no to, told to the editor in the form that was sent.

Forms find nearly all of it first. What is left are races, and rules across rows: then the save is
undone as a whole and the form comes back with the reason, and with everything that was typed.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib import admin
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coalition.models import StaleRecordError

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin

#: Rules that triggers watch over, by the name they raise.
_TRIGGERS = {
    "coalition_seatposition_agreed_within_total": (
        "The agreed seats come to more than the seats in all. Mend a position or the total."
    )
}


def reason_of(error: IntegrityError) -> str:
    """What an editor can do about a constraint that was violated."""
    # PostgreSQL names the constraint beside its words, and triggers choose their own words.
    named = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    text = named or str(error)
    for name, reason in _TRIGGERS.items():
        if name in text:
            return _(reason)
    for model in apps.get_app_config("coalition").get_models():
        for constraint in model._meta.constraints:
            if constraint.name in text or _names_columns(constraint, model, text):
                return _reason_of_constraint(constraint, model)
    return _(
        "The database refused this: two rows say the same, or something it refers to has just been "
        "deleted. Nothing was saved. Check the rows and save again."
    )


def _names_columns(constraint: models.BaseConstraint, model: type[models.Model], text: str) -> bool:
    """SQLite names the columns of a plain unique constraint, not the constraint."""
    if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
        return False
    table = model._meta.db_table
    columns = [
        f"{table}.{field.column}" for name in constraint.fields for field in _columns(model, name)
    ]
    return text.endswith(": " + ", ".join(columns))


def _columns(model: type[models.Model], name: str) -> Iterator[Any]:
    field = model._meta.get_field(name)
    if isinstance(field, models.Field):
        yield field


def _reason_of_constraint(constraint: models.BaseConstraint, model: type[models.Model]) -> str:
    if constraint.violation_error_message != constraint.default_violation_error_message:
        return str(constraint.get_violation_error_message())
    if isinstance(constraint, models.UniqueConstraint):
        fields = ", ".join(
            str(field.verbose_name) for name in constraint.fields for field in _columns(model, name)
        )
        return _("Two rows of %(rows)s have the same %(fields)s. Change or remove one of them.") % {
            "rows": model._meta.verbose_name_plural,
            "fields": fields,
        }
    return str(constraint.get_violation_error_message())


class RefusalsShown(_ModelAdmin):
    """A model admin whose form comes back, filled in, if the save itself is refused."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleRecordError as error:
            refusal = str(error)
        except IntegrityError as error:
            refusal = reason_of(error)
        # The transaction is undone. This time the form knows, so it cannot get as far as a save.
        request.desk_refusal = refusal  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "desk_refusal", "")
        return form
