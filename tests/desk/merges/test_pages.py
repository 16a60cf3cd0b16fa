"""The pages of a merge: choosing the other one, side by side, doing it, undoing it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from coalition.models import Leader, Merge
from tests import factories as made
from tests.desk.conftest import signed_in
from tests.desk.forms_by_hand import fields_of

pytestmark = pytest.mark.django_db


def address(record: Any, other: Any = None) -> str:
    path = reverse(f"admin:coalition_{record._meta.model_name}_merge", args=[record.pk])
    return path if other is None else f"{path}?other={other.pk}"


@pytest.fixture
def pair() -> tuple[Leader, Leader]:
    return (
        made.LeaderFactory(name="Vaiko", slug="vaiko", summary="Ours."),
        made.LeaderFactory(name="Vaiko Gopalsamy", slug="gopalsamy", summary="Theirs."),
    )


def sent(client: Client, path: str, **changes: str) -> Any:
    """The form of a page as a browser would send it."""
    form = fields_of(client.get(path).content.decode())
    return client.post(path, form | changes)


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


#: Pinned: who asks and may, the two records, what points at them, and how they stand in public.
QUERIES = 21


# --- Choosing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("made_by", [made.LeaderFactory, made.PartyFactory, made.MeetingFactory])
def test_form_of_a_record_leads_to_merging(editor: Client, made_by: Any) -> None:
    record = made_by()
    form = editor.get(
        reverse(f"admin:coalition_{record._meta.model_name}_change", args=[record.pk])
    )
    assert address(record) in form.content.decode()


def test_choosing_page_suggests_a_namesake(editor: Client, pair: Any) -> None:
    assert address(*pair) in editor.get(address(pair[0])).content.decode()


def test_choosing_page_suggests_another_spelling(editor: Client) -> None:
    leader = made.LeaderFactory(name="N.K. Premachandran", slug="one")
    other = made.LeaderFactory(name="N K Premchandran", slug="two")
    assert address(leader, other) in editor.get(address(leader)).content.decode()


def test_choosing_page_suggests_no_stranger(editor: Client, pair: Any) -> None:
    stranger = made.LeaderFactory(name="Somebody Else")
    assert address(pair[0], stranger) not in editor.get(address(pair[0])).content.decode()


def test_choosing_page_suggests_a_meeting_of_the_same_day_and_city(editor: Client) -> None:
    meeting, twin = (made.MeetingFactory(city="Patna") for _ in range(2))
    assert address(meeting, twin) in editor.get(address(meeting)).content.decode()


def test_plain_choosing_page_lists_every_other_record(editor: Client, pair: Any) -> None:
    page = editor.get(address(pair[0]) + "?plain=1").content.decode()
    assert f'<option value="{pair[1].pk}">' in page
    assert f'<option value="{pair[0].pk}">' not in page


@pytest.mark.parametrize("query", ["other=", "compare=Compare+the+two"])
def test_choosing_nothing_asks_again(editor: Client, pair: Any, query: str) -> None:
    answer = editor.get(f"{address(pair[0])}?{query}")
    assert "This field is required" in answer.content.decode()


def test_choosing_the_record_itself_is_told(editor: Client, pair: Any) -> None:
    answer = editor.get(address(pair[0], pair[0]), follow=True)
    assert "cannot be merged with itself" in told(answer)


@pytest.mark.parametrize("other", ["987654", "x", "-1", "9" * 40])
def test_choosing_what_is_not_there_is_told(editor: Client, pair: Any, other: str) -> None:
    answer = editor.get(f"{address(pair[0])}?other={other}", follow=True)
    assert "The other record is not there" in told(answer)


def test_record_that_is_gone_is_told(editor: Client, pair: Any) -> None:
    path = address(pair[0])
    pair[0].delete()
    assert "It is not there any more" in told(editor.get(path, follow=True))


# --- Side by side ---------------------------------------------------------------------------------


def test_page_asks_about_a_field_in_which_they_differ(editor: Client, pair: Any) -> None:
    form = fields_of(editor.get(address(*pair)).content.decode())
    assert form["keep-summary"] == "primary"


def test_page_offers_to_swap(editor: Client, pair: Any) -> None:
    assert address(pair[1], pair[0]) in editor.get(address(*pair)).content.decode()


def test_page_says_what_readers_will_notice(editor: Client, pair: Any) -> None:
    for leader in pair:
        made.published(leader)
    page = editor.get(address(*pair)).content.decode()
    assert "leads to the page that stays" in page


def test_page_says_what_closes_the_gates(editor: Client, pair: Any) -> None:
    made.published(pair[1])
    page = editor.get(address(*pair)).content.decode()
    assert "They cannot be merged yet" in page
    assert "It is not approved yet" in page


def test_page_warns_of_two_wikidata_ids(editor: Client) -> None:
    primary, other = made.LeaderFactory(wikidata_id="Q1"), made.LeaderFactory(wikidata_id="Q2")
    assert (
        "Their Wikidata ids are not the same"
        in editor.get(address(primary, other)).content.decode()
    )


def test_page_escapes_names(editor: Client, pair: Any) -> None:
    Leader.objects.filter(pk=pair[1].pk).update(name="<b>bold</b>")
    assert "<b>bold</b>" not in editor.get(address(*pair)).content.decode()


@pytest.mark.parametrize("attendances", [2, 200])
def test_page_costs_the_same_however_much_moves(
    editor: Client, pair: Any, attendances: int, django_assert_num_queries: Any
) -> None:
    primary, other = pair
    for number in range(attendances):
        meeting = made.MeetingFactory()
        made.AttendanceFactory(meeting=meeting, leader=other, sourced=number < 3)
        if number % 2:
            made.AttendanceFactory(meeting=meeting, leader=primary)
    path = address(*pair)
    editor.get(path)
    with django_assert_num_queries(QUERIES):
        editor.get(path)


# --- Merging --------------------------------------------------------------------------------------


def test_merging_makes_one_of_two(editor: Client, pair: Any) -> None:
    answer = sent(editor, address(*pair))

    assert answer["Location"] == reverse("admin:coalition_leader_change", args=[pair[0].pk])
    assert list(Leader.objects.all()) == [pair[0]]


def test_merging_keeps_what_was_chosen(editor: Client, pair: Any) -> None:
    sent(editor, address(*pair), **{"keep-summary": "other"})

    assert Leader.objects.get().summary == "Theirs."


def test_message_after_merging_leads_to_undoing(editor: Client, pair: Any) -> None:
    sent(editor, address(*pair))
    page = editor.get(reverse("admin:coalition_leader_changelist")).content.decode()

    assert reverse("admin:coalition_merge_undo", args=[Merge.objects.get().pk]) in page


def test_merging_is_done_by_whoever_asks(editor: Client, pair: Any) -> None:
    sent(editor, address(*pair))
    assert Merge.objects.get().merged_by == made.alice()


@pytest.mark.parametrize("changed", [0, 1])
def test_merging_what_changed_since_is_refused(editor: Client, pair: Any, changed: int) -> None:
    form = fields_of(editor.get(address(*pair)).content.decode())
    pair[changed].save()

    answer = editor.post(address(*pair), form | {"keep-summary": "other"})

    assert answer.status_code == 409
    assert "Somebody changed one of the two" in answer.content.decode()
    assert fields_of(answer.content.decode())["keep-summary"] == "other"
    assert Leader.objects.count() == 2


@pytest.mark.parametrize("read", ["", "x", "-1"])
def test_merging_without_having_read_is_refused(editor: Client, pair: Any, read: str) -> None:
    assert sent(editor, address(*pair), read_other=read).status_code == 409
    assert Leader.objects.count() == 2


def test_merging_twice_is_told(editor: Client, pair: Any) -> None:
    form = fields_of(editor.get(address(*pair)).content.decode())
    editor.post(address(*pair), form)

    answer = editor.post(address(*pair), form, follow=True)

    assert "The other record is not there" in told(answer)


def test_choice_that_makes_no_sense_is_asked_again(editor: Client, pair: Any) -> None:
    answer = sent(editor, address(*pair), **{"keep-summary": "neither"})

    assert "Choose whose value is kept" in answer.content.decode()
    assert Leader.objects.count() == 2


def test_closed_gates_are_told_and_nothing_is_done(editor: Client, pair: Any) -> None:
    made.published(pair[1])

    answer = sent(editor, address(*pair))

    assert answer.status_code == 409
    assert "not approved yet" in answer.content.decode()
    assert Leader.objects.count() == 2


def test_merging_needs_a_post(editor: Client, pair: Any) -> None:
    editor.get(address(*pair))
    assert not Merge.objects.exists()


def test_merging_needs_the_token_of_the_form(pair: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(made.alice())
    assert client.post(address(*pair), {}).status_code == 403


# --- Who may --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [made.bob, made.dave])
def test_merging_is_for_editors(who: Any, pair: Any) -> None:
    client = signed_in(who())
    for path in (address(pair[0]), address(*pair)):
        assert client.get(path).status_code == 403
        assert client.post(path, {}).status_code == 403
    assert Leader.objects.count() == 2


def test_form_shows_reporters_no_link_to_merging(reporter: Client, pair: Any) -> None:
    form = reporter.get(reverse("admin:coalition_leader_change", args=[pair[0].pk]))
    assert address(pair[0]) not in form.content.decode()


def test_permission_to_merge_alone_is_not_enough(pair: Any) -> None:
    dave = made.dave()
    allowed = Permission.objects.filter(codename__in=["merge_record", "view_leader"])
    dave.user_permissions.set(allowed)
    assert signed_in(dave).get(address(*pair)).status_code == 403


# --- Undoing --------------------------------------------------------------------------------------


@pytest.fixture
def merged(editor: Client, pair: Any) -> Merge:
    sent(editor, address(*pair))
    return Merge.objects.get()


def undoing(merge: Merge) -> str:
    return reverse("admin:coalition_merge_undo", args=[merge.pk])


def test_list_of_merges_offers_to_undo(editor: Client, merged: Merge) -> None:
    page = editor.get(reverse("admin:coalition_merge_changelist")).content.decode()
    assert undoing(merged) in page


def test_merge_can_be_looked_at_and_not_edited(editor: Client, merged: Merge) -> None:
    path = reverse("admin:coalition_merge_change", args=[merged.pk])
    page = editor.get(path)
    assert "Vaiko Gopalsamy" in page.content.decode()
    assert editor.post(path, {"other_name": "x"}).status_code == 403


def test_undoing_is_asked_before_it_is_done(editor: Client, merged: Merge) -> None:
    page = editor.get(undoing(merged)).content.decode()
    assert "Take “Vaiko Gopalsamy” out of “Vaiko” again?" in page
    assert Leader.objects.count() == 1


def test_undoing_brings_the_record_back(editor: Client, pair: Any, merged: Merge) -> None:
    answer = editor.post(undoing(merged))

    assert answer["Location"] == reverse("admin:coalition_leader_change", args=[pair[1].pk])
    assert Leader.objects.filter(pk=pair[1].pk, slug="gopalsamy").exists()


def test_what_stands_in_the_way_is_told_before(editor: Client, merged: Merge) -> None:
    made.LeaderFactory(name="Newcomer", slug="gopalsamy")
    page = editor.get(undoing(merged)).content.decode()
    assert "“Newcomer” has the address “gopalsamy” now" in page
    assert 'type="submit"' not in page.split("submit-row")[1]


def test_what_stands_in_the_way_is_told_when_it_is_too_late(editor: Client, merged: Merge) -> None:
    made.LeaderFactory(name="Newcomer", slug="gopalsamy")
    answer = editor.post(undoing(merged))
    assert answer.status_code == 409
    assert Leader.objects.count() == 2


def test_undoing_twice_is_told(editor: Client, merged: Merge) -> None:
    editor.post(undoing(merged))
    assert "It was undone already" in told(editor.post(undoing(merged), follow=True))


@pytest.mark.parametrize("key", ["987654", "x"])
def test_undoing_what_never_was_is_told(editor: Client, key: str) -> None:
    answer = editor.get(reverse("admin:coalition_merge_undo", args=[key]), follow=True)
    assert "There is no such merge" in told(answer)


@pytest.mark.parametrize("who", [made.bob, made.dave])
def test_undoing_is_for_editors(who: Any, merged: Merge) -> None:
    client = signed_in(who())
    assert client.get(undoing(merged)).status_code == 403
    assert client.post(undoing(merged)).status_code == 403
    assert Leader.objects.count() == 1


@pytest.mark.parametrize(("undone", "is_listed"), [("no", True), ("yes", False), ("x", True)])
def test_list_of_merges_can_be_narrowed_to_those_that_stand(
    editor: Client, merged: Merge, undone: str, is_listed: bool
) -> None:
    answer = editor.get(reverse("admin:coalition_merge_changelist"), {"undone": undone})
    assert (merged in answer.context["cl"].result_list) is is_listed


def test_list_of_merges_is_for_editors(reporter: Client, merged: Merge) -> None:
    assert reporter.get(reverse("admin:coalition_merge_changelist")).status_code == 403
