"""What a reader asks of a list, understood; or a 400 that names the parameter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from coalition.live_editions import Moved, NotPublic, Withdrawn
from coalition.models.editions import Edition, EditionLink, EditionQuerySet, Kind, Relation
from coalition.pages.filter_forms import ListFilterForm
from coalition.pages.paging import read_cursor
from coalition.pages.refusals import BadParameter
from coalition.pages.regions import codes_alike
from coalition.pages.vantage import PARAMETER, Vantage

_CURSORS = ("after", "before")


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A reader's question, understood: the narrowed list, and what is needed to ask it again."""

    kind: Kind
    editions: EditionQuerySet
    #: What was asked, as it stands in an address, without the place in the list. Records stand in
    #: it by the slug that they have now.
    given: dict[str, str]
    after: str
    before: str
    #: The records that the list is about, by parameter name.
    about: dict[str, Edition]
    start: date | None = None
    end: date | None = None

    @property
    def place(self) -> dict[str, str]:
        """Where in the list the page begins or ends; empty for the first one."""
        cursors = {"after": self.after, "before": self.before}
        return {name: value for name, value in cursors.items() if value}


#: How a document must speak of the record that a parameter names.
_RELATIONS: dict[tuple[str, str], tuple[Relation, ...]] = {
    (Kind.MEETING, "party"): (Relation.NAMED,),
    (Kind.MEETING, "leader"): (Relation.NAMED,),
    (Kind.MEETING, "alliance"): (Relation.ALLIANCE,),
    (Kind.SEAT_SHARING_TALK, "party"): (Relation.PARTY, Relation.POSITION),
    (Kind.SEAT_SHARING_TALK, "alliance"): (Relation.ALLIANCE,),
    (Kind.SEAT_SHARING_TALK, "election"): (Relation.ELECTION,),
    (Kind.STATEMENT, "party"): (Relation.SPEAKER,),
    (Kind.STATEMENT, "leader"): (Relation.SPEAKER,),
    (Kind.LEADER, "party"): (Relation.MEMBER, Relation.OFFICE),
    (Kind.ALLIANCE, "party"): (Relation.MEMBER,),
}
_TARGETS = {
    "party": Kind.PARTY,
    "leader": Kind.LEADER,
    "alliance": Kind.ALLIANCE,
    "election": Kind.ELECTION,
}


#: Parameters that a column of the edition answers.
_COLUMNS = {
    "occurrence": "state",
    "status": "state",
    "stance": "state",
    "category": "category",
    "level": "category",
}


def read_list_query(kind: Kind, parameters: QueryDict, *, vantage: Vantage) -> ListQuery:
    """One query for each record that is named, a few for one that moved. Raises BadParameter."""
    values = single_values(parameters)
    cursors = {
        name: read_cursor(kind, name, values.pop(name)) for name in _CURSORS if name in values
    }
    if len(cursors) == len(_CURSORS):
        raise BadParameter("before", _("Give one of after and before."))
    form = ListFilterForm(kind, values)
    for name in values:
        if name not in form.fields:
            raise BadParameter(name, _("This list has no such filter."))
    if not form.is_valid():
        name = next(iter(form.errors))
        raise BadParameter(name, _what_is_possible(form.fields[name]))
    about = {
        name: _find(name, slug, vantage)
        for name in _TARGETS
        if (slug := form.cleaned_data.get(name))
    }
    return ListQuery(
        kind=kind,
        editions=_narrowed(vantage.editions().of_kind(kind), kind, form.cleaned_data, about),
        given={
            name: about[name].slug if name in about else value
            for name, value in values.items()
            if value
        },
        after=cursors.get("after", ""),
        before=cursors.get("before", ""),
        about=about,
        start=form.cleaned_data.get("from"),
        end=form.cleaned_data.get("to"),
    )


def single_values(parameters: QueryDict) -> dict[str, str]:
    """By name, but for the moment, which is read already. Raises BadParameter for what is twice."""
    for name, values in parameters.lists():
        if len(values) > 1:
            raise BadParameter(name, _("It is given more than once."))
    return {name: parameters[name] for name in parameters if name != PARAMETER}  # type: ignore[misc]


def _narrowed(
    editions: EditionQuerySet, kind: Kind, wanted: dict[str, Any], about: dict[str, Edition]
) -> EditionQuerySet:
    start, end = wanted.get("from"), wanted.get("to")
    if start and end and start > end:
        raise BadParameter("to", _("It is earlier than the day to start from."))
    if start or end:
        editions = editions.overlapping(start=start, end=end)
    for name, column in _COLUMNS.items():
        if wanted.get(name):
            editions = editions.filter(**{column: wanted[name]})
    if wanted.get("region"):
        editions = editions.filter(region__in=codes_alike(wanted["region"]))
    status = wanted.get("attendance")
    if status and not about.keys() & {"party", "leader"}:
        raise BadParameter("attendance", _("It needs a party or a leader beside it."))
    for name, target in about.items():
        if kind == Kind.PARTY:
            editions = editions.filter(uid__in=_members(target))
            continue
        relations = _RELATIONS[kind, name]
        if status and name in ("party", "leader"):
            relations = (Relation(status),)
        editions = editions.linked_to(target.uid, *relations)
    return editions


def _members(alliance: Edition) -> QuerySet[Any, Any]:
    """An alliance speaks of its members; they do not speak of it."""
    links = EditionLink.objects.filter(edition=alliance.sequence, relation=Relation.MEMBER)
    return links.values("target_uid")


def _find(name: str, slug: str, vantage: Vantage) -> Edition:
    """Former addresses lead on; drafts, what was withdrawn and thin air look the same here too."""
    kind = _TARGETS[name]
    try:
        try:
            return vantage.find(kind, slug)
        except Moved as moved:
            return vantage.find(kind, moved.edition.slug)
    except (NotPublic, Withdrawn):
        raise BadParameter(name, _("There is no page with this name in its address.")) from None


def _what_is_possible(field: forms.Field) -> str:
    if isinstance(field, forms.DateField):
        return _("Give a day as in 2023-12-06.")
    if isinstance(field, forms.ChoiceField):
        values = ", ".join(value for value in dict(field.choices) if value)  # type: ignore[arg-type]
        return _("Give one of: %(values)s.") % {"values": values}
    if isinstance(field, forms.SlugField):
        return _("Give the last part of the address of a page of this site.")
    return _("Give a code as in IN-DL.")
