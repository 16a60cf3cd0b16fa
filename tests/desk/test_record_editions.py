"""Editions: every one listed with its cause and note, any two compared in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from coalition.merging import merge
from coalition.models import Cause, Edition, Meeting
from coalition.publishing import correct, publish, withdraw
from tests import factories
from tests.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    """Published, corrected by Alice, withdrawn, and public again."""
    record: Meeting = factories.MeetingFactory(title="Saffron supper", venue="", sourced=True)
    factories.published(record)
    record.refresh_from_db()
    record.venue = "10 Rajaji Marg"
    record.save()
    correct(record, by=factories.alice(), note="The venue was missing.")
    withdraw(record, by=None, reason="It is being checked.")
    publish(record, by=None)
    return record


def editions_url(record: Any) -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_editions", args=[record.pk])


def page_of(client: Client, record: Any, **asked: Any) -> str:
    answer = client.get(editions_url(record), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_edition_is_listed_with_cause_note_and_publisher(
    editor: Client, meeting: Meeting
) -> None:
    page = page_of(editor, meeting)
    for words in (
        "Edition 1",
        "Corrected",
        "The venue was missing.",
        "alice",
        "Withdrawn",
        "It is being checked.",
        "Published again",
        "a command",
    ):
        assert words in page, words


def test_each_edition_leads_to_its_document(editor: Client, meeting: Meeting) -> None:
    page = page_of(editor, meeting)
    for edition in Edition.objects.filter(uid=meeting.uid):
        assert reverse("admin:coalition_edition_change", args=[edition.pk]) in page


def test_two_editions_are_compared_in_words(editor: Client, meeting: Meeting) -> None:
    page = page_of(editor, meeting, **{"from": 1, "to": 2})
    assert "From edition 1 to edition 2" in page
    assert "<dt>Venue</dt>" in page
    assert "<ins>10 Rajaji Marg</ins>" in page


def test_order_in_which_they_are_asked_for_does_not_matter(
    editor: Client, meeting: Meeting
) -> None:
    assert "From edition 1 to edition 2" in page_of(editor, meeting, **{"from": 2, "to": 1})


def test_editions_that_say_the_same_are_told_so(editor: Client, meeting: Meeting) -> None:
    assert "They say the same" in page_of(editor, meeting, **{"from": 2, "to": 4})


def test_tombstone_says_what_was_gone(editor: Client, meeting: Meeting) -> None:
    page = page_of(editor, meeting, **{"from": 2, "to": 3})
    assert "Edition 3 took it out of the public" in page
    assert "10 Rajaji Marg" in page


def test_what_came_back_after_a_tombstone_is_told(editor: Client, meeting: Meeting) -> None:
    page = page_of(editor, meeting, **{"from": 3, "to": 4})
    assert "This became public again" in page


@pytest.mark.parametrize(
    "asked", [{"from": "1"}, {"from": "1", "to": "1"}, {"from": "x", "to": "²"}, {"to": "99"}]
)
def test_comparison_that_cannot_be_made_says_what_to_do(
    editor: Client, meeting: Meeting, asked: dict[str, str]
) -> None:
    assert "Choose two different editions" in page_of(editor, meeting, **asked)


def test_record_that_was_never_public_says_so(editor: Client) -> None:
    assert "never public" in page_of(editor, factories.MeetingFactory())


def test_editions_of_other_records_are_not_compared(editor: Client, meeting: Meeting) -> None:
    other = factories.MeetingFactory(sourced=True)
    factories.published(other)
    page = page_of(editor, other, **{"from": 1, "to": 2})
    assert "Saffron supper" not in page


def test_form_leads_to_the_editions(editor: Client, meeting: Meeting) -> None:
    form = editor.get(reverse("admin:coalition_meeting_change", args=[meeting.pk]))
    assert f'href="{editions_url(meeting)}"' in form.content.decode()


def test_strangers_are_sent_to_sign_in(meeting: Meeting) -> None:
    for client in (Client(), signed_in(factories.erin())):
        assert client.get(editions_url(meeting)).status_code == 302


@pytest.mark.parametrize("codename", ["view_edition", "view_meeting"])
def test_both_permissions_are_needed(meeting: Meeting, codename: str) -> None:
    dave = factories.dave()
    dave.user_permissions.add(
        Permission.objects.get(codename=codename, content_type__app_label="coalition")
    )
    assert signed_in(dave).get(editions_url(meeting)).status_code == 403


def test_editions_ask_a_fixed_number_of_queries(
    editor: Client, meeting: Meeting, django_assert_num_queries: Any
) -> None:
    for number in range(10):
        meeting.venue = f"Hall {number}"
        meeting.save()
        publish(meeting, by=None)
    editor.get(editions_url(meeting))
    # Session, user, permissions twice, record, editions.
    with django_assert_num_queries(6):
        page_of(editor, meeting)


# --- The ledger -----------------------------------------------------------------------------------


def edition_page(client: Client, edition: Edition) -> str:
    answer = client.get(reverse("admin:coalition_edition_change", args=[edition.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_document_of_an_edition_is_shown_a_line_for_each_value(
    editor: Client, meeting: Meeting
) -> None:
    page = edition_page(editor, Edition.objects.get(uid=meeting.uid, number=2))
    assert "&quot;venue&quot;: &quot;10 Rajaji Marg&quot;,\n" in page


def test_edition_leads_to_its_record_and_all_its_editions(editor: Client, meeting: Meeting) -> None:
    page = edition_page(editor, Edition.objects.live().get(uid=meeting.uid))
    assert reverse("admin:coalition_edition_of", args=[meeting.uid]) in page
    assert reverse("admin:coalition_meeting_change", args=[meeting.pk]) in page
    assert f'href="/meetings/{meeting.slug}/"' in page


def test_tombstone_has_no_document_and_says_so(editor: Client, meeting: Meeting) -> None:
    page = edition_page(editor, Edition.objects.get(uid=meeting.uid, number=3))
    assert "there is no document any more" in page


def test_documents_of_a_kind_that_one_may_not_see_are_hidden(meeting: Meeting) -> None:
    dave = factories.dave()
    dave.user_permissions.add(
        *Permission.objects.filter(
            codename__in=["view_edition", "view_party"], content_type__app_label="coalition"
        )
    )
    client = signed_in(dave)
    listed = client.get(reverse("admin:coalition_edition_changelist")).content.decode()
    edition = Edition.objects.filter(uid=meeting.uid)[0]
    page = client.get(reverse("admin:coalition_edition_change", args=[edition.pk]))
    assert "Saffron supper" not in listed
    assert page.status_code in (302, 403)


# --- Of a record that is no more ------------------------------------------------------------------


@pytest.fixture
def merged() -> Edition:
    """The tombstone of a party that became part of another."""
    kept, other = factories.PartyFactory(name="Kept"), factories.PartyFactory(name="Other")
    factories.published(kept)
    factories.published(other)
    merge(kept, other, by=factories.alice())
    return Edition.objects.get(uid=other.uid, cause=Cause.MERGED)


def test_editions_of_a_merged_record_are_still_listed(editor: Client, merged: Edition) -> None:
    url = reverse("admin:coalition_edition_of", args=[merged.uid])
    page = editor.get(url).content.decode()
    assert "Merged into another" in page
    assert "Edition 1" in page


def test_comparison_with_the_end_of_a_merged_record_says_what_became_of_it(
    editor: Client, merged: Edition
) -> None:
    url = reverse("admin:coalition_edition_of", args=[merged.uid])
    page = editor.get(url, {"from": merged.number - 1, "to": merged.number}).content.decode()
    assert "it became part of “Kept”" in page


def test_editions_of_nothing_are_not_found(editor: Client) -> None:
    url = reverse("admin:coalition_edition_of", args=["00000000-0000-0000-0000-000000000000"])
    assert editor.get(url).status_code == 404


def test_staff_without_permission_see_no_editions_by_identifier(meeting: Meeting) -> None:
    url = reverse("admin:coalition_edition_of", args=[meeting.uid])
    assert signed_in(factories.dave()).get(url).status_code == 403


def test_single_edition_offers_nothing_to_compare(editor: Client) -> None:
    party = factories.PartyFactory()
    factories.published(party)
    page = page_of(editor, party)
    assert "Edition 1" in page
    assert 'type="radio"' not in page
