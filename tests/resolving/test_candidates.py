"""What a party, a day and a region make of a name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Kind
from coalition.resolving import NAMED, Asked, Candidate, Question, Register, Resolver, Span
from coalition.resolving.bearers import bearer_of

TODAY = date(2024, 6, 1)
INC = "00000000-0000-4000-8000-000000000001"
BJP = "00000000-0000-4000-8000-000000000002"


def uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def edtf(text: str | None) -> dict[str, Any] | None:
    return dict(ImpreciseDate.from_edtf(text).as_document()) if text else None


def party(name: str, abbreviation: str, identifier: str, **more: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "kind": "party",
        "slug": abbreviation.lower(),
        "name": name,
        "abbreviation": abbreviation,
        **more,
    }


def period(of: str, since: str | None = None, until: str | None = None, ending: str | None = None):
    return {
        "party": {"id": of},
        "since": edtf(since),
        "until": edtf(until),
        "ending": ending,
    }


def leader(name: str, number: int, *periods: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": uid(number),
        "kind": "leader",
        "slug": f"leader-{number}",
        "name": name,
        "party_memberships": list(periods),
        **more,
    }


def other_name(text: str, kind: str, since: str | None = None, until: str | None = None):
    language = "hi" if kind == "native_script" else None
    return {
        "name": text,
        "kind": kind,
        "language": language,
        "since": edtf(since),
        "until": edtf(until),
    }


PARTIES = [
    party("Indian National Congress", "INC", INC),
    party("Bharatiya Janata Party", "BJP", BJP),
]


def ask(documents: list[dict[str, Any]], name: str, **asked: Any) -> list[Candidate]:
    if "on" in asked:
        found = ImpreciseDate.from_edtf(asked["on"])
        asked["on"] = Span(found.earliest, found.latest)
    kinds = asked.pop("kinds", NAMED)
    limit = asked.pop("limit", 5)
    resolver = Resolver(Register(map(bearer_of, [*PARTIES, *documents])), TODAY)
    return resolver.resolve(Question(name, kinds=kinds, asked=Asked(**asked), limit=limit))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2023-12-06", 1),
        ("2020-06", 1),
        ("2019-06-01", 0.5),
        ("[2019-12-20..2020-01-10]", 0.5),
        ("2018-12-31", 0),
        ("2024-03-15", 0.5),
        ("2024-04-01", 0),
    ],
)
def test_membership_counts_as_exactly_as_it_is_known(on: str, expected: float) -> None:
    """Since some day of 2019, until some day of March 2024."""
    member = leader("Asha Rao", 10, period(INC, "2019", "2024-03", "left"))
    (found,) = ask([member], "Asha Rao", parties=["INC"], on=on)
    assert found.features["party_on_day"] == expected
    assert found.score == 70 + 30 * expected


def test_who_changed_party_is_found_by_the_party_of_the_day() -> None:
    """Namesakes who changed sides on the same day: the day decides who is meant."""
    one = leader("Asha Rao", 10, period(INC, None, "2022-12-31", "left"), period(BJP, "2023-01-01"))
    two = leader("Asha Rao", 11, period(BJP, None, "2022-12-31", "left"), period(INC, "2023-01-01"))
    for on, meant in (("2022-06-01", one), ("2023-06-01", two)):
        found = ask([one, two], "Asha Rao", parties=["INC"], on=on)
        assert (found[0].bearer.uid, found[0].is_match) == (meant["id"], True)
        assert found[0].party is not None
        assert found[0].party.uid == INC


def test_without_a_day_former_members_count() -> None:
    member = leader("Asha Rao", 10, period(INC, None, "2020", "left"))
    (found,) = ask([member], "Asha Rao", parties=["INC"])
    assert (found.features["party_ever"], found.party, found.is_match) == (1, None, True)


def test_party_that_nobody_knows_leaves_the_match_to_people() -> None:
    member = leader("Asha Rao", 10, period(INC))
    (found,) = ask([member], "Asha Rao", parties=["Nobody's Party"])
    assert (found.score, found.is_match, "party_ever" in found.features) == (100, False, False)


def test_wrong_party_is_no_match_however_like_the_name() -> None:
    (found,) = ask([leader("Asha Rao", 10, period(INC))], "Asha Rao", parties=["BJP"])
    assert (found.score, found.is_match) == (70, False)


def test_party_in_brackets_counts_as_if_it_had_been_asked() -> None:
    one, two = leader("Asha Rao", 10, period(INC)), leader("Asha Rao", 11, period(BJP))
    found = ask([one, two], "Asha Rao (BJP)")
    assert [(c.bearer.uid, c.is_match) for c in found] == [(two["id"], True), (one["id"], False)]


def test_brackets_that_nobody_understands_leave_the_match_to_people() -> None:
    (found,) = ask([leader("Asha Rao", 10, period(INC))], "Asha Rao (Somewhere Dal)")
    assert not found.is_match


def test_namesakes_are_ranked_alike_and_none_matches() -> None:
    two = [leader("Asha Rao", number, period(INC)) for number in (11, 10)]
    found = ask(two, "Asha Rao")
    assert [(c.bearer.uid, c.score, c.is_match) for c in found] == [
        (uid(10), 100, False),
        (uid(11), 100, False),
    ]


def test_namesake_who_is_clearly_behind_does_not_spoil_a_match() -> None:
    found = ask([leader("Asha Rao", 10), leader("Asha Kumari Rao", 11)], "Asha Rao")
    assert [c.is_match for c in found] == [True, False]


@pytest.mark.parametrize(
    ("on", "value", "is_match"),
    [("2009-05", 1, True), ("2011-05-01", 0.5, True), ("2015-01-01", 0, False)],
)
def test_former_name_counts_for_its_time(on: str, value: float, is_match: bool) -> None:
    names = [other_name("Old Congress", "former", "2001", "2011")]
    old = party("New Congress", "NC", uid(3), other_names=names)
    found = ask([old], "Old Congress", on=on, kinds=[Kind.PARTY])[0]
    assert (found.similarity.name.kind, found.features["name_on_day"]) == ("former", value)
    assert found.is_match is is_match


@pytest.mark.parametrize(
    ("name", "kind"),
    [("आशा राव", "native_script"), ("Asha Akka", "alias"), ("Asha Rao", "name")],
)
def test_name_that_fits_is_told(name: str, kind: str) -> None:
    names = [other_name("आशा राव", "native_script"), other_name("Asha Akka", "alias")]
    (found,) = ask([leader("Asha Rao", 10, other_names=names)], name)
    assert (found.similarity.name.text, found.similarity.name.kind) == (name, kind)


def test_region_of_an_office_tells_namesakes_apart() -> None:
    def office(region: str) -> list[dict[str, Any]]:
        return [{"title": "Chief Minister", "region": region, "since": None, "until": None}]

    one, two = (
        leader("Asha Rao", number, offices=office(region))
        for number, region in ((10, "IN-KA"), (11, "IN-TS"))
    )
    found = ask([one, two], "Asha Rao", region="IN-TS")
    assert [(c.bearer.uid, c.features["region_ever"]) for c in found] == [
        (two["id"], 1),
        (one["id"], 0),
    ]


@pytest.mark.parametrize("text", [uid(10), uid(10).upper(), "leader-10", "Q42", "q42"])
def test_identifier_is_as_good_as_a_name(text: str) -> None:
    (found,) = ask([leader("Asha Rao", 10, wikidata_id="Q42")], text)
    assert (found.similarity.way, found.score, found.is_match) == ("identifier", 100, True)


def test_limit_is_how_many_there_are_at_most() -> None:
    many = [leader(f"Asha {letter}. Rao", 10 + n) for n, letter in enumerate("ABCDEFGH")]
    assert len(ask(many, "Asha Rao", limit=3)) == 3


def test_party_that_is_not_public_is_not_referred_to() -> None:
    (found,) = ask([leader("Asha Rao", 10, period(uid(99)))], "Asha Rao")
    assert found.party is None


@pytest.mark.parametrize("name", ["", "   ", "()", "?!", "(INC)", "Dr", "ji ji ji", "x" * 5000])
def test_what_is_no_name_finds_nobody(name: str) -> None:
    assert ask([leader("Asha Rao", 10, period(INC))], name, kinds=[Kind.LEADER]) == []
