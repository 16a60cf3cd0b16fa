"""References: from the slugs in entries to the keys of stored records, many at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models

from coalition.interchange.columns import Column
from coalition.interchange.entries import Draft
from coalition.interchange.problems import Problems
from coalition.interchange.shapes import KIND_OF_MODEL
from coalition.interchange.values import nearest
from coalition.uids import as_uid

_BATCH = 1000

Model = type[models.Model]


class SlugBook:
    """The keys of the records that entries have referred to so far, by slug or by uid."""

    def __init__(self) -> None:
        self._keys: dict[Model, dict[str, Any]] = defaultdict(dict)

    def learn(self, wanted: Mapping[Model, Iterable[str]]) -> None:
        """Look up what is not known yet: one query per kind and thousand slugs."""
        for model, slugs in wanted.items():
            missing = sorted(set(slugs) - self._keys[model].keys())
            for start in range(0, len(missing), _BATCH):
                self._keys[model].update(self.found(model, missing[start : start + _BATCH]))

    def visible(self, model: Model) -> models.QuerySet[Any]:
        """What may be referred to."""
        return model._default_manager.all()

    def found(self, model: Model, names: Sequence[str]) -> dict[str, Any]:
        """The keys of those of `names` that may be referred to. No slug looks like a uid."""
        uids = {uid: name for name in names if (uid := as_uid(name))}
        rows = self.visible(model).order_by()
        found = dict(rows.filter(slug__in=names).values_list("slug", "pk"))
        if uids:
            by_uid = rows.filter(uid__in=list(uids)).values_list("uid", "pk")
            found |= {uids[uid]: key for uid, key in by_uid}
        return found

    def key(self, model: Model, slug: str) -> Any:
        return self._keys[model].get(slug)

    def known(self, model: Model) -> list[str]:
        return list(self._keys[model])


def resolve(
    drafts: Sequence[Draft],
    book: SlugBook,
    problems: Problems,
    announced: Mapping[str, Iterable[str]],
) -> None:
    """Put keys in place of slugs. What refers forward within its kind is noted in `forward`.

    `announced` are the slugs of the file so far, by kind: once something is wrong, nothing is
    written any more, and they would all seem to be missing.
    """
    wanted: dict[Model, set[str]] = defaultdict(set)
    for draft in drafts:
        for values, column, _prefix in draft.references:
            wanted[_target(column)].add(values[column.index])
        for key, model in draft.shape.lists.items():
            wanted[model].update(draft.lists[key])
    book.learn(wanted)
    for draft in drafts:
        _resolve_fields(draft, book, problems, announced)
        _resolve_lists(draft, book, problems, announced)


def _target(column: Column) -> Model:
    if column.refers_to is None:
        raise TypeError(f"{column.key} is no reference.")
    return column.refers_to


def _resolve_fields(
    draft: Draft, book: SlugBook, problems: Problems, announced: Mapping[str, Iterable[str]]
) -> None:
    for values, column, prefix in draft.references:
        model, slug = _target(column), values[column.index]
        key = values[column.index] = book.key(model, slug)
        if key is not None:
            continue
        if model is draft.shape.model:
            draft.forward[column.index] = slug
        elif slug not in (others := announced[KIND_OF_MODEL[model]]):
            _refuse(draft, prefix + column.key, model, slug, others, book, problems)


def _resolve_lists(
    draft: Draft, book: SlugBook, problems: Problems, announced: Mapping[str, Iterable[str]]
) -> None:
    for key, model in draft.shape.lists.items():
        for number, slug in enumerate(draft.lists[key]):
            others = announced[KIND_OF_MODEL[model]]
            if book.key(model, slug) is None and slug not in others:
                _refuse(draft, f"{key}[{number}]", model, slug, others, book, problems)
        draft.lists[key] = [book.key(model, slug) for slug in draft.lists[key]]


def _refuse(
    draft: Draft,
    path: str,
    model: Model,
    slug: str,
    others: Iterable[str],
    book: SlugBook,
    problems: Problems,
) -> None:
    # Comparing with everything known takes long: only for a reason that somebody will read.
    known = [] if problems.is_full else [*others, *book.known(model)]
    problems.add(draft.place, path, missing(model, slug, known))


def missing(model: Model, slug: str, known: Iterable[str]) -> str:
    """The reason why an entry that refers to `slug` is refused."""
    return (
        f"There is no {model._meta.verbose_name} “{slug}”. "
        f"Add its entry, or mend the slug.{nearest(slug, list(known))}"
    )
