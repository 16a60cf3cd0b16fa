"""Recording, reading and changing one record."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION
from reversion.models import Version

from coalition.api.records.examples import ENTRIES
from coalition.models import Claim, Meeting, Party, Stage, Transition
from tests import factories
from tests.api.records.callers import audit, editor, reporter, second_editor

pytestmark = pytest.mark.django_db

FIELDS = ("source", "party", "leader", "meeting")
PATHS = {"source": "sources", "party": "parties", "leader": "leaders", "meeting": "meetings"}


def record_examples() -> Any:
    """All that the dinner needs, and the answer to the dinner itself."""
    caller = reporter()
    for kind in FIELDS:
        answer = caller.post(f"{PATHS[kind]}/", ENTRIES[kind])
        assert answer.status_code == 201, answer.content
    return answer


def test_created_record_has_all_that_was_sent() -> None:
    answer = record_examples()
    meeting = Meeting.objects.get()
    assert answer["Location"].endswith(f"/api/v1/records/meetings/{meeting.uid}/")
    assert answer["ETag"] == '"1"'
    assert (meeting.stage, meeting.version) == (Stage.DRAFTING, 1)
    assert meeting.attendances.get().leader.slug == "mallikarjun-kharge"
    assert Claim.objects.filter(attendance__meeting=meeting).count() == 1
    sent = ENTRIES["meeting"]
    assert {key: answer.json()[key] for key in sent} == sent


def test_created_record_has_an_author_in_log_and_history() -> None:
    record_examples()
    meeting = Meeting.objects.get()
    entry = audit().get(object_id=str(meeting.pk), content_type__model="meeting")
    assert (entry.user.username, entry.action_flag) == ("bob", ADDITION)
    kept = Version.objects.get_for_object(meeting)
    assert [version.revision.user.username for version in kept] == ["bob"]
    history = reporter().get(f"meetings/{meeting.slug}/history/").json()["results"]
    assert [(one["what"], one["by"]) for one in history] == [("save", "bob")]


def test_answer_of_a_get_can_be_put_back() -> None:
    record_examples()
    caller = reporter()
    read = caller.get("meetings/floor-leaders-dinner-december-2023/")
    again = caller.put(
        "meetings/floor-leaders-dinner-december-2023/", read.json(), if_match=read["ETag"]
    )
    assert again.status_code == 200, again.content
    assert again.json() == read.json()
    assert again["ETag"] == read["ETag"]


def test_record_is_found_by_uid_and_by_slug() -> None:
    party = factories.PartyFactory()
    by_uid = reporter().get(f"parties/{party.uid}/")
    assert by_uid.json() == reporter().get(f"parties/{party.slug}/").json()


def test_reference_may_be_a_uid() -> None:
    party = factories.PartyFactory()
    entry = {"name": "Anna Example", "party_memberships": [{"party": str(party.uid)}]}
    answer = reporter().post("leaders/", entry)
    assert answer.json()["party_memberships"] == [{"party": party.slug}]


def test_slug_is_made_from_the_name_if_none_is_given() -> None:
    factories.PartyFactory(name="Example Party")
    answer = reporter().post("parties/", {"name": "Example Party"})
    assert answer.json()["slug"] == "example-party-2"


def test_put_empties_what_it_leaves_out() -> None:
    party = factories.PartyFactory(abbreviation="EP")
    answer = reporter().put(f"parties/{party.slug}/", {"name": "New Name"}, if_match='"1"')
    party.refresh_from_db()
    assert answer.status_code == 200, answer.content
    assert (party.name, party.abbreviation, party.version) == ("New Name", "", 2)
    assert answer["ETag"] == '"2"'


def test_patch_changes_what_it_names_and_nothing_else() -> None:
    record_examples()
    answer = reporter().patch(
        "meetings/floor-leaders-dinner-december-2023/",
        {"city": None, "venue": "A residence"},
        if_match='"1"',
        content_type="application/merge-patch+json",
    )
    assert answer.status_code == 200, answer.content
    meeting = Meeting.objects.get()
    assert (meeting.city, meeting.venue, meeting.region) == ("", "A residence", "IN-DL")
    assert meeting.attendances.count() == 1
    assert Claim.objects.count() == 2


def test_patch_that_says_what_stands_there_changes_nothing() -> None:
    record_examples()
    answer = reporter().patch(
        "meetings/floor-leaders-dinner-december-2023/", {"city": "New Delhi"}, if_match='"1"'
    )
    assert answer["ETag"] == '"1"'
    assert audit().filter(action_flag=CHANGE).count() == 0


def test_list_in_a_patch_replaces_the_whole_list() -> None:
    record_examples()
    caller = reporter()
    caller.patch(
        "meetings/floor-leaders-dinner-december-2023/",
        {"attendances": [{"party": "inc", "status": "attended"}]},
        if_match='"1"',
    )
    row = Meeting.objects.get().attendances.get()
    assert (row.leader, row.described_as) == (None, "")


def test_change_of_what_is_approved_returns_it_to_drafting() -> None:
    party = factories.PartyFactory(approved=True)
    answer = editor().patch(f"parties/{party.slug}/", {"abbreviation": "EP"}, if_match='"1"')
    assert (answer.json()["stage"], answer.json()["version"]) == ("drafting", 2)
    assert Transition.objects.get().action == "reopened"


def test_change_of_what_is_approved_stays_approved_at_a_desk_of_one(settings: Any) -> None:
    settings.ALLOW_SELF_APPROVAL = True
    party = factories.PartyFactory(approved=True)
    answer = editor().patch(f"parties/{party.slug}/", {"abbreviation": "EP"}, if_match='"1"')
    assert answer.json()["stage"] == "approved"


def test_change_leaves_what_was_there_before_in_the_history() -> None:
    party = factories.PartyFactory(abbreviation="EP")
    reporter().patch(f"parties/{party.slug}/", {"abbreviation": "EXP"}, if_match='"1"')
    history = reporter().get(f"parties/{party.slug}/history/").json()["results"]
    assert len(history) == 2
    assert history[0]["changed"] == "Abbreviation"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("stage", "approved"),
        ("version", 7),
        ("uid", "7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01"),
        ("created_at", "2020-01-01T00:00:00Z"),
        ("public", {"edition": 1, "url": "https://example.org/"}),
        ("proposed_by", "alice"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_body_never_sets_what_is_the_servers(method: str, key: str, value: Any) -> None:
    party = factories.PartyFactory(name="Example Party")
    path = "parties/" if method == "POST" else f"parties/{party.slug}/"
    answer = editor().send(method, path, {"name": "Another", key: value}, if_match='"1"')
    assert answer.status_code == 422, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [key]
    party.refresh_from_db()
    assert (party.name, party.version, party.stage) == ("Example Party", 1, "drafting")
    assert Party.objects.count() == 1


def test_everything_wrong_is_told_at_once_and_nothing_is_written() -> None:
    entry = ENTRIES["meeting"] | {
        "category": "diner",
        "reported_parties": "17",
        "attendances": [{"party": "nobody", "status": "atended", "claims": [{"paragraph": 0}]}],
    }
    answer = reporter().post("meetings/", entry)
    problem = answer.json()
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert problem["type"].endswith("#problem-invalid-entry")
    fields = {error["field"]: error for error in problem["errors"]}
    assert fields.keys() >= {"category", "reported_parties", "attendances[0].status"}
    assert fields["attendances[0].status"]["pointer"] == "/attendances/0/status"
    assert "attended" in fields["attendances[0].status"]["detail"]
    assert not Meeting.objects.exists()


def test_reference_to_nobody_is_refused_with_its_field() -> None:
    answer = reporter().post("leaders/", {"name": "X", "party_memberships": [{"party": "nope"}]})
    (error,) = answer.json()["errors"]
    assert error["field"] == "party_memberships[0].party"


def test_slug_of_another_record_is_a_conflict() -> None:
    factories.PartyFactory(name="Example Party")
    answer = reporter().post("parties/", {"name": "Other", "slug": "example-party"})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "slug"


def test_renaming_to_the_slug_of_another_is_a_conflict() -> None:
    factories.PartyFactory(name="Example Party")
    other = factories.PartyFactory(name="Other Party")
    answer = reporter().patch(f"parties/{other.slug}/", {"slug": "example-party"}, if_match='"1"')
    assert answer.status_code == 409


def test_draft_is_deleted_and_can_be_recovered_from_its_revision() -> None:
    party = factories.PartyFactory()
    answer = editor().delete(f"parties/{party.slug}/", if_match='"1"')
    assert answer.status_code == 204
    assert not Party.objects.exists()
    assert Version.objects.filter(content_type__model="party").exists()
    assert audit().get().action_flag == DELETION


def test_what_was_public_is_not_deleted() -> None:
    party = factories.PartyFactory()
    factories.published(party)
    tag = editor().get(f"parties/{party.slug}/")["ETag"]
    answer = editor().delete(f"parties/{party.slug}/", if_match=tag)
    assert answer.status_code == 409
    assert audit().count() == 0


def test_what_others_refer_to_is_not_deleted() -> None:
    row = factories.AttendanceFactory()
    answer = editor().delete(f"leaders/{row.leader.slug}/", if_match='"1"')
    assert answer.status_code == 409
    assert "refer to it" in answer.json()["detail"]


def test_reporters_delete_nothing() -> None:
    party = factories.PartyFactory()
    answer = reporter().delete(f"parties/{party.slug}/", if_match='"1"')
    assert answer.status_code == 403
    assert "coalition.delete_party" in answer.json()["detail"]


def test_list_is_paged_by_cursor() -> None:
    parties = [factories.PartyFactory(name=f"Party {number}") for number in range(5)]
    caller, found, path = editor(), [], "parties/?limit=2"
    while path:
        page = caller.get(path).json()
        found += [entry["slug"] for entry in page["results"]]
        path = (page["next"] or "").partition("/records/")[2]
    assert found == [party.slug for party in reversed(parties)]


def test_list_is_narrowed_by_stage_and_slug() -> None:
    factories.PartyFactory(name="Draft")
    factories.PartyFactory(name="Done", approved=True)
    caller = editor()
    by_stage = caller.get("parties/?stage=approved").json()["results"]
    assert [entry["slug"] for entry in by_stage] == ["done"]
    assert len(caller.get("parties/?slug=draft").json()["results"]) == 1
    assert caller.get("parties/?stage=publik").status_code == 400
    assert caller.get("parties/?stag=approved").status_code == 400


def test_list_costs_the_same_queries_however_long(django_assert_num_queries: Any) -> None:
    caller = editor()
    for _ in range(2):
        factories.MeetingFactory(with_attendance=True, sourced=True)
    caller.get("meetings/")
    with django_assert_num_queries(QUERIES):
        caller.get("meetings/")
    for _ in range(5):
        factories.MeetingFactory(with_attendance=True, sourced=True)
    with django_assert_num_queries(QUERIES):
        assert len(caller.get("meetings/").json()["results"]) == 7


QUERIES = 16


def test_two_editors_take_a_record_from_nothing_to_public() -> None:
    record_examples()
    path = "meetings/floor-leaders-dinner-december-2023/"
    assert reporter().step(path, "submit").json()["record"]["stage"] == "in_review"
    answer = second_editor().step(path, "publish")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["record"]["public"]["edition"] == 1
    assert answer["ETag"] == '"3.1"'
    assert sorted(one["slug"] for one in told["taken_along"]) == ["inc", "mallikarjun-kharge"]


def test_entry_without_a_name_is_asked_for_the_name_and_not_for_an_address() -> None:
    answer = reporter().post("parties/", {})
    assert [error["field"] for error in answer.json()["errors"]] == ["name"]


def test_name_of_which_no_address_can_be_made_gets_one_of_its_kind() -> None:
    answer = reporter().post("seat-sharing-talks/", {"title": "?!", "status": "ongoing"})
    assert answer.status_code == 201, answer.content
    assert answer.json()["slug"].startswith("seat-sharing-talk-")
