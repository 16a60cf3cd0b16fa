"""What seat-sharing talks and statements lack."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.desk.attendance.standings import short_name
from coalition.desk.completeness.findings import Finding, Place, Weight
from coalition.desk.completeness.sourcing import facts_without_source, rows_without_claim
from coalition.models import (
    Claim,
    Position,
    SeatPosition,
    SeatSharingTalk,
    Statement,
    TalkStatus,
)


def about_talk(talk: SeatSharingTalk, *, today: date) -> Iterator[Finding]:
    """Four queries, however many positions there are."""
    claims: Any = Prefetch("claims", queryset=Claim.objects.only("pk", "position"))
    positions = SeatPosition.objects.filter(talk=talk).order_by("date_latest", "pk")
    rows = list(positions.select_related("party").prefetch_related(claims))
    parties = list(talk.parties.all())
    yield from _agreement(talk, rows)
    yield from facts_without_source(
        "talk",
        {
            "status": talk.status,
            "parties": parties or None,
            "election": talk.election_id,
            "began": talk.began,
            "concluded": talk.concluded,
            "total_seats": talk.total_seats,
        },
        Claim.objects.filter(talk=talk),
    )
    yield from rows_without_claim(
        [
            (str(row), Place(_position(row), f"#positions-{number}"), row.claims.all())
            for number, row in enumerate(rows)
        ],
        ngettext(
            "%d position has no claim. A paragraph number is enough:",
            "%d positions have no claim. A paragraph number is enough:",
            sum(1 for row in rows if not row.claims.all()),
        ),
    )
    placed = {row.party_id for row in rows}
    silent = [party for party in parties if party.pk not in placed]
    if rows and silent:
        yield Finding(
            "no_position",
            Weight.FINE,
            _("No position is recorded of: %s. Add one only if a report gives it.")
            % ", ".join(short_name(party) for party in silent),
            (Place(_("Positions"), "#positions-group"),),
        )


def _position(row: SeatPosition) -> str:
    return f"{short_name(row.party)} {row.get_position_display()} {row.seats}"


def _agreement(talk: SeatSharingTalk, rows: list[SeatPosition]) -> Iterator[Finding]:
    agreed = [row for row in rows if row.position == Position.AGREES]
    seats = sum(row.seats for row in agreed)
    total = talk.total_seats
    if talk.status == TalkStatus.AGREED and not agreed:
        yield Finding(
            "nothing_agreed",
            Weight.MISSING,
            _(
                "The talks are agreed, yet nobody's share is recorded. Add what each party agrees "
                "to."
            ),
            (Place(_("Positions"), "#positions-group"),),
        )
    if not agreed or total is None:
        return
    said = {"seats": seats, "total": total, "left": total - seats}
    place = (Place(_("Seats in all"), "#id_total_seats"),)
    if seats == total:
        words, weight = _("All %(total)d seats are agreed."), Weight.FINE
    elif talk.status == TalkStatus.AGREED:
        words = _(
            "%(seats)d of %(total)d seats are agreed, %(left)d are nobody's. Is a share missing?"
        )
        weight = Weight.QUESTION
    else:
        words = _("%(seats)d of %(total)d seats are agreed, %(left)d are open.")
        weight = Weight.FINE
    yield Finding("agreed_seats", weight, words % said, place)


def about_statement(statement: Statement, *, today: date) -> Iterator[Finding]:
    """One query."""
    yield from facts_without_source(
        "statement",
        {"point": statement.point, "stance": statement.stance, "made": statement.made},
        Claim.objects.filter(statement=statement),
    )
    if statement.made is None:
        yield Finding(
            "no_date",
            Weight.MISSING,
            _("It has no date. It was made on the day of the report at the latest."),
            (Place(_("Date"), "#id_made"),),
        )
    about = (statement.meeting_id, statement.talk_id, statement.alliance_id, statement.party_id)
    if not any(about):
        yield Finding(
            "about_nothing",
            Weight.QUESTION,
            _("It is about nothing that is recorded. Say about what, and readers find it there."),
            (Place(_("About what"), "#id_meeting"),),
        )
