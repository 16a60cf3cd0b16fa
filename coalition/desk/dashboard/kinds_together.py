"""Records of every kind in one query: a list of work does not care which table a record is in."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from coalition.models import Kind
from coalition.publishing.documents import KINDS

#: Narrows the records of one kind, and annotates what `together` is to return.
Narrowing = Callable[[Any, Kind], Any]


def together(kinds: Iterable[Kind], narrow: Narrowing, *columns: str) -> QuerySet[Any] | None:
    """Dictionaries of `of_kind`, `key`, `uid`, `version`, `name` and `columns`, unordered.

    None if there is no kind to look at, which somebody without any permission has.
    """
    parts = [
        narrow(entry.model.objects.order_by(), kind)
        .annotate(
            of_kind=Value(str(kind), output_field=CharField()),
            key=F("pk"),
            named=F(entry.title_field),
        )
        .values("of_kind", "key", "uid", "version", "named", *columns)
        for kind, entry in KINDS.items()
        if kind in set(kinds)
    ]
    return parts[0].union(*parts[1:], all=True) if parts else None
