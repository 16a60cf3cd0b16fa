"""What the data block of each page means; that its words are schema.org's is tried elsewhere."""

from __future__ import annotations

import json
import re
from datetime import time
from typing import Any

import pytest
from django.test import Client

from coalition.models import Role
from coalition.pages.structured_data.graphs import script
from coalition.publishing import correct
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AttendanceFactory,
    ClaimFactory,
    ElectionFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    alice,
    published,
)

pytestmark = pytest.mark.django_db

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(path: str) -> list[dict[str, Any]]:
    (block,) = BLOCK.findall(Client().get(path).content.decode())
    document = json.loads(block)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def node(path: str, *types: str) -> dict[str, Any]:
    (found,) = (node for node in graph(path) if node["@type"] in types)
    return found


def event(**meeting: Any) -> dict[str, Any]:
    published(MeetingFactory(**{"title": "Dinner", "slug": "dinner"} | meeting))
    return node("/meetings/dinner/", "Event", "SocialEvent")


# --- Meetings: whether and when -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("occurrence", "status"),
    [
        ("confirmed", "https://schema.org/EventScheduled"),
        ("held", "https://schema.org/EventScheduled"),
        ("cancelled", "https://schema.org/EventCancelled"),
        ("postponed", "https://schema.org/EventPostponed"),
    ],
)
def test_status_follows_the_occurrence(occurrence: str, status: str) -> None:
    assert event(occurrence=occurrence)["eventStatus"] == status


def test_tentative_meeting_is_not_called_scheduled() -> None:
    assert "eventStatus" not in event(tentative=True)


@pytest.mark.parametrize(
    ("given", "start"),
    [
        ({}, "2023-12-06"),
        ({"start_time": time(19, 0)}, "2023-12-06T19:00:00+05:30"),
        (
            {"start_time": time(19, 0), "timezone": "Europe/London", "date": "2023-07-01"},
            "2023-07-01T19:00:00+01:00",
        ),
        # “About 7 pm” is no time that a program could rely on.
        ({"start_time": time(19, 0), "is_start_approximate": True}, "2023-12-06"),
    ],
)
def test_start_is_as_exact_as_it_is_known(given: dict[str, Any], start: str) -> None:
    assert event(**given)["startDate"] == start


@pytest.mark.parametrize(
    "vague", ["[2023-12-15..2023-12-21]", "2023-12", "[..2023-12-05]", "2023-12-06~", None]
)
def test_vague_date_is_no_date(vague: str | None) -> None:
    found = event(date=vague, start_time=time(19, 0))
    assert not {"startDate", "endDate"} & set(found)


def test_meeting_of_several_days_has_its_first_and_last() -> None:
    found = event(date="2023-07-17/2023-07-18")
    assert (found["startDate"], found["endDate"]) == ("2023-07-17", "2023-07-18")


def test_postponed_meeting_starts_no_longer_when_it_was_planned() -> None:
    found = event(postponed=True)
    assert found["previousStartDate"] == "2023-12-06"
    assert "startDate" not in found


def test_rescheduled_meeting_has_the_date_of_the_one_it_was() -> None:
    first = MeetingFactory(title="First", postponed=True, date="2023-11-30")
    published(first)
    found = event(rescheduled_from=first, confirmed=True)
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (found["previousStartDate"], found["startDate"]) == ("2023-11-30", "2023-12-19")


def test_rescheduled_meeting_has_no_earlier_date_if_that_was_vague() -> None:
    first = MeetingFactory(title="First", postponed=True, date="2023-11")
    published(first)
    assert "previousStartDate" not in event(rescheduled_from=first)


@pytest.mark.parametrize(("minutes", "duration"), [(60, "PT1H"), (90, "PT1H30M"), (45, "PT45M")])
def test_duration_is_told(minutes: int, duration: str) -> None:
    assert event(duration_minutes=minutes)["duration"] == duration


# --- Meetings: where, who, and of what --------------------------------------------------------


def test_place_has_its_venue_town_state_and_country() -> None:
    assert event(placed=True)["location"] == {
        "@type": "Place",
        "name": "10 Rajaji Marg",
        "address": {
            "@type": "PostalAddress",
            "addressLocality": "New Delhi",
            "addressRegion": "Delhi",
            "addressCountry": "IN",
        },
    }


def test_place_that_is_not_known_is_left_out() -> None:
    assert "location" not in event()


def names(nodes: list[dict[str, Any]]) -> list[str]:
    return [node["name"] for node in nodes]


def test_only_who_attended_is_an_attendee() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    for status in ("attended", "absent", "expected", "invited", "declined"):
        AttendanceFactory(meeting=meeting, leader=LeaderFactory(name=status.title()), status=status)
    published(meeting)
    assert names(node("/meetings/dinner/", "Event")["attendee"]) == ["Attended"]


def test_party_attends_as_such_only_if_none_of_its_leaders_is_named() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    banyan, peepal = PartyFactory(name="Banyan"), PartyFactory(name="Peepal")
    AttendanceFactory(meeting=meeting, party=banyan, leader=LeaderFactory(name="Asha"))
    AttendanceFactory(meeting=meeting, party=banyan, party_level=True)
    AttendanceFactory(meeting=meeting, party=peepal, party_level=True)
    published(meeting)
    found = node("/meetings/dinner/", "Event")["attendee"]
    assert [(item["@type"], item["name"]) for item in found] == [
        ("Person", "Asha"),
        ("PoliticalParty", "Peepal"),
    ]


def test_planned_meeting_has_no_attendees() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner", confirmed=True)
    AttendanceFactory(meeting=meeting, expected=True)
    published(meeting)
    assert "attendee" not in node("/meetings/dinner/", "Event")


def test_host_is_the_organizer_and_nobody_else() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    AttendanceFactory(meeting=meeting, leader=LeaderFactory(name="Asha"), host=True)
    AttendanceFactory(meeting=meeting, leader=LeaderFactory(name="Ravi"), role=Role.CHAIR)
    published(meeting)
    assert names(node("/meetings/dinner/", "Event")["organizer"]) == ["Asha"]


def test_meeting_is_one_of_its_alliances_series() -> None:
    front = AllianceFactory(name="Front", slug="front")
    found = event(alliance=front)
    assert found["superEvent"]["@type"] == "EventSeries"
    assert found["superEvent"]["name"] == "Meetings of Front"
    assert found["about"]["@id"] == f"urn:uuid:{front.uid}"


def test_dinner_is_a_social_event_and_a_summit_is_not() -> None:
    assert event(category="dinner")["@type"] == "SocialEvent"
    published(MeetingFactory(title="Summit", slug="summit", category="summit"))
    assert node("/meetings/summit/", "Event")["@type"] == "Event"


def test_reports_are_named_and_linked() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    source = SourceFactory(url="https://news.example.org/1", headline="They met", author="A. B.")
    ClaimFactory(meeting=meeting, source=source)
    ClaimFactory(meeting=meeting, source=SourceFactory(unidentified=True))
    published(meeting)
    (report,) = node("/meetings/dinner/", "Event")["subjectOf"]
    assert (report["@type"], report["headline"], report["url"]) == (
        "Article",
        "They met",
        "https://news.example.org/1",
    )
    assert report["publisher"]["name"] == "The Daily Banyan"


# --- Elections, people and organizations ----------------------------------------------------------


def test_election_is_an_event_on_its_polling_day() -> None:
    published(ElectionFactory(name="Polls", slug="polls"))
    found = node("/elections/polls/", "Event")
    assert found["startDate"] == "2023-11-25"
    assert found["location"]["name"] == "Rajasthan"


def test_election_of_some_time_in_a_year_has_no_day() -> None:
    published(ElectionFactory(name="Polls", slug="polls", national=True))
    assert "startDate" not in node("/elections/polls/", "Event")


@pytest.fixture
def asha() -> Any:
    leader = LeaderFactory(name="Asha", slug="asha", detailed=True)
    LeaderNameFactory(leader=leader, name="आशा", kind="native_script", language="hi")
    return leader


def test_person_has_names_in_their_languages_and_is_the_one_of_wikidata(asha: Any) -> None:
    published(asha)
    found = node("/leaders/asha/", "Person")
    assert found["alternateName"] == [{"@value": "आशा", "@language": "hi"}]
    assert found["sameAs"] == "https://www.wikidata.org/wiki/Q1156"


def test_membership_and_office_have_their_times(asha: Any) -> None:
    PartyMembershipFactory(leader=asha, party=PartyFactory(name="Banyan"), since="2010")
    OfficeFactory(leader=asha)
    published(asha)
    found = node("/leaders/asha/", "Person")
    (membership,), (office,) = found["memberOf"], found["hasOccupation"]
    assert (membership["memberOf"]["name"], membership["startDate"]) == ("Banyan", "2010")
    assert (office["hasOccupation"]["name"], office["startDate"]) == (
        "Chief Minister of West Bengal",
        "2011-05-20",
    )
    assert found["jobTitle"] == ["Chief Minister of West Bengal"]


def test_office_that_is_over_is_no_job_title(asha: Any) -> None:
    OfficeFactory(leader=asha, until="2016-05")
    published(asha)
    found = node("/leaders/asha/", "Person")
    assert "jobTitle" not in found
    assert found["hasOccupation"][0]["endDate"] == "2016-05"


def test_office_whose_end_lies_ahead_is_a_job_title(asha: Any) -> None:
    OfficeFactory(leader=asha, until="2099-05")
    published(asha)
    found = node("/leaders/asha/", "Person")
    assert found["jobTitle"] == ["Chief Minister of West Bengal"]
    assert found["hasOccupation"][0]["endDate"] == "2099-05"


def test_membership_that_ended_at_a_vague_time_is_not_told_as_if_it_lasted(asha: Any) -> None:
    PartyMembershipFactory(leader=asha, until="[..2016-05-01]", ending="left")
    published(asha)
    assert "memberOf" not in node("/leaders/asha/", "Person")


def test_party_is_a_political_party_with_its_names_and_dates() -> None:
    party = PartyFactory(name="Banyan", slug="banyan", abbreviation="BNY", detailed=True)
    PartyNameFactory(party=party, name="बरगद", kind="native_script", language="hi")
    current, former = AllianceFactory(name="Front"), AllianceFactory(name="Old Front")
    AllianceMembershipFactory(alliance=current, party=party)
    AllianceMembershipFactory(alliance=former, party=party, ended=True)
    for record in (party, current, former):
        published(record)
    found = node("/parties/banyan/", "PoliticalParty")
    assert found["alternateName"] == ["BNY", {"@value": "बरगद", "@language": "hi"}]
    assert found["foundingDate"] == "1885-12-28"
    assert names(found["memberOf"]) == ["Front"]


def test_alliance_is_an_organization_of_parties() -> None:
    front = AllianceFactory(name="Front", slug="front", formed="2023-07-18")
    AllianceMembershipFactory(alliance=front, party=PartyFactory(name="Banyan"), ended=True)
    published(front)
    # The publisher is an organization too.
    (found,) = (item for item in graph("/alliances/front/") if "member" in item)
    assert found["foundingDate"] == "2023-07-18"
    (member,) = found["member"]
    assert (member["member"]["name"], member["startDate"], member["endDate"]) == (
        "Banyan",
        "2023-07-18",
        "2024-01",
    )


def test_statement_is_said_by_somebody_about_something() -> None:
    front = AllianceFactory(name="Front")
    said = StatementFactory(
        title="More", slug="more", by_leader=True, speaker_leader__name="Asha", alliance=front
    )
    published(said)
    found = node("/statements/more/", "CreativeWork")
    assert names(found["author"]) == ["Asha"]
    assert names(found["about"]) == ["Front"]
    assert found["dateCreated"] == "2023-12-06"


def test_unnamed_speaker_is_no_author() -> None:
    published(StatementFactory(title="More", slug="more", unnamed=True))
    found = node("/statements/more/", "CreativeWork")
    assert "author" not in found
    assert found["creditText"] == "sources"


def test_page_of_talks_is_about_their_parties_and_their_election() -> None:
    talk = SeatSharingTalkFactory(
        title="Talks", slug="talks", for_election=True, parties=[PartyFactory(name="Banyan")]
    )
    published(talk)
    found = node("/seat-sharing/talks/", "WebPage")
    assert [item["@type"] for item in found["about"]] == ["Event", "PoliticalParty"]
    assert "mainEntity" not in found


# --- The page -------------------------------------------------------------------------------------


def test_page_says_who_published_it_when_and_what_was_corrected() -> None:
    meeting = MeetingFactory(title="Dinner", slug="dinner")
    first = published(meeting)
    meeting.refresh_from_db()
    meeting.city = "Patna"
    meeting.save()
    correct(meeting, by=alice(), note="The city was missing.")
    page = node("/meetings/dinner/", "WebPage")
    assert page["version"] == "2"
    assert page["datePublished"] == f"{first.published_at:%Y-%m-%dT%H:%M:%SZ}"
    assert page["correction"][0]["text"] == "The city was missing."
    assert page["mainEntity"] == {"@id": f"urn:uuid:{meeting.uid}"}


def test_crumbs_lead_from_the_front_page_to_the_page() -> None:
    published(PartyFactory(name="Banyan", slug="banyan"))
    crumbs = node("/hi/parties/banyan/", "BreadcrumbList")["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert [crumb["item"] for crumb in crumbs] == [
        f"http://localhost:8000/hi{path}" for path in ("/", "/parties/", "/parties/banyan/")
    ]


def test_front_page_offers_the_search() -> None:
    action = node("/", "WebSite")["potentialAction"]
    address = action["target"]["urlTemplate"]
    assert address == "http://localhost:8000/search/?q={search_term_string}"
    asked = address.replace("http://localhost:8000", "").format(search_term_string="asha")
    assert Client().get(asked).status_code == 200


@pytest.mark.parametrize("path", ["/meetings/", "/agenda/", "/archive/", "/corrections/"])
def test_list_is_a_collection_with_its_crumbs(path: str) -> None:
    assert node(path, "CollectionPage")["url"] == f"http://localhost:8000{path}"
    assert len(node(path, "BreadcrumbList")["itemListElement"]) == 2


@pytest.mark.parametrize("path", ["/?as_of=2030-01-01", "/meetings/dinner/?as_of=2030-01-01"])
def test_page_of_a_past_moment_has_no_data(path: str, time_machine: Any) -> None:
    published(MeetingFactory(title="Dinner", slug="dinner"))
    time_machine.move_to("2031-01-01")
    answer = Client().get(path)
    assert answer.status_code == 200
    assert not BLOCK.search(answer.content.decode())


def test_nothing_in_the_data_can_end_its_element() -> None:
    hostile = "</script><script>alert(1)</script><!--&amp;\u2028\u2029"
    published(MeetingFactory(title="Dinner", slug="dinner", purpose=hostile))
    html = Client().get("/meetings/dinner/").content.decode()
    (block,) = BLOCK.findall(html)
    assert not set("<>&\u2028\u2029") & set(block)
    assert node("/meetings/dinner/", "Event")["description"].startswith("</script><script>")


def test_thing_is_told_in_full_once_and_then_by_name() -> None:
    party = {"@type": "PoliticalParty", "@id": "urn:p", "name": "Banyan"}
    text = script([{"@id": "urn:a", "memberOf": party}, {"@id": "urn:b", "memberOf": party}])
    found = json.loads(text)["@graph"]
    assert found[0]["memberOf"] == party
    assert found[1]["memberOf"] == {"@id": "urn:p"}


def test_thing_with_more_to_say_says_it_again() -> None:
    brief = {"@id": "urn:p", "name": "Banyan"}
    whole = brief | {"founded": "1885"}
    assert json.loads(script([{"member": brief}, whole]))["@graph"][1] == whole
