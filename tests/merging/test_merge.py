"""Two records become one: what moves, what collides, and that nothing is discarded."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from reversion.models import Version

from coalition.merging import MergeRefused, merge
from coalition.models import (
    Attendance,
    AttendanceStatus,
    Claim,
    Decision,
    Leader,
    Meeting,
    Merge,
    Party,
    Position,
    Role,
    ScheduledPublication,
    Stage,
    StaleRecordError,
)
from tests import factories as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Any:
    return made.alice()


def twins(**traits: Any) -> tuple[Leader, Leader]:
    primary = made.LeaderFactory(name="Vaiko", slug="vaiko", **traits)
    other = made.LeaderFactory(name="V. Gopalsamy", slug="gopalsamy", **traits)
    return primary, other


def names(record: Any) -> set[str]:
    return set(record.other_names.values_list("name", flat=True))


# --- What moves -----------------------------------------------------------------------------------


def test_attendance_of_the_other_moves(alice: Any) -> None:
    primary, other = twins()
    row = made.AttendanceFactory(leader=other)

    merge(primary, other, by=alice)

    row.refresh_from_db()
    assert row.leader == primary


def test_other_is_no_record_any_more(alice: Any) -> None:
    primary, other = twins()

    merge(primary, other, by=alice)

    assert list(Leader.objects.all()) == [primary]


def test_name_of_the_other_becomes_an_alias(alice: Any) -> None:
    primary, other = twins()
    made.LeaderNameFactory(leader=other, name="வைகோ", kind="native_script", language="ta")

    merge(primary, other, by=alice)

    assert names(primary) == {"V. Gopalsamy", "வைகோ"}


def test_abbreviation_of_a_party_becomes_an_alias(alice: Any) -> None:
    primary = made.PartyFactory(name="Marumalarchi DMK", abbreviation="MDMK")
    other = made.PartyFactory(name="Marumalarchi Kazhagam", abbreviation="M.D.M.K.")

    merge(primary, other, by=alice)

    assert names(primary) == {"Marumalarchi Kazhagam", "M.D.M.K."}


def test_name_that_is_given_up_becomes_an_alias(alice: Any) -> None:
    primary, other = twins()

    merge(primary, other, choices={"name": "other"}, by=alice)

    primary.refresh_from_db()
    assert (primary.name, names(primary)) == ("V. Gopalsamy", {"Vaiko"})


def test_name_that_both_have_is_no_alias(alice: Any) -> None:
    primary = made.LeaderFactory(name="Vaiko", slug="vaiko")
    other = made.LeaderFactory(name="Vaiko", slug="vaiko-2")

    merge(primary, other, by=alice)

    assert names(primary) == set()


def test_claims_of_the_other_move(alice: Any) -> None:
    primary, other = twins()
    claim = made.ClaimFactory(leader=other)

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert claim.leader == primary


def test_party_of_a_talk_is_listed_once(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    talk = made.SeatSharingTalkFactory()
    talk.parties.set([primary, other])

    merge(primary, other, by=alice)

    assert list(talk.parties.all()) == [primary]


def test_meeting_that_follows_the_other_follows_the_primary(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory()
    sequel = made.MeetingFactory(follows=other)

    merge(primary, other, by=alice)

    sequel.refresh_from_db()
    assert sequel.follows == primary


def test_scheduled_publication_of_the_other_is_taken_off(alice: Any) -> None:
    primary, other = twins()
    ScheduledPublication.objects.create(
        kind="leader",
        uid=other.uid,
        version=1,
        due_at=timezone.now() + timezone.timedelta(days=1),
        scheduled_by=alice,
    )

    merge(primary, other, by=alice)

    assert not ScheduledPublication.objects.exists()


# --- What would point at itself -------------------------------------------------------------------


def test_meeting_that_follows_its_twin_follows_nothing(alice: Any) -> None:
    other = made.MeetingFactory()
    primary = made.MeetingFactory(follows=other, rescheduled_from=other)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert (primary.follows, primary.rescheduled_from) == (None, None)


def test_meeting_that_its_twin_follows_follows_nothing(alice: Any) -> None:
    primary = made.MeetingFactory()
    other = made.MeetingFactory(follows=primary)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.follows is None


def test_party_split_from_its_twin_is_split_from_nothing(alice: Any) -> None:
    primary = made.PartyFactory()
    other = made.PartyFactory(split_from=primary)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.split_from is None


def test_leader_who_stood_in_for_their_twin_stands_in_for_nobody(alice: Any) -> None:
    primary, other = twins()
    row = made.AttendanceFactory(leader=primary, on_behalf_of=other)

    merge(primary, other, by=alice)

    row.refresh_from_db()
    assert (row.leader, row.on_behalf_of) == (primary, None)


def test_offer_to_the_twin_is_made_to_nobody(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    offer = made.SeatPositionFactory(party=other, to_party=primary, position=Position.OFFERS)

    merge(primary, other, by=alice)

    offer.refresh_from_db()
    assert (offer.party, offer.to_party) == (primary, None)


def test_party_that_speaks_of_its_twin_speaks_of_itself(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    statement = made.StatementFactory(speaker_leader=None, speaker_party=primary, party=other)

    merge(primary, other, by=alice)

    statement.refresh_from_db()
    assert (statement.speaker_party, statement.party) == (primary, primary)


# --- What collides --------------------------------------------------------------------------------


@pytest.fixture
def dinner() -> Meeting:
    return made.MeetingFactory(title="Dinner")


def test_two_rows_at_one_meeting_become_one(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary)
    made.AttendanceFactory(meeting=dinner, leader=other)

    merge(primary, other, by=alice)

    assert list(dinner.attendances.all()) == [kept]


def test_row_that_stays_takes_over_what_it_lacks(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    party = made.PartyFactory()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary, party=None)
    made.AttendanceFactory(meeting=dinner, leader=other, party=party, described_as="MP")

    merge(primary, other, by=alice)

    kept.refresh_from_db()
    assert (kept.party, kept.described_as) == (party, "MP")


def test_row_that_is_contradicted_stays_as_it_is(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary, party=None, role=Role.HOST)
    made.AttendanceFactory(meeting=dinner, leader=other, described_as="MP")

    merge(primary, other, by=alice)

    kept.refresh_from_db()
    assert (kept.role, kept.described_as, kept.party) == (Role.HOST, "", None)


def test_claim_on_the_row_that_gives_way_asserts_what_it_said(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    kept = made.AttendanceFactory(meeting=dinner, leader=primary)
    gone = made.AttendanceFactory(meeting=dinner, leader=other, absent=True)
    claim = made.ClaimFactory(attendance=gone)

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert (claim.attendance, claim.value) == (kept, AttendanceStatus.ABSENT)


def test_claim_on_a_row_that_agrees_asserts_nothing(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=primary)
    claim = made.ClaimFactory(attendance=made.AttendanceFactory(meeting=dinner, leader=other))

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert claim.value == ""


def test_membership_that_both_have_becomes_one(alice: Any) -> None:
    primary, other = twins()
    party = made.PartyFactory()
    kept = made.PartyMembershipFactory(leader=primary, party=party, since="2010")
    gone = made.PartyMembershipFactory(leader=other, party=party, since="2010", until="2020")
    claim = made.ClaimFactory(party_membership=gone)

    merge(primary, other, by=alice)

    kept.refresh_from_db()
    claim.refresh_from_db()
    assert kept.until.edtf == "2020"
    assert claim.party_membership == kept


def test_decision_that_both_have_stays_with_the_primary(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory()
    kept = Decision.objects.create(meeting=primary, field="date", reason="The later report.")
    Decision.objects.create(meeting=other, field="date", reason="The earlier report.")

    merge(primary, other, by=alice)

    assert list(Decision.objects.all()) == [kept]


def test_party_rows_of_two_meetings_become_one(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory()
    party = made.PartyFactory()
    for meeting in (primary, other):
        made.AttendanceFactory(meeting=meeting, party=party, leader=None)
        made.AttendanceFactory(meeting=meeting, party=party)

    merge(primary, other, by=alice)

    assert Attendance.objects.filter(meeting=primary, leader=None).count() == 1
    assert Attendance.objects.filter(meeting=primary).count() == 3


# --- Fields ---------------------------------------------------------------------------------------


def test_empty_field_is_filled_from_the_other(alice: Any) -> None:
    primary, other = twins()
    Leader.objects.filter(pk=other.pk).update(summary="A veteran.")
    other.refresh_from_db()

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.summary == "A veteran."


def test_differing_field_stays_unless_chosen(alice: Any) -> None:
    primary = made.MeetingFactory(city="Delhi", venue="A hall")
    other = made.MeetingFactory(city="New Delhi", venue="A house")

    merge(primary, other, choices={"venue": "other"}, by=alice)

    primary.refresh_from_db()
    assert (primary.city, primary.venue) == ("Delhi", "A house")


def test_start_brings_along_whether_it_is_approximate(alice: Any) -> None:
    primary, other = made.MeetingFactory(), made.MeetingFactory(timed=True)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert (primary.start_time, primary.is_start_approximate) == (other.start_time, True)


def test_field_that_is_not_chosen_is_kept_in_the_merge(alice: Any) -> None:
    primary = made.MeetingFactory(summary="Ours.")
    other = made.MeetingFactory(summary="Theirs.")

    found = merge(primary, other, by=alice)

    assert "Theirs." in str(found.moves)


def test_claim_on_a_field_that_gives_way_asserts_what_it_said(alice: Any) -> None:
    primary = made.MeetingFactory(duration_minutes=60)
    other = made.MeetingFactory(duration_minutes=90)
    claim = made.ClaimFactory(meeting=other, field="duration_minutes")

    merge(primary, other, by=alice)

    claim.refresh_from_db()
    assert claim.value == "90"


def test_claim_on_the_primary_asserts_what_it_said_if_the_other_is_chosen(alice: Any) -> None:
    primary = made.MeetingFactory(duration_minutes=60)
    other = made.MeetingFactory(duration_minutes=90)
    claim = made.ClaimFactory(meeting=primary, field="duration_minutes")

    merge(primary, other, choices={"duration_minutes": "other"}, by=alice)

    claim.refresh_from_db()
    assert claim.value == "60"


def test_address_of_the_primary_stays(alice: Any) -> None:
    primary, other = twins()

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.slug == "vaiko"


# --- Versions, stages and history -----------------------------------------------------------------


def test_record_whose_row_moved_has_a_new_version(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=other)

    merge(primary, other, by=alice)

    assert Meeting.objects.get().version == dinner.version + 1


def test_record_whose_row_moved_keeps_its_stage(alice: Any) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting__approved=True, leader=other)

    merge(primary, other, by=alice)

    assert Meeting.objects.get().stage == Stage.APPROVED


def test_two_approved_records_stay_approved(alice: Any) -> None:
    primary, other = twins(approved=True)

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.APPROVED


def test_words_that_nobody_approved_take_the_approval_away(alice: Any) -> None:
    primary, other = made.LeaderFactory(approved=True), made.LeaderFactory()

    merge(primary, other, by=alice)

    primary.refresh_from_db()
    assert primary.stage == Stage.DRAFTING


def test_all_that_changed_has_a_revision(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=other)

    merge(primary, other, by=alice)

    for record in (primary, dinner):
        newest = Version.objects.get_for_object(record)[0].revision
        assert (newest.comment, newest.user) == ("Merged “V. Gopalsamy” into “Vaiko”.", alice)


def test_merge_is_on_the_history_of_all_that_changed(alice: Any, dinner: Meeting) -> None:
    primary, other = twins()
    made.AttendanceFactory(meeting=dinner, leader=other)
    key = other.pk

    merge(primary, other, by=alice)

    logged = {(entry.content_type.model, entry.object_id) for entry in LogEntry.objects.all()}
    assert logged == {
        ("leader", str(primary.pk)),
        ("leader", str(key)),
        ("meeting", str(dinner.pk)),
    }


# --- What is refused ------------------------------------------------------------------------------


def test_record_is_not_merged_with_itself(alice: Any) -> None:
    leader = made.LeaderFactory()
    with pytest.raises(MergeRefused, match="with itself"):
        merge(leader, leader, by=alice)


def test_records_of_two_kinds_are_not_merged(alice: Any) -> None:
    with pytest.raises(MergeRefused, match="of the same kind"):
        merge(made.LeaderFactory(), made.PartyFactory(), by=alice)


def test_kind_without_merging_is_refused(alice: Any) -> None:
    with pytest.raises(MergeRefused, match="Only two leaders"):
        merge(made.AllianceFactory(), made.AllianceFactory(), by=alice)


@pytest.mark.parametrize("changed", [0, 1])
def test_stale_record_is_not_merged(alice: Any, changed: int) -> None:
    pair = twins()
    Leader.objects.get(pk=pair[changed].pk).save()

    with pytest.raises(StaleRecordError):
        merge(*pair, by=alice)

    assert Leader.objects.count() == 2


def test_second_merge_of_the_same_record_is_refused(alice: Any) -> None:
    primary, other = twins()
    third = made.LeaderFactory()
    merge(primary, Leader.objects.get(pk=other.pk), by=alice)

    with pytest.raises(StaleRecordError):
        merge(third, other, by=alice)

    assert Merge.objects.count() == 1


def test_choice_of_a_field_that_does_not_differ_is_refused(alice: Any) -> None:
    with pytest.raises(MergeRefused, match="has changed"):
        merge(*twins(), choices={"slug": "other"}, by=alice)


def test_choice_that_no_record_may_have_is_refused(alice: Any) -> None:
    primary = made.MeetingFactory(occurrence="cancelled", occurrence_reason="Rain.")
    other = made.MeetingFactory(region="IN-DL")
    Meeting.objects.filter(pk=other.pk).update(timezone="Nowhere/Land", start_time="19:00")
    other.refresh_from_db()

    with pytest.raises(MergeRefused, match="Choose otherwise"):
        merge(primary, other, by=alice)

    assert Meeting.objects.count() == 2


def test_refused_merge_leaves_no_row_behind(alice: Any) -> None:
    primary, other = twins()
    claim = made.ClaimFactory(leader=other)
    with pytest.raises(MergeRefused):
        merge(primary, other, choices={"slug": "other"}, by=alice)

    assert Claim.objects.get(pk=claim.pk).leader == other
    assert not Merge.objects.exists()


def test_party_on_both_sides_of_a_membership_of_leaders_is_kept_apart(alice: Any) -> None:
    primary, other = made.PartyFactory(), made.PartyFactory()
    leader = made.LeaderFactory()
    made.PartyMembershipFactory(leader=leader, party=primary, since="2010")
    made.PartyMembershipFactory(leader=leader, party=other, since="2015")

    merge(primary, other, by=alice)

    assert leader.party_memberships.filter(party=primary).count() == 2
    assert list(Party.objects.all()) == [primary]
