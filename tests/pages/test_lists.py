from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.merging import merge
from coalition.models import Leader
from coalition.publishing import withdraw
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ElectionFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatSharingTalkFactory,
    StatementFactory,
    alice,
    published,
)
from tests.pages.reading import read, words_of

pytestmark = pytest.mark.django_db


def titles(path: str, **query: str) -> list[str]:
    answer = Client().get(path, query)
    assert answer.status_code == 200, answer.content
    return [summary.title for batch in answer.context["batches"] for summary in batch.summaries]


def test_meetings_are_listed_newest_first_under_their_year() -> None:
    for title, day in (("A", "2022-05-01"), ("B", "2023-12-06"), ("C", "2023-01-01")):
        published(MeetingFactory(title=title, date=day))
    assert titles("/meetings/") == ["B", "C", "A"]
    assert "2023 B" in read("/meetings/")


def test_rounds_of_one_vague_date_are_in_their_order() -> None:
    for number in (2, 3, 1):
        published(
            MeetingFactory(title=f"Round {number}", date="[..2023-12-05]", round_number=number)
        )
    assert titles("/meetings/") == ["Round 3", "Round 2", "Round 1"]


def test_names_are_listed_by_name_in_any_script() -> None:
    for name in ("Zeta", "Älpha", "Beta"):
        published(PartyFactory(name=name))
    assert titles("/parties/") == ["Älpha", "Beta", "Zeta"]


def test_native_name_says_its_language() -> None:
    leader = LeaderFactory(name="Mamata Banerjee")
    LeaderNameFactory(leader=leader, name="মমতা", kind="native_script", language="bn")
    published(leader)
    assert (
        '<p class="soft"><bdi lang="bn">মমতা</bdi></p>' in Client().get("/leaders/").content.decode()
    )


def test_leader_is_listed_with_present_party_and_office() -> None:
    leader = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Banyan"))
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Old Party"), ended=True)
    OfficeFactory(leader=leader, title="Chief Minister")
    published(leader)
    words = read("/leaders/")
    assert "Asha Banyan Chief Minister" in words
    assert "Old Party" not in words.split("Asha")[1]


def test_leader_is_listed_with_an_office_whose_end_lies_ahead() -> None:
    leader = LeaderFactory(name="Asha")
    PartyMembershipFactory(leader=leader, party=PartyFactory(name="Banyan"), until="2099")
    OfficeFactory(leader=leader, title="Chief Minister", until="2099-05")
    published(leader)
    assert "Asha Banyan Chief Minister" in read("/leaders/")


@pytest.mark.parametrize("number", [24, 25, 26, 51])
def test_paging_there_and_back_sees_everything_once(number: int) -> None:
    for n in range(number):
        published(MeetingFactory(title=f"M{n:02}", date=f"2023-{n % 12 + 1:02}"))
    pages, path = [], "/meetings/"
    while path:
        answer = Client().get(path)
        pages.append([s.title for b in answer.context["batches"] for s in b.summaries])
        path = answer.context["following"] and f"/meetings/{answer.context['following']}"
    assert sorted(title for page in pages for title in page) == [f"M{n:02}" for n in range(number)]
    back = answer.context["previous"]
    for expected in reversed(pages[:-1]):
        answer = Client().get(f"/meetings/{back}")
        assert [s.title for b in answer.context["batches"] for s in b.summaries] == expected
        back = answer.context["previous"]
    assert back == ""


def test_paging_keeps_what_was_asked() -> None:
    for n in range(26):
        published(MeetingFactory(title=f"M{n:02}"))
    published(MeetingFactory(title="Rally", cancelled=True))
    following = Client().get("/meetings/?occurrence=held").context["following"]
    assert "occurrence=held" in following
    assert len(titles(f"/meetings/{following}")) == 1


@pytest.mark.parametrize("path", ["/meetings/", "/leaders/"])
@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize(
    "value", ["x", "", "2023-12-06", "2023-12-06!x", "!", "\x00", "2023-12-06!" + "a" * 400]
)
def test_malformed_cursor_is_refused(path: str, name: str, value: str) -> None:
    answer = Client().get(path, {name: value})
    assert answer.status_code == 400
    assert f"The trouble is with {name}." in words_of(answer.content.decode())


@pytest.fixture
def world() -> dict[str, Any]:
    party, other = PartyFactory(name="Banyan"), PartyFactory(name="Lantern")
    leader = LeaderFactory(name="Asha")
    alliance = AllianceFactory(name="Front")
    PartyMembershipFactory(leader=leader, party=party)
    AllianceMembershipFactory(alliance=alliance, party=party)
    dinner = MeetingFactory(title="Dinner", alliance=alliance, placed=True)
    AttendanceFactory(meeting=dinner, party=party, leader=leader)
    AttendanceFactory(meeting=dinner, party=other, party_level=True, absent=True)
    rally = MeetingFactory(title="Rally", cancelled=True, region="IN-MP")
    election = ElectionFactory(name="Poll")
    talk = SeatSharingTalkFactory(
        title="Talk", alliance=alliance, election=election, parties=[party], stalled=True
    )
    other_talk = SeatSharingTalkFactory(title="Other talk", parties=[other])
    said = StatementFactory(title="Said", speaker_party=party, speaker_leader=leader)
    planned = StatementFactory(title="Planned", speaker_party=other, stance="plan")
    for record in (leader, dinner, rally, talk, other_talk, said, planned):
        published(record)
    return {"party": party}


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/meetings/", {"occurrence": "cancelled"}, ["Rally"]),
        ("/meetings/", {"category": "floor_leaders"}, ["Dinner"]),
        ("/meetings/", {"from": "2023-10-07"}, ["Dinner", "Rally"]),
        ("/meetings/", {"from": "2023-10-08"}, ["Dinner"]),
        ("/meetings/", {"to": "2023-12-05"}, ["Rally"]),
        ("/meetings/", {"from": "2023-10-03", "to": "2023-10-03"}, ["Rally"]),
        ("/meetings/", {"region": "IN-DL"}, ["Dinner"]),
        ("/meetings/", {"alliance": "front"}, ["Dinner"]),
        ("/meetings/", {"party": "banyan"}, ["Dinner"]),
        ("/meetings/", {"party": "lantern"}, ["Dinner"]),
        ("/meetings/", {"party": "lantern", "attendance": "attended"}, []),
        ("/meetings/", {"party": "lantern", "attendance": "absent"}, ["Dinner"]),
        ("/meetings/", {"leader": "asha"}, ["Dinner"]),
        ("/meetings/", {"occurrence": "held", "category": ""}, ["Dinner"]),
        ("/seat-sharing/", {"status": "stalled"}, ["Talk"]),
        ("/seat-sharing/", {"party": "lantern"}, ["Other talk"]),
        ("/seat-sharing/", {"election": "poll"}, ["Talk"]),
        ("/seat-sharing/", {"alliance": "front"}, ["Talk"]),
        ("/statements/", {"stance": "plan"}, ["Planned"]),
        ("/statements/", {"leader": "asha"}, ["Said"]),
        ("/leaders/", {"party": "banyan"}, ["Asha"]),
        ("/leaders/", {"party": "lantern"}, []),
        ("/seat-sharing/", {"from": "2023-12-01", "party": "banyan"}, ["Talk"]),
        ("/seat-sharing/", {"to": "2023-11-30"}, []),
        ("/statements/", {"from": "2023-12-07"}, []),
        ("/elections/", {"level": "regional"}, ["Poll"]),
        ("/elections/", {"level": "national"}, []),
        ("/elections/", {"region": "IN-RJ"}, ["Poll"]),
        ("/elections/", {"from": "2023-11-01", "to": "2023-11-30"}, ["Poll"]),
        ("/parties/", {"alliance": "front"}, ["Banyan"]),
        ("/alliances/", {"party": "banyan"}, ["Front"]),
        ("/alliances/", {"party": "lantern"}, []),
    ],
)
def test_filter_narrows_the_list(
    world: Any, path: str, query: dict[str, str], expected: list[str]
) -> None:
    assert titles(path, **query) == expected


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("/meetings/", "colour=red", "colour"),
        ("/meetings/", "occurrence=maybe", "occurrence"),
        ("/meetings/", "category=feast", "category"),
        ("/meetings/", "from=yesterday", "from"),
        ("/meetings/", "to=2023-13-01", "to"),
        ("/meetings/", "from=2023-12-06&to=2023-12-05", "to"),
        ("/meetings/", "region=delhi", "region"),
        ("/meetings/", "party=nobody", "party"),
        ("/meetings/", "party=two+words", "party"),
        ("/meetings/", "party=%00", "party"),
        ("/meetings/", "leader=nobody", "leader"),
        ("/meetings/", "alliance=nobody", "alliance"),
        ("/meetings/", "attendance=attended", "attendance"),
        ("/meetings/", "party=banyan&attendance=late", "attendance"),
        ("/meetings/", "occurrence=held&occurrence=held", "occurrence"),
        ("/parties/", "party=banyan", "party"),
        ("/elections/", "level=held", "level"),
        ("/alliances/", "alliance=front", "alliance"),
        ("/seat-sharing/", "status=held", "status"),
        ("/statements/", "stance=held", "stance"),
        ("/corrections/", "after=x", "after"),
        ("/corrections/", "colour=red", "colour"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    world: Any, path: str, query: str, name: str
) -> None:
    answer = Client().get(f"{path}?{query}")
    assert answer.status_code == 400
    assert f"The trouble is with {name}." in words_of(answer.content.decode())


@pytest.mark.parametrize(
    "path",
    ["/meetings/?", "/corrections/?", "/search/?q=dinner", "/meetings/dinner/editions/?"],
)
@pytest.mark.parametrize(
    "tags",
    ["utm_source=mail&utm_medium=e-mail", "fbclid=IwAR0", "gclid=1&gclid=2", "mc_cid=1&mc_eid=2"],
)
def test_what_others_add_to_a_link_changes_nothing(world: Any, path: str, tags: str) -> None:
    tagged = Client().get(f"{path}&{tags}")
    assert tagged.status_code == 200
    assert tagged.content == Client().get(path).content


def test_what_others_add_to_a_link_stands_beside_filters(world: Any) -> None:
    assert titles("/meetings/", party="banyan", fbclid="IwAR0") == ["Dinner"]


@pytest.mark.parametrize(
    "name",
    [
        "utm_source",
        "utm_source_platform",
        "fbclid",
        "gclid",
        "dclid",
        "ttclid",
        "twclid",
        "yclid",
        "msclkid",
        "li_fat_id",
        "gbraid",
        "wbraid",
        "gad_source",
        "gad_campaignid",
        "srsltid",
        "mc_cid",
        "mc_eid",
        "igsh",
        "igshid",
        "ref_src",
        "ref_url",
    ],
)
def test_whatever_others_add_to_a_link_is_passed_over(name: str) -> None:
    assert Client().get("/meetings/", {name: "1"}).status_code == 200


@pytest.mark.parametrize("name", ["utm", "utmost", "my_utm_source", "fbclid2", "igshi", "gad"])
def test_what_only_looks_like_it_is_refused(name: str) -> None:
    assert Client().get("/meetings/", {name: "1"}).status_code == 400


def test_name_of_a_parameter_is_escaped() -> None:
    answer = Client().get("/meetings/", {"<script>": "1"})
    assert answer.status_code == 400
    assert b"<script>" not in answer.content


def test_draft_party_cannot_be_asked_for() -> None:
    PartyFactory(name="Drafted")
    drafted = Client().get("/meetings/?party=drafted")
    assert drafted.status_code == 400
    assert "Drafted" not in words_of(drafted.content.decode()).replace("party", "")


def test_choices_are_what_is_public() -> None:
    published(PartyFactory(name="Banyan"))
    PartyFactory(name="Drafted")
    html = Client().get("/meetings/").content.decode()
    assert '<a href="/meetings/?party=banyan" rel="nofollow">Banyan</a>' in html
    assert "Drafted" not in html


def test_regions_are_chosen_by_name() -> None:
    published(MeetingFactory(title="Older", region="IN-OR"))
    published(MeetingFactory(title="Newer", region="IN-OD"))
    html = Client().get("/meetings/").content.decode()
    assert '<a href="/meetings/?region=IN-OR" rel="nofollow">Odisha</a>' in html
    assert html.count(">Odisha</a>") == 1
    assert ">Delhi<" not in html


@pytest.mark.parametrize("asked", ["IN-OR", "IN-OD"])
def test_region_is_found_under_its_older_and_newer_code(asked: str) -> None:
    published(MeetingFactory(title="Older", region="IN-OR", date="2023-01-01"))
    published(MeetingFactory(title="Newer", region="IN-OD"))
    assert titles("/meetings/", region=asked) == ["Newer", "Older"]


def test_region_without_a_name_can_be_asked_for_by_its_code() -> None:
    published(MeetingFactory(title="Abroad", region="NP-P3"))
    assert titles("/meetings/", region="NP-P3") == ["Abroad"]


def test_form_for_days_shows_and_keeps_what_was_asked(world: Any) -> None:
    html = Client().get("/meetings/?party=banyan&from=2023-12-01").content.decode()
    assert '<input type="hidden" name="party" value="banyan">' in html
    assert 'name="from" value="2023-12-01"' in html
    assert 'name="to" value=""' in html


def test_narrowed_list_is_not_for_search_engines(world: Any) -> None:
    assert b"noindex" in Client().get("/meetings/?party=banyan").content
    assert b"noindex" not in Client().get("/meetings/").content


def test_later_part_of_a_list_is_not_for_search_engines() -> None:
    """It says that it is the first part, whose address is canonical, and moves on as more comes."""
    for n in range(26):
        published(MeetingFactory(title=f"M{n:02}"))
        published(PartyFactory(name=f"P{n:02}"))
    later = Client().get("/meetings/").context["following"]
    earlier = Client().get(f"/meetings/{later}").context["previous"]
    letter = Client().get("/parties/").context["letters"][0].path
    for path in (f"/meetings/{later}", f"/meetings/{earlier}", f"/parties/{letter}"):
        assert b'<meta name="robots" content="noindex, follow">' in Client().get(path).content
    assert b"noindex" not in Client().get("/parties/").content


def test_empty_list_says_so() -> None:
    assert "Nothing is published here yet." in read("/meetings/")
    assert "Nothing in this list fits “Held”" in read("/meetings/", occurrence="held")


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("/meetings/?after=0000-0000!00000000-0000-0000-0000-000000000000", "/meetings/"),
        (
            "/meetings/?before=9999-12-31-0000!00000000-0000-0000-0000-000000000000&occurrence=held",
            "/meetings/?occurrence=held",
        ),
        ("/parties/?after=z!00000000-0000-0000-0000-000000000000", "/parties/"),
    ],
)
def test_place_beyond_a_list_is_not_called_an_empty_list(path: str, start: str) -> None:
    published(MeetingFactory())
    published(PartyFactory(name="Banyan"))
    html = Client().get(path).content.decode()
    words = words_of(html)
    assert "The list has nothing beyond this place." in words
    assert "Nothing is published here yet." not in words
    assert "Nothing in this list fits" not in words
    assert "Previous page" not in words
    assert f'<a href="{start}">First page</a>' in html


def test_party_is_listed_with_its_abbreviation_and_native_name() -> None:
    party = PartyFactory(name="Banyan", abbreviation="BP")
    PartyNameFactory(party=party, name="बरगद", kind="native_script", language="hi")
    published(party)
    assert "Banyan BP बरगद" in read("/parties/")


# --- Addresses that moved -------------------------------------------------------------------------


def renamed(record: Any, slug: str) -> None:
    record.refresh_from_db()
    record.slug = slug
    record.save()
    published(record)


@pytest.mark.parametrize("party", ["banyan", "fig"])
def test_filter_knows_a_record_by_its_former_address_too(world: Any, party: str) -> None:
    renamed(world["party"], "fig")
    assert titles("/meetings/", party=party) == ["Dinner"]


def test_filter_knows_what_was_merged_by_its_former_address(world: Any) -> None:
    twin = LeaderFactory(name="Asha R.", slug="asha-r")
    published(twin)
    merge(Leader.objects.get(slug="asha"), twin, by=alice())
    assert titles("/meetings/", leader="asha-r") == ["Dinner"]


def test_links_of_a_list_name_the_address_of_today(world: Any) -> None:
    renamed(world["party"], "fig")
    html = Client().get("/meetings/?party=banyan").content.decode()
    assert "/meetings/?party=fig&amp;attendance=absent" in html
    assert "party=banyan" not in html


def test_withdrawn_party_is_refused_as_one_that_never_was() -> None:
    gone = PartyFactory(name="Gone")
    published(gone)
    withdraw(gone, by=None, reason="A hoax.")
    answers = [Client().get(f"/meetings/?party={slug}") for slug in ("gone", "thin-air")]
    assert answers[0].status_code == answers[1].status_code == 400
    assert answers[0].content == answers[1].content
