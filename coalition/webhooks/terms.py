"""Terms: what a partner is sent, where to, and who answers for it. The same for every channel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from coalition.models import OPTIONAL_CAUSES, Cause, Edition, Kind, WebhookSubscription
from coalition.publishing.documents import KINDS
from coalition.webhooks.endpoints import refuse_unusable


@dataclass(frozen=True, slots=True)
class Terms:
    """`kinds`, `causes` and `topics` narrow what is sent; empty, each means all."""

    name: str
    owner: Any
    url: str
    kinds: Collection[str] = ()
    causes: Collection[str] = ()
    with_document: bool = True
    #: The identifier of a record -> its kind.
    topics: Mapping[UUID, str] = field(default_factory=dict)


def apply(terms: Terms, subscription: WebhookSubscription) -> None:
    """Set on `subscription`, unsaved, what `terms` say; its topics are rows of their own.

    Raises ValidationError by field, for all that is wrong at once.
    """
    subscription.name = terms.name
    subscription.owner = terms.owner
    subscription.url = terms.url
    subscription.kinds = _in_order(terms.kinds, Kind)
    subscription.causes = _in_order(terms.causes, Cause)
    subscription.with_document = terms.with_document
    problems: dict[str, list[Any]] = defaultdict(list)
    try:
        subscription.full_clean(exclude=["created_by"])
    except ValidationError as invalid:
        problems.update(invalid.error_dict)
    if "url" not in problems:
        try:
            refuse_unusable(terms.url)
        except ValidationError as unusable:
            problems["url"] += unusable.error_list
    if not terms.owner.is_active:
        problems["owner"].append(
            _("This account is switched off, so nobody would answer for it. Choose another.")
        )
    if unknown := sorted(set(terms.kinds) - set(Kind.values)):
        problems["kinds"].append(
            _("There is no kind “%(word)s”. There are: %(words)s.")
            % {"word": "”, “".join(unknown), "words": ", ".join(Kind.values)}
        )
    if refused := sorted(set(terms.causes) - set(OPTIONAL_CAUSES)):
        problems["causes"].append(
            _(
                "“%(word)s” cannot be chosen: endings are always sent, and there is no other. "
                "There are: %(words)s."
            )
            % {"word": "”, “".join(refused), "words": ", ".join(OPTIONAL_CAUSES)}
        )
    if missing := _unknown_topics(terms.topics):
        problems["topics"].append(
            _("There is no such record: %(word)s. Choose it from the list, or leave it out.")
            % {"word": ", ".join(missing)}
        )
    if problems:
        raise ValidationError(dict(problems))


def _in_order(words: Collection[str], choices: type[models.TextChoices]) -> list[str]:
    """Each once, in the order of the vocabulary; unknown ones are kept for the refusal."""
    known = [choice.value for choice in choices if choice in words]
    return known + sorted(set(words) - set(choices.values))


def _unknown_topics(topics: Mapping[UUID, str]) -> list[str]:
    """Those that are no record of their kind, nor ever were one in public."""
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for uid, kind in topics.items():
        by_kind[kind].add(uid)
    unknown = []
    for kind, uids in by_kind.items():
        if kind in Kind.values:
            known = KINDS[Kind(kind)].model._default_manager.filter(uid__in=uids)
            uids -= set(known.values_list("uid", flat=True))
        if uids and kind in Kind.values:
            # One that was merged is a topic still: what it became part of is sent for it.
            former = Edition.objects.filter(uid__in=uids, kind=kind)
            uids -= set(former.values_list("uid", flat=True))
        unknown += [f"{kind} {uid}" for uid in sorted(uids)]
    return unknown
