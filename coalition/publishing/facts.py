"""Facts: what claims speak of, what a record says of each, and when two wordings say the same.

Claims assert in words of reports, records hold columns. A fact knows both, so that the public
document and the conflict desk mean the same by "the sources differ".
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from coalition.date_phrases import typed_form
from coalition.models import (
    OPEN_OCCURRENCES,
    AttendanceStatus,
    Category,
    Occurrence,
    Role,
    TalkStatus,
)
from coalition.publishing.wordings import (
    Reading,
    date_meant,
    folded,
    read_count,
    read_minutes,
    read_time,
    time_meant,
)

#: Hopes and plans, which what came of them does not contradict.
PLANNED = frozenset({AttendanceStatus.EXPECTED.value, AttendanceStatus.INVITED.value})


def _nothing(record: Any) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that sources can differ on. `name` is what claims call it, empty for a whole row.

    `say` words the owner's own value as a claim would, empty if there is none; `meant` makes two
    wordings comparable.
    """

    name: str
    label: Any
    say: Callable[[Any], str]
    meant: Callable[[str], Hashable] = folded
    #: From a wording to what the owner's form would be sent, by column; None if only people can.
    read: Callable[[str], Reading] | None = None
    #: The words of a vocabulary, if the value is one of them.
    choices: type[models.TextChoices] | None = None
    #: Other wordings of what `owner` says, which agree with it.
    also: Callable[[Any], tuple[str, ...]] = _nothing
    #: Other names by which claims call it.
    aliases: tuple[str, ...] = ()
    #: Facts that include it: a claim on the place that asserts nothing agrees with the city.
    covered_by: tuple[str, ...] = ()
    #: Plans, which do not contradict what came of them.
    superseded: frozenset[str] = frozenset()
    #: Whether the owner is a row, whose own value one contrary source is enough to dispute.
    is_of_row: bool = False
    #: The facts of which a wording of this one can become the value, if not this one itself.
    parts: tuple[str, ...] = ()
    #: What readers are told that the owner says, if otherwise than claims would say it.
    tell: Callable[[Any], str] | None = None

    def told(self, owner: Any) -> str:
        return (self.tell or self.say)(owner)

    def own(self, owner: Any) -> Hashable:
        """What `owner` means by its own value; None if it has none."""
        said = self.say(owner)
        return self.meant(said) if said else None

    def meaning(self, text: str, owner: Any) -> Hashable:
        """What a source means by `text`, which is what `owner` says if it words that otherwise."""
        meant = self.meant(text)
        if meant != self.own(owner) and folded(text) in map(folded, self.also(owner)):
            return self.own(owner)
        return meant

    def is_called(self, field: str) -> bool:
        return field == self.name or field in self.aliases


def _said(column: str) -> Callable[[Any], str]:
    def say(owner: Any) -> str:
        value = getattr(owner, column)
        return "" if value is None else str(value)

    return say


def _text(column: str, label: Any, **more: Any) -> Fact:
    return Fact(column, label, _said(column), read=lambda text: {column: text}, **more)


def _date(column: str, label: Any) -> Fact:
    def say(owner: Any) -> str:
        value = getattr(owner, column)
        return typed_form(value) if value else ""

    def tell(owner: Any) -> str:
        value = getattr(owner, column)
        return value.label if value else ""

    return Fact(
        column,
        label,
        say,
        meant=date_meant,
        read=lambda text: {column: text},
        also=lambda owner: (tell(owner),),
        tell=tell,
    )


def _choice(
    column: str,
    label: Any,
    choices: type[models.TextChoices],
    name: str | None = None,
    **more: Any,
) -> Fact:
    by_word = {folded(str(word)): str(value) for value, word in choices.choices}

    def meant(text: str) -> str:
        value = text.strip().lower().replace(" ", "_")
        return value if value in choices.values else by_word.get(folded(text), text)

    return Fact(
        column if name is None else name,
        label,
        _said(column),
        meant=meant,
        read=lambda text: {column: meant(text)},
        choices=choices,
        **more,
    )


def _count(column: str, label: Any, **more: Any) -> Fact:
    def say(owner: Any) -> str:
        count, qualifier = getattr(owner, column), getattr(owner, f"{column}_qualifier")
        if count is None:
            return ""
        return str(count) if qualifier == "exactly" else f"{qualifier.replace('_', ' ')} {count}"

    def read(text: str) -> Reading:
        number, qualifier = read_count(text)
        return {column: number, f"{column}_qualifier": qualifier}

    return Fact(column, label, say, meant=read_count, read=read, **more)


def _number(column: str, label: Any, name: str | None = None, **more: Any) -> Fact:
    def read(text: str) -> Reading:
        return {column: read_count(text)[0]}

    return Fact(
        column if name is None else name,
        label,
        _said(column),
        meant=lambda text: read_count(text)[0],
        read=read,
        **more,
    )


def _minutes(column: str, label: Any, **more: Any) -> Fact:
    def read(text: str) -> Reading:
        return {column: read_minutes(text)}

    return Fact(column, label, _said(column), meant=read_minutes, read=read, **more)


def _start(owner: Any) -> str:
    if owner.start_time is None:
        return ""
    clock = owner.start_time.strftime("%H:%M")
    return f"about {clock}" if owner.is_start_approximate else clock


def _place(owner: Any) -> str:
    return ", ".join(part for part in (owner.venue, owner.city) if part)


def _named(column: str, label: Any) -> Fact:
    """Another record, which no wording tells for certain: only people can take it over."""

    def names(owner: Any) -> tuple[str, ...]:
        target = getattr(owner, column)
        return (getattr(target, "abbreviation", ""),) if target else ()

    return Fact(column, label, lambda owner: str(getattr(owner, column) or ""), also=names)


MEETING_FACTS = (
    _text("title", _("Title")),
    _choice("category", _("Category"), Category),
    _choice(
        "occurrence",
        _("Whether it was held"),
        Occurrence,
        superseded=frozenset(OPEN_OCCURRENCES),
    ),
    _text("occurrence_reason", _("Why it was not")),
    _date("date", _("Date")),
    Fact("start", _("Start"), _start, meant=time_meant, read=read_time, aliases=("start_time",)),
    _minutes("duration_minutes", _("Duration in minutes"), aliases=("duration",)),
    Fact(
        "place",
        _("Place"),
        _place,
        also=lambda owner: (owner.venue, owner.city, owner.region),
        parts=("venue", "city"),
    ),
    _text("venue", _("Venue"), covered_by=("place",)),
    _text("city", _("City"), covered_by=("place",)),
    _text("region", _("Region"), covered_by=("place",)),
    _named("alliance", _("Alliance")),
    _number("round_number", _("Round"), name="round", aliases=("round_number",)),
    _text("purpose", _("Purpose")),
    _text("summary", _("Summary")),
    _named("follows", _("The meeting before")),
    _count("reported_parties", _("Reported number of parties"), aliases=("reported", "parties")),
    _count("reported_leaders", _("Reported number of leaders")),
)
TALK_FACTS = (
    _text("title", _("Title")),
    _choice("status", _("Status"), TalkStatus),
    _named("election", _("Election")),
    _named("alliance", _("Alliance")),
    _date("began", _("Began")),
    _date("concluded", _("Concluded")),
    _number("total_seats", _("Seats in all")),
    _text("summary", _("Summary")),
)
STATUS = _choice(
    "status",
    _("Status"),
    AttendanceStatus,
    name="",
    aliases=("status",),
    superseded=PLANNED,
    is_of_row=True,
)
ROLE = _choice("role", _("Role"), Role, is_of_row=True)
SEATS = _number("seats", _("Seats"), name="", aliases=("seats",), is_of_row=True)

FACTS_OF: dict[str, tuple[Fact, ...]] = {
    "meeting": MEETING_FACTS,
    "seatsharingtalk": TALK_FACTS,
    "attendance": (STATUS, ROLE),
    "seatposition": (SEATS,),
}


def facts_of(owner: models.Model) -> tuple[Fact, ...]:
    """The facts of a meeting, a talk, or one of their rows."""
    return FACTS_OF[str(owner._meta.model_name)]


def unknown_fact(name: str) -> Fact:
    """A field that a claim names and no column holds, such as the host of a meeting."""
    return Fact(name, name.replace("_", " ").capitalize(), lambda owner: "")


def fact_called(owner: models.Model, field: str) -> Fact:
    """The fact that a claim on `owner` means by `field`."""
    known = (fact for fact in facts_of(owner) if fact.is_called(field))
    return next(known, None) or unknown_fact(field)
