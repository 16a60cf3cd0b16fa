"""Reading a query: what is not declared is refused, never ignored."""

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from django.http import QueryDict
from rest_framework.exceptions import APIException

from coalition.models.editions import Kind

#: No declared parameter needs more; a cursor is the longest.
MAX_VALUE_LENGTH = 400
_ECHO_LENGTH = 40
#: An answer to nonsense stays small.
_MAX_FINDINGS = 20
#: Half of a pair of surrogates is no character, and could not be answered with.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: The same for the schema, which has no halves: text of a query, in any script.
PLAIN_TEXT = "^[^\\u0000-\\u001f\\u007f-\\u009f]+$"
TEXT_OR_NOTHING = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"


class Finding(NamedTuple):
    """What is wrong with one parameter, said so that it can be mended."""

    parameter: str
    detail: str


class InvalidQuery(APIException):
    """A 400 that names each parameter at fault."""

    status_code = 400
    default_code = "invalid_query"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(detail="; ".join(f"{name}: {text}" for name, text in self.findings))


def read_parameters(
    query: QueryDict,
    allowed: Collection[str],
    *,
    long: Mapping[str, int] = MappingProxyType({}),
    may_be_empty: Collection[str] = (),
) -> dict[str, str]:
    """The parameters of a query, each given once and not empty; raises InvalidQuery.

    An ignored misspelling would answer with everything, and look like a right answer. Those in
    `long` hold a text of their own, of as many characters; those that `may_be_empty` are left out
    if they are, for protocols whose programs send what they have nothing for.
    """
    findings = []
    values = {}
    for name, given in query.lists():
        if name not in allowed:
            findings.append(Finding(echo(name), unknown_parameter(name, allowed)))
        elif len(given) > 1:
            findings.append(Finding(name, "Give this parameter once."))
        elif not given[0] and name in may_be_empty:
            continue
        elif not given[0]:
            findings.append(Finding(name, "Give a value, or leave the parameter out."))
        elif len(given[0]) > (most := long.get(name, MAX_VALUE_LENGTH)):
            findings.append(Finding(name, f"At most {most} characters."))
        elif name not in long and _CONTROL.search(given[0]):
            findings.append(Finding(name, "Control characters are not accepted."))
        else:
            values[name] = given[0]
        if len(findings) == _MAX_FINDINGS:
            break
    if findings:
        raise InvalidQuery(findings)
    return values


def read_kind(parameters: Mapping[str, str]) -> Kind | None:
    """The `kind` that a query over all kinds is narrowed to, if any."""
    text = parameters.get("kind")
    if text is not None and text not in Kind.values:
        raise InvalidQuery([Finding("kind", f"Choose one of: {', '.join(Kind.values)}.")])
    return None if text is None else Kind(text)


def nearest(name: str, words: Collection[str]) -> str:
    """The one of `words` that was probably meant; empty if none is like it."""
    # Comparing takes time that grows with the length, which the caller chooses.
    near = difflib.get_close_matches(name[:_ECHO_LENGTH], sorted(words), n=1)
    return near[0] if near else ""


def unknown_parameter(name: str, allowed: Collection[str], noun: str = "parameter") -> str:
    """What is said of a name that nothing here has."""
    if near := nearest(name, allowed):
        return f"There is no such {noun}. Did you mean {near}?"
    if not allowed:
        return f"This address takes no {noun}s."
    return f"There is no such {noun}. This address takes: {', '.join(sorted(allowed))}."


def echo(name: str) -> str:
    """A name as given, so far as an answer may repeat it."""
    plain = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", name)
    return plain if len(plain) <= _ECHO_LENGTH else plain[:_ECHO_LENGTH] + "…"


def has_control(text: str) -> bool:
    return _CONTROL.search(text) is not None
