"""The base of all filter sets: how a query is checked, looked up and applied."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Q

from coalition.api.filters import (
    AttenderFilter,
    PublishedSinceFilter,
    RecordFilter,
    TruthFilter,
    WordsFilter,
)
from coalition.api.kinds import PUBLIC_KINDS
from coalition.api.parameters import Finding, InvalidQuery
from coalition.api.questions import Question
from coalition.live_editions import Moved, NotPublic, Withdrawn, find_live
from coalition.models.editions import Edition, Kind
from coalition.uids import as_uid

_NOWHERE = "There is no public {} at this slug or uid. Search finds it by name."
#: What says more of the party or leader named beside it.
BESIDE = ("attendance", "role")


class QueryForm(forms.Form):
    """What several parameters must fulfil together."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("date_from"), cleaned.get("date_to")
        if start and end and start > end:
            self.add_error("date_to", "Give a day on or after date_from.")
        asks_of_somebody = cleaned.get("party") or cleaned.get("leader")
        for name in BESIDE:
            if cleaned.get(name) and not asks_of_somebody:
                self.add_error(name, "Say whose: give party, leader, or both beside it.")
        for what in ("parties", "leaders"):
            least, most = cleaned.get(f"min_{what}"), cleaned.get(f"max_{what}")
            if least is not None and most is not None and least > most:
                self.add_error(f"max_{what}", f"Give a number not below min_{what}.")
        return cleaned


class PublicFilterSet(django_filters.FilterSet):  # type: ignore[misc]  # it has no types
    """The base of all: every condition holds at once."""

    published_since = PublishedSinceFilter(
        help_text="Only documents whose present edition was published at or after this moment."
    )
    corrected = TruthFilter(
        "is_corrected",
        help_text="Whether the document says that an earlier edition of it was corrected.",
    )
    q = WordsFilter(
        help_text="Words of the names in the document, its own and those it mentions, in any "
        "script; all of them must occur. Unlike search, it never guesses another spelling."
    )

    class Meta:
        form = QueryForm

    def __init__(self, data: Mapping[str, str], question: Question) -> None:
        # Not the inherited one: it copies every declared filter and makes a form of them all, which
        # costs more than the query. Ours keep no state, so those that are asked for are enough.
        self.is_bound = True
        self.data = data
        self.question = question
        self.queryset = self.request = self.form_prefix = None
        self.filters = {name: found for name, found in self.base_filters.items() if name in data}

    def asked(self) -> Question:
        """The question with all that is asked in it; raises InvalidQuery.

        One query at most, unless an address is not that of anything public now.
        """
        if not self.is_valid():
            raise InvalidQuery(
                [
                    Finding(name, str(message))
                    for name, messages in self.errors.items()
                    for message in messages
                ]
            )
        given = {name: value for name, value in self.form.cleaned_data.items() if value is not None}
        for name, uid in self._look_up(given).items():
            given[name] = uid
        for name in given:
            self._ask(name, given)
        return self.question

    def _ask(self, name: str, given: Mapping[str, Any]) -> None:
        found = self.filters[name]
        if isinstance(found, AttenderFilter):
            beside = [given[other] for other in BESIDE if other in given]
            found.ask_with(self.question, given[name], beside)
        else:
            found.ask(self.question, given[name])

    def _look_up(self, given: dict[str, Any]) -> dict[str, UUID]:
        """The uids of all records that the query names, as long as each of them is public.

        Only editions are asked, so a draft and thin air get the same refusal.
        """
        wanted = {
            name: (found.kind, given[name])
            for name in given
            if isinstance(found := self.filters[name], RecordFilter)
        }
        if not wanted:
            return {}
        at_any = Q()
        for kind, address in wanted.values():
            uid = as_uid(address)
            at_any |= Q(kind=kind, slug=address) if uid is None else Q(kind=kind, uid=uid)
        known: dict[tuple[str, str | UUID], UUID] = {}
        rows = Edition.objects.live().filter(at_any).order_by()
        for word, slug, uid in rows.values_list("kind", "slug", "uid"):
            known[word, slug] = known[word, uid] = uid
        found_uids, findings = {}, []
        for name, (kind, address) in wanted.items():
            uid = known.get((kind.value, as_uid(address) or address)) or _moved(kind, address)
            if uid is None:
                findings.append(Finding(name, _NOWHERE.format(PUBLIC_KINDS[kind].one)))
            else:
                found_uids[name] = uid
        if findings:
            raise InvalidQuery(findings)
        return found_uids


def _moved(kind: Kind, address: str) -> UUID | None:
    """The uid of the record that a former slug leads to, or the uid or slug of what became part of
    it; None where nothing public is."""
    try:
        return find_live(kind, address).uid
    except Moved as moved:
        return moved.edition.uid
    except (NotPublic, Withdrawn):
        return None
