"""Possible twins: meetings that may be the same event, recorded from another report."""

from django.db.models import Q, QuerySet

from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Meeting


def possible_twins(meeting: Meeting) -> QuerySet[Meeting]:
    """Meetings on an overlapping day, in the same city or of the same alliance.

    `meeting` may be one that is not saved yet. A second city, another round number, or a link from
    one to the other (before and after, rescheduled) says that they are two. A date that is open to
    one side overlaps with half of history, so it is only compared with its like.
    """
    same = _same_place_or_alliance(meeting)
    days = _overlapping(meeting.date)
    if same is None or days is None:
        return Meeting.objects.none()
    found = Meeting.objects.filter(days, same)
    if meeting.round_number is not None:
        found = found.filter(Q(round_number=None) | Q(round_number=meeting.round_number))
    linked = [meeting.pk, meeting.follows_id, meeting.rescheduled_from_id]
    found = found.exclude(pk__in=[pk for pk in linked if pk is not None])
    if meeting.pk is not None:
        # A plain exclude of a nullable column would lose the rows where it is null.
        found = found.filter(
            Q(follows=None) | ~Q(follows=meeting.pk),
            Q(rescheduled_from=None) | ~Q(rescheduled_from=meeting.pk),
        )
    return found.order_by("date_earliest", "title", "pk")


def _overlapping(date: ImpreciseDate | None) -> Q | None:
    if date is None:
        return None
    if date.earliest is None or date.latest is None:
        return Q(date=date)
    return Q(date_earliest__lte=date.latest, date_latest__gte=date.earliest)


def _same_place_or_alliance(meeting: Meeting) -> Q | None:
    same_city = Q(city__iexact=meeting.city)
    same_alliance = Q(alliance=meeting.alliance_id)
    if meeting.city and meeting.alliance_id is not None:
        return same_city | (same_alliance & Q(city=""))
    if meeting.city:
        return same_city
    return same_alliance if meeting.alliance_id is not None else None
