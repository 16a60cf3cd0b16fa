"""The named cast, and one factory per record with a trait for each state it can be in.

Every record starts as its model starts it, a draft that nobody has seen. `approved=True` makes one
that passes the editorial gate, `sourced=True` gives it the claim that events need, and
`published(record)` does what is still missing and returns the live edition. Slugs follow names and
titles, so a test that cares for neither need not give one.
"""

from __future__ import annotations

import importlib
from datetime import UTC, datetime, time
from types import SimpleNamespace
from typing import Any

import factory
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.utils.text import slugify
from factory.django import DjangoModelFactory

from coalition.models import (
    CLAIM_SUBJECTS,
    Alliance,
    AllianceMembership,
    AllianceName,
    Attendance,
    AttendanceStatus,
    Category,
    Claim,
    Decision,
    Edition,
    Election,
    ElectionLevel,
    ElectionOutcome,
    Leader,
    LeaderName,
    Meeting,
    Occurrence,
    Office,
    Party,
    PartyMembership,
    PartyName,
    Position,
    Qualifier,
    ReasonGiven,
    Record,
    Result,
    Role,
    SeatPosition,
    SeatSharingTalk,
    Source,
    Stage,
    Stance,
    Statement,
    TalkStatus,
)
from coalition.publishing import approve, publish
from coalition.publishing.documents import kind_of_record
from coalition.publishing.gates import SOURCED_KINDS

PASSWORD = "banyan-lantern-harbour-42"


class RowFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        # Related rows are saved by their own factories; saving the first one again would only raise
        # its version.
        skip_postgeneration_save = True


# --- The cast -------------------------------------------------------------------------------------


class UserFactory(RowFactory):
    class Meta:
        model = get_user_model()
        django_get_or_create = ("username",)

    username = factory.Sequence(lambda n: f"user-{n}")
    password = factory.django.Password(PASSWORD)

    class Params:
        staff = factory.Trait(is_staff=True)

    @factory.post_generation
    def group(self: Any, create: bool, name: str | None) -> None:
        if create and name:
            self.groups.add(_role(name))


def _role(name: str) -> Group:
    if not Group.objects.filter(name=name).exists():
        # A transactional test has emptied every table, what migrations wrote included.
        editor = SimpleNamespace(connection=connection)
        importlib.import_module("coalition.migrations.0003_roles").create_roles(apps, editor)
        desk = importlib.import_module("coalition.migrations.0008_roles_of_the_desk")
        desk.add_permissions(apps, editor)
    return Group.objects.get(name=name)


def alice() -> Any:
    """An editor: approves, publishes, corrects, withdraws."""
    return UserFactory(username="alice", staff=True, group="Editors")


def bob() -> Any:
    """A reporter: drafts and submits, and makes nothing public."""
    return UserFactory(username="bob", staff=True, group="Reporters")


def carol() -> Any:
    """An administrator: an editor who looks after accounts too."""
    return UserFactory(username="carol", staff=True, group="Administrators")


def dave() -> Any:
    """Staff without a group: may sign in to the desk, and do nothing there."""
    return UserFactory(username="dave", staff=True)


def erin() -> Any:
    """An account that is not staff: to the desk, a stranger."""
    return UserFactory(username="erin")


# --- Sources and claims ---------------------------------------------------------------------------


class RecordFactory(RowFactory):
    """What all records share: a slug that follows the name, and the stages."""

    class Meta:
        abstract = True

    class Params:
        in_review = factory.Trait(stage=Stage.IN_REVIEW)
        approved = factory.Trait(stage=Stage.APPROVED)

    slug = factory.LazyAttribute(
        lambda record: slugify(getattr(record, "name", None) or getattr(record, "title", ""))[:120]
    )


class SourceFactory(RecordFactory):
    """A report as most are: published by somebody, under a headline, on the web."""

    class Meta:
        model = Source

    title = factory.Sequence(lambda n: f"Report {n}")
    publisher = "The Daily Banyan"
    headline = factory.Sequence(lambda n: f"Bloc meets again, take {n}")
    author = "A. Staff Writer"
    place = "New Delhi"
    url = factory.Sequence(lambda n: f"https://news.example.org/reports/{n}")
    published_at = datetime(2023, 12, 6, 16, 11, tzinfo=UTC)

    class Params:
        unidentified = factory.Trait(publisher="", headline="", author="", place="", url="")
        undated = factory.Trait(published_at=None)


class ClaimFactory(RowFactory):
    """`ClaimFactory(meeting=…)`: the subject is the keyword, one of CLAIM_SUBJECTS."""

    class Meta:
        model = Claim

    source = factory.SubFactory(SourceFactory)
    quote = "met over dinner"
    paragraph = 1

    class Params:
        unnamed_speaker = factory.Trait(attribution="party sources")

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        if sum(kwargs.get(name) is not None for name in CLAIM_SUBJECTS) != 1:
            raise TypeError(f"Give the claim one subject: {', '.join(CLAIM_SUBJECTS)}.")
        return kwargs


class DecisionFactory(RowFactory):
    """`DecisionFactory(meeting=…, field=…)`: settled, unless `left_open`."""

    class Meta:
        model = Decision

    reason = "The host's office confirms it."

    class Params:
        left_open = factory.Trait(is_open=True, reason="")


def _claim_on(subject: str) -> factory.Trait:
    """A trait: one claim, with a source of its own."""
    return factory.Trait(claim=factory.RelatedFactory(ClaimFactory, factory_related_name=subject))


# --- Parties, leaders, alliances ------------------------------------------------------------------


class PartyFactory(RecordFactory):
    class Meta:
        model = Party

    name = factory.Sequence(lambda n: f"Party {n}")
    abbreviation = factory.Sequence(lambda n: f"P{n}")

    class Params:
        coloured = factory.Trait(colour="#19aaed")
        detailed = factory.Trait(
            colour="#19aaed", wikidata_id="Q10225", founded="1885-12-28", summary="An *old* party."
        )


class PartyNameFactory(RowFactory):
    class Meta:
        model = PartyName

    party = factory.SubFactory(PartyFactory)
    name = factory.Sequence(lambda n: f"The {n}th party")


class AllianceFactory(RecordFactory):
    class Meta:
        model = Alliance

    name = factory.Sequence(lambda n: f"Alliance {n}")
    abbreviation = factory.Sequence(lambda n: f"A{n}")

    class Params:
        sized = factory.Trait(reported_size=26, reported_size_qualifier=Qualifier.AT_LEAST)


class AllianceNameFactory(RowFactory):
    class Meta:
        model = AllianceName

    alliance = factory.SubFactory(AllianceFactory)
    name = factory.Sequence(lambda n: f"The {n}th alliance")


class AllianceMembershipFactory(RowFactory):
    class Meta:
        model = AllianceMembership

    alliance = factory.SubFactory(AllianceFactory)
    party = factory.SubFactory(PartyFactory)
    since = "2023-07-18"

    class Params:
        ended = factory.Trait(until="2024-01", ending="left")
        sourced = _claim_on("alliance_membership")


class LeaderFactory(RecordFactory):
    class Meta:
        model = Leader

    name = factory.Sequence(lambda n: f"Leader {n}")

    class Params:
        detailed = factory.Trait(wikidata_id="Q1156", summary="A *long-serving* leader.")
        with_party = factory.Trait(
            membership=factory.RelatedFactory(
                "tests.factories.PartyMembershipFactory", factory_related_name="leader"
            )
        )
        with_office = factory.Trait(
            office=factory.RelatedFactory(
                "tests.factories.OfficeFactory", factory_related_name="leader"
            )
        )


class LeaderNameFactory(RowFactory):
    class Meta:
        model = LeaderName

    leader = factory.SubFactory(LeaderFactory)
    name = factory.Sequence(lambda n: f"The {n}th leader")


class PartyMembershipFactory(RowFactory):
    class Meta:
        model = PartyMembership

    leader = factory.SubFactory(LeaderFactory)
    party = factory.SubFactory(PartyFactory)
    since = "2010"

    class Params:
        ended = factory.Trait(until="2020", ending="expelled")
        sourced = _claim_on("party_membership")


class OfficeFactory(RowFactory):
    class Meta:
        model = Office

    leader = factory.SubFactory(LeaderFactory)
    title = "Chief Minister of West Bengal"
    region = "IN-WB"
    since = "2011-05-20"

    class Params:
        of_party = factory.Trait(
            title="President", region="", party=factory.SubFactory(PartyFactory)
        )
        sourced = _claim_on("office")


# --- Elections ------------------------------------------------------------------------------------


class ElectionFactory(RecordFactory):
    class Meta:
        model = Election

    name = factory.Sequence(lambda n: f"Election {n}")
    level = ElectionLevel.REGIONAL
    body = "Legislative Assembly"
    region = "IN-RJ"
    polling = "2023-11-25"

    class Params:
        national = factory.Trait(
            level=ElectionLevel.NATIONAL,
            body="Lok Sabha",
            region="IN",
            polling="2024",
            total_seats=543,
        )


class ElectionOutcomeFactory(RowFactory):
    class Meta:
        model = ElectionOutcome

    election = factory.SubFactory(ElectionFactory)
    party = factory.SubFactory(PartyFactory)
    result = Result.WON

    class Params:
        of_alliance = factory.Trait(party=None, alliance=factory.SubFactory(AllianceFactory))
        sourced = _claim_on("outcome")


# --- Meetings -------------------------------------------------------------------------------------


class AttendanceFactory(RowFactory):
    """By default a leader who attended for a party."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory("tests.factories.MeetingFactory")
    party = factory.SubFactory(PartyFactory)
    leader = factory.SubFactory(LeaderFactory)
    status = AttendanceStatus.ATTENDED

    class Params:
        host = factory.Trait(role=Role.HOST, described_as="party president")
        party_level = factory.Trait(leader=None)
        independent = factory.Trait(party=None)
        absent = factory.Trait(status=AttendanceStatus.ABSENT, reason_given=ReasonGiven.NOT_GIVEN)
        declined = factory.Trait(
            status=AttendanceStatus.DECLINED, reason_given=ReasonGiven.GIVEN, reason="Travelling."
        )
        expected = factory.Trait(status=AttendanceStatus.EXPECTED)
        invited = factory.Trait(status=AttendanceStatus.INVITED)
        sourced = _claim_on("attendance")


class MeetingFactory(RecordFactory):
    """By default a draft of a meeting that was held, without attendance and without a source."""

    class Meta:
        model = Meeting

    title = factory.Sequence(lambda n: f"Meeting {n}")
    category = Category.FLOOR_LEADERS
    occurrence = Occurrence.HELD
    date = "2023-12-06"

    class Params:
        held = factory.Trait(occurrence=Occurrence.HELD, date="2023-12-06")
        tentative = factory.Trait(occurrence=Occurrence.TENTATIVE, date="[2023-12-15..2023-12-21]")
        confirmed = factory.Trait(occurrence=Occurrence.CONFIRMED, date="2023-12-19")
        postponed = factory.Trait(
            occurrence=Occurrence.POSTPONED, occurrence_reason="Some could not come."
        )
        cancelled = factory.Trait(
            category=Category.RALLY,
            occurrence=Occurrence.CANCELLED,
            occurrence_reason="Called off at the last moment.",
            date="[2023-10-01..2023-10-07]",
        )
        undated = factory.Trait(date=None)
        timed = factory.Trait(
            start_time=time(19, 0), is_start_approximate=True, duration_minutes=60
        )
        placed = factory.Trait(venue="10 Rajaji Marg", city="New Delhi", region="IN-DL")
        counted = factory.Trait(reported_parties=17, reported_parties_qualifier=Qualifier.EXACTLY)
        in_alliance = factory.Trait(alliance=factory.SubFactory(AllianceFactory))
        sourced = _claim_on("meeting")
        #: A host and a guest of two parties, and a third party of which nobody came.
        with_attendance = factory.Trait(
            host=factory.RelatedFactory(AttendanceFactory, "meeting", host=True, sourced=True),
            guest=factory.RelatedFactory(AttendanceFactory, "meeting", sourced=True),
            absentee=factory.RelatedFactory(
                AttendanceFactory, "meeting", party_level=True, absent=True, sourced=True
            ),
        )


# --- Seat sharing and statements ------------------------------------------------------------------


class SeatPositionFactory(RowFactory):
    class Meta:
        model = SeatPosition

    talk = factory.SubFactory("tests.factories.SeatSharingTalkFactory")
    party = factory.SubFactory(PartyFactory)
    position = Position.CLAIMS
    seats = 10

    class Params:
        offer = factory.Trait(position=Position.OFFERS, to_party=factory.SubFactory(PartyFactory))
        agreement = factory.Trait(position=Position.AGREES)
        sourced = _claim_on("position")


class SeatSharingTalkFactory(RecordFactory):
    class Meta:
        model = SeatSharingTalk

    title = factory.Sequence(lambda n: f"Talks {n}")
    status = TalkStatus.ONGOING
    began = "2023-12"

    class Params:
        proposed = factory.Trait(status=TalkStatus.PROPOSED)
        stalled = factory.Trait(status=TalkStatus.STALLED)
        agreed = factory.Trait(status=TalkStatus.AGREED, concluded="2024-02-21", total_seats=80)
        collapsed = factory.Trait(status=TalkStatus.COLLAPSED, concluded="2024-02")
        in_alliance = factory.Trait(alliance=factory.SubFactory(AllianceFactory))
        for_election = factory.Trait(election=factory.SubFactory(ElectionFactory, national=True))
        sourced = _claim_on("talk")

    @factory.post_generation
    def parties(self: Any, create: bool, parties: Any) -> None:
        if create and parties:
            self.parties.set(parties)

    @factory.post_generation
    def meetings(self: Any, create: bool, meetings: Any) -> None:
        if create and meetings:
            self.meetings.set(meetings)


class StatementFactory(RecordFactory):
    """By default a party speaks; `about` a meeting, talk, alliance or party is given by keyword."""

    class Meta:
        model = Statement

    title = factory.Sequence(lambda n: f"Statement {n}")
    speaker_party = factory.SubFactory(PartyFactory)
    stance = Stance.DEMAND
    point = "The larger party should leave more room for its regional allies."
    made = "2023-12-06"

    class Params:
        by_leader = factory.Trait(speaker_leader=factory.SubFactory(LeaderFactory))
        unnamed = factory.Trait(speaker_party=None, speaker_label="sources")
        sourced = _claim_on("statement")


# --- In public ------------------------------------------------------------------------------------


def published(
    record: Record, *, by: Any = None, note: str = "", now: datetime | None = None
) -> Edition:
    """Give `record` what the gates ask for, publish it, and return its live edition."""
    kind = kind_of_record(record).kind
    if record.stage != Stage.APPROVED:
        approve(record, by=None)
    if kind in SOURCED_KINDS and not record.claims.exists():
        subject = "talk" if isinstance(record, SeatSharingTalk) else kind.value
        ClaimFactory(**{subject: record})
    publish(record, by=by, note=note, now=now)
    return Edition.objects.live().get(uid=record.uid)
