"""What the database must refuse: one case per constraint, keyed by the constraint's name.

A case is a function that tries the forbidden insert. Most take a row that is valid, remove it,
change one thing and put it back, so that nothing but the change can be the reason for the refusal.
Rows go in by `bulk_create`: past forms, `full_clean` and `save`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from coalition.imprecise_date_fields import ImpreciseDateField, imprecise_date_columns
from coalition.models import (
    Alliance,
    Cause,
    Edition,
    EditionLink,
    Election,
    Leader,
    Meeting,
    Office,
    Party,
    Record,
    SeatSharingTalk,
    Source,
    Statement,
)
from tests.factories import (
    AllianceFactory,
    AllianceMembershipFactory,
    AllianceNameFactory,
    AttendanceFactory,
    ClaimFactory,
    ElectionFactory,
    ElectionOutcomeFactory,
    LeaderFactory,
    LeaderNameFactory,
    MeetingFactory,
    OfficeFactory,
    PartyFactory,
    PartyMembershipFactory,
    PartyNameFactory,
    SeatPositionFactory,
    SeatSharingTalkFactory,
    SourceFactory,
    StatementFactory,
    published,
)
from tests.models import refusals_of_the_desk

Case = Callable[[], object]


def put_back(row: Any, **changes: Any) -> None:
    """Take a row out, change it behind its descriptors' backs, and insert it again."""
    # Read anew, so that no remembered object brings back a key that is to be empty.
    row = type(row).objects.get(pk=row.pk)
    type(row).objects.filter(pk=row.pk).delete()
    row.__dict__.update(changes)
    type(row).objects.bulk_create([row])


def refused_by(error: IntegrityError) -> str:
    """Which constraint it was: its name, or on SQLite the columns of a unique one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(diagnosis.constraint_name) if diagnosis else str(error)


def _sourced_claim() -> Any:
    return ClaimFactory(meeting=MeetingFactory())


def an_edition() -> Edition:
    return published(PartyFactory())


def a_link() -> EditionLink:
    return EditionLink.objects.filter(edition=published(LeaderFactory(with_party=True)))[0]


#: A maker of a valid row of every model that has constraints.
VALID: dict[str, Callable[[], Any]] = {
    "alliance": AllianceFactory,
    "alliancemembership": AllianceMembershipFactory,
    "alliancename": AllianceNameFactory,
    "attendance": AttendanceFactory,
    "claim": _sourced_claim,
    "edition": an_edition,
    "editionlink": a_link,
    "election": ElectionFactory,
    "electionoutcome": ElectionOutcomeFactory,
    "leader": LeaderFactory,
    "leadername": LeaderNameFactory,
    "meeting": MeetingFactory,
    "office": OfficeFactory,
    "party": PartyFactory,
    "partymembership": PartyMembershipFactory,
    "partyname": PartyNameFactory,
    "seatposition": SeatPositionFactory,
    "seatsharingtalk": SeatSharingTalkFactory,
    "source": SourceFactory,
    "statement": StatementFactory,
    **refusals_of_the_desk.VALID_ROWS,
}


def _changed(model: str, **changes: Any) -> Case:
    return lambda: put_back(VALID[model](), **changes)


def _twice(factory: Any, **shared: Any) -> Case:
    """Insert two rows that agree in `shared`; its values are factories or values."""

    def insert() -> None:
        given = {key: value() if callable(value) else value for key, value in shared.items()}
        factory(**given)
        factory(**given)

    return insert


def _itself(model: str, field: str) -> Case:
    def insert() -> None:
        row = VALID[model]()
        put_back(row, **{f"{field}_id": row.pk})

    return insert


#: Which fields hold which vocabulary: the constraint says `<field>_known`.
_VOCABULARIES = {
    "alliancemembership": ["ending"],
    "alliancename": ["kind"],
    "attendance": ["status", "role"],
    "edition": ["kind"],
    "editionlink": ["relation"],
    "election": ["level"],
    "electionoutcome": ["result"],
    "leadername": ["kind"],
    "meeting": ["category", "occurrence"],
    "partymembership": ["ending"],
    "partyname": ["kind"],
    "seatposition": ["position"],
    "seatsharingtalk": ["status"],
    "statement": ["stance"],
    **refusals_of_the_desk.VOCABULARIES,
}

_NEVER_EMPTY = {
    "alliance": ["name"],
    "alliancename": ["name"],
    "election": ["name"],
    "leader": ["name"],
    "leadername": ["name"],
    "meeting": ["title"],
    "office": ["title"],
    "party": ["name"],
    "partyname": ["name"],
    "seatsharingtalk": ["title"],
    "source": ["title"],
    "statement": ["title", "point"],
}

_RECORDS: list[type[Record]] = [
    Party,
    Leader,
    Alliance,
    Election,
    Meeting,
    SeatSharingTalk,
    Statement,
    Source,
]
_REGIONS = [Election, Meeting, Office, SeatSharingTalk]
#: Later than whatever the factories give, so that no other rule is broken with these.
_EARLY, _LATE = date(2030, 1, 1), date(2031, 1, 1)


def _general_cases() -> dict[str, Case]:
    """The rules that every model of some shape has, from the shape and not from the constraints."""
    cases: dict[str, Case] = {}
    for model, fields in _VOCABULARIES.items():
        for field in fields:
            cases[f"{model}_{field}_known"] = _changed(model, **{field: "odd"})
    for model, fields in _NEVER_EMPTY.items():
        for field in fields:
            cases[f"{model}_{field}_given"] = _changed(model, **{field: ""})
    for record in _RECORDS:
        name = record._meta.model_name
        cases[f"{name}_stage_known"] = _changed(name, stage="odd")
        cases[f"{name}_slug_shape"] = _changed(name, slug="")
    for matched in (Party, Leader, Alliance):
        name = matched._meta.model_name
        cases[f"{name}_wikidata_id_shape"] = _changed(name, wikidata_id="q1")
    for located in _REGIONS:
        name = located._meta.model_name
        cases[f"{name}_region_code"] = _changed(name, region="in-dl")
    for name, make in VALID.items():
        for field in make._meta.model._meta.fields if hasattr(make, "_meta") else ():
            if isinstance(field, ImpreciseDateField):
                text, earliest, latest, _label = imprecise_date_columns(field.name)
                cases[f"{name}_{field.name}_bounds"] = _changed(
                    name, **{text: "2030", earliest: _LATE, latest: _EARLY}
                )
                cases[f"{name}_{field.name}_whole"] = _changed(
                    name, **{text: "", earliest: _EARLY, latest: _LATE}
                )
    return cases


def _ends_before_it_begins(model: str, since: str, until: str) -> Case:
    return _changed(
        model,
        **{
            since: "2031",
            f"{since}_earliest": _LATE,
            f"{since}_latest": _LATE,
            until: "2030",
            f"{until}_earliest": _EARLY,
            f"{until}_latest": _EARLY,
        },
    )


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
        **_general_cases(),
        **refusals_of_the_desk.cases(_changed),
        "alliance_reported_size_qualified": _changed("alliance", reported_size=26),
        "alliancemembership_once_per_start": _twice(
            AllianceMembershipFactory, alliance=AllianceFactory, party=PartyFactory, since="2023"
        ),
        "alliancemembership_since_before_until": _ends_before_it_begins(
            "alliancemembership", "since", "until"
        ),
        "alliancename_once_per_kind": _twice(
            AllianceNameFactory, alliance=AllianceFactory, name="UPA"
        ),
        "attendance_on_behalf_of_another": _stands_in_for_oneself,
        "attendance_once_per_leader": _leader_for_two_parties,
        "attendance_once_per_party": _two_party_rows,
        "attendance_party_or_leader": _changed("attendance", party_id=None, leader_id=None),
        "attendance_reason_as_given": _changed("attendance", status="absent", reason_given="given"),
        "attendance_reason_only_if_absent": _changed("attendance", reason_given="not_given"),
        "claim_one_subject": _changed("claim", meeting_id=None),
        "claim_paragraph_from_one": _changed("claim", paragraph=0),
        "edition_counted_from_one": _changed("edition", number=0),
        "edition_date_bounds": _changed("edition", earliest=_LATE, latest=_EARLY),
        "edition_number_once": _number_twice,
        "edition_one_live": _second_live_edition,
        "edition_one_live_per_slug": _second_live_edition_at_an_address,
        "edition_tombstone_is_empty": _changed(
            "edition", cause=Cause.WITHDRAWN, is_live=False, retired_at=timezone.now()
        ),
        "edition_retired_when_not_live": _changed("edition", is_live=False),
        "editionlink_once": _link_twice,
        "editionlink_target_known": _changed("editionlink", target_kind="odd"),
        "election_total_seats_positive": _changed("election", total_seats=0),
        "electionoutcome_once_per_alliance": _twice(
            ElectionOutcomeFactory, election=ElectionFactory, party=None, alliance=AllianceFactory
        ),
        "electionoutcome_once_per_party": _twice(
            ElectionOutcomeFactory, election=ElectionFactory, party=PartyFactory
        ),
        "electionoutcome_party_or_alliance": _changed("electionoutcome", party_id=None),
        "leadername_once_per_kind": _twice(LeaderNameFactory, leader=LeaderFactory, name="Didi"),
        "meeting_approximate_start_given": _changed("meeting", is_start_approximate=True),
        "meeting_duration_positive": _changed("meeting", duration_minutes=0),
        "meeting_follows_another": _itself("meeting", "follows"),
        "meeting_reported_leaders_qualified": _changed("meeting", reported_leaders=27),
        "meeting_reported_parties_qualified": _changed(
            "meeting", reported_parties_qualifier="exactly"
        ),
        "meeting_rescheduled_from_another": _itself("meeting", "rescheduled_from"),
        "meeting_round_positive": _changed("meeting", round_number=0),
        "office_once_per_start": _twice(
            OfficeFactory, leader=LeaderFactory, title="Minister", since="2011"
        ),
        "office_since_before_until": _ends_before_it_begins("office", "since", "until"),
        "party_colour_hex": _changed("party", colour="#19AAED"),
        "party_split_from_another": _itself("party", "split_from"),
        "partymembership_once_per_start": _twice(
            PartyMembershipFactory, leader=LeaderFactory, party=PartyFactory, since="2011"
        ),
        "partymembership_since_before_until": _ends_before_it_begins(
            "partymembership", "since", "until"
        ),
        "partyname_once_per_kind": _twice(PartyNameFactory, party=PartyFactory, name="Congress"),
        "seatposition_offer_once_per_date": _one_offer_twice,
        "seatposition_once_per_date": _twice(
            SeatPositionFactory, talk=SeatSharingTalkFactory, party=PartyFactory, date="2024"
        ),
        "seatposition_one_agreement_per_party": _second_agreement,
        "seatposition_only_offers_are_to_another": _offers_to_itself,
        "seatsharingtalk_began_before_concluded": _ends_before_it_begins(
            "seatsharingtalk", "began", "concluded"
        ),
        "seatsharingtalk_total_seats_positive": _changed("seatsharingtalk", total_seats=0),
        "source_updated_after_published": _changed(
            "source", updated_at=datetime(2023, 12, 5, tzinfo=UTC)
        ),
        "statement_speaker_given": _changed("statement", speaker_party_id=None),
    }.items()
}
