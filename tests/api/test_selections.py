"""`fields` and `include`: parts of documents, and documents beside them."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.api.inclusions import references_of
from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.selections import parts_of, paths_in
from coalition.models import Edition, Kind
from coalition.publishing import withdraw
from tests.api.world import build_world
from tests.factories import AttendanceFactory, LeaderFactory, MeetingFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SimpleNamespace:
    return build_world()


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(f"/api/v1/{path}", headers=headers or None)


def document(record: Any) -> dict[str, Any]:
    return json.loads(Edition.objects.live().get(uid=record.uid).body)


def details(answer: HttpResponse) -> list[str]:
    assert answer.status_code == 400
    return [error["detail"] for error in answer.json()["errors"]]


def test_only_the_parts_asked_for_are_answered(world) -> None:
    whole = document(world.meeting)
    found = get("meetings/dinner/?fields=title,date.edtf,attendance.party.name").json()
    assert found == {
        "id": whole["id"],
        "kind": "meeting",
        "url": whole["url"],
        "title": "Dinner of floor leaders",
        "date": {"edtf": whole["date"]["edtf"]},
        "attendance": [{"party": {"name": row["party"]["name"]}} for row in whole["attendance"]],
    }


def test_list_answers_the_same_parts(world) -> None:
    page = get("meetings/?fields=title").json()
    assert [sorted(found) for found in page["results"]] == [["id", "kind", "title", "url"]] * 2


def test_path_to_what_has_parts_keeps_all_of_them(world) -> None:
    whole = document(world.meeting)
    for asked in ("date", "date.edtf,date", "date,date.edtf"):
        assert get(f"meetings/dinner/?fields={asked}").json()["date"] == whole["date"]


def test_null_stays_null_within(world) -> None:
    found = get("meetings/patna/?fields=alliance.name,place.city").json()
    assert found["alliance"] is None
    assert found["place"] == {"city": None}


def test_claims_of_disputes_are_selected_too(world) -> None:
    whole = document(world.meeting)
    found = get("meetings/dinner/?fields=disputed.field,disputed.party.name").json()
    assert [row["field"] for row in found["disputed"]] == [
        row["field"] for row in whole["disputed"]
    ]


@pytest.mark.parametrize("kind", Kind)
def test_all_paths_together_are_the_whole_document(world, kind: Kind) -> None:
    """So that a name of the shapes that no document has, or the other way round, is noticed."""
    path = PUBLIC_KINDS[kind].path
    tops = list(parts_of(kind))
    for found in Edition.objects.live().of_kind(kind):
        answer: dict[str, Any] = {}
        for start in range(0, len(tops), 8):
            asked = ",".join(tops[start : start + 8])
            answer |= get(f"{path}/{found.slug}/?fields={asked}").json()
        assert answer == json.loads(found.body)


@pytest.mark.parametrize("kind", Kind)
def test_every_path_is_answered(world, kind: Kind) -> None:
    path = PUBLIC_KINDS[kind].path
    for asked in paths_in(parts_of(kind)):
        answer = get(f"{path}/?fields={asked}&limit=1")
        assert answer.status_code == 200, asked
        assert asked.split(".")[0] in answer.json()["results"][0] or asked.startswith("settled")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("titel", "There is no titel. Did you mean title?"),
        ("date.edft", "There is no date.edft. Did you mean date.edtf?"),
        ("atendance.party", "There is no atendance.party. Did you mean attendance.party?"),
        ("title,", "Give names with a single comma between them, such as title,date.edtf."),
        ("title.x", "There is no title.x. Did you mean title?"),
        ("xyzzy", "There is no xyzzy. Choose from: "),
        ("__class__", "There is no __class__. "),
    ],
)
@pytest.mark.parametrize("path", ["meetings/", "meetings/dinner/"])
def test_field_that_is_none_is_refused(world, path: str, asked: str, expected: str) -> None:
    [detail] = details(get(f"{path}?fields={asked}"))
    assert detail.startswith(expected)


def test_refusal_of_many_fields_stays_small(world) -> None:
    assert len(details(get("meetings/?fields=" + ",".join(f"x{n}" for n in range(60))))) == 5


def test_repeated_fields_are_refused(world) -> None:
    assert details(get("meetings/?fields=title&fields=date")) == ["Give this parameter once."]


# --- include --------------------------------------------------------------------------------------


def test_what_is_referred_to_is_included_as_it_is_stored(world) -> None:
    body = get("meetings/?include=alliance,attendance.leader").content.decode()
    included = json.loads(body)["included"]
    assert included.keys() == {str(r.uid) for r in (world.bloc, world.kharge, world.mamata)}
    for record in (world.bloc, world.kharge):
        stored = Edition.objects.live().get(uid=record.uid).body
        assert f'"{record.uid}":{stored}' in body


def test_results_stay_as_they_are_stored_beside_it(world) -> None:
    plain = get("meetings/").content
    with_documents = get("meetings/?include=alliance").content
    assert with_documents.startswith(plain[:-1] + b',"included":{')


def test_document_has_what_is_included_at_its_end(world) -> None:
    stored = Edition.objects.live().get(uid=world.meeting.uid).body
    answer = get("meetings/dinner/?include=follows").content.decode()
    assert answer.startswith(stored[:-1] + ',"included":{')
    assert answer.endswith(f'{{"{world.first.uid}":{_stored(world.first)}}}}}')


def _stored(record: Any) -> str:
    return Edition.objects.live().get(uid=record.uid).body


def test_selection_and_inclusion_go_together(world) -> None:
    found = get("meetings/dinner/?fields=title&include=alliance").json()
    assert found.keys() == {"id", "kind", "url", "title", "included"}
    assert found["included"][str(world.bloc.uid)]["name"] == "INDIA bloc"


def test_nothing_referred_to_is_an_empty_object(world) -> None:
    assert get("meetings/patna/?include=alliance").json()["included"] == {}


def test_what_was_withdrawn_is_not_included() -> None:
    leader = LeaderFactory(slug="gone", approved=True)
    published(leader)
    meeting = MeetingFactory(slug="dinner")
    row = AttendanceFactory(meeting=meeting, leader=leader)
    published(meeting)
    row.delete()
    # The document keeps its reference: it is the record that is withdrawn.
    Edition.objects.filter(uid=leader.uid).update(is_live=False, retired_at="2024-01-01T00:00Z")
    answer = get("meetings/dinner/?include=attendance.leader").json()
    assert answer["included"] == {}
    assert answer["attendance"][0]["leader"]["id"] == str(leader.uid)


def test_what_was_included_goes_with_its_record(world) -> None:
    assert get("statements/?include=speaker.leader").json()["included"]
    withdraw(world.statement, by=None, reason="A hoax.")
    assert get("statements/?include=speaker.leader").json() == {
        "next": None,
        "previous": None,
        "results": [],
        "included": {},
    }


@pytest.mark.parametrize("meetings", [1, 12])
def test_inclusion_costs_one_query_whatever_there_is(meetings: int) -> None:
    for _ in range(meetings):
        meeting = MeetingFactory()
        AttendanceFactory(meeting=meeting)
        published(meeting)
    with CaptureQueriesContext(connection) as plain:
        get("meetings/")
    with CaptureQueriesContext(connection) as more:
        found = get("meetings/?include=attendance.party,attendance.leader").json()["included"]
    assert len(found) >= meetings
    assert len(more) == len(plain) + 1


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("aliance", "There is no aliance. Did you mean alliance?"),
        ("title", "There is no title. "),
        ("attendance", "There is no attendance. "),
        ("alliance.name", "There is no alliance.name. Did you mean alliance?"),
    ],
)
def test_what_is_no_reference_is_refused(world, asked: str, expected: str) -> None:
    assert details(get(f"meetings/?include={asked}"))[0].startswith(expected)


def test_more_than_five_inclusions_are_refused(world) -> None:
    six = ",".join(references_of(Kind.MEETING)[:6])
    assert details(get(f"meetings/?include={six}")) == ["At most 5 at a time."]


def test_references_are_those_of_the_shapes() -> None:
    assert set(references_of(Kind.ALLIANCE)) == {"members.party"}
    assert set(references_of(Kind.MEETING)) >= {
        *("alliance", "follows", "attendance.party", "attendance.leader"),
        *("attendance.on_behalf_of", "statements.speaker.leader", "talks.parties"),
    }


# --- Bytes and tags -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "asked", ["", "?party=tmc", "?ordering=date", "?as_of=2030-01-01", "?q=dinner"]
)
def test_nothing_is_parsed_unless_it_is_asked_for(
    world, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "as_of" in asked:
        asked = f"?as_of={Edition.objects.latest('sequence').published_at:%Y-%m-%d}"
    parsed = []
    real = json.loads

    def loads(text: str, **how: Any) -> Any:
        # The comparison with the schema parses every answer.
        if sys._getframe(1).f_globals["__name__"].startswith("coalition."):
            parsed.append(text)
        return real(text, **how)

    monkeypatch.setattr(json, "loads", loads)
    client = Client()
    for path in (f"meetings/{asked}", "meetings/dinner/"):
        assert client.get(f"/api/v1/{path}").status_code == 200
    assert parsed == []
    assert client.get("/api/v1/meetings/?fields=title").status_code == 200
    assert len(parsed) == 2


@pytest.mark.parametrize("asked", ["fields=title", "include=alliance", "fields=id&include=follows"])
@pytest.mark.parametrize("path", ["meetings/", "meetings/dinner/"])
def test_parts_have_a_tag_of_their_own(world, path: str, asked: str) -> None:
    plain, parts = get(path), get(f"{path}?{asked}")
    assert parts["ETag"] != plain["ETag"]
    again = get(f"{path}?{asked}", if_none_match=parts["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert get(f"{path}?{asked}", if_none_match=plain["ETag"]).status_code == 200


def test_tag_changes_with_what_is_included(world) -> None:
    before = get("meetings/dinner/?include=alliance")["ETag"]
    world.bloc.purpose = "To stay together."
    world.bloc.save()
    published(world.bloc)
    assert get("meetings/dinner/?include=alliance", if_none_match=before).status_code == 200
