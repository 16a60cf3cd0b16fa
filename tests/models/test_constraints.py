"""Every constraint is real: the database refuses the row that breaks it, whoever inserts it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from coalition.models import Record, Source
from tests.factories import (
    AttendanceFactory,
    ClaimFactory,
    LeaderFactory,
    MeetingFactory,
    PartyFactory,
    SeatPositionFactory,
)
from tests.models.insertions import put_back, refused_by
from tests.models.refusals import CASES
from tests.models.valid_rows import VALID

pytestmark = pytest.mark.django_db

ALL = {
    constraint.name: constraint
    for model in apps.get_app_config("coalition").get_models(include_auto_created=True)
    for constraint in model._meta.constraints
}


def marks_of(constraint: models.BaseConstraint) -> str:
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        model = next(m for m in apps.get_models() if constraint in m._meta.constraints)
        columns = [model._meta.get_field(field).column for field in constraint.fields]
        names = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
        return f"UNIQUE constraint failed: {names}"
    if connection.vendor == "sqlite":
        return f"CHECK constraint failed: {constraint.name}"
    return constraint.name


def test_every_constraint_has_a_case() -> None:
    assert CASES.keys() == ALL.keys()


@pytest.mark.parametrize("name", sorted(CASES))
def test_constraint_refuses_the_row_that_breaks_it(name: str) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        CASES[name]()

    assert refused_by(refusal.value) == marks_of(ALL[name])


@pytest.mark.parametrize("model", sorted(VALID))
def test_row_that_breaks_nothing_is_put_back(model: str) -> None:
    """Else the cases above could be refused for the way in which they insert."""
    row = VALID[model]()
    put_back(row)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    "model", [m for m in apps.get_app_config("coalition").get_models() if issubclass(m, Record)]
)
@pytest.mark.parametrize("field", ["slug", "uid"])
def test_identity_of_a_record_is_its_own(model: type[Record], field: str) -> None:
    first, second = VALID[model._meta.model_name](), VALID[model._meta.model_name]()
    with pytest.raises(IntegrityError), transaction.atomic():
        put_back(second, **{field: getattr(first, field)})


def test_party_may_have_a_row_beside_those_of_its_leaders() -> None:
    row = AttendanceFactory()
    AttendanceFactory(meeting=row.meeting, party=row.party, party_level=True)
    AttendanceFactory(meeting=row.meeting, party=row.party)
    assert row.meeting.attendances.count() == 3


@pytest.mark.parametrize(
    ("status", "reason", "given"),
    [
        ("absent", "Travelling.", ""),
        ("absent", "Travelling.", "not_given"),
        ("absent", "Travelling.", "not_asked"),
        ("declined", "", "given"),
        ("absent", "", "unheard"),
        ("attended", "Travelling.", "given"),
        ("expected", "", "not_asked"),
        ("invited", "", "not_given"),
    ],
)
def test_reason_that_does_not_fit_is_refused(status: str, reason: str, given: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(status=status, reason=reason, reason_given=given)


@pytest.mark.parametrize(
    ("status", "reason", "given"),
    [
        ("absent", "", ""),
        ("absent", "", "not_given"),
        ("declined", "", "not_asked"),
        ("declined", "Travelling.", "given"),
    ],
)
def test_reason_that_fits_is_kept(status: str, reason: str, given: str) -> None:
    assert AttendanceFactory(status=status, reason=reason, reason_given=given).pk


def test_party_cannot_stand_in_for_a_leader() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AttendanceFactory(party_level=True, on_behalf_of=LeaderFactory())


def test_claim_on_two_subjects_is_refused() -> None:
    claim = ClaimFactory(meeting=MeetingFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        put_back(claim, party_id=PartyFactory().pk)


def test_claim_to_seats_has_no_second_party() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatPositionFactory(to_party=PartyFactory())


def test_tombstone_is_never_live() -> None:
    edition = VALID["edition"]()
    with pytest.raises(IntegrityError), transaction.atomic():
        put_back(edition, cause="withdrawn", body="", digest="", is_live=True)


def test_edition_without_a_document_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        put_back(VALID["edition"](), body="")


@pytest.mark.parametrize("code", ["IN", "IN-DL", "GB-ENG", "FR-75C", ""])
def test_region_code_is_kept(code: str) -> None:
    assert MeetingFactory(region=code).region == code


@pytest.mark.parametrize("code", ["in", "IND", "IN-", "IN-DELH", "IN DL", "IN\n", "-DL", "1N"])
def test_region_that_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        MeetingFactory(region=code)


def test_source_may_lack_everything_but_the_name_at_the_desk() -> None:
    source = Source.objects.create(slug="the-report", title="The report")
    assert source.publisher == source.url == ""


@pytest.mark.parametrize(
    "slug",
    [
        "two words",
        "with/slash",
        "dot.ics",
        "ममता",
        "line\n",
        "x" * 121,
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "3f2504e04-f89-41d3-9a0c-0305e82c3301",
    ],
)
def test_slug_that_cannot_be_a_public_address_is_refused(slug: str) -> None:
    """A page that lists it could not make a link; and a uid already has an address of its own."""
    with pytest.raises((DatabaseError, ValidationError)), transaction.atomic():
        MeetingFactory(slug=slug)


@pytest.mark.parametrize("slug", ["a", "x" * 120, "Mixed_Case-1", "abcdef-" * 5 + "g"])
def test_slug_that_can_be_a_public_address_is_kept(slug: str) -> None:
    assert MeetingFactory(slug=slug).pk


@pytest.mark.parametrize(
    ("field", "value"), [("wikidata_id", "Q1\n"), ("wikidata_id", "Q0"), ("colour", "#19aaed\n")]
)
def test_code_with_something_behind_it_is_refused(field: str, value: str) -> None:
    with pytest.raises((DatabaseError, ValidationError)), transaction.atomic():
        PartyFactory(**{field: value})
