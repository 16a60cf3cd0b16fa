"""The operations of an OpenAPI document, and which of them an address belongs to."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_PARAMETER = re.compile(r"\\\{[^}]*\\\}")


class Described(NamedTuple):
    """One operation: `method` in small letters, `path` with its parameters in braces."""

    method: str
    path: str
    described: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.described["operationId"])

    def pattern(self) -> re.Pattern[str]:
        """Matches the addresses of the operation, with and without their last slash."""
        address = _PARAMETER.sub("[^/]+", re.escape(self.path.removesuffix("/")))
        return re.compile(f"{address}/?")


def operations(schema: dict[str, Any]) -> Iterator[Described]:
    """All of them; where two could answer one address, the one with fewer parameters first."""
    for path in sorted(schema["paths"], key=lambda path: path.count("{")):
        for method, described in schema["paths"][path].items():
            if method in _METHODS:
                yield Described(method, path, described)
