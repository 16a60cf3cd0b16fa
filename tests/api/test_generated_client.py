"""A partner's client, generated from the served schema and used against a running server."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import attrs
import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from coalition.api.kinds import PUBLIC_KINDS
from coalition.publishing import withdraw
from tests.api.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)

PACKAGE = "desk_client"
#: What docs/api.md tells partners to set: the generator does not know JSON Lines.
LINES = dict.fromkeys(("application/jsonl", "application/x-ndjson"), "application/octet-stream")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The package as openapi-python-client writes it; a warning about the schema is a failure."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "schema.json").write_bytes(Client().get("/api/v1/schema/").content)
    # No hook: ruff would only rearrange what was generated, and need not be on the path.
    config = {"post_hooks": [], "content_type_overrides": LINES}
    (folder / "config.json").write_text(json.dumps(config))
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    command += ["--path", str(folder / "schema.json"), "--config", str(folder / "config.json")]
    command += ["--output-path", str(folder / PACKAGE), "--fail-on-warning"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "warning" not in (done.stdout + done.stderr).lower()
    sys.path.insert(0, str(folder))
    yield folder / PACKAGE
    sys.path.remove(str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def module(generated: Path) -> Callable[[str], ModuleType]:
    return lambda name: importlib.import_module(f"{PACKAGE}.{name}")


@pytest.fixture
def models(module: Callable[[str], ModuleType]) -> ModuleType:
    return module("models")


@pytest.fixture
def ask(module: Callable[[str], ModuleType], live_server: LiveServer) -> Iterator[Any]:
    """`ask("meetings.list_meetings", party="tmc")` gives the detailed answer of an operation."""
    with module("client").Client(base_url=live_server.url) as client:

        def asked(operation: str, *address: str, **parameters: object) -> Any:
            return module(f"api.{operation}").sync_detailed(*address, client=client, **parameters)

        yield asked


def test_client_has_a_function_for_every_operation(generated: Path) -> None:
    schema = Client().get("/api/v1/schema/").json()
    named = {
        (operation["tags"][0].replace("-", "_"), operation["operationId"])
        for methods in schema["paths"].values()
        for operation in methods.values()
    }
    assert {
        (path.parent.name, path.stem)
        for path in generated.glob("api/*/*.py")
        if path.stem != "__init__"
    } == named


def test_client_has_one_type_for_each_component_and_vocabulary(models: ModuleType) -> None:
    schema = Client().get("/api/v1/schema/").json()["components"]["schemas"]
    # A union is written out where it is used.
    wanted = {name for name, found in schema.items() if not {"oneOf", "anyOf"} & found.keys()}
    assert wanted <= set(models.__all__)
    enums = {name for name in models.__all__ if hasattr(getattr(models, name), "__members__")}
    # Only what is no vocabulary of the record has a type of its own.
    assert {name for name in enums if name not in schema} == {
        *(f"{asked}Format" for asked in ("GetSchema", "ListAttendances", "ListSeatPositions")),
        *(
            f"List{kind.many.title().replace('-', '').replace(' ', '')}Ordering"
            for kind in PUBLIC_KINDS.values()
        ),
        "ListMeetingsRole",  # Nobody asks for a mere participant.
        *("WriteRecordsAtomic", "WriteRecordsDryRun"),
    }


def test_list_is_typed_down_to_its_rows(ask: Any, models: ModuleType) -> None:
    build_world()
    answer = ask("meetings.list_meetings")
    assert answer.status_code == 200
    assert isinstance(answer.parsed, models.MeetingPage)
    dinner = next(found for found in answer.parsed.results if found.slug == "dinner")
    assert dinner.category is models.CategoryEnum.FLOOR_LEADERS
    assert isinstance(dinner.id, UUID)
    assert dinner.published_at.tzinfo is not None
    absent = next(row for row in dinner.attendance if row.status.value == "absent")
    assert (absent.party.name, absent.leader) == ("Trinamool", None)
    assert absent.reason_given is models.ReasonGivenEnum.NOT_GIVEN
    assert {type(item) for item in dinner.disputed} == {
        *(models.AttendanceDispute, models.FieldDispute)
    }


@pytest.mark.parametrize(
    ("group", "one", "slug", "component"),
    [
        ("meetings", "meeting", "dinner", "Meeting"),
        ("parties", "party", "congress", "Party"),
        ("leaders", "leader", "kharge", "Leader"),
        ("alliances", "alliance", "bloc", "Alliance"),
        ("elections", "election", "lok-sabha-2024", "Election"),
        ("seat_sharing_talks", "seat_sharing_talk", "congress-trinamool", "SeatSharingTalk"),
        ("statements", "statement", "more-room", "Statement"),
    ],
)
def test_detail_loses_nothing_on_the_way(
    ask: Any, models: ModuleType, group: str, one: str, slug: str, component: str
) -> None:
    build_world()
    answer = ask(f"{group}.get_{one}", slug)
    assert isinstance(answer.parsed, getattr(models, component))
    served = json.loads(answer.content)
    assert plain(answer.parsed.to_dict()) == plain(served)
    assert unknown(answer.parsed) == []


def test_filters_take_the_words_of_the_documents(ask: Any, models: ModuleType) -> None:
    build_world()
    answer = ask(
        "meetings.list_meetings",
        party="tmc",
        attendance=models.AttendanceStatusEnum.ABSENT,
        category=models.CategoryEnum.FLOOR_LEADERS,
    )
    assert [found.slug for found in answer.parsed.results] == ["dinner"]
    answer = ask("meetings.list_meetings", occurrence=models.OccurrenceEnum.CANCELLED)
    assert answer.parsed.results == []


def test_changes_are_followed_to_their_end(ask: Any, models: ModuleType) -> None:
    world = build_world()
    withdraw(world.statement, by=None, reason="A hoax.")
    seen, after = [], 0
    while (page := ask("changes.list_changes", after=after, limit=3).parsed).results:
        seen += page.results
        after = page.next_after
    assert [change.sequence for change in seen] == list(range(1, after + 1))
    by_cause = {change.cause: change for change in seen}
    assert by_cause[models.CauseEnum.WITHDRAWN].document is None
    types = {type(change.document).__name__ for change in seen} - {"NoneType"}
    assert types == {"Meeting", "Party", "Leader", "Alliance", "Election", "SeatSharingTalk"}


def test_search_leads_to_the_document(ask: Any, models: ModuleType) -> None:
    build_world()
    (found,) = ask("search.search", q="trinamool", kind=models.KindEnum.PARTY).parsed.results
    assert ask("parties.get_party", found.slug).parsed.id == found.id


def test_problems_are_typed(ask: Any, models: ModuleType) -> None:
    world = build_world()
    withdraw(world.statement, by=None, reason="A hoax.")
    refused = ask("meetings.list_meetings", limit=0)
    assert (refused.status_code, type(refused.parsed)) == (400, models.QueryProblem)
    assert refused.parsed.errors[0].parameter == "limit"
    gone = ask("statements.get_statement", "more-room")
    assert (gone.status_code, gone.parsed.detail) == (410, "A hoax.")
    absent = ask("parties.get_party", "nobody")
    assert (absent.status_code, type(absent.parsed)) == (404, models.Problem)


def test_known_answer_is_not_sent_again(ask: Any) -> None:
    build_world()
    tag = ask("parties.get_party", "congress").headers["ETag"]
    answer = ask("parties.get_party", "congress", if_none_match=tag)
    assert (answer.status_code, answer.parsed, answer.content) == (304, None, b"")


def test_server_is_the_one_that_was_asked(live_server: LiveServer) -> None:
    with urllib.request.urlopen(f"{live_server.url}/api/v1/") as answer:
        assert answer.status == 200


def plain(value: Any) -> Any:
    """Moments in one spelling: a client may write `+00:00` for `Z`."""
    if isinstance(value, dict):
        return {key: plain(found) for key, found in value.items()}
    if isinstance(value, list):
        return [plain(found) for found in value]
    return value.replace("+00:00", "Z") if isinstance(value, str) else value


def unknown(value: Any) -> list[str]:
    """The keys that the client had no field for, however deep."""
    if not attrs.has(type(value)):
        return []
    found = list(value.additional_properties)
    for part in (getattr(value, field.name) for field in attrs.fields(type(value))):
        for item in part if isinstance(part, list) else [part]:
            found += unknown(item)
    return found
