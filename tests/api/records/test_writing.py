"""Recording, reading and changing one record."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, CHANGE
from reversion.models import Version

from coalition.api.records.examples import ENTRIES
from coalition.models import Claim, Meeting, Stage, Transition
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


def test_name_of_which_no_address_can_be_made_gets_one_of_its_kind() -> None:
    answer = reporter().post("seat-sharing-talks/", {"title": "?!", "status": "ongoing"})
    assert answer.status_code == 201, answer.content
    assert answer.json()["slug"].startswith("seat-sharing-talk-")
