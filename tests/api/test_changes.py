from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coalition.access import issue
from coalition.merging import merge
from coalition.models import Edition
from coalition.publishing import correct, publish, refresh, withdraw
from tests.api.world import build_world
from tests.factories import (
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    paula,
    published,
)

pytestmark = pytest.mark.django_db

KEYS = [
    *("sequence", "kind", "id", "slug", "edition", "cause", "note"),
    *("published_at", "url", "merged_into", "document"),
]


def get(**parameters: object) -> HttpResponse:
    return Client().get("/api/v1/changes", parameters)


def changes(**parameters: object) -> list[dict]:
    return get(**parameters).json()["results"]


def test_empty_feed_has_its_two_keys() -> None:
    assert get().content == b'{"results":[],"next_after":0}'


def test_change_has_exactly_the_keys_of_the_contract() -> None:
    published(PartyFactory())
    assert list(changes()[0]) == KEYS


def test_change_describes_its_edition(settings) -> None:
    edition = published(
        PartyFactory(slug="sp"), now=datetime(2023, 12, 6, 16, 11, 5, 999, tzinfo=UTC)
    )
    assert changes() == [
        {
            "sequence": edition.sequence,
            "kind": "party",
            "id": str(edition.uid),
            "slug": "sp",
            "edition": 1,
            "cause": "published",
            "note": None,
            "published_at": "2023-12-06T16:11:05Z",
            "url": f"{settings.SITE_URL}/parties/sp/",
            "merged_into": None,
            "document": json.loads(edition.body),
        }
    ]


def test_address_is_the_one_in_the_document() -> None:
    build_world()
    for change in changes(limit=100):
        assert change["url"] == change["document"]["url"]
        assert change["published_at"] == change["document"]["published_at"]


def test_document_is_embedded_byte_for_byte() -> None:
    edition = published(PartyFactory(name="कांग्रेस", slug="congress"))
    assert f'"document":{edition.body}'.encode() in get().content


def test_feed_goes_on_after_a_sequence() -> None:
    for _ in range(5):
        published(PartyFactory())
    first = get(limit=2).json()
    second = get(limit=2, after=first["next_after"]).json()
    third = get(limit=2, after=second["next_after"]).json()
    met = [c["sequence"] for page in (first, second, third) for c in page["results"]]
    assert met == sorted(Edition.objects.values_list("sequence", flat=True))
    assert third["next_after"] == met[-1]


def test_feed_without_news_repeats_where_it_was() -> None:
    newest = published(PartyFactory()).sequence
    assert get(after=newest).json() == {"results": [], "next_after": newest}
    assert get(after=newest + 1000).json() == {"results": [], "next_after": newest + 1000}


def test_feed_of_one_kind_leaves_the_others_out() -> None:
    build_world()
    assert {change["kind"] for change in changes(kind="leader")} == {"leader"}


def test_correction_tells_its_note() -> None:
    party = PartyFactory(approved=True)
    published(party)
    party.name = "Samajwadi Party"
    party.save()
    correct(party, by=None, note="The name was cut short.")
    last = changes()[-1]
    assert (last["cause"], last["note"]) == ("corrected", "The name was cut short.")


def test_superseded_edition_keeps_its_own_document() -> None:
    party = PartyFactory(name="Before", approved=True)
    published(party)
    party.name = "After"
    party.save()
    publish(party, by=None)
    assert [change["document"]["name"] for change in changes()] == ["Before", "After"]


def test_withdrawn_record_shows_none_of_its_documents_any_more() -> None:
    party = PartyFactory(name="A hoax", approved=True)
    published(party)
    withdraw(party, by=None, reason="It never existed.")
    first, tombstone = changes()
    assert first["document"] is tombstone["document"] is None
    assert (tombstone["cause"], tombstone["note"]) == ("withdrawn", "It never existed.")
    assert b"A hoax" not in get().content


def test_republished_record_shows_its_documents_again() -> None:
    party = PartyFactory(name="Back", approved=True)
    published(party)
    withdraw(party, by=None, reason="Too early.")
    publish(party, by=None)
    documents = [change["document"] for change in changes()]
    assert documents[1] is None
    assert documents[0]["name"] == documents[2]["name"] == "Back"


@pytest.mark.parametrize("factory", [StatementFactory, SeatSharingTalkFactory])
def test_withdrawn_record_is_gone_from_documents_that_carried_it(factory) -> None:
    meeting = MeetingFactory(approved=True)
    published(meeting)
    about = {"meeting": meeting} if factory is StatementFactory else {"meetings": [meeting]}
    carried = factory(title="Retracted words", **about)
    published(carried)
    assert b"Retracted words" in get(kind="meeting").content
    withdraw(carried, by=None, reason="Never said.")
    assert b"Retracted words" not in get(limit=100).content
    assert [change["document"] is None for change in changes(kind="meeting")] == [
        *(False, True, False)
    ]


def test_drafts_are_no_changes() -> None:
    party = PartyFactory(approved=True)
    published(party)
    before = get()
    party.name = "Edited, not published"
    party.save()
    PartyFactory()
    after = get()
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


def test_refresh_without_effect_is_no_change() -> None:
    edition = published(PartyFactory())
    refresh([edition.uid], by=None, names=True)
    assert len(changes()) == 1


def test_polling_without_news_is_a_304_and_one_query() -> None:
    newest = published(PartyFactory()).sequence
    etag = get(after=newest)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(f"/api/v1/changes?after={newest}", headers={"if-none-match": etag})
    assert answer.status_code == 304
    assert len(queries) == 1


@pytest.mark.parametrize("caller", ["key", "cookie"])
def test_polling_with_a_key_or_a_cookie_builds_no_page_either(caller: str) -> None:
    """What is kept for everybody is not for them, and they poll as often."""
    kept_for = {"cookie": "session=1"}
    if caller == "key":
        _, text = issue(name="Test", user=paula(), scopes=["read"], by=None)
        kept_for = {"authorization": f"Bearer {text}"}
    newest = published(PartyFactory()).sequence
    etag = get(after=newest)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(
            f"/api/v1/changes?after={newest}", headers={"if-none-match": etag, **kept_for}
        )
    assert (answer.status_code, answer.content) == (304, b"")
    assert [query["sql"] for query in queries if "body" in query["sql"]] == []


def test_wrong_query_is_refused_whatever_the_caller_says_to_have() -> None:
    answer = Client().get("/api/v1/changes?after=x", headers={"if-none-match": "*"})
    assert answer.status_code == 400


def test_feed_of_a_rare_kind_passes_over_the_others() -> None:
    """Else each poll would search all of them again."""
    published(LeaderFactory())
    newest = [published(PartyFactory()).sequence for _ in range(3)][-1]
    page = get(kind="leader").json()
    assert page["next_after"] == newest
    assert get(kind="leader", after=newest).json() == {"results": [], "next_after": newest}


def test_full_page_of_a_kind_ends_at_its_last() -> None:
    for _ in range(3):
        published(PartyFactory())
        published(LeaderFactory())
    met, after = [], 0
    while page := get(kind="leader", limit=1, after=after).json()["results"]:
        met.append(page[0]["sequence"])
        after = get(kind="leader", limit=1, after=after).json()["next_after"]
    assert met == [2, 4, 6]


def test_merge_is_a_change_that_says_what_it_became() -> None:
    kept, gone = LeaderFactory(name="Kept"), LeaderFactory(name="Gone")
    published(kept)
    published(gone)
    kept.refresh_from_db()
    gone.refresh_from_db()
    merge(kept, gone, by=None)
    [merged] = [change for change in changes() if change["cause"] == "merged"]
    assert (merged["document"], merged["merged_into"]["id"]) == (None, str(kept.uid))
    assert [change["document"] is None for change in changes() if change["id"] == merged["id"]] == [
        True,
        True,
    ]


def test_news_end_the_304() -> None:
    etag = get()["ETag"]
    published(PartyFactory())
    assert Client().get("/api/v1/changes", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("size", [1, 20])
@pytest.mark.parametrize(("asked", "cost"), [({}, 3), ({"kind": "party"}, 4)])
def test_feed_costs_the_same_queries_whatever_its_size(
    size: int, asked: dict[str, str], cost: int
) -> None:
    """For the generation, for which editions, for what may be shown of them; of one kind, also for
    how far the feed goes."""
    for _ in range(size):
        published(PartyFactory())
    with CaptureQueriesContext(connection) as queries:
        assert len(changes(limit=100, **asked)) == size
    assert len(queries) == cost


@pytest.mark.parametrize(
    "after", ["-1", "x", "1.5", "1e3", "01", "9223372036854775808", "9" * 300, "٣", "%00", " 1"]
)
def test_sequence_that_is_none_is_refused(after: str) -> None:
    answer = get(after=after)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "after"


def test_largest_sequence_is_accepted() -> None:
    assert get(after=2**63 - 1).json()["next_after"] == 2**63 - 1


def test_feed_answers_with_its_last_slash_too() -> None:
    assert Client().get("/api/v1/changes/").content == get().content
