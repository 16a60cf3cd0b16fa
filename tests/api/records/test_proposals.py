"""Who may only propose: their own records until the editors have them, and no foreign draft."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.models import Attendance, Leader, Party, Proposal
from coalition.publishing import return_to_drafting
from tests import factories
from tests.api.records.callers import Caller, editor, partner, reader

pytestmark = pytest.mark.django_db


def proposed(caller: Caller, kind: str = "parties", **entry: Any) -> str:
    """The path of a new proposal."""
    answer = caller.post(f"{kind}/", {"name": "Example Party"} | entry)
    assert answer.status_code == 201, answer.content
    return f"{kind}/{answer.json()['uid']}/"


def test_proposal_says_whose_it_is() -> None:
    caller = partner()
    proposed(caller)
    party = Party.objects.get()
    proposal = Proposal.objects.get()
    assert (proposal.uid, proposal.kind, proposal.by) == (party.uid, "party", caller.user)
    assert editor().get(f"parties/{party.slug}/").json()["proposed_by"] == "petra"


def test_partner_sees_own_proposals_and_no_other_record() -> None:
    factories.PartyFactory(name="A draft")
    factories.published(factories.PartyFactory(name="A public one"))
    proposed(partner("quentin"))
    caller = partner()
    path = proposed(caller)
    (only,) = caller.get("parties/").json()["results"]
    assert only["uid"] in path


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("whose", ["desk", "public", "other partner"])
def test_foreign_record_answers_as_thin_air(method: str, whose: str) -> None:
    if whose == "other partner":
        proposed(partner("quentin"))
    else:
        factories.PartyFactory(name="Example Party")
        if whose == "public":
            factories.published(Party.objects.get())
    party = Party.objects.get()
    body = {"name": "X"} if method in ("PUT", "PATCH") else None
    caller = partner()
    for address in (party.slug, str(party.uid)):
        there = caller.send(method, f"parties/{address}/", body, if_match='"1"')
        nowhere = caller.send(method, f"parties/{'x' * len(address)}/", body, if_match='"1"')
        assert there.status_code == nowhere.status_code == 404
        plain = nowhere.content.decode().replace("x" * len(address), address)
        assert there.content.decode() == plain
        assert dict(there.items()).keys() == dict(nowhere.items()).keys()


@pytest.mark.parametrize("step", ["submit", "history"])
def test_steps_and_history_of_a_foreign_record_answer_as_thin_air(step: str) -> None:
    party = factories.PartyFactory()
    method = "GET" if step == "history" else "POST"
    caller = partner()
    there = caller.send(method, f"parties/{party.slug}/{step}/", if_match='"1"')
    assert there.status_code == 404
    assert caller.send(method, f"parties/thin-air/{step}/", if_match='"1"').status_code == 404


def test_reference_to_a_foreign_draft_is_refused_like_one_to_nobody() -> None:
    party = factories.PartyFactory(name="Hidden")
    caller = partner()

    def refusal(name: str) -> Any:
        entry = {"name": "Anna", "party_memberships": [{"party": name}]}
        answer = caller.post("leaders/", entry)
        assert answer.status_code == 422
        return answer.content.decode().replace(name, "…")

    assert refusal("hidden") == refusal("nobody")
    assert refusal(str(party.uid)) == refusal("7c1e2a90-8a55-4a3e-b8a4-5f1f6d0c0b01")
    assert not Leader.objects.exists()


def test_proposal_refers_to_what_is_public_by_its_public_address() -> None:
    party = factories.PartyFactory(name="Public Party")
    factories.published(party)
    party.slug = "secretly-renamed"
    party.save()
    caller = partner()
    for name in ("public-party", str(party.uid)):
        path = proposed(caller, "leaders", name="Anna", party_memberships=[{"party": name}])
        assert caller.get(path).json()["party_memberships"] == [{"party": "public-party"}]
    answer = caller.post(
        "leaders/", {"name": "Anna", "party_memberships": [{"party": "secretly-renamed"}]}
    )
    assert answer.status_code == 422


def test_proposal_refers_to_own_proposals() -> None:
    caller = partner()
    slug = caller.get(proposed(caller)).json()["slug"]
    path = proposed(caller, "leaders", name="Anna", party_memberships=[{"party": slug}])
    assert caller.get(path).json()["party_memberships"] == [{"party": slug}]


def test_report_of_a_public_document_may_be_cited_by_its_uid() -> None:
    public, hidden = factories.SourceFactory(title="A"), factories.SourceFactory(title="B")
    meeting = factories.MeetingFactory()
    factories.ClaimFactory(meeting=meeting, source=public)
    factories.published(meeting)
    factories.ClaimFactory(meeting=meeting, source=hidden)
    caller = partner()
    proposed(caller, claims=[{"source": str(public.uid)}])
    for name in (public.slug, hidden.slug, str(hidden.uid)):
        answer = caller.post("parties/", {"name": "X", "claims": [{"source": name}]})
        assert answer.status_code == 422


def test_address_of_a_proposal_does_not_tell_which_drafts_there_are() -> None:
    caller = partner()
    first = caller.get(proposed(caller)).json()["slug"]
    factories.PartyFactory(name="Example Party")
    second = caller.get(proposed(caller)).json()["slug"]
    for slug in (first, second):
        assert slug.startswith("example-party-")
        assert len(slug) == len("example-party-") + 8


@pytest.mark.parametrize("state", ["nothing", "draft", "public"])
def test_address_of_a_proposal_is_not_theirs_to_choose(state: str) -> None:
    if state != "nothing":
        party = factories.PartyFactory(name="Wanted")
        if state == "public":
            factories.published(party)
    answer = partner().post("parties/", {"name": "X", "slug": "wanted"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {
            "field": "slug",
            "pointer": "/slug",
            "detail": "No proposal of yours has this address, and the address of a new one is not "
            "yours to choose. Leave the slug out.",
        }
    ]


def test_proposal_is_changed_until_it_is_submitted_and_again_once_returned() -> None:
    caller = partner()
    path = proposed(caller)
    assert caller.patch(path, {"abbreviation": "A"}, if_match='"1"').status_code == 200
    assert caller.step(path, "submit").status_code == 200
    refused = caller.patch(path, {"abbreviation": "B"}, if_match='"3"')
    assert refused.status_code == 409
    assert caller.delete(path, if_match='"3"').status_code == 409
    return_to_drafting(Party.objects.get(), by=factories.alice(), note="Which year?")
    assert caller.patch(path, {"abbreviation": "B"}, if_match='"4"').status_code == 200
    told = caller.get(f"{path}history/").json()["results"]
    assert "Which year?" in [one["note"] for one in told]
    assert {one["by"] for one in told} == {"petra", None}


def test_proposal_that_an_editor_reopened_is_with_the_editors() -> None:
    caller = partner()
    path = proposed(caller)
    caller.step(path, "submit")
    editor().step(path, "approve")
    tag = editor().get(path)["ETag"]
    editor().patch(path, {"abbreviation": "EP"}, if_match=tag)
    assert caller.get(path).json()["stage"] == "drafting"
    tag = caller.get(path)["ETag"]
    assert caller.patch(path, {"abbreviation": "B"}, if_match=tag).status_code == 409


def test_what_the_desk_refers_to_in_a_proposal_is_withheld() -> None:
    caller = partner()
    path = proposed(caller, "leaders", name="Anna")
    hidden = factories.PartyFactory(name="Hidden Party")
    factories.PartyMembershipFactory(leader=Leader.objects.get(), party=hidden)
    answer = caller.get(path)
    assert answer.json()["withheld"] == ["party_memberships[0].party"]
    assert "hidden" not in answer.content.decode()
    for method in ("PUT", "PATCH"):
        refused = caller.send(method, path, {"name": "Anne"}, if_match=answer["ETag"])
        assert refused.status_code == 409
    row = {"kind": "leader", "uid": answer.json()["uid"], "name": "Anne"}
    assert caller.post("bulk/", [row]).status_code == 409
    assert Leader.objects.get().party_memberships.get().party == hidden


def test_deleting_what_a_draft_of_the_desk_names_does_not_say_which() -> None:
    caller = partner()
    path = proposed(caller)
    factories.PartyMembershipFactory(
        party=Party.objects.get(), leader=factories.LeaderFactory(name="Hidden Leader")
    )
    answer = caller.delete(path, if_match='"1"')
    assert answer.status_code == 409
    assert "Hidden" not in answer.content.decode()


def test_own_draft_is_deleted() -> None:
    caller = partner()
    path = proposed(caller)
    assert caller.delete(path, if_match='"1"').status_code == 204
    assert caller.get(path).status_code == 404


@pytest.mark.parametrize(
    "step", ["return", "approve", "publish", "correct", "withdraw", "schedule", "unschedule"]
)
def test_partner_takes_no_other_step(step: str) -> None:
    caller = partner()
    path = proposed(caller)
    answer = caller.post(f"{path}{step}/", {"note": "Please."}, if_match='"1"')
    assert answer.status_code == 403
    assert "“write”" in answer.json()["detail"]


def test_report_is_fixed_once_something_submitted_rests_on_it() -> None:
    caller = partner()
    made = caller.post("sources/", {"title": "A report"}).json()
    source, slug = f"sources/{made['uid']}/", made["slug"]
    party = proposed(caller, claims=[{"source": slug}])
    assert caller.patch(source, {"author": "A"}, if_match='"1"').status_code == 200
    caller.step(party, "submit")
    assert caller.patch(source, {"author": "B"}, if_match='"2"').status_code == 409


def test_staff_with_a_key_that_proposes_sees_what_it_proposed() -> None:
    factories.PartyFactory(name="A draft")
    caller = Caller(factories.alice(), "propose")
    path = proposed(caller)
    assert len(caller.get("parties/").json()["results"]) == 1
    assert caller.step(path, "submit").status_code == 200
    assert caller.step(path, "publish").status_code == 403


def test_key_that_writes_is_worth_nothing_outside_the_staff() -> None:
    caller = editor()
    caller.user.is_staff = False
    caller.user.save()
    assert caller.get("parties/").status_code == 403


def test_key_that_proposes_is_worth_nothing_outside_the_group() -> None:
    caller = partner()
    caller.user.groups.clear()
    answer = caller.get("parties/")
    assert answer.status_code == 403
    assert "coalition.propose_record" in answer.json()["detail"]


def test_key_that_reads_is_told_which_scope_is_missing() -> None:
    answer = reader().get("parties/")
    assert answer.status_code == 403
    assert "“write” or “propose”" in answer.json()["detail"]


def test_partner_proposes_a_meeting_with_all_that_it_needs_in_one_request() -> None:
    caller = partner()
    rows = [
        {"kind": "source", "title": "A report"},
        {"kind": "party", "name": "Example Party"},
    ]
    made = caller.post("bulk/", rows).json()["results"]
    source, party = (one["slug"] for one in made)
    meeting = {
        "kind": "meeting",
        "title": "A dinner",
        "category": "dinner",
        "occurrence": "held",
        "date": "2023-12-06",
        "attendances": [
            {"party": party, "status": "attended", "claims": [{"source": source}]},
        ],
    }
    answer = caller.post("bulk/", [meeting])
    assert answer.status_code == 200, answer.content
    assert Attendance.objects.get().party.slug == party
    assert Proposal.objects.count() == 3


@pytest.mark.parametrize("path", ["", "bulk/", "parties/", "parties/x/", "meetings/x/history/"])
def test_nobody_without_a_key_is_told_anything(path: str) -> None:
    factories.PartyFactory(slug="x")
    answer = Client().get(f"/api/v1/records/{path}")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Cache-Control"] == "no-store"
