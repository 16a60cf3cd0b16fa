"""Questions of whom a name means: read from a query string, or from one entry of a batch."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from coalition.api import vocabularies
from coalition.api.filter_fields import RegionField, WordField
from coalition.api.parameters import Finding, echo, has_control, unknown_parameter
from coalition.imprecise_dates import ImpreciseDate, ImpreciseDateError
from coalition.models.editions import Kind
from coalition.resolving import DEFAULT_LIMIT, MAX_LIMIT, NAMED, Asked, Question, Span

FIELDS = frozenset({"name", "kind", "party", "on", "region", "limit"})
#: Characters; the longest public name is as long.
NAME_LIMIT = 200
#: Questions of a batch, and characters of the key of one.
BATCH_LIMIT, KEY_LIMIT = 200, 100
_KIND = WordField(vocabulary=vocabularies.NAMED_KIND)


class NotUnderstood(Exception):
    """What is wrong with a question, field by field."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("; ".join(f"{name}: {text}" for name, text in self.findings))


def from_query(parameters: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of an address as an entry of a batch has them: with a number for a limit."""
    values: dict[str, Any] = dict(parameters)
    limit = values.get("limit", "")
    if limit.isascii() and limit.isdigit() and len(limit) <= len(str(MAX_LIMIT)):
        values["limit"] = int(limit)
    return values


def read_question(values: Mapping[str, Any]) -> Question:
    """Raises NotUnderstood, with all that is wrong."""
    findings = [
        Finding(echo(name), unknown_parameter(name, FIELDS, "field"))
        for name in values
        if name not in FIELDS
    ]
    read: dict[str, Any] = {}
    for name, reader in _READERS.items():
        try:
            read[name] = reader(values.get(name))
        except ValidationError as error:
            findings.append(Finding(name, " ".join(error.messages)))
    if read.get("party") and read.get("kind") not in (None, Kind.LEADER):
        findings.append(Finding("party", "Only leaders belong to parties: ask for kind=leader."))
    if findings:
        raise NotUnderstood(findings)
    kinds = [read["kind"]] if read["kind"] else [Kind.LEADER] if read["party"] else NAMED
    return Question(
        name=read["name"],
        kinds=kinds,
        asked=Asked(
            parties=[read["party"]] if read["party"] else (),
            on=read["on"],
            region=read["region"] or "",
        ),
        limit=read["limit"],
    )


def read_day(text: str) -> Span:
    """A day, or anything that EDTF can say of one; raises ValidationError."""
    try:
        found = ImpreciseDate.from_edtf(text)
    except ImpreciseDateError as error:
        raise ValidationError(str(error)) from None
    return Span(found.earliest, found.latest)


def _text(value: Any, *, limit: int = NAME_LIMIT) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValidationError("Give a text.")
    if len(value) > limit:
        raise ValidationError(f"At most {limit} characters.")
    if has_control(value):
        raise ValidationError("Control characters are not accepted.")
    if not value.strip():
        raise ValidationError("Give a value, or leave it out.")
    return value


def _name(value: Any) -> str:
    text = _text(value)
    if text is None:
        raise ValidationError("Give a name as it is printed.")
    return text


def _kind(value: Any) -> Kind | None:
    text = _text(value)
    return None if text is None else Kind(_KIND.read(text))


def _on(value: Any) -> Span | None:
    text = _text(value)
    return None if text is None else read_day(text)


def _region(value: Any) -> str | None:
    text = _text(value)
    return None if text is None else RegionField().read(text)


def _limit(value: Any) -> int:
    if value is None:
        return DEFAULT_LIMIT
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_LIMIT:
        raise ValidationError(f"Give a whole number from 1 to {MAX_LIMIT}.")
    return value


_READERS = {
    "name": _name,
    "kind": _kind,
    "party": _text,
    "on": _on,
    "region": _region,
    "limit": _limit,
}
