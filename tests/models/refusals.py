"""What the database must refuse: one case per constraint, keyed by the constraint's name.

A case is a function that tries the forbidden insert; see `insertions` for how.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone

from coalition.models import Cause, Edition, EditionLink
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AllianceNameFactory,
    AttendanceFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    LeaderNameFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
)
from tests.models import refusals_of_the_desk
from tests.models.insertions import (
    EARLY,
    LATE,
    Case,
    changed,
    ends_before_it_begins,
    itself,
    put_back,
    twice,
)
from tests.models.refusals_by_shape import cases_by_shape
from tests.models.valid_rows import a_link, an_edition


def _two_party_rows() -> None:
    first = AttendanceFactory(party_level=True)
    AttendanceFactory(meeting=first.meeting, party=first.party, party_level=True, absent=True)


def _leader_for_two_parties() -> None:
    first = AttendanceFactory()
    AttendanceFactory(meeting=first.meeting, leader=first.leader, party=PartyFactory())


def _stands_in_for_oneself() -> None:
    row = AttendanceFactory()
    put_back(row, on_behalf_of_id=row.leader_id)


def _offers_to_itself() -> None:
    row = SeatPositionFactory(offer=True)
    put_back(row, to_party_id=row.party_id)


def _one_offer_twice() -> None:
    first = SeatPositionFactory(offer=True, date="2024-01")
    SeatPositionFactory(
        offer=True, talk=first.talk, party=first.party, to_party=first.to_party, date="2024-01"
    )


def _second_agreement() -> None:
    first = SeatPositionFactory(agreement=True, date="2024-01")
    SeatPositionFactory(agreement=True, talk=first.talk, party=first.party, date="2024-02")


def _second_live_edition() -> None:
    edition = an_edition()
    edition.sequence += 1
    edition.number += 1
    edition.slug = "elsewhere"
    Edition.objects.bulk_create([edition])


def _second_live_edition_at_an_address() -> None:
    edition = an_edition()
    other = an_edition()
    put_back(other, slug=edition.slug)


def _number_twice() -> None:
    edition = an_edition()
    edition.sequence += 1
    edition.is_live, edition.retired_at = False, edition.published_at
    Edition.objects.bulk_create([edition])


def _link_twice() -> None:
    link = a_link()
    link.pk = None
    EditionLink.objects.bulk_create([link])


CASES: dict[str, Case] = {
    f"coalition_{rule}": case
    for rule, case in {
        **cases_by_shape(),
        **refusals_of_the_desk.cases(changed),
        "alliance_reported_size_qualified": changed("alliance", reported_size=26),
        "alliancemembership_once_per_start": twice(
            AllianceMembershipFactory, alliance=AllianceFactory, party=PartyFactory, since="2023"
        ),
        "alliancemembership_since_before_until": ends_before_it_begins(
            "alliancemembership", "since", "until"
        ),
        "alliancename_once_per_kind": twice(
            AllianceNameFactory, alliance=AllianceFactory, name="UPA"
        ),
        "attendance_on_behalf_of_another": _stands_in_for_oneself,
        "attendance_once_per_leader": _leader_for_two_parties,
        "attendance_once_per_party": _two_party_rows,
        "attendance_party_or_leader": changed("attendance", party_id=None, leader_id=None),
        "attendance_reason_as_given": changed("attendance", status="absent", reason_given="given"),
        "attendance_reason_only_if_absent": changed("attendance", reason_given="not_given"),
        "claim_one_subject": changed("claim", meeting_id=None),
        "claim_paragraph_from_one": changed("claim", paragraph=0),
        "edition_counted_from_one": changed("edition", number=0),
        "edition_date_bounds": changed("edition", earliest=LATE, latest=EARLY),
        "edition_number_once": _number_twice,
        "edition_one_live": _second_live_edition,
        "edition_one_live_per_slug": _second_live_edition_at_an_address,
        "edition_tombstone_is_empty": changed(
            "edition", cause=Cause.WITHDRAWN, is_live=False, retired_at=timezone.now()
        ),
        "edition_retired_when_not_live": changed("edition", is_live=False),
        "editionlink_once": _link_twice,
        "editionlink_target_known": changed("editionlink", target_kind="odd"),
        "election_total_seats_positive": changed("election", total_seats=0),
        "electionoutcome_once_per_alliance": twice(
            ElectionOutcomeFactory, election=ElectionFactory, party=None, alliance=AllianceFactory
        ),
        "electionoutcome_once_per_party": twice(
            ElectionOutcomeFactory, election=ElectionFactory, party=PartyFactory
        ),
        "electionoutcome_party_or_alliance": changed("electionoutcome", party_id=None),
        "leadername_once_per_kind": twice(LeaderNameFactory, leader=LeaderFactory, name="Didi"),
        "meeting_approximate_start_given": changed("meeting", is_start_approximate=True),
        "meeting_duration_positive": changed("meeting", duration_minutes=0),
        "meeting_follows_another": itself("meeting", "follows"),
        "meeting_reported_leaders_qualified": changed("meeting", reported_leaders=27),
        "meeting_reported_parties_qualified": changed(
            "meeting", reported_parties_qualifier="exactly"
        ),
        "meeting_rescheduled_from_another": itself("meeting", "rescheduled_from"),
        "meeting_round_positive": changed("meeting", round_number=0),
        "office_once_per_start": twice(
            OfficeFactory, leader=LeaderFactory, title="Minister", since="2011"
        ),
        "office_since_before_until": ends_before_it_begins("office", "since", "until"),
        "party_colour_hex": changed("party", colour="#19AAED"),
        "party_split_from_another": itself("party", "split_from"),
        "partymembership_once_per_start": twice(
            PartyMembershipFactory, leader=LeaderFactory, party=PartyFactory, since="2011"
        ),
        "partymembership_since_before_until": ends_before_it_begins(
            "partymembership", "since", "until"
        ),
        "partyname_once_per_kind": twice(PartyNameFactory, party=PartyFactory, name="Congress"),
        "seatposition_offer_once_per_date": _one_offer_twice,
        "seatposition_once_per_date": twice(
            SeatPositionFactory, talk=SeatSharingTalkFactory, party=PartyFactory, date="2024"
        ),
        "seatposition_one_agreement_per_party": _second_agreement,
        "seatposition_only_offers_are_to_another": _offers_to_itself,
        "seatsharingtalk_began_before_concluded": ends_before_it_begins(
            "seatsharingtalk", "began", "concluded"
        ),
        "seatsharingtalk_total_seats_positive": changed("seatsharingtalk", total_seats=0),
        "source_updated_after_published": changed(
            "source", updated_at=datetime(2023, 12, 5, tzinfo=UTC)
        ),
        "statement_speaker_given": changed("statement", speaker_party_id=None),
    }.items()
}
