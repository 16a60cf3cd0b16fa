"""What stands around the form of a record: its tools above, and panels that say how it stands.

Each feature of the desk is a mixin of `RecordAdmin` that adds its own to what `super()` gives.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from coalition.editing.public_state import PublicState
from coalition.models import Record

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Any]
else:
    _ModelAdmin = admin.ModelAdmin


@dataclass(frozen=True, slots=True)
class Tool:
    """A link above the form. `name` becomes its class, `desk-step-<name>`.

    With a `reason` it cannot be followed now, and the head of the form says why.
    """

    name: str
    label: Any
    url: str
    reason: str = ""
    #: The menu that it stands in; empty for what is wanted most, which stands in the open.
    menu: Any = ""


def in_menus(tools: list[Tool]) -> list[tuple[Any, list[Tool]]]:
    """Menus in the order of their first tools, what stands in the open before them."""
    menus: dict[Any, list[Tool]] = {"": []}
    for tool in tools:
        menus.setdefault(str(tool.menu), []).append(tool)
    return list(menus.items())


@dataclass(frozen=True, slots=True)
class Panel:
    """A template between the head of the form and its fields, with a context of its own."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


class RecordTools(_ModelAdmin):
    """The end of the chain."""

    def tools(self, request: HttpRequest, record: Record, state: PublicState) -> list[Tool]:
        """The links above the form of `record`, in their order."""
        return []

    def panels(self, request: HttpRequest, record: Record, state: PublicState) -> list[Panel]:
        """What is shown between the head of the form and its fields."""
        return []
