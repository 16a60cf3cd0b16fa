"""What links to a record: public pages that speak of it, and records that refer to it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from coalition.desk.row_admin import record_url
from coalition.editing.ownership import OWNER_FIELDS
from coalition.models import Edition, Kind, Record, Relation
from coalition.page_addresses import PAGE_PATHS
from coalition.publishing.documents import KINDS

#: Of each sort so many are listed; a party may be named by thousands.
LIMIT = 50


@dataclass(frozen=True, slots=True)
class PublicMention:
    """A live edition, with the addresses of its public page and of its record's form."""

    edition: Edition
    public_url: str
    record_url: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """`carrying` hold its words in their own documents, `naming` only its name."""

    carrying: list[PublicMention]
    naming: list[PublicMention]
    more: int


@dataclass(frozen=True, slots=True)
class Referrers:
    """Records of one model that refer to it, with the addresses of their forms."""

    heading: str
    records: list[tuple[str, str]]
    has_more: bool


def public_path(edition: Edition) -> str:
    return f"/{PAGE_PATHS[edition.kind]}/{edition.slug}/"


def record_urls(editions: Iterable[Edition]) -> dict[UUID, str]:
    """The address of each edition's record, by uid; one query per kind, deleted ones left out."""
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for edition in editions:
        by_kind[edition.kind].append(edition.uid)
    found = {}
    for kind, uids in by_kind.items():
        model = KINDS[Kind(kind)].model
        name = f"admin:coalition_{model._meta.model_name}_change"
        for uid, pk in model._default_manager.filter(uid__in=uids).values_list("uid", "pk"):
            found[uid] = reverse(name, args=[pk])
    return found


def mentions_of(record: Record) -> Mentions:
    live = Edition.objects.live().linked_to(record.uid).exclude(uid=record.uid)
    editions = list(live.without_bodies().order_by("-sequence")[:LIMIT])
    total = live.count() if len(editions) == LIMIT else len(editions)
    carriers = set(
        Edition.objects.live()
        .linked_to(record.uid, Relation.CARRIES)
        .values_list("uid", flat=True)[:LIMIT]
    )
    urls = record_urls(editions)
    found = [PublicMention(e, public_path(e), urls.get(e.uid, "")) for e in editions]
    return Mentions(
        carrying=[mention for mention in found if mention.edition.uid in carriers],
        naming=[mention for mention in found if mention.edition.uid not in carriers],
        more=total - len(editions),
    )


def referrers_of(record: Record) -> list[Referrers]:
    """The records that refer to `record`, or have a row that does; one query per model."""
    paths: dict[type[Record], models.Q] = {}
    for relation in record._meta.related_objects:
        model: Any = relation.related_model
        name = relation.field.name
        if model in OWNER_FIELDS:
            owner = OWNER_FIELDS[model]
            if name == owner:
                continue
            owner_field: Any = model._meta.get_field(owner)
            model = owner_field.related_model
            name = f"{owner_field.related_query_name()}__{name}"
        elif not issubclass(model, Record):
            # Names and claims are part of it.
            continue
        paths[model] = paths.get(model, models.Q()) | models.Q(**{name: record.pk})
    return [group for model, path in paths.items() if (group := _group(model, path, record))]


def _group(model: type[Record], path: models.Q, record: Record) -> Referrers | None:
    pks = model._default_manager.filter(path).values("pk")
    rows = model._default_manager.filter(pk__in=pks)
    if model is type(record):
        rows = rows.exclude(pk=record.pk)
    records = list(rows.order_by("-pk")[: LIMIT + 1])
    if not records:
        return None
    return Referrers(
        heading=capfirst(str(model._meta.verbose_name_plural)),
        records=[(str(row), record_url(row)) for row in records[:LIMIT]],
        has_more=len(records) > LIMIT,
    )
