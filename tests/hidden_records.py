"""Records with a marker in every field, for tests that look for it where it must not be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from coalition.imprecise_date_fields import ImpreciseDateField
from coalition.imprecise_dates import ImpreciseDate
from coalition.models import CLAIM_SUBJECTS, Record, Source
from coalition.models.geography import RegionField
from coalition.publishing import approve, publish_all, withdraw
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
    StatementFactory,
)

#: Stands in no address and no vocabulary, folds to itself, and is as long as `ABSENT`.
MARKER = "zqxleak"
ABSENT = "zqxnone"
_REGION, _WIKIDATA, _COUNT, _DAY = "ZQ-ZQX", "Q98765432109", 8675309, "1907-05-04"
MARKERS = (MARKER, _REGION.lower(), _WIKIDATA.lower(), str(_COUNT), _DAY)


@dataclass
class Story:
    """One record of every kind, with every row that can hang on it, all about one another."""

    records: list[Any] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    cast: dict[str, Any] = field(default_factory=dict)

    @property
    def slugs(self) -> list[str]:
        return [record.slug for record in self.records]

    @property
    def uids(self) -> list[str]:
        return [str(record.uid) for record in self.records]

    def mark(self, *, slugs: bool = True) -> None:
        """Write the marker into every field that can hold it; a zone and a slug only if hidden."""
        for row in [*self.records, *self.rows]:
            row.refresh_from_db()
            for column in row._meta.local_fields:
                _mark(row, column, is_hidden=slugs)
            row.save()

    def publish(self, *, now: datetime | None = None) -> None:
        for record in self.records:
            record.refresh_from_db()
            if record.stage != "approved":
                approve(record, by=None)
        publish_all(self.records, by=None, now=now)

    def withdraw(self, *, now: datetime | None = None) -> None:
        for record in reversed(self.records):
            withdraw(record, by=None, reason="It was a hoax.", now=now)

    @property
    def models(self) -> set[str]:
        return {record._meta.model_name for record in self.records}

    def record(self, kind: str) -> Any:
        """The first of its records that is of `kind`."""
        return next(record for record in self.records if record._meta.model_name == kind)


def _mark(row: Any, column: models.Field[Any, Any], *, is_hidden: bool) -> None:
    name = column.name
    if isinstance(column, ImpreciseDateField):
        setattr(row, name, ImpreciseDate.from_edtf(_DAY, label=f"the {MARKER} day"))
    elif isinstance(column, RegionField):
        setattr(row, name, _REGION)
    elif name == "wikidata_id":
        setattr(row, name, _WIKIDATA)
    elif name == "colour" or (name.endswith("_label") and name != "speaker_label"):
        pass
    elif name in {"slug", "timezone"}:
        if is_hidden:
            setattr(row, name, f"{MARKER}-{row._meta.model_name}-{row.pk}")
    elif isinstance(column, models.URLField):
        setattr(row, name, f"https://{MARKER}.example.org/{row.pk}")
    elif name in {"reported_parties", "reported_leaders", "reported_size"}:
        setattr(row, name, _COUNT)
        setattr(row, f"{name}_qualifier", "about")
    elif name == "reason":
        if row.status in {"absent", "declined"}:
            row.reason, row.reason_given = f"Kept away by {MARKER}.", "given"
    elif isinstance(column, models.CharField | models.TextField) and not column.choices:
        setattr(row, name, f"{MARKER} {name} {row.pk}")


def tell_story(*, among: Story | None = None) -> Story:
    """Drafts, saved and not published. Those `among` another story are about its people."""
    cast = among.cast if among else _gather()
    about = {"party": cast["party"], "leader": cast["leader"]}
    alliance, election = cast["alliance"], cast["election"]
    meeting = MeetingFactory(timed=True, placed=True, counted=True, alliance=alliance)
    sequel = MeetingFactory(tentative=True, follows=meeting, date="2040-01")
    talk = SeatSharingTalkFactory(
        alliance=alliance, election=election, parties=[cast["party"]], meetings=[meeting]
    )
    statement = StatementFactory(
        speaker_leader=cast["leader"],
        speaker_party=cast["party"],
        # What is said of a meeting, its page carries.
        meeting=among.record("meeting") if among else meeting,
        talk=among.record("seatsharingtalk") if among else talk,
        alliance=alliance,
        party=cast["party"],
    )
    subjects: dict[str, Any] = {
        "meeting": meeting,
        "attendance": AttendanceFactory(meeting=meeting, host=True, **about),
        "talk": talk,
        "position": SeatPositionFactory(talk=talk, party=cast["party"]),
        "statement": statement,
        **({} if among else cast),
    }
    claims = [ClaimFactory(**{name: subjects[name]}) for name in CLAIM_SUBJECTS if name in subjects]
    claims.append(ClaimFactory(meeting=sequel))
    rows = [
        *(subject for subject in subjects.values() if not isinstance(subject, Record)),
        AttendanceFactory(meeting=meeting, party=cast["party"], party_level=True, absent=True),
        *claims,
        *Source.objects.filter(claims__in=claims),
    ]
    events = [statement, talk, meeting, sequel]
    if among:
        return Story(records=events, rows=rows, cast=cast)
    rows += [
        PartyNameFactory(party=cast["party"]),
        LeaderNameFactory(leader=cast["leader"]),
        AllianceNameFactory(alliance=alliance),
    ]
    named = [cast[name] for name in ("party", "leader", "alliance", "election")]
    return Story(records=[*named, *events], rows=rows, cast=cast)


def _gather() -> dict[str, Any]:
    """Who acts, with what hangs on them, by the name of the foreign key of a claim."""
    party = PartyFactory(detailed=True)
    leader = LeaderFactory(detailed=True)
    alliance = AllianceFactory(sized=True)
    election = ElectionFactory(national=True)
    return {
        "party": party,
        "alliance": alliance,
        "alliance_membership": AllianceMembershipFactory(alliance=alliance, party=party),
        "leader": leader,
        "party_membership": PartyMembershipFactory(leader=leader, party=party),
        "office": OfficeFactory(leader=leader, party=party),
        "election": election,
        "outcome": ElectionOutcomeFactory(election=election, party=party),
    }
