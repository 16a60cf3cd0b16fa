"""Other names in one cell: `Didi | ममता बनर्जी [native_script hi] | Trinamool [former]`.

Without a remark it is an alias, or whatever is recorded under that name already. An import adds the
names that are missing and takes none away.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from coalition.desk.bulk.widgets import CellWidget
from coalition.models import NameKind

SEPARATOR = "|"
_REMARK = re.compile(r"(?P<name>.+?)\s*\[(?P<kind>[a-z_]+)(?:\s+(?P<language>[A-Za-z0-9-]+))?\]")


@dataclass(frozen=True, slots=True)
class NameCell:
    """One name. `kind` is empty if the cell leaves it open."""

    name: str
    kind: str = ""
    language: str = ""

    def __str__(self) -> str:
        if self.kind in ("", NameKind.ALIAS) and not self.language:
            return self.name
        remark = " ".join(filter(None, [self.kind or NameKind.ALIAS, self.language]))
        return f"{self.name} [{remark}]"


class NamesWidget(CellWidget):
    """The other names of a party or leader."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> list[NameCell]:
        return [_read(part.strip()) for part in (value or "").split(SEPARATOR) if part.strip()]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        if value is None or value.instance.pk is None:
            return ""
        return f" {SEPARATOR} ".join(
            str(NameCell(name.name, name.kind, name.language)) for name in value.all()
        )


def _read(text: str) -> NameCell:
    match = _REMARK.fullmatch(text)
    if match is None:
        return NameCell(text)
    if match["kind"] not in NameKind.values:
        raise ValueError(
            _("“%(kind)s” is no kind of name. Write [%(kinds)s], or nothing for an alias.")
            % {"kind": match["kind"], "kinds": "], [".join(NameKind.values)}
        )
    return NameCell(match["name"], match["kind"], match["language"] or "")


def missing_names(record: Any, cells: list[NameCell]) -> list[NameCell]:
    """The names of `cells` that `record` does not have yet, each once."""
    has = {(name.name, name.kind) for name in record.other_names.all()} if record.pk else set()
    missing: dict[tuple[str, str], NameCell] = {}
    for cell in cells:
        is_there = any(
            cell.name == name and cell.kind in ("", kind) for name, kind in [*has, *missing]
        )
        if not is_there:
            missing[(cell.name, cell.kind or NameKind.ALIAS)] = cell
    return list(missing.values())
