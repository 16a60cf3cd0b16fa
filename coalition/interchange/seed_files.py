"""Seed files: entries written by people, as YAML, a file per subject.

YAML 1.1 reads 19:00 as a number and 2023-12-06 as a date of its own. Here only true, false, null
and whole numbers are anything but text. Aliases are refused: an entry stands for itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from coalition.interchange.problems import Place, Problems
from coalition.interchange.shapes import KINDS_IN_ORDER
from coalition.interchange.values import nearest, short

_NULLS = frozenset({"", "~", "null"})
_BOOLEANS = {"true": True, "false": False}


class SeedFiles:
    """The entries of all `*.yaml` files in a folder, by kind; see `loading.Entries`."""

    def __init__(self, folder: Path) -> None:
        self.problems = Problems()
        self._entries: dict[str, list[tuple[Place, dict[str, Any]]]] = defaultdict(list)
        files = sorted(folder.glob("*.yaml"))
        if not files:
            self.problems.add(
                Place(str(folder), 1),
                "",
                "There are no seed files (*.yaml). Check the folder's name.",
            )
        for file in files:
            self._read(file, str(file))

    def of_kind(self, kind: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        return iter(self._entries[kind])

    def _read(self, file: Path, name: str) -> None:
        try:
            root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            self.problems.add(
                Place(name, line),
                "",
                f"This is no YAML: {error.problem or error.context}. Mend the line.",
            )
            return
        except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
            reason = " ".join(str(error).split())[:300]
            self.problems.add(
                Place(name, 1), "", f"It cannot be read ({reason}). Save it anew as UTF-8 text."
            )
            return
        if root is None:
            return
        if not isinstance(root, yaml.SequenceNode):
            self.problems.add(
                Place(name, 1),
                "",
                "A seed file is a list of entries, each beginning with “- kind:”.",
            )
            return
        for node in root.value:
            self._entry(node, name)

    def _entry(self, node: yaml.Node, name: str) -> None:
        line = node.start_mark.line + 1
        reader = _NodeReader(Place(name, line), self.problems)
        entry = reader.value(node, "")
        if not isinstance(entry, dict):
            self.problems.add(
                Place(name, line), "", f"{short(entry)} is no entry. Begin it with “- kind:”."
            )
            return
        kind, slug = entry.get("kind"), entry.get("slug")
        place = Place(name, line, f"{kind} {short(slug)}" if slug else str(kind), reader.lines)
        if kind not in KINDS_IN_ORDER:
            hint = nearest(str(kind), list(KINDS_IN_ORDER))
            self.problems.add(
                place, "kind", f"{short(kind)} is not one of {', '.join(KINDS_IN_ORDER)}.{hint}"
            )
            return
        self._entries[kind].append((place, entry))


class _NodeReader:
    """Turns the nodes of one entry into values, and notes the line of each field."""

    def __init__(self, place: Place, problems: Problems) -> None:
        self.lines: dict[str, int] = {}
        self._place = place
        self._problems = problems
        self._nodes: set[int] = set()

    def value(self, node: yaml.Node, path: str) -> Any:
        # A field stands where its key does; an alias would lead to where its anchor is.
        line = self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._nodes:
            self._refuse(line, path, "This is an alias (*). Write the value out again.")
            return None
        self._nodes.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, f"{path}[{number}]") for number, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            at = f"{path}.{key}" if path else key
            line = key_node.start_mark.line + 1
            if key in found:
                self._refuse(line, at, "It stands here twice. Leave one out.")
            self.lines[at] = line
            found[key] = self.value(value_node, at)
        return found

    def _refuse(self, line: int, path: str, reason: str) -> None:
        self._problems.add(Place(self._place.file, line), path, reason)


def _scalar(node: yaml.ScalarNode) -> Any:
    text: str = node.value
    if node.style in ("'", '"', "|", ">"):
        return text.rstrip("\n") if node.style in ("|", ">") else text
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    is_number = text.isascii() and text.isdigit() and len(text) < 10 and str(int(text)) == text
    return int(text) if is_number else text
