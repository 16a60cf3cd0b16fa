"""The ledger only grows: of what stands in it, only whether and until when it is live changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import ProtectedError

from coalition.models import Edition, EditionLink
from coalition.publishing import (
    correct,
    publish,
    publish_all,
    refresh,
    refresh_mentions,
    return_to_drafting,
)
from tests.factories import PartyFactory, alice, published
from tests.hidden_records import Story, tell_story

pytestmark = pytest.mark.django_db

ENDING_COLUMNS = {"is_live", "retired_at"}

Ledger = tuple[dict[int, dict[str, Any]], set[tuple[Any, ...]]]


def ledger() -> Ledger:
    columns = [field.attname for field in Edition._meta.fields if field.name not in ENDING_COLUMNS]
    editions = {row["sequence"]: row for row in Edition.objects.values(*columns)}
    return editions, set(EditionLink.objects.values_list())


def _renamed(story: Story) -> None:
    party = story.records[0]
    party.refresh_from_db()
    party.name, party.slug = "Another name", "another-slug"
    party.save()
    publish(party, by=None)


def _everything_is_edited_and_published(story: Story) -> None:
    story.mark(slugs=False)
    publish_all(story.records, by=None)


def _everything_is_corrected(story: Story) -> None:
    for record in story.records:
        record.refresh_from_db()
        correct(record, by=None, note="A detail was wrong.")


def _a_name_is_corrected_everywhere(story: Story) -> None:
    _renamed(story)
    refresh_mentions(story.records[0].uid, by=None)


def _everything_is_refreshed(story: Story) -> None:
    _renamed(story)
    refresh(story.uids, by=None, names=True)


def _everything_is_withdrawn(story: Story) -> None:
    story.withdraw()


def _everything_is_published_again(story: Story) -> None:
    story.withdraw()
    for record in story.records:
        record.refresh_from_db()
    publish_all(story.records, by=None)


def _everything_is_deleted(story: Story) -> None:
    for record in story.records:
        record.refresh_from_db()
        return_to_drafting(record, by=None)
    for row in reversed([*story.records, *story.rows]):
        if row.pk and not hasattr(row, "uid"):
            row.delete()
    party, leader, alliance, election, statement, talk, meeting, sequel = story.records
    for record in (sequel, statement, talk, meeting, election, alliance, leader, party):
        record.delete()


@pytest.mark.parametrize(
    "act",
    [
        _renamed,
        _everything_is_edited_and_published,
        _everything_is_corrected,
        _a_name_is_corrected_everywhere,
        _everything_is_refreshed,
        _everything_is_withdrawn,
        _everything_is_published_again,
        _everything_is_deleted,
    ],
)
def test_ledger_only_grows(act: Any) -> None:
    story = tell_story()
    story.publish()
    editions, links = ledger()

    act(story)

    editions_after, links_after = ledger()
    assert {key: editions_after.get(key) for key in editions} == editions
    assert links <= links_after


def test_who_published_cannot_be_deleted() -> None:
    editor = alice()
    published(PartyFactory(), by=editor)
    with pytest.raises(ProtectedError):
        editor.delete()
