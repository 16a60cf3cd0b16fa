"""Whatever is sent, the answer is a problem that says so, small, and never an error of ours."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.api.records.examples import ENTRIES
from coalition.api.records.kinds import RECORD_KINDS
from coalition.interchange.shapes import SHAPES
from coalition.models import ApiKey, Meeting, Party
from tests import factories
from tests.api.records.callers import Caller, editor, partner, reader, reporter

pytestmark = pytest.mark.django_db

BODIES: dict[str, bytes] = {
    "nothing": b" ",
    "no JSON": b"{name:",
    "no UTF-8": b'{"name": "\xff"}',
    "UTF-16": '{"name": "X"}'.encode("utf-16"),
    "a NaN": b'{"name": NaN}',
    "infinity": b'{"name": -Infinity}',
    "a key twice": b'{"name": "A", "name": "B"}',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "nine deep": b'{"a":[[[[[[[[[1]]]]]]]]]}',
    "a number of many digits": b'{"name": ' + b"9" * 5000 + b"}",
    "a null byte": b'{"name": "a\x00b"}',
    "two values": b'{"name": "A"} {"name": "B"}',
}


def is_problem(answer: Any) -> bool:
    told = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert told["status"] == answer.status_code
    assert "Traceback" not in answer.content.decode()
    assert len(answer.content) < 20_000
    return 400 <= answer.status_code < 500


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("path", ["parties/", "bulk/"])
def test_body_that_is_none_is_400(path: str, body: bytes) -> None:
    answer = editor().post(path, body)
    assert is_problem(answer)
    assert answer.status_code == 400
    assert not Party.objects.exists()


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_line_that_is_none_is_400_with_its_number(body: bytes) -> None:
    if body == b" ":
        return
    lines = b'{"kind": "party", "name": "A"}\n' + body
    answer = editor().post("bulk/", lines, content_type="application/jsonl")
    assert is_problem(answer)
    assert not Party.objects.exists()


@pytest.mark.parametrize("value", [[], "x", 7, None, True, 1.5, [[]], [{}]])
def test_body_that_is_no_entry_is_422(value: Any) -> None:
    for method, path in (("POST", "parties/"), ("PUT", "parties/x/"), ("PATCH", "parties/x/")):
        if not Party.objects.exists():
            factories.PartyFactory(slug="x")
        answer = editor().send(method, path, json.dumps(value), if_match='"1"')
        assert is_problem(answer)
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "multipart/form-data; boundary=x", "", "application/jsonl"],
)
def test_other_content_types_are_415(content_type: str) -> None:
    answer = editor().post("parties/", b'{"name": "X"}', content_type=content_type)
    assert is_problem(answer)
    assert answer.status_code == 415
    assert answer.json()["detail"] == "Send the body as application/json."


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "name"),
    [
        ("POST", "parties/", b'{"name": ', {}, "malformed-body"),
        ("POST", "bulk/", b'{"a": 1}', {}, "malformed-body"),
        ("POST", "parties/", b'{"name": "X"}', {"key": "x" * 256}, "malformed-header"),
        ("PATCH", "parties/x/", b"{}", {"if_match": "1"}, "malformed-header"),
        ("POST", "meetings/", b'{"attendances": [%s{}]}' % (b"{}," * 20_000), {}, "too-much"),
    ],
)
def test_problem_has_the_type_of_its_sort(
    method: str, path: str, body: bytes, headers: dict[str, str], name: str
) -> None:
    answer = editor().send(method, path, body, **headers)
    assert answer.json()["type"].endswith(f"#problem-{name}")


def test_scope_and_role_are_two_problems() -> None:
    by_key = reader().get("parties/")
    assert by_key.json()["type"].endswith("#problem-scope-missing")
    assert "“write” or “propose”" in by_key.json()["detail"]
    by_role = reporter().delete("parties/x/", if_match='"1"')
    assert by_role.json()["type"].endswith("#problem-forbidden")
    assert "“coalition.delete_party”" in by_role.json()["detail"]


def test_merge_patch_is_for_patch_alone() -> None:
    party = factories.PartyFactory()
    answer = editor().put(
        f"parties/{party.slug}/",
        {"name": "X"},
        if_match='"1"',
        content_type="application/merge-patch+json",
    )
    assert answer.status_code == 415


def test_body_above_the_limit_is_413() -> None:
    answer = editor().post("parties/", b'"' + b"x" * (6 << 20) + b'"')
    assert is_problem(answer)
    assert answer.status_code == 413


def test_more_rows_than_the_limit_are_413() -> None:
    entry = {"title": "X", "attendances": [{}] * 20_001}
    answer = editor().post("meetings/", entry)
    assert is_problem(answer)
    assert answer.status_code == 413


def test_entry_that_takes_long_to_check_is_refused_soon() -> None:
    slugs = [f"party-{number}" for number in range(19_000)]
    entry = {"title": "X", "parties": slugs, "stance": "y" * 1_000_000}
    started = time.monotonic()
    answer = editor().post("seat-sharing-talks/", entry)
    assert is_problem(answer)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
def test_other_methods_are_405_with_those_that_there_are(method: str) -> None:
    answer = editor().send(method, "")
    assert answer.status_code == 405
    assert set(answer["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


#: Values of all types, and of all that people send by mistake.
JUNK = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=()), max_size=20)
    | st.sampled_from(
        [
            "",
            "inc",
            "2023-12-06",
            "19:00",
            "2023-12-06T00:00:00Z",
            "\ud800",
            "a\x00",
            "\u202e",
            "[",
            "9" * 400,
            "held",
            "7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01",
            10**400,
            -1,
            2**63,
            1e308,
        ]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["edtf", "label", "claims", "source", "party", "x"]), inner
        )
    ),
    max_leaves=6,
)


def paths_in(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in an entry."""
    found = [at] if at else []
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += paths_in(inner, (*at, key))
    return found


def with_junk(entry: Any, path: tuple[Any, ...], junk: Any) -> Any:
    changed = json.loads(json.dumps(entry))
    target = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = junk
    return changed


@settings(max_examples=150, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_junk_anywhere_in_an_entry_is_never_an_error_of_ours(data: Any) -> None:
    callers = _callers()
    kind = data.draw(st.sampled_from(sorted(ENTRIES)))
    entry = ENTRIES[kind]
    changed = with_junk(entry, data.draw(st.sampled_from(paths_in(entry))), data.draw(JUNK))
    path = RECORD_KINDS[kind].path
    for caller in callers:
        answer = caller.post(f"{path}/", changed)
        assert answer.status_code in (201, 409, 422, 400), answer.content
        answer = caller.post("bulk/?atomic=false&dry_run=true", [{"kind": kind, **changed}])
        assert answer.status_code in (200, 400), answer.content


@settings(max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_junk_in_any_field_of_any_kind_is_never_an_error_of_ours(data: Any) -> None:
    caller = _callers()[0]
    kind = data.draw(st.sampled_from(sorted(SHAPES)))
    shape = SHAPES[kind]
    keys = [*shape.keys, "if_version", "public", "", "\ud800"]
    entry = data.draw(st.dictionaries(st.sampled_from(keys), JUNK, max_size=5))
    for rows in shape.rows:
        known = [*rows.layout.by_key, "claims", "decisions", "x"]
        row = st.dictionaries(st.sampled_from(known), JUNK, max_size=4)
        entry |= {rows.key: data.draw(st.lists(row, max_size=2))}
    path = RECORD_KINDS[kind].path
    assert caller.post(f"{path}/", entry).status_code < 500
    assert caller.post("bulk/?dry_run=true", [{**entry, "kind": kind}]).status_code < 500


@settings(max_examples=100, derandomize=True, suppress_health_check=list(HealthCheck))
@given(junk=JUNK, key=st.sampled_from([*SHAPES["meeting"].keys, "x"]))
def test_junk_in_a_patch_is_never_an_error_of_ours(junk: Any, key: str) -> None:
    caller = _callers()[0]
    if not Meeting.objects.exists():
        factories.MeetingFactory(slug="m", with_attendance=True, sourced=True)
    tag = caller.get(f"meetings/{Meeting.objects.get().uid}/")["ETag"]
    address = f"meetings/{Meeting.objects.get().uid}/"
    answer = caller.patch(address, {key: junk}, if_match=tag)
    assert answer.status_code in (200, 409, 422, 400), answer.content


@pytest.mark.parametrize("address", ["x" * 500, "7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01", "-" * 36])
def test_address_of_nothing_is_404(address: str) -> None:
    assert editor().get(f"parties/{address}/").status_code == 404


@pytest.mark.parametrize("tag", ['"' + "9" * 50 + '"', '"1.1.1"', '"a', '"1",', "W/", '"-1"'])
def test_junk_in_if_match_is_never_an_error_of_ours(tag: str) -> None:
    party = factories.PartyFactory()
    answer = editor().patch(f"parties/{party.slug}/", {"name": "X"}, if_match=tag)
    assert answer.status_code in (400, 412)


_KNOWN: list[Caller] = []


def _callers() -> list[Caller]:
    """An editor and a partner: made once for all examples of a test."""
    if not _KNOWN or not ApiKey.objects.filter(user=_KNOWN[0].user.pk).exists():
        _KNOWN[:] = [editor(), partner()]
        for kind in ("source", "party", "leader"):
            _KNOWN[0].post(f"{RECORD_KINDS[kind].path}/", ENTRIES[kind])
    return _KNOWN
