"""The pages of alliances and of statements."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from coalition.models import Edition
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    ClaimFactory,
    MeetingFactory,
    PartyFactory,
    StatementFactory,
    published,
)
from tests.pages.reading import read, section

pytestmark = pytest.mark.django_db


def html_of(path: str) -> str:
    return Client().get(path).content.decode()


def test_alliance_shows_reported_and_recorded_size() -> None:
    alliance = AllianceFactory(name="Broad Front", sized=True, purpose="To win.")
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(name="Banyan"))
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(name="Gone"), ended=True)
    published(alliance)
    published(MeetingFactory(title="Dinner", alliance=alliance))
    html = html_of("/alliances/broad-front/")
    assert "At least 26 parties reported, 1 recorded" in read("/alliances/broad-front/")
    assert section(html, "members").startswith("Member parties1 Banyan")
    assert "Gone" in section(html, "former-members")
    assert "Dinner" in section(html, "meetings")


@pytest.fixture
def miscounted() -> None:
    """An alliance with one present member, whose edition counts two."""
    alliance = AllianceFactory(name="Broad Front")
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(name="Banyan"))
    AllianceMembershipFactory(alliance=alliance, party=PartyFactory(name="Gone"), ending="left")
    edition = published(alliance)
    document = json.loads(edition.body) | {"recorded": {"parties": 2}}
    Edition.objects.filter(pk=edition.pk).update(body=json.dumps(document))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/alliances/broad-front/", "1 party recorded"),
        ("/alliances/", "1 member recorded"),
        ("/", "1 member recorded"),
    ],
)
def test_members_are_counted_as_they_are_listed(miscounted: None, path: str, words: str) -> None:
    assert words in read(path).lower()


def test_member_whose_end_lies_ahead_is_no_former_one() -> None:
    alliance = AllianceFactory(name="Broad Front")
    party = PartyFactory(name="Banyan")
    AllianceMembershipFactory(alliance=alliance, party=party, until="2099-01", ending="left")
    published(alliance)
    html = html_of("/alliances/broad-front/")
    assert section(html, "members").endswith("18 July 2023, until January 2099")
    assert 'id="former-members"' not in html


def test_statement_shows_speaker_stance_subject_and_source() -> None:
    meeting = MeetingFactory(title="Dinner")
    published(meeting)
    statement = StatementFactory(title="Rallies", unnamed=True, stance="plan", meeting=meeting)
    ClaimFactory(statement=statement, attribution="an aide", quote="plan rallies")
    published(statement)
    words = read("/statements/rallies/")
    assert "Plan" in words
    assert "Who said it Sources The report does not name the speaker according to an aide" in words
    assert "When 6 December 2023" in words
    assert "About Meeting Dinner" in words
    assert "plan rallies" in words


@pytest.mark.parametrize(
    ("field", "value"), [("stance", "denial"), ("speaker", "the rival bloc"), ("made", "")]
)
def test_statement_is_not_laid_to_who_says_otherwise(field: str, value: str) -> None:
    statement = StatementFactory(title="Rallies", unnamed=True, stance="plan")
    for name, said in (("", ""), ("stance", "Plan"), ("speaker", "sources")):
        ClaimFactory(statement=statement, field=name, value=said, attribution="an aide")
    ClaimFactory(statement=statement, field=field, value=value, attribution="a rival")
    published(statement)
    words = read("/statements/rallies/")
    assert "according to an aide" in words
    assert "an aide and a rival" not in words
