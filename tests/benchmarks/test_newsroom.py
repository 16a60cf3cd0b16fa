"""The synthetic newsroom: always the same, of the promised shape, and good enough to publish."""

from __future__ import annotations

from pathlib import Path

from benchmarks.newsroom import Newsroom


def records(newsroom: Newsroom) -> list[dict[str, object]]:
    return [*newsroom.cast.records(), *newsroom.records(range(newsroom.meetings))]


def test_newsroom_is_the_same_every_time() -> None:
    assert records(Newsroom(60)) == records(Newsroom(60))


def test_newsroom_differs_with_its_seed() -> None:
    assert records(Newsroom(60, seed=1)) != records(Newsroom(60, seed=2))


def test_smaller_newsroom_is_part_of_a_larger_one() -> None:
    larger = records(Newsroom(60))
    assert all(record in larger for record in records(Newsroom(10)))


def test_meetings_have_eighteen_attendances_on_average() -> None:
    meetings = [r for r in Newsroom(200).records(range(200)) if r["kind"] == "meeting"]
    assert sum(len(meeting["attendances"]) for meeting in meetings) == 18 * 200


def test_every_attendance_has_a_claim() -> None:
    meetings = [r for r in Newsroom(50).records(range(50)) if r["kind"] == "meeting"]
    assert all(row["claims"] for meeting in meetings for row in meeting["attendances"])


def test_addresses_and_uids_are_unique() -> None:
    found = records(Newsroom(300))
    assert len({record["uid"] for record in found}) == len(found)
    assert len({(record["kind"], record["slug"]) for record in found}) == len(found)


def test_write_counts_the_attendances_of_each_file(tmp_path: Path) -> None:
    ((path, attendances),) = Newsroom(50).write(tmp_path)
    assert attendances == 18 * 50
    assert len(path.read_text().splitlines()) == len(records(Newsroom(50)))
