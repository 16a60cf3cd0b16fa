"""Which filters each list takes. What is not listed here cannot be asked."""

from typing import Any

from coalition.api import vocabularies
from coalition.api.filters import (
    AttendanceFilter,
    FromDayFilter,
    MemberOfFilter,
    PublicFilter,
    RecordFilter,
    RegionFilter,
    ToDayFilter,
    WordFilter,
)
from coalition.api.public_filterset import PublicFilterSet
from coalition.models.editions import Kind, Relation


class DatedFilterSet(PublicFilterSet):
    date_from = FromDayFilter(
        help_text="Only what may have been on this day or later. An imprecise date counts if "
        "any of its days does; what has no date is left out."
    )
    date_to = ToDayFilter(help_text="Only what may have been on this day or earlier.")


class MeetingFilterSet(DatedFilterSet):
    occurrence = WordFilter(
        "state", vocabularies.OCCURRENCE, help_text="Whether the meeting happened."
    )
    category = WordFilter(
        "category", vocabularies.CATEGORY, help_text="What sort of meeting it is."
    )
    party = RecordFilter(
        Kind.PARTY,
        Relation.NAMED,
        help_text="Slug or uid of a party in the attendance, whatever its status.",
    )
    leader = RecordFilter(
        Kind.LEADER,
        Relation.NAMED,
        help_text="Slug or uid of a leader in the attendance, whatever the status.",
    )
    attendance = AttendanceFilter(
        vocabularies.ATTENDANCE_STATUS,
        help_text="The status of the party, the leader, or both, named beside it: "
        "`party=…&attendance=absent` finds the meetings that a party as such missed. A party has "
        "attended if any of its leaders did; one leader's absence is never its party's.",
    )
    alliance = RecordFilter(
        Kind.ALLIANCE, Relation.ALLIANCE, help_text="Slug or uid of the alliance that met."
    )
    region = RegionFilter(
        help_text="Where: a subdivision (`IN-DL`) exactly, or a country (`IN`) with all in it."
    )

    def _filter(self, name: str, given: dict[str, Any]) -> PublicFilter:
        found = super()._filter(name, given)
        if (
            name in ("party", "leader")
            and isinstance(found, RecordFilter)
            and "attendance" in given
        ):
            status = Relation(given["attendance"])
            return RecordFilter(found.kind, status, help_text=found.help_text)
        return found


class PartyFilterSet(PublicFilterSet):
    alliance = MemberOfFilter(
        Kind.ALLIANCE,
        Relation.MEMBER,
        help_text="Slug or uid of an alliance to which the party belongs or belonged.",
    )


class LeaderFilterSet(PublicFilterSet):
    party = RecordFilter(
        Kind.PARTY,
        Relation.MEMBER,
        help_text="Slug or uid of a party to which the leader belongs or belonged.",
    )


class AllianceFilterSet(PublicFilterSet):
    party = RecordFilter(
        Kind.PARTY, Relation.MEMBER, help_text="Slug or uid of a party that is or was a member."
    )


class ElectionFilterSet(DatedFilterSet):
    level = WordFilter("category", vocabularies.LEVEL, help_text="What is elected.")
    region = RegionFilter(
        help_text="Where: a subdivision (`IN-RJ`) exactly, or a country (`IN`) with all in it."
    )
    party = RecordFilter(
        Kind.PARTY, Relation.OUTCOME, help_text="Slug or uid of a party with a recorded outcome."
    )
    alliance = RecordFilter(
        Kind.ALLIANCE,
        Relation.OUTCOME,
        help_text="Slug or uid of an alliance with a recorded outcome.",
    )


class SeatSharingTalkFilterSet(DatedFilterSet):
    status = WordFilter("state", vocabularies.TALK_STATUS, help_text="How the talks stand.")
    party = RecordFilter(
        Kind.PARTY,
        Relation.PARTY,
        Relation.POSITION,
        help_text="Slug or uid of a party that takes part, or has a position in them.",
    )
    alliance = RecordFilter(
        Kind.ALLIANCE, Relation.ALLIANCE, help_text="Slug or uid of the alliance that talks."
    )
    election = RecordFilter(
        Kind.ELECTION, Relation.ELECTION, help_text="Slug or uid of the election they are about."
    )
    meeting = RecordFilter(
        Kind.MEETING,
        Relation.DISCUSSED_AT,
        help_text="Slug or uid of a meeting that discussed them.",
    )
    region = RegionFilter(
        help_text="Where: a subdivision (`IN-UP`) exactly, or a country (`IN`) with all in it."
    )


class StatementFilterSet(DatedFilterSet):
    stance = WordFilter("state", vocabularies.STANCE, help_text="How the speaker stands to it.")
    party = RecordFilter(
        Kind.PARTY, Relation.SPEAKER, help_text="Slug or uid of the party that speaks."
    )
    leader = RecordFilter(
        Kind.LEADER, Relation.SPEAKER, help_text="Slug or uid of the leader who speaks."
    )
    about_party = RecordFilter(
        Kind.PARTY, Relation.ABOUT, help_text="Slug or uid of the party spoken about."
    )
    meeting = RecordFilter(
        Kind.MEETING, Relation.ABOUT, help_text="Slug or uid of the meeting spoken about."
    )
    talk = RecordFilter(
        Kind.SEAT_SHARING_TALK,
        Relation.ABOUT,
        help_text="Slug or uid of the seat-sharing talk spoken about.",
    )
    alliance = RecordFilter(
        Kind.ALLIANCE, Relation.ABOUT, help_text="Slug or uid of the alliance spoken about."
    )


FILTERSETS: dict[Kind, type[PublicFilterSet]] = {
    Kind.MEETING: MeetingFilterSet,
    Kind.PARTY: PartyFilterSet,
    Kind.LEADER: LeaderFilterSet,
    Kind.ALLIANCE: AllianceFilterSet,
    Kind.ELECTION: ElectionFilterSet,
    Kind.SEAT_SHARING_TALK: SeatSharingTalkFilterSet,
    Kind.STATEMENT: StatementFilterSet,
}
