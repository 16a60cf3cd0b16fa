"""A newsroom in which every field of every record model says something somewhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from io import StringIO
from typing import Any

from django.core.management import call_command

from coalition.imprecise_dates import ImpreciseDate
from coalition.interchange.shapes import SHAPES
from coalition.models import Claim, Stage
from tests import factories as make

WORDED = ImpreciseDate.from_edtf("[2023-12-15..2023-12-21]", label="third week of December")
BEFORE = ImpreciseDate.from_edtf("[..2023-12-05]", label="before 6 December 2023")


def record_newsroom() -> None:
    """Rows as the desk would make them, by way of the models alone."""
    report = make.SourceFactory(
        slug="report",
        archived_url="https://archive.example.org/1",
        updated_at=datetime(2023, 12, 7, 1, 2, 3, 456789, tzinfo=UTC),
    )

    def claim(**subject: Any) -> None:
        make.ClaimFactory(
            source=report, field="start", value="about 7 pm", attribution="sources", **subject
        )
        make.ClaimFactory(source=report, quote="", paragraph=None, **subject)

    old = make.PartyFactory(slug="old", detailed=True, dissolved=BEFORE)
    party = make.PartyFactory(slug="young", split_from=old, stage=Stage.IN_REVIEW)
    # A reference that points forward: "a-splinter" comes first in an export.
    make.PartyFactory(slug="a-splinter", split_from=party)
    make.PartyNameFactory(
        party=party,
        name="தமிழ் கட்சி",
        kind="native_script",
        language="ta",
        since="1999",
        until=WORDED,
    )
    claim(party=party)

    bloc = make.AllianceFactory(
        slug="bloc",
        sized=True,
        approved=True,
        wikidata_id="Q1",
        formed="2023-07-17/2023-07-18",
        dissolved="2024",
        purpose="To win.",
        summary="Two lines,\n\nand a third.",
    )
    make.AllianceNameFactory(alliance=bloc, since="2023", until="2024", language="hi")
    claim(alliance=bloc)
    member = make.AllianceMembershipFactory(alliance=bloc, party=old, ended=True)
    claim(alliance_membership=member)
    make.AllianceMembershipFactory(alliance=bloc, party=old, since="2025")

    leader = make.LeaderFactory(slug="z-leader", detailed=True, sort_name="Zed", name="ममता “M”")
    stand_in = make.LeaderFactory(slug="stand-in", with_office=True)
    make.LeaderNameFactory(leader=leader, language="bn", since="2001~")
    make.LeaderNameFactory(leader=leader, kind="former", until="2001")
    claim(leader=leader)
    membership = make.PartyMembershipFactory(leader=leader, party=party, ended=True)
    claim(party_membership=membership)
    office = make.OfficeFactory(leader=leader, of_party=True, party=old, region="IN", until="2013?")
    claim(office=office)

    election = make.ElectionFactory(slug="election", national=True, summary="Soon.")
    claim(election=election)
    outcome = make.ElectionOutcomeFactory(election=election, party=party, result="lost", seats=0)
    claim(outcome=outcome)
    make.ElectionOutcomeFactory(election=election, of_alliance=True, alliance=bloc, seats=200)

    first = make.MeetingFactory(
        slug="z-first",
        placed=True,
        timed=True,
        counted=True,
        alliance=bloc,
        timezone="Europe/London",
        round_number=3,
        purpose="To agree.",
        summary="They *agreed*.",
        reported_leaders=40,
        reported_leaders_qualifier="about",
    )
    second = make.MeetingFactory(
        slug="second",
        cancelled=True,
        follows=first,
        rescheduled_from=first,
        start_time=time(7, 5, 9),
    )
    make.MeetingFactory(slug="a-third", undated=True, follows=second)
    claim(meeting=first)
    make.DecisionFactory(meeting=first, field="start")
    make.DecisionFactory(meeting=first, field="date", left_open=True)
    # The order in which people stand on the list is not that of any name.
    for person in (stand_in, leader):
        make.AttendanceFactory(meeting=first, party=party, leader=person, host=person is stand_in)
    row = first.attendances.first()
    row.on_behalf_of, row.named_as = leader, "Mr. Z"
    row.save()
    claim(attendance=row)
    make.DecisionFactory(attendance=row, field="role", is_open=True)
    make.AttendanceFactory(meeting=first, party=party, party_level=True, declined=True)
    make.AttendanceFactory(meeting=first, independent=True, absent=True)

    talk = make.SeatSharingTalkFactory(
        slug="talk",
        alliance=bloc,
        election=election,
        region="IN-WB",
        status="agreed",
        began="2023-11",
        concluded=WORDED,
        total_seats=42,
        summary="Settled.",
    )
    talk.parties.set([party, old])
    talk.meetings.set([second, first])
    claim(talk=talk)
    make.DecisionFactory(talk=talk, field="total_seats")
    make.SeatPositionFactory(talk=talk, party=old, position="agrees", seats=0, date="2023-12-06")
    position = make.SeatPositionFactory(
        talk=talk, party=old, position="offers", seats=2, to_party=party, date="2023-12"
    )
    claim(position=position)
    make.DecisionFactory(position=position)

    statement = make.StatementFactory(
        slug="statement",
        speaker_leader=leader,
        speaker_party=party,
        speaker_label="party sources",
        made="2023-12-06",
        meeting=first,
        talk=talk,
        alliance=bloc,
        party=old,
    )
    claim(statement=statement)


def exported(*kinds: str) -> str:
    out = StringIO()
    call_command("export_records", stdout=out, kind=list(kinds) or None)
    return out.getvalue()


def entries(*kinds: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(*kinds).splitlines()]


def remove_all() -> None:
    """An empty newsroom, in the order that its references allow."""
    Claim.objects.all().delete()
    for shape in reversed(SHAPES.values()):
        for column in shape.layout.references:
            if column.refers_to is shape.model:
                shape.model.objects.update(**{column.attname: None})
        shape.model.objects.all().delete()
