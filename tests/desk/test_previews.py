"""Previews: the very page that readers would get, for staff alone, and nothing left behind."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coalition import generation, kept_answers
from coalition.models import Edition, Kind, Meeting, Transition
from coalition.publishing import publish
from coalition.publishing.documents import KINDS
from coalition.publishing.rehearsal import RehearsalBusy
from tests import factories
from tests.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

PUBLIC = ("/", "/meetings/", "/corrections/", "/api/v1/meetings/", "/api/v1/changes?after=0")
PAGES = ("preview", "preview_document", "preview_bytes")
MAKERS = {
    Kind.PARTY: factories.PartyFactory,
    Kind.LEADER: factories.LeaderFactory,
    Kind.ALLIANCE: factories.AllianceFactory,
    Kind.ELECTION: factories.ElectionFactory,
    Kind.MEETING: factories.MeetingFactory,
    Kind.SEAT_SHARING_TALK: factories.SeatSharingTalkFactory,
    Kind.STATEMENT: factories.StatementFactory,
}


def preview_url(record: Any, page: str = "preview") -> str:
    return reverse(f"admin:coalition_{record._meta.model_name}_{page}", args=[record.pk])


def look(client: Client, record: Any, page: str = "preview") -> str:
    answer = client.get(preview_url(record, page))
    assert answer.status_code == 200
    return answer.content.decode()


def in_public(*more: str) -> list[bytes]:
    return [Client().get(address).content for address in (*PUBLIC, *more)]


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_a_preview(editor: Client, kind: Kind) -> None:
    record = MAKERS[kind]()
    page = look(editor, record)
    assert "Preview — not public." in page
    assert f"<h1><bdi>{getattr(record, 'title', None) or record.name}" in page
    assert json.loads(look(editor, record, "preview_bytes"))["kind"] == kind


def _unshared(page: str) -> str:
    """A public page without what search engines, social networks and partners are told of it, and
    without the way to its other language."""
    for part in (
        r'<meta name="(description|twitter:card)"[^>]*>',
        r'<meta property="[^>]*>',
        r'<link rel="alternate" href="[^"]*/oembed[^>]*>',
        r'<script type="application/ld\+json">.*?</script>',
        r"<section>\s*<h2>Share this page</h2>.*?</section>",
        r'<nav class="languages".*?</nav>',
    ):
        page, found = re.subn(part, "", page, flags=re.DOTALL)
        assert found, part
    return page


@time_machine.travel("2023-12-07T09:30:00+05:30", tick=False)
def test_preview_is_the_page_that_publishing_makes() -> None:
    """But for what marks it, and for what invites to share a page that nobody else can open."""
    editor = signed_in(factories.alice())
    meeting = factories.MeetingFactory(
        slug="dinner", purpose="To dine.", sourced=True, approved=True
    )
    before = look(editor, meeting)
    publish(meeting, by=None)
    after = Client().get("/meetings/dinner/").content.decode()
    start, end = before.index('<p class="preview-mark"'), before.index("</aside>") + 8
    marked = before[:start] + before[end:]
    robots = marked[marked.index('<meta name="robots"') : marked.index('preview.css">') + 13]
    assert "".join(marked.replace(robots, "").split()) == "".join(_unshared(after).split())


def test_draft_without_a_source_has_a_preview_that_says_what_is_missing(editor: Client) -> None:
    page = look(editor, factories.MeetingFactory())
    assert "It is not approved yet." in page
    assert "No source says so." in page


def test_reference_that_is_not_approved_is_shown_and_named(editor: Client) -> None:
    earlier = factories.MeetingFactory(title="The first round")
    meeting = factories.MeetingFactory(sourced=True, follows=earlier)
    page = look(editor, meeting)
    assert "It refers to “The first round”, which is not public." in page
    assert page.count("The first round") > 1


def test_what_would_go_along_is_named(editor: Client) -> None:
    row = factories.AttendanceFactory(sourced=True)
    page = look(editor, row.meeting)
    assert "2 records that it names would become public with it" in page
    assert str(row.leader) in page


def test_saved_change_is_in_the_preview_alone(editor: Client) -> None:
    meeting = factories.MeetingFactory(slug="dinner", purpose="First wording.", sourced=True)
    factories.published(meeting)
    meeting.refresh_from_db()
    meeting.purpose = "Second wording."
    meeting.save()
    assert "Second wording." in look(editor, meeting)
    assert b"Second wording." not in Client().get("/meetings/dinner/").content


def test_preview_of_what_is_public_as_it_is_says_so(editor: Client) -> None:
    meeting = factories.MeetingFactory(sourced=True)
    factories.published(meeting)
    assert "It says what readers see already." in look(editor, meeting)


def test_document_is_that_of_the_api(editor: Client) -> None:
    meeting = factories.MeetingFactory(slug="dinner", sourced=True)
    factories.published(meeting)
    answer = editor.get(preview_url(meeting, "preview_bytes"))
    assert answer.content == Client().get("/api/v1/meetings/dinner/").content
    assert answer["X-Preview"] == "not public"
    assert "preview-not-public.json" in answer["Content-Disposition"]


def test_document_page_is_marked_and_formatted(editor: Client) -> None:
    page = look(editor, factories.MeetingFactory(title="Saffron supper"), "preview_document")
    assert "Preview — not public." in page
    assert "&quot;title&quot;: &quot;Saffron supper&quot;" in page


# --- Nothing is left behind -----------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_public_is_byte_for_byte_as_before(editor: Client, page: str) -> None:
    meeting = factories.MeetingFactory(slug="dinner", purpose="First wording.", sourced=True)
    factories.published(meeting)
    meeting.refresh_from_db()
    meeting.purpose = "Second wording."
    meeting.save()
    statement = factories.StatementFactory(meeting=meeting)
    before = in_public("/meetings/dinner/")
    ledger = list(Edition.objects.order_by("pk").values())
    steps = Transition.objects.count()
    for record in (meeting, statement):
        look(editor, record, page)
    cache_free = in_public("/meetings/dinner/")
    kept_answers.forget_all()
    assert in_public("/meetings/dinner/") == cache_free == before
    assert list(Edition.objects.order_by("pk").values()) == ledger
    assert Transition.objects.count() == steps
    meeting.refresh_from_db()
    assert meeting.purpose == "Second wording."


def test_next_edition_takes_the_sequence_that_was_rehearsed_and_shows_nothing_of_it(
    editor: Client, settings: Any
) -> None:
    settings.GENERATION_SECONDS = 3600
    generation.forget()
    draft = factories.MeetingFactory(slug="dinner", title="A draft that nobody may see")
    newest = generation.current()
    look(editor, draft)
    assert generation.current() == newest
    factories.published(factories.PartyFactory())
    generation.forget()
    assert Client().get("/meetings/dinner/").status_code == 404
    assert b"nobody may see" not in Client().get("/meetings/").content
    generation.forget()


def test_hooks_of_the_commit_do_not_run(
    editor: Client, django_capture_on_commit_callbacks: Any
) -> None:
    meeting = factories.MeetingFactory()
    with django_capture_on_commit_callbacks() as callbacks:
        look(editor, meeting)
    assert callbacks == []


# --- Who may, and for how long --------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_no_cache_keeps_it_and_no_engine_finds_it(editor: Client, page: str) -> None:
    answer = editor.get(preview_url(factories.MeetingFactory(), page))
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.has_header("ETag")


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_sent_to_sign_in(page: str) -> None:
    url = preview_url(factories.MeetingFactory(title="Saffron supper"), page)
    for client in (Client(), signed_in(factories.erin())):
        answer = client.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize("page", PAGES)
def test_staff_without_permission_are_refused(page: str) -> None:
    answer = signed_in(factories.dave()).get(preview_url(factories.MeetingFactory(), page))
    assert answer.status_code == 403


def test_reporter_may_look_at_a_draft(reporter: Client) -> None:
    assert "Preview — not public." in look(reporter, factories.MeetingFactory())


def test_reporter_may_look_at_what_they_submitted(reporter: Client) -> None:
    meeting = factories.MeetingFactory(sourced=True)
    url = reverse("admin:coalition_meeting_submit", args=[meeting.pk])
    reporter.post(url, {"read_version": meeting.version, "read_number": 0})
    assert "Preview — not public." in look(reporter, meeting)


@pytest.mark.parametrize("page", PAGES)
def test_preview_cannot_be_posted(editor: Client, page: str) -> None:
    assert editor.post(preview_url(factories.MeetingFactory(), page)).status_code == 405


def test_preview_of_a_deleted_record_leads_to_the_list(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    url = preview_url(meeting)
    meeting.delete()
    answer = editor.get(url)
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("admin:coalition_meeting_changelist"),
    )


def test_record_that_is_never_public_has_no_preview(editor: Client) -> None:
    source = factories.SourceFactory()
    answer = editor.get(f"/admin/coalition/source/{source.pk}/preview/")
    assert answer.status_code == 302
    assert "Preview" not in editor.get(answer["Location"], follow=True).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_turn_that_cannot_be_had_is_told(
    editor: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any, **kwargs: Any) -> None:
        raise RehearsalBusy

    meeting = factories.MeetingFactory()
    monkeypatch.setattr("coalition.desk.previews.rehearsed", busy)
    answer = editor.get(preview_url(meeting, page))
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "Try again" in answer.content.decode()


def test_form_leads_to_the_preview(editor: Client) -> None:
    meeting = factories.MeetingFactory()
    form = editor.get(reverse("admin:coalition_meeting_change", args=[meeting.pk]))
    assert f'href="{preview_url(meeting)}"' in form.content.decode()


@pytest.mark.parametrize("rows", [1, 12])
def test_preview_asks_a_bounded_number_of_queries(
    editor: Client, django_assert_max_num_queries: Any, rows: int
) -> None:
    meeting: Meeting = factories.MeetingFactory(sourced=True)
    for _ in range(rows):
        factories.AttendanceFactory(meeting=meeting, sourced=True)
    with django_assert_max_num_queries(85):
        look(editor, meeting)
