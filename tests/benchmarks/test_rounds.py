"""What is computed from the measurements: no timing here, only arithmetic."""

from __future__ import annotations

import pytest

from benchmarks import rounds
from benchmarks.filter_questions import PREFIX
from benchmarks.rounds import BARE, NESTED, ROW, SITE, Contender, Trial, growth
from benchmarks.scenarios import (
    CHANGES_MIDDLE,
    CHANGES_NEWEST,
    CHANGES_POLL,
    DEEPEST,
    DETAIL,
    FILTERED,
    LIST,
    NOT_MODIFIED,
    PAGE,
    PAGE_UNCACHED,
    PARTY_UNCACHED,
)
from benchmarks.targets import of_floors, of_growth, of_import, of_nested, of_pages
from benchmarks.traffic import Call, Tally


def trial(
    scenario: str = DETAIL,
    meetings: int = 1000,
    site: tuple[float, ...] = (80.0,),
    bare: tuple[float, ...] = (100.0,),
    row: tuple[float, ...] = (100.0,),
    nested: tuple[float, ...] = (1.0,),
) -> Trial:
    rates = {SITE: list(site), BARE: list(bare), ROW: list(row), NESTED: list(nested)}
    return Trial(scenario, meetings, contenders=(), queries=1, rates=rates)


def test_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    # A wave of noise halves everything in the second round, and one floor in the third.
    noisy = trial(site=(60, 30, 60), row=(100, 50, 50))
    assert noisy.ratio(ROW) == pytest.approx(0.6)


def test_growth_compares_within_each_round() -> None:
    small = trial(site=(100, 50, 100))
    large = trial(site=(80, 40, 20), meetings=100_000)
    assert growth(small, large) == pytest.approx(1.25)


def test_what_is_kept_is_made_before_each_slice(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a cache holds ends in the middle of a long run."""
    driven: list[tuple[int, int | None]] = []

    def drive(port: int, calls: object, *, limit: int | None = None, **_rest: object) -> Tally:
        driven.append((port, limit))
        return Tally(seconds=1.0, latencies=[0.1])

    monkeypatch.setattr(rounds, "drive", drive)
    calls = [Call("/a", 200, 1), Call("/b", 200, 1)]
    measured = Trial(
        PAGE,
        1000,
        contenders=(Contender(SITE, 1, calls, is_kept_warm=True), Contender(BARE, 2, calls)),
        queries=1,
    )
    rounds.measure([measured], rounds=1, seconds=1.0, connections=1)
    assert driven == [(1, 2), (1, None), (2, None)] * 2


def test_percentile_is_a_latency_that_was_measured() -> None:
    measured = trial()
    measured.latencies = [number / 100 for number in range(100, 0, -1)]
    assert measured.percentile(0.5) == 0.51
    assert measured.percentile(0.99) == 1.0


def all_scenarios(meetings: int, site: float) -> list[Trial]:
    names = (PAGE, DETAIL, LIST, FILTERED, DEEPEST, NOT_MODIFIED)
    return [trial(name, meetings, site=(site,)) for name in names]


def test_floor_target_is_judged_at_the_worst_size() -> None:
    findings = {
        f.target: f for f in of_floors([*all_scenarios(1000, 90), *all_scenarios(9000, 55)])
    }
    assert findings[f"{LIST}: at least 0.5 of the row floor"].is_met
    missed = findings[f"{DETAIL}: at least 0.6 of the row floor"]
    assert not missed.is_met
    assert missed.measured == "0.55 with 9,000 meetings"


def test_growth_target_compares_the_smallest_with_the_largest() -> None:
    trials = [*all_scenarios(1000, 90), *all_scenarios(5000, 30), *all_scenarios(9000, 70)]
    assert all(finding.is_met for finding in of_growth(trials))
    trials = [*all_scenarios(1000, 90), *all_scenarios(5000, 80), *all_scenarios(9000, 30)]
    assert not any(finding.is_met for finding in of_growth(trials))


def test_growth_has_no_target_with_one_size() -> None:
    assert not list(of_growth(all_scenarios(1000, 90)))


@pytest.mark.parametrize(
    "name", [CHANGES_NEWEST, CHANGES_MIDDLE, CHANGES_POLL, f"{PREFIX}colour, rare"]
)
def test_growth_of_changes_and_of_every_filter_has_a_target(name: str) -> None:
    small = trial(name, 1000, site=(90,))
    (met,) = of_growth([small, trial(name, 9000, site=(61,))])
    (missed,) = of_growth([small, trial(name, 9000, site=(59,))])
    assert name in met.target
    assert (met.is_met, missed.is_met) == (True, False)


@pytest.mark.parametrize(("name", "least"), [(LIST, 12), (DETAIL, 6)])
def test_nested_target_is_judged_at_the_worst_size(name: str, least: int) -> None:
    fast = trial(name, 1000, site=(least * 10,), nested=(10,))
    (met,) = of_nested([fast, trial(name, 9000, site=(least * 20,), nested=(10,))])
    (missed,) = of_nested([fast, trial(name, 9000, site=(least * 10 - 1,), nested=(10,))])
    assert met.is_met
    assert not missed.is_met
    assert "with 9,000 meetings" in missed.measured


def test_nested_target_compares_within_each_round() -> None:
    # A wave of noise in the second round slows both.
    noisy = trial(LIST, site=(130, 13, 130), nested=(10, 1, 10))
    (finding,) = of_nested([noisy])
    assert finding.measured.startswith("13.0 times")


def test_nothing_is_said_of_nested_serializers_where_they_were_not_asked() -> None:
    assert not list(of_nested([trial(FILTERED)]))


def test_poll_has_a_target_beside_the_bare_view() -> None:
    (finding,) = of_floors([trial(CHANGES_POLL, site=(69,))])
    assert not finding.is_met


def test_page_target_compares_pages_of_one_round_at_the_worst_size() -> None:
    trials = [
        # A wave of noise in the second round slows both.
        trial(PAGE_UNCACHED, 1000, site=(90, 30, 90)),
        trial(PARTY_UNCACHED, 1000, site=(45, 15, 45)),
        trial(PAGE_UNCACHED, 9000, site=(90,)),
        trial(PARTY_UNCACHED, 9000, site=(25,)),
    ]
    (finding,) = of_pages(trials)
    assert finding.measured == "3.60 times with 9,000 meetings"
    assert not finding.is_met


def test_page_that_costs_three_times_a_meetings_meets_its_target() -> None:
    (finding,) = of_pages([trial(PAGE_UNCACHED, site=(90,)), trial(PARTY_UNCACHED, site=(30,))])
    assert finding.is_met


def test_page_has_no_target_where_no_meetings_page_was_measured() -> None:
    assert not list(of_pages([trial(PARTY_UNCACHED)]))


@pytest.mark.parametrize(
    ("rate", "megabytes", "met"),
    [(10_000, 499, [True, True]), (9_999, 499, [False, True]), (10_000, 500, [True, False])],
)
def test_import_targets_have_two_sides(rate: float, megabytes: float, met: list[bool]) -> None:
    assert [finding.is_met for finding in of_import(rate, megabytes)] == met
