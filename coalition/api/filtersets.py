"""Which filters each list takes. What is not listed here cannot be asked."""

from coalition.api import vocabularies
from coalition.api.filters import (
    AttenderFilter,
    BesideFilter,
    BoundFilter,
    FromDayFilter,
    MemberOfFilter,
    RecordFilter,
    RegionFilter,
    ToDayFilter,
    TruthFilter,
    WordFilter,
)
from coalition.api.public_filterset import PublicFilterSet
from coalition.models.editions import Kind, Relation

AT_LEAST = (
    "At least so many {0} recorded as having attended: `recorded.{0}`, never the number that a "
    "source gives."
)
AT_MOST = (
    "At most so many {0} recorded as having attended: `recorded.{0}`, never the number that a "
    "source gives. 0 finds the meetings of which nobody is named as having come."
)
MEMBERS = "{0} so many parties recorded as members without an end: `recorded.parties`."
DISPUTED = (
    "Whether there is anything under `disputed`: sources differ, and the desk has not decided or "
    "leaves it open."
)


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
    party = AttenderFilter(
        Kind.PARTY,
        help_text="Slug or uid of a party in the attendance, whatever its status and role.",
    )
    leader = AttenderFilter(
        Kind.LEADER,
        help_text="Slug or uid of a leader in the attendance, whatever the status and role.",
    )
    attendance = BesideFilter(
        vocabularies.ATTENDANCE_STATUS,
        help_text="The status of the party, the leader, or both, named beside it: "
        "`party=…&attendance=absent` finds the meetings that a party as such missed. A party has "
        "attended if any of its leaders did; one leader's absence is never its party's.",
    )
    role = BesideFilter(
        vocabularies.LEADING_ROLE,
        help_text="The role of the party, the leader, or both, named beside it: "
        "`party=…&role=host`. A party has the roles of its leaders. With `attendance` both hold of "
        "the party, though maybe of two people of it.",
    )
    alliance = RecordFilter(
        Kind.ALLIANCE, Relation.ALLIANCE, help_text="Slug or uid of the alliance that met."
    )
    region = RegionFilter(
        help_text="Where: a subdivision (`IN-DL`) exactly, or a country (`IN`) with all in it."
    )
    min_parties = BoundFilter("party_count", "gte", help_text=AT_LEAST.format("parties"))
    max_parties = BoundFilter("party_count", "lte", help_text=AT_MOST.format("parties"))
    min_leaders = BoundFilter("leader_count", "gte", help_text=AT_LEAST.format("leaders"))
    max_leaders = BoundFilter("leader_count", "lte", help_text=AT_MOST.format("leaders"))
    disputed = TruthFilter("is_disputed", help_text=DISPUTED)


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
    min_parties = BoundFilter("party_count", "gte", help_text=MEMBERS.format("At least"))
    max_parties = BoundFilter("party_count", "lte", help_text=MEMBERS.format("At most"))


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
    disputed = TruthFilter("is_disputed", help_text=DISPUTED)


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
