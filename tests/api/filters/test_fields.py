"""Records are found by what their documents say, and by what they speak of."""

from __future__ import annotations

import pytest

from tests.api.filters.asking import slugs
from tests.factories import (
    ElectionFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    published,
)

pytestmark = pytest.mark.django_db


def test_occurrence_and_category_are_those_of_the_document() -> None:
    published(MeetingFactory(slug="held"))
    published(MeetingFactory(slug="cancelled", cancelled=True))
    assert slugs("meetings", occurrence="cancelled") == {"cancelled"}
    assert slugs("meetings", category="rally") == {"cancelled"}
    assert slugs("meetings", category="rally", occurrence="held") == set()


@pytest.mark.parametrize(
    ("region", "expected"),
    [("IN-DL", {"delhi"}), ("IN", {"delhi", "india"}), ("NP", set()), ("IN-D", set())],
)
def test_region_is_exact_or_a_whole_country(region: str, expected: set[str]) -> None:
    published(MeetingFactory(slug="delhi", region="IN-DL"))
    published(MeetingFactory(slug="india", region="IN"))
    published(MeetingFactory(slug="nowhere"))
    assert slugs("meetings", region=region) == expected


def test_alliance_is_the_one_that_met(world) -> None:
    assert slugs("meetings", alliance="bloc") == {"dinner"}


@pytest.mark.parametrize(
    ("path", "parameters", "expected"),
    [
        ("parties", {"alliance": "bloc"}, {"congress", "tmc"}),
        ("leaders", {"party": "congress"}, {"kharge"}),
        ("leaders", {"party": "tmc"}, set()),
        ("alliances", {"party": "tmc"}, {"bloc"}),
        ("alliances", {"party": "old-congress"}, set()),
        ("elections", {"party": "congress"}, {"lok-sabha-2024"}),
        ("elections", {"alliance": "bloc"}, {"lok-sabha-2024"}),
        ("elections", {"party": "tmc"}, set()),
        ("seat-sharing-talks", {"party": "tmc"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"party": "old-congress"}, set()),
        ("seat-sharing-talks", {"alliance": "bloc"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"election": "lok-sabha-2024"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"meeting": "dinner"}, {"congress-trinamool"}),
        ("seat-sharing-talks", {"meeting": "patna"}, set()),
        ("seat-sharing-talks", {"region": "IN"}, {"congress-trinamool"}),
        ("statements", {"party": "tmc"}, {"more-room"}),
        ("statements", {"party": "congress"}, set()),
        ("statements", {"about_party": "congress"}, {"more-room"}),
        ("statements", {"leader": "mamata"}, {"more-room"}),
        ("statements", {"meeting": "dinner"}, {"more-room"}),
        ("statements", {"talk": "congress-trinamool"}, {"more-room"}),
        ("statements", {"alliance": "bloc"}, {"more-room"}),
        ("statements", {"stance": "denial"}, set()),
        ("statements", {"stance": "demand", "date_from": "2023-12-06"}, {"more-room"}),
    ],
)
def test_records_are_found_by_what_they_speak_of(world, path, parameters, expected) -> None:
    assert slugs(path, **parameters) == expected


def test_elections_are_found_by_level_region_and_date() -> None:
    published(ElectionFactory(slug="national", national=True))
    published(ElectionFactory(slug="rajasthan"))
    assert slugs("elections", level="national") == {"national"}
    assert slugs("elections", region="IN-RJ") == {"rajasthan"}
    assert slugs("elections", date_to="2023-12-31") == {"rajasthan"}


def test_talks_are_found_by_status() -> None:
    published(SeatSharingTalkFactory(slug="stalled", stalled=True))
    published(SeatSharingTalkFactory(slug="agreed", agreed=True))
    assert slugs("seat-sharing-talks", status="stalled") == {"stalled"}


def test_party_that_only_claims_seats_is_found_too() -> None:
    talk = SeatSharingTalkFactory(slug="talks")
    SeatPositionFactory(talk=talk, party=PartyFactory(slug="sp"))
    published(talk)
    assert slugs("seat-sharing-talks", party="sp") == {"talks"}


def test_unnamed_speaker_is_found_by_no_party(world) -> None:
    published(StatementFactory(slug="unnamed", unnamed=True))
    assert slugs("statements", party="tmc") == {"more-room"}
