"""Choices of a leader or a party in the attendance grid: a select that a script makes a combobox.

Without the script, and where only the chosen row is loaded, it is the select it was.
"""

from typing import Any

from coalition.desk.autocompletes import KnowingSelect
from coalition.models import Leader


class NamePicker(KnowingSelect):
    """Carries the key; `combobox.js` puts a field beside it in which the name is typed."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)
        is_leader = self.field.related_model is Leader
        kept = {key: value for key, value in attrs.items() if not key.startswith("data-")}
        return kept | {"class": "desk-picker", "data-kind": "leader" if is_leader else "party"}
