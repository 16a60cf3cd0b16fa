"""From when a page looks at the record: now, or a moment that a reader asks for with `?as_of=`.

Every public answer starts here. A past page is made of the editions that were live then, and says
nothing that was withdrawn since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from coalition.live_editions import find_live, find_live_at
from coalition.models.editions import Edition, EditionQuerySet, Kind
from coalition.pages.refusals import BadParameter

PARAMETER = "as_of"

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
#: At the ends of time there is no other zone to tell a moment in.
_YEARS = range(1900, 9000)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Vantage:
    """`as_of` is None for the present; `asked` is the parameter as it was given."""

    today: date
    as_of: datetime | None = None
    asked: str = ""

    @property
    def is_past(self) -> bool:
        return self.as_of is not None

    @property
    def parameters(self) -> dict[str, str]:
        """What links to other parts of the same answer have in their query string."""
        return {PARAMETER: self.asked} if self.asked else {}

    def to(self, address: str, **asked: object) -> str:
        """`address`, which has no query string, seen from here and with what is `asked` of it."""
        query = urlencode({**asked, **self.parameters})
        return f"{address}?{query}" if query else address

    def editions(self) -> EditionQuerySet:
        """What readers see from here."""
        if self.as_of is None:
            return Edition.objects.live()
        return Edition.objects.live_at(self.as_of)

    def find(self, kind: Kind, address: str) -> Edition:
        """The edition of `kind` at today's `address`. Raises as `find_live_at` does."""
        if self.as_of is None:
            return find_live(kind, address)
        return find_live_at(self.as_of, kind, address)


def present() -> Vantage:
    return Vantage(today=timezone.localdate())


def vantage_of(request: HttpRequest) -> Vantage:
    """What `public_answers` found in the address; the present for whatever it does not answer."""
    found: Vantage = getattr(request, "vantage", None) or present()
    return found


def read_vantage(request: HttpRequest) -> Vantage:
    """Raises BadParameter for what is no moment, is given twice, or lies ahead."""
    values = request.GET.getlist(PARAMETER)
    if not values:
        return present()
    if len(values) > 1:
        raise BadParameter(PARAMETER, _("It is given more than once."))
    now = timezone.now()
    as_of = _moment(values[0])
    if as_of is None:
        raise BadParameter(
            PARAMETER, _("Give a day as in 2023-12-06, or a time as in 2023-12-06T21:30.")
        )
    today = timezone.localdate(now)
    if as_of > now and timezone.localdate(as_of) == today:
        # Today as a whole is not over yet.
        as_of = now
    if as_of > now:
        raise BadParameter(PARAMETER, _("It lies ahead. Leave it out for the present."))
    return Vantage(today=timezone.localdate(as_of), as_of=as_of, asked=values[0])


def _moment(text: str) -> datetime | None:
    """The end of a day, or a moment; without an offset, in the newsroom's own zone."""
    try:
        if _DAY.match(text):
            day = parse_date(text)
            found = datetime.combine(day, time.max) if day else None
        else:
            # A plus sign that nobody escaped arrives as a space.
            found = parse_datetime(text.replace(" ", "+")) if _MOMENT.match(text) else None
    except ValueError:
        return None
    if found is None or found.year not in _YEARS:
        return None
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def present_path(request: HttpRequest) -> str:
    """What was asked for, seen from the present."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def with_vantage(request: HttpRequest, path: str) -> str:
    """`path`, seen from where `request` looks."""
    return vantage_of(request).to(path)
