"""No page says a word of what is not public: drafts, reviews, later edits, withdrawals."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.models import Edition
from coalition.page_addresses import PAGE_PATHS
from coalition.publishing import approve, submit, withdraw
from tests.factories import (
    AllianceFactory,
    AttendanceFactory,
    ClaimFactory,
    ElectionFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    alice,
    published,
)

pytestmark = pytest.mark.django_db

MARK = "Zyxomma"
FACTORIES: dict[str, Any] = {
    "party": PartyFactory,
    "leader": LeaderFactory,
    "alliance": AllianceFactory,
    "election": ElectionFactory,
    "meeting": MeetingFactory,
    "seat_sharing_talk": SeatSharingTalkFactory,
    "statement": StatementFactory,
}
TEXT = {"statement": "point", "meeting": "summary"}


def name_field(kind: str) -> str:
    return "name" if kind in ("party", "leader", "alliance", "election") else "title"


@pytest.fixture
def unpublished_words() -> None:
    for kind, factory in FACTORIES.items():
        field = name_field(kind)
        factory(**{field: f"{MARK} draft {kind}"})
        submit(factory(**{field: f"{MARK} submitted {kind}"}), by=None)
        approve(factory(**{field: f"{MARK} approved {kind}"}), by=None)
        edited = factory(**{field: f"Edited {kind}", "slug": f"edited-{kind}".replace("_", "-")})
        published(edited)
        edited.refresh_from_db()
        setattr(edited, field, f"{MARK} edited {kind}")
        setattr(edited, TEXT.get(kind, "summary"), f"{MARK} edited text")
        edited.save()
        gone = factory(**{field: f"{MARK} gone {kind}", "slug": f"gone-{kind}".replace("_", "-")})
        published(gone)
        withdraw(gone, by=alice(), reason="Withdrawn for a reason.")
    meeting = edited_meeting()
    row = AttendanceFactory(meeting=meeting, leader=LeaderFactory(name=f"{MARK} newcomer"))
    ClaimFactory(attendance=row, source=SourceFactory(headline=f"{MARK} scoop"))


def edited_meeting() -> Any:
    edition = Edition.objects.live().get(slug="edited-meeting")
    return MeetingFactory._meta.model.objects.get(uid=edition.uid)


def paths() -> list[str]:
    found = ["/", "/corrections/", "/search/?q=edited", "/search/?q=zyxomma", "/calendar.ics"]
    found += ["/feeds/meetings.atom", "/sitemap.xml", "/meetings/edited-meeting.ics"]
    for kind, segment in PAGE_PATHS.items():
        tail = kind.replace("_", "-")
        found += [f"/{segment}/", f"/{segment}/edited-{tail}/", f"/{segment}/gone-{tail}/"]
        for state in ("draft", "submitted", "approved"):
            found.append(f"/{segment}/zyxomma-{state}-{kind}/")
    found += ["/meetings/?party=edited-party", "/meetings/?party=zyxomma-draft-party"]
    return found


def test_no_page_has_a_word_that_is_not_public(unpublished_words: None) -> None:
    for path in paths():
        content = Client().get(path).content.decode().lower()
        # The search repeats what was asked in its box, its heading and its links.
        content = content.replace('value="zyxomma"', "").replace("<title>zyxomma", "")
        content = content.replace("“zyxomma”", "").replace("?q=zyxomma", "")
        assert MARK.lower() not in content, path


def test_numbers_do_not_count_what_is_not_public(unpublished_words: None) -> None:
    answer = Client().get("/meetings/")
    assert [s.title for b in answer.context["batches"] for s in b.summaries] == ["Edited meeting"]


def test_the_marks_would_be_found_if_they_were_public() -> None:
    """Or the tests above would show nothing."""
    published(PartyFactory(name=f"{MARK} party"))
    assert MARK in Client().get("/parties/").content.decode()
