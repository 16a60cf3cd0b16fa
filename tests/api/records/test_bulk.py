"""Many entries in one request: by slug or uid, all or none or each by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from reversion.models import Version

from coalition.api.records.bodies import MAX_ENTRIES
from coalition.api.records.examples import ENTRIES
from coalition.models import Leader, Meeting, Party, Proposal, Source
from tests import factories
from tests.api.records.callers import Caller, audit, editor, partner, reporter

pytestmark = pytest.mark.django_db

#: The dinner before what it needs: the order does not matter.
DINNER = [{"kind": kind, **ENTRIES[kind]} for kind in ("meeting", "leader", "party", "source")]


def statuses(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one["status"] for one in answer.json()["results"]]


def test_entries_of_all_kinds_are_made_in_one_request() -> None:
    answer = reporter().post("bulk/", DINNER)
    assert statuses(answer) == ["created"] * 4
    assert Meeting.objects.get().attendances.count() == 1
    assert answer.json()["counts"] == {"created": 4, "changed": 0, "unchanged": 0, "refused": 0}


def test_json_lines_are_the_same() -> None:
    lines = "\n\n".join(json.dumps(entry) for entry in DINNER)
    answer = reporter().post("bulk/", lines, content_type="application/jsonl")
    assert statuses(answer) == ["created"] * 4
    assert [one["row"] for one in answer.json()["results"]] == [1, 3, 5, 7]


def test_repeated_bulk_changes_nothing() -> None:
    reporter().post("bulk/", DINNER)
    logged = audit().count()
    assert statuses(reporter().post("bulk/", DINNER)) == ["unchanged"] * 4
    assert audit().count() == logged


def test_changed_row_is_kept_with_its_author() -> None:
    party = factories.PartyFactory(approved=True)
    entry = {"kind": "party", "slug": party.slug, "name": "New Name", "if_version": 1}
    (row,) = reporter().post("bulk/", [entry]).json()["results"]
    assert (row["status"], row["version"], row["uid"]) == ("changed", 2, str(party.uid))
    party.refresh_from_db()
    assert (party.name, party.stage) == ("New Name", "drafting")
    authors = [v.revision.user for v in Version.objects.get_for_object(party)]
    assert [user.username if user else None for user in authors] == ["bob", None]


def test_uid_finds_the_record_and_a_new_slug_renames_it() -> None:
    party = factories.PartyFactory(name="Old")
    rows = [{"kind": "party", "uid": str(party.uid), "slug": "new", "name": "New"}]
    assert statuses(reporter().post("bulk/", rows)) == ["changed"]
    assert Party.objects.get().slug == "new"


def test_uid_without_a_slug_keeps_the_address() -> None:
    party = factories.PartyFactory(name="Old")
    rows = [{"kind": "party", "uid": str(party.uid), "name": "New"}]
    assert statuses(reporter().post("bulk/", rows)) == ["changed"]
    assert Party.objects.get().slug == "old"


def test_row_that_was_read_is_sent_back_as_it_was() -> None:
    factories.PartyFactory(name="Example")
    read = {
        key: value
        for key, value in reporter().get("parties/example/").json().items()
        if key not in ("public", "scheduled_for", "proposed_by")
    }
    assert statuses(reporter().post("bulk/", [read])) == ["unchanged"]


def test_one_wrong_row_and_nothing_is_written() -> None:
    rows = [*DINNER, {"kind": "party", "name": ""}, {"kind": "partie", "name": "X"}, 7]
    answer = reporter().post("bulk/", rows)
    assert answer.status_code == 422
    errors = {(error["row"], error["field"]) for error in answer.json()["errors"]}
    assert errors >= {(5, "name"), (6, "kind"), (7, "")}
    assert not Source.objects.exists()


def test_rows_by_themselves_are_refused_by_themselves() -> None:
    rows = [{"kind": "party", "name": "A"}, {"kind": "party", "name": ""}, 7, *DINNER]
    answer = reporter().post("bulk/?atomic=false", rows)
    assert statuses(answer) == ["created", "refused", "refused", *["created"] * 4]
    refused = answer.json()["results"][1]
    assert "name" in [error["field"] for error in refused["errors"]]
    assert Party.objects.count() == 2


def test_refused_row_has_the_problem_that_it_would_have_alone() -> None:
    factories.PartyFactory(name="A", version=3)
    rows = [
        {"kind": "party", "slug": "a", "name": "B", "if_version": 2},
        {"kind": "party", "name": "C", "colour": "so-so"},
        7,
        {"kind": "party", "name": "D"},
    ]
    results = reporter().post("bulk/?atomic=false", rows).json()["results"]
    names = [one["problem"] and one["problem"].rpartition("#problem-")[2] for one in results]
    assert names == ["stale", "invalid-entry", "invalid-entry", None]


def test_stale_row_is_412_and_names_the_version() -> None:
    factories.PartyFactory(name="A", version=3)
    answer = reporter().post(
        "bulk/", [{"kind": "party", "slug": "a", "name": "B", "if_version": 2}]
    )
    assert answer.status_code == 412
    assert "version 3" in answer.json()["errors"][0]["detail"]


def test_dry_run_says_what_would_be_and_writes_nothing() -> None:
    factories.PartyFactory(name="Old", slug="inc")
    for atomic in ("true", "false"):
        answer = reporter().post(f"bulk/?dry_run=true&atomic={atomic}", DINNER, key="a-1")
        assert statuses(answer) == ["created", "created", "changed", "created"]
        assert not Source.objects.exists()
        assert not Version.objects.exists()
        assert audit().count() == 0
    assert answer.json()["results"][0]["uid"] is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("stage", "approved"),
        ("version", 5),
        ("created_at", "2020-01-01T00:00:00Z"),
        ("uid", "7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01"),
    ],
)
def test_row_never_sets_what_is_the_servers(key: str, value: Any) -> None:
    answer = editor().post("bulk/", [{"kind": "party", "name": "X", key: value}])
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [key]
    assert not Party.objects.exists()


def test_permissions_are_asked_for_each_row() -> None:
    user = factories.dave()
    user.user_permissions.add(Permission.objects.get(codename="propose_record"))

    answer = Caller(user, "write").post("bulk/", [{"kind": "party", "name": "X"}])
    assert answer.status_code == 403
    assert "coalition.add_party" in answer.json()["errors"][0]["detail"]


def test_partners_rows_are_proposals_and_never_touch_the_records_of_others() -> None:
    factories.PartyFactory(name="Old", slug="inc")
    caller = partner()
    refused = caller.post("bulk/", [{"kind": "party", "slug": "inc", "name": "Mine"}])
    assert refused.status_code == 422
    assert Party.objects.get().name == "Old"
    (row,) = caller.post("bulk/", [{"kind": "party", "name": "Mine"}]).json()["results"]
    assert Proposal.objects.get().uid == Party.objects.get(name="Mine").uid
    again = [{"kind": "party", "slug": row["slug"], "name": "Still mine"}]
    assert statuses(caller.post("bulk/", again)) == ["changed"]


def test_two_rows_of_one_name_get_two_addresses() -> None:
    rows = [{"kind": "party", "name": "Twin"}, {"kind": "party", "name": "Twin"}]
    results = reporter().post("bulk/", rows).json()["results"]
    assert [one["slug"] for one in results] == ["twin", "twin-2"]


def test_two_rows_about_one_record_are_refused() -> None:
    party = factories.PartyFactory(name="A")
    rows = [
        {"kind": "party", "slug": "a", "name": "A"},
        {"kind": "party", "slug": "a", "name": "B"},
    ]
    assert reporter().post("bulk/", rows).status_code == 422
    party.refresh_from_db()
    assert party.name == "A"


def test_more_entries_than_the_limit_are_413() -> None:
    rows = [{"kind": "party", "name": "X"}] * (MAX_ENTRIES + 1)
    assert reporter().post("bulk/", rows).status_code == 413


def test_references_within_one_kind_may_point_forward() -> None:
    rows = [
        {"kind": "party", "slug": "a", "name": "A", "split_from": "b"},
        {"kind": "party", "slug": "b", "name": "B"},
    ]
    assert statuses(reporter().post("bulk/", rows)) == ["created", "created"]
    assert Party.objects.get(slug="a").split_from.slug == "b"


def test_revision_has_the_reference_that_pointed_forward() -> None:
    test_references_within_one_kind_may_point_forward()
    party = Party.objects.get(slug="a")
    (version,) = Version.objects.get_for_object(party)
    assert version.field_dict["split_from_id"] == party.split_from_id


def test_bulk_is_repeated_by_its_key() -> None:
    first = reporter().post("bulk/", DINNER, key="a-1")
    second = reporter().post("bulk/", DINNER, key="a-1")
    assert second.content == first.content
    assert Leader.objects.count() == 1


def test_new_rows_cost_the_same_queries_whatever_their_number(
    django_assert_max_num_queries: Any,
) -> None:
    caller = reporter()
    counts = []
    # The first notes that the key was used, and which tables there are.
    for size in (1, 2, 40):
        slugs = [f"leader-{size}-{number}" for number in range(size)]
        rows = [{"kind": "leader", "slug": slug, "name": "Somebody"} for slug in slugs]
        with django_assert_max_num_queries(200) as seen:
            assert statuses(caller.post("bulk/", rows)) == ["created"] * size
        counts.append(len(seen))
    assert counts[1] == counts[2]


def test_changed_rows_cost_few_queries_each(django_assert_max_num_queries: Any) -> None:
    rows = [{"kind": "leader", "slug": f"l-{n}", "name": f"Leader {n}"} for n in range(40)]
    caller = reporter()
    caller.post("bulk/", rows)
    changed = [{**row, "summary": "Somebody."} for row in rows]
    with django_assert_max_num_queries(5 * len(rows) + 60):
        assert statuses(caller.post("bulk/", changed)) == ["changed"] * len(rows)
