"""Visibility: what somebody who only proposes may refer to, and how it is called to them.

That is what is public, by its public address or its uid, and what they have proposed themselves. A
draft of somebody else's is told from thin air nowhere: not by an error, a slug, or a reference.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models

from coalition.api.records.actors import Actor
from coalition.editing.ownership import citing
from coalition.interchange.exporting import Slugs
from coalition.interchange.references import SlugBook
from coalition.interchange.shapes import KIND_OF_MODEL
from coalition.models import Edition, Source
from coalition.uids import as_uid

#: In the place of a reference that is kept back; no slug can be that.
WITHHELD = "\0"

Model = type[models.Model]


class ProposersBook(SlugBook):
    """Finds what is public, and what the proposer has brought in."""

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor

    def visible(self, model: Model) -> models.QuerySet[Any]:
        return self._actor.records(model)

    def found(self, model: Model, names: Sequence[str]) -> dict[str, Any]:
        uids = {uid: name for name in names if (uid := as_uid(name))}
        public: dict[UUID, str] = {}
        if model is Source:
            public = {uid: uids[uid] for uid in cited_in_public(uids)}
        else:
            live = Edition.objects.live().filter(kind=KIND_OF_MODEL[model])
            asked = live.filter(models.Q(slug__in=names) | models.Q(uid__in=list(uids)))
            for uid, slug in asked.values_list("uid", "slug"):
                public[uid] = uids.get(uid, slug)
        rows = model._default_manager.filter(uid__in=list(public)).order_by()
        found = {public[uid]: key for uid, key in rows.values_list("uid", "pk")}
        return super().found(model, names) | found


def cited_in_public(uids: Iterable[UUID]) -> set[UUID]:
    """Those reports that a live document names among its sources."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for source, _model, owner in citing(Source.objects.filter(uid__in=list(uids))):
        found[source].add(owner)
    return {
        source
        for source, owners in found.items()
        if Edition.objects.live().filter(uid__in=owners, body__contains=str(source)).exists()
    }


class ProposersNames:
    """Calls records as a proposer knows them; WITHHELD where they know of none."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def __call__(self, slugs: Slugs) -> Slugs:
        return {model: self._names(model, list(known)) for model, known in slugs.items()}

    def _names(self, model: Any, keys: list[Any]) -> dict[Any, str]:
        rows = model._default_manager.filter(pk__in=keys).order_by()
        uids: dict[UUID, Any] = {uid: pk for pk, uid in rows.values_list("pk", "uid")}
        names = dict.fromkeys(keys, WITHHELD)
        if model is Source:
            names |= {uids[uid]: str(uid) for uid in cited_in_public(uids)}
        else:
            live = Edition.objects.live().filter(uid__in=list(uids))
            names |= {uids[uid]: slug for uid, slug in live.values_list("uid", "slug")}
        own = self._actor.records(model).filter(pk__in=keys).order_by()
        return names | dict(own.values_list("pk", "slug"))


def take_out_withheld(entry: dict[str, Any]) -> list[str]:
    """Take what is withheld out of `entry`, and return the paths where it was."""
    found: list[str] = []

    def walk(value: Any, path: str) -> Any:
        if isinstance(value, dict):
            kept = {}
            for key, inner in value.items():
                at = f"{path}.{key}" if path else key
                if inner == WITHHELD:
                    found.append(at)
                else:
                    kept[key] = walk(inner, at)
            return kept
        if isinstance(value, list):
            found.extend(f"{path}[{n}]" for n, inner in enumerate(value) if inner == WITHHELD)
            return [walk(v, f"{path}[{n}]") for n, v in enumerate(value) if v != WITHHELD]
        return value

    plain = walk(entry, "")
    entry.clear()
    entry.update(plain)
    return found
