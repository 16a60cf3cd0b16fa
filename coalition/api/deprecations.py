"""What of the API is on its way out: declared here, and told by every answer that is concerned.

An entry is a promise with a date. From `since` on, answers carry `Deprecation` (RFC 9745), `Sunset`
(RFC 8594) and a `Link` to the paragraph on the reference page; from `sunset` on, they are 410.
docs/api-versioning.md is the policy.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.http import http_date

from coalition.api.kinds import api_url
from coalition.api.paths import operations

#: Nothing goes sooner than this after it was announced.
NOTICE = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deprecation:
    """An operation, or one query parameter of it, that ends on `sunset`.

    `operation` is an `operationId` of the schema. `instead` says in a sentence what to use.
    """

    operation: str
    parameter: str = ""
    since: date
    sunset: date
    instead: str

    def __post_init__(self) -> None:
        if self.sunset - self.since < NOTICE:
            raise ValueError(f"{self.anchor} would end less than {NOTICE.days} days after notice.")

    @property
    def anchor(self) -> str:
        """Its place on the reference page."""
        return "-".join(filter(None, ("deprecated", self.operation, self.parameter)))

    @property
    def link(self) -> str:
        return f'<{api_url("docs/")}#{self.anchor}>; rel="deprecation"; type="text/html"'

    def has_ended(self, now: datetime) -> bool:
        return now >= _start(self.sunset)

    def headers(self) -> dict[str, str]:
        """`Deprecation` is a structured date, `Sunset` an HTTP date: both are the day's midnight
        in UTC."""
        return {
            "Deprecation": f"@{int(_start(self.since).timestamp())}",
            "Sunset": http_date(_start(self.sunset).timestamp()),
            "Link": self.link,
        }


#: Nothing is deprecated today.
DEPRECATIONS: tuple[Deprecation, ...] = ()


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


_HEADERS: dict[str, dict[str, Any]] = {
    "Deprecation": {
        "schema": {"type": "string", "pattern": "^@[0-9]+$"},
        "description": "Since when it is deprecated: a structured date (RFC 9745), `@` and the "
        "number of seconds since 1970.",
    },
    "Sunset": {
        "schema": {"type": "string"},
        "description": "From when on it is 410: an HTTP date (RFC 8594).",
    },
    "Link": {
        "schema": {"type": "string"},
        "description": "With `rel=deprecation`, where the reference page says what to use instead.",
    },
}


def describe(schema: dict[str, Any]) -> None:
    """Mark in the schema what is declared here; raises ValueError for what the schema lacks."""
    found = {operation.name: operation.described for operation in operations(schema)}
    for entry in DEPRECATIONS:
        described = found.get(entry.operation)
        if described is None:
            raise ValueError(f"There is no operation {entry.operation}.")
        notice = f"Deprecated since {entry.since}; 410 from {entry.sunset} on. {entry.instead}"
        parameters = described.get("parameters", [])
        target = described
        if entry.parameter:
            named = [p for p in parameters if (p["in"], p["name"]) == ("query", entry.parameter)]
            if not named:
                raise ValueError(f"{entry.operation} takes no parameter {entry.parameter}.")
            target = named[0]
        target["deprecated"] = True
        target["description"] = f"{target.get('description', '')} {notice}".strip()
        gone = {
            "description": f"Ended on {entry.sunset}: `detail` says what to use instead.",
            "content": {
                "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
        described["responses"].setdefault("410", gone)
        for response in described["responses"].values():
            headers = response.setdefault("headers", {})
            for name, header in _HEADERS.items():
                headers.setdefault(name, header)
