"""The page of an alliance: its members through time, and who came to its meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition.pages.alliance_attendance import AttendanceMatrix, matrix_of
from coalition.pages.identities import Belonging, Name, belonging, names_of
from coalition.pages.memberships import present_members
from coalition.pages.pictures.attendance import draw_matrix
from coalition.pages.pictures.figures import Figure, figure_of
from coalition.pages.pictures.timeline import draw_timeline
from coalition.pages.presence import PRESENCE, PRESENCE_EXPLAINED, Presence
from coalition.pages.prose import prose
from coalition.pages.sources import Citation, SourceBook
from coalition.pages.times import When, when
from coalition.pages.vantage import Vantage
from coalition.pages.wording import QUALIFIER, word

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AlliancePage:
    """`attendance` and `timeline` are None where nothing is recorded that could be drawn."""

    abbreviation: str
    names: list[Name]
    formed: When | None
    dissolved: When | None
    purpose: str
    summary: SafeString
    size: str
    size_explanation: str
    size_citations: list[Citation]
    members: list[Belonging]
    former_members: list[Belonging]
    citations: list[Citation]
    matrix: AttendanceMatrix
    attendance: Figure | None
    explanations: list[str]
    timeline: Figure | None


def alliance_page(document: Document, book: SourceBook, *, vantage: Vantage) -> AlliancePage:
    """One query, for the meetings of the matrix."""
    members = [_member(row, book, vantage) for row in document["members"]]
    size, explanation = _size(document, vantage)
    matrix = matrix_of(document, vantage)
    return AlliancePage(
        abbreviation=document["abbreviation"] or "",
        names=names_of(document),
        formed=when(document["formed"]),
        dissolved=when(document["dissolved"]),
        purpose=document["purpose"] or "",
        summary=prose(document["summary"]),
        size=size,
        size_explanation=explanation,
        size_citations=book.cite_field(document["claims"], "reported_size", "parties", "reported"),
        members=[member for member in members if not member.is_over],
        former_members=[member for member in members if member.is_over],
        citations=book.cite_rest(document["claims"], _("The alliance")),
        matrix=matrix,
        attendance=_attendance(document, matrix, vantage),
        explanations=_explanations(matrix),
        timeline=_timeline(document, matrix, vantage),
    )


def _member(row: Document, book: SourceBook, vantage: Vantage) -> Belonging:
    fact = _("Membership of %(name)s") % {"name": row["party"]["name"]}
    citations = book.cite(row["claims"], fact)
    return belonging(row, row["party"], "", citations, today=vantage.today)


def _attendance(document: Document, matrix: AttendanceMatrix, vantage: Vantage) -> Figure | None:
    if not matrix.is_any:
        return None
    return figure_of(
        draw_matrix(document, matrix),
        document,
        vantage,
        narrow=draw_matrix(document, matrix, narrow=True),
    )


def _explanations(matrix: AttendanceMatrix) -> list[str]:
    """What readers may take for something else, of what is there."""
    states = matrix.states()
    return [
        f"{word(PRESENCE, state)}: {word(PRESENCE_EXPLAINED, state)}"
        for state in Presence
        if state in states and state in PRESENCE_EXPLAINED
    ]


def _timeline(document: Document, matrix: AttendanceMatrix, vantage: Vantage) -> Figure | None:
    picture = draw_timeline(document, matrix, today=vantage.today)
    if picture is None:
        return None
    narrow = draw_timeline(document, matrix, today=vantage.today, narrow=True)
    return figure_of(picture, document, vantage, narrow=narrow)


def _size(document: Document, vantage: Vantage) -> tuple[str, str]:
    """Reported and recorded are two numbers, and both are shown."""
    reported = document["reported"]["parties"]
    recorded = len(present_members(document, today=vantage.today))
    if reported is None:
        return ngettext("%d party recorded", "%d parties recorded", recorded) % recorded, ""
    count = ngettext("%d party", "%d parties", reported["count"]) % reported["count"]
    if reported["qualifier"] in QUALIFIER:
        count = f"{word(QUALIFIER, reported['qualifier'])} {count}"
    explanation = ""
    if recorded != reported["count"]:
        explanation = _(
            "Reports give the number; only the members that a report names are recorded."
        )
    return (
        _("%(parties)s reported, %(recorded)d recorded") % {"parties": count, "recorded": recorded},
        explanation,
    )
