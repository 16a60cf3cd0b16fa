"""The tables of a run in which not everybody was measured everywhere."""

from __future__ import annotations

import json

from benchmarks import report
from benchmarks.rounds import BARE, NESTED, ROW, SITE, Trial
from benchmarks.scenarios import LIST

ALONE = "API filter colour, common"


def trials(meetings: int) -> list[Trial]:
    everybody = {SITE: [120.0], BARE: [400.0], ROW: [150.0], NESTED: [4.0]}
    made = [
        Trial(LIST, meetings, contenders=(), queries=2, rates=everybody),
        Trial(ALONE, meetings, contenders=(), queries=3, rates={SITE: [60.0]}),
    ]
    for one in made:
        one.latencies = [0.01]
    return made


def line_of(name: str, table: list[str]) -> str:
    (line,) = (line for line in table if line.startswith(name))
    return line


def test_measurement_of_the_site_alone_has_no_ratios() -> None:
    table = list(report.measurements(trials(1000)))
    assert line_of(ALONE, table).split() == [*ALONE.split(), "60", "10.0", "10.0", "3"]
    assert line_of(LIST, table).split()[-4:] == ["0.30", "0.80", "400", "150"]


def test_comparison_names_both_rates_and_how_many_times() -> None:
    table = list(report.comparisons(trials(1000)))
    assert line_of(LIST, table).split()[-4:] == ["1,000", "120", "4.0", "30.0"]
    assert not any(ALONE in line for line in table)


def test_movement_of_the_site_alone_is_its_cost_only() -> None:
    table = list(report.movements([*trials(1000), *trials(5000)]))
    assert line_of(ALONE, table).split() == [*ALONE.split(), "1.00"]


def test_data_has_the_ratios_that_were_measured() -> None:
    found = json.loads(json.dumps(report.as_data(trials(1000), [])))["trials"]
    assert found[0]["of_nested"] == 30.0
    assert not any(key.startswith("of_") for key in found[1])
