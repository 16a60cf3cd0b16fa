"""Loading seed files: all or nothing, again and again, and with help where one is broken."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from coalition.models import Edition, Meeting, Party, Source
from coalition.publishing import withdraw
from tests.interchange.rich import exported

pytestmark = pytest.mark.django_db

Load = Callable[..., str]

SOURCES = """
- kind: source
  slug: s
  title: S
"""
PARTIES = """
# The order of the files does not matter, nor that of their entries.
- kind: party
  slug: young
  name: Young
  split_from: old

- kind: party
  slug: old
  name: Old
  founded: 1885-12-28
"""
MEETINGS = """
- kind: meeting
  slug: m
  title: Dinner
  category: dinner
  occurrence: held
  date: {edtf: "[2023-12-15..2023-12-21]", label: third week of December}
  start_time: 19:00
  attendances:
    - party: old
      status: absent
      reason_given: not_given
      claims:
        - {source: s, paragraph: 7, attribution: party sources}
"""


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load seed files, by name; what the command says."""

    def run(**files: str) -> str:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        out = io.StringIO()
        call_command("load_seeds", dir=tmp_path, stdout=out)
        return out.getvalue()

    return run


@pytest.fixture
def refusal(load: Load) -> Load:
    """Why seed files are refused. The database is as it was."""

    def run(**files: str) -> str:
        before = exported(), Edition.objects.count()
        with pytest.raises(CommandError) as caught:
            load(**files)
        assert (exported(), Edition.objects.count()) == before
        return str(caught.value)

    return run


def test_seeds_are_loaded_and_published(load: Load) -> None:
    said = load(parties=PARTIES, meetings=MEETINGS, sources=SOURCES)
    assert "4 new" in said
    assert set(Edition.objects.live().values_list("slug", "number")) == {
        ("young", 1),
        ("old", 1),
        ("m", 1),
    }


def test_seeds_of_the_project_load_twice_without_a_change() -> None:
    call_command("load_seeds", stdout=io.StringIO())
    before = exported(), Edition.objects.count()
    out = io.StringIO()
    call_command("load_seeds", stdout=out)
    assert "Nothing to do" in out.getvalue()
    assert (exported(), Edition.objects.count()) == before


def test_changed_seed_makes_one_new_edition(load: Load) -> None:
    load(parties=PARTIES)
    said = load(parties=PARTIES.replace("name: Young", "name: Younger"))
    assert "1 changed, 1 as they were. New editions: 1." in said
    assert Edition.objects.live().get(slug="young").number == 2


def test_withdrawn_record_stays_withdrawn(load: Load) -> None:
    load(parties=PARTIES)
    withdraw(Party.objects.get(slug="young"), by=None, reason="Never existed.")
    assert "Nothing to do" in load(parties=PARTIES)
    assert not Edition.objects.live().filter(slug="young").exists()


def test_times_and_dates_are_read_as_they_are_written(load: Load) -> None:
    load(parties=PARTIES, meetings=MEETINGS, sources=SOURCES)
    meeting = Meeting.objects.get()
    assert (str(meeting.start_time), meeting.date.label) == ("19:00:00", "third week of December")


def test_words_that_yaml_takes_for_something_else_are_text(load: Load) -> None:
    load(parties="- {kind: party, slug: no, name: No, abbreviation: ON, summary: 1e3}")
    party = Party.objects.get()
    assert (party.slug, party.name, party.abbreviation, party.summary) == ("no", "No", "ON", "1e3")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            MEETINGS.replace("status: absent", "status: absnt"),
            "meetings.yaml, line 11, meeting “m”, attendances[0].status: “absnt” is not one of",
        ),
        (
            MEETINGS.replace("party: old", "party: olld"),
            "meetings.yaml, line 10, meeting “m”, attendances[0].party: There is no party “olld”",
        ),
        (
            MEETINGS.replace("paragraph: 7", "paragraph: seven"),
            "line 14, meeting “m”, attendances[0].claims[0].paragraph: “seven” is no whole number",
        ),
        (
            MEETINGS.replace("  title: Dinner\n", ""),
            "meetings.yaml, line 2, meeting “m”, title: It is required.",
        ),
        (
            MEETINGS.replace("title", "tilte"),
            "meetings.yaml, line 4, meeting “m”, tilte: There is no such field.",
        ),
        (MEETINGS + "  slug: n\n", "meetings.yaml, line 15, slug: It stands here twice."),
        (MEETINGS + "  venue: [\n", "This is no YAML"),
        (MEETINGS + "  venue: &v x\n  city: *v\n", "line 16, city: This is an alias"),
        (MEETINGS.replace("kind: meeting", "kind: metting"), "Did you mean “meeting”?"),
        ("kind: meeting", "meetings.yaml, line 1: A seed file is a list of entries"),
        ("- meeting", "meetings.yaml, line 1: “meeting” is no entry"),
        ("- kind: party\n  name: \x00", "meetings.yaml, line 1: It cannot be read"),
        ("[" * 5000, "meetings.yaml, line 1: It cannot be read"),
        ("- !!python/object:os.system {}", "is not one of source, party"),
        (MEETINGS + SOURCES, "source “s”, slug: “s” stands in"),
        (
            MEETINGS.replace("    - party", "    - leader: l\n      party").replace(
                "claims:\n        - {source: s, paragraph: 7, attribution: party sources}",
                "described_as: x",
            )
            + "\n- {kind: leader, slug: l, name: L}\n",
            "No source says so.",
        ),
    ],
    ids=[
        "choice",
        "reference",
        "number",
        "required",
        "unknown field",
        "key twice",
        "bad yaml",
        "alias",
        "unknown kind",
        "no list",
        "no entry",
        "control character",
        "depth",
        "tag",
        "slug twice",
        "gate",
    ],
)
def test_broken_seed_is_refused_with_file_line_entry_and_reason(
    refusal: Load, broken: str, said: str
) -> None:
    assert said in refusal(parties=PARTIES, sources=SOURCES, meetings=broken)


def test_seed_that_breaks_later_leaves_what_was_loaded(load: Load, refusal: Load) -> None:
    load(parties=PARTIES)
    refusal(sources=SOURCES, parties=PARTIES.replace("founded: 1885-12-28", "founded: long ago"))
    assert not Source.objects.exists()


def test_folder_without_seeds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There are no seed files"):
        call_command("load_seeds", dir=tmp_path / "none", stdout=io.StringIO())


def test_seed_that_is_no_text_is_refused(load: Load, tmp_path: Path) -> None:
    (tmp_path / "parties.yaml").write_bytes(b"- kind: party\n  name: \xff\n")
    with pytest.raises(CommandError, match="Save it anew as UTF-8"):
        load()


def test_entry_of_a_seed_may_ask_for_another_stage(load: Load) -> None:
    load(parties="- {kind: party, slug: p, name: P, stage: drafting}")
    assert not Edition.objects.exists()
