"""Lists of work: a few entries, how many there are, where the rest is, and what to do if empty."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from coalition.models import Kind
from coalition.publishing.documents import KINDS

#: How many entries a list shows, and how many it counts before it says "and more".
SHOWN = 8
COUNTED = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One record that waits. `detail` says why in a few words, `note` what somebody wrote."""

    kind: Kind
    pk: int
    title: str
    detail: str = ""
    note: str = ""
    #: Set on what should be looked at first, in a word or two.
    mark: str = ""
    #: The page where the work is, and the part of it.
    page: str = "change"
    fragment: str = ""

    @property
    def url(self) -> str:
        name = f"admin:coalition_{model_name(self.kind)}_{self.page}"
        return reverse(name, args=[self.pk]) + (f"#{self.fragment}" if self.fragment else "")

    @property
    def kind_label(self) -> Any:
        return KINDS[self.kind].model._meta.verbose_name


@dataclass(frozen=True, slots=True)
class WorkList:
    """`entries` are those shown, `kinds` whatever was found, up to COUNTED."""

    name: str
    title: Any
    #: What to do, if there is nothing.
    empty: Any
    entries: Sequence[Entry] = ()
    count: int = 0
    #: Label and address of the full lists.
    links: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def count_label(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)

    @property
    def hidden(self) -> int:
        """How many more there are than are shown."""
        return max(min(self.count, COUNTED) - len(self.entries), 0)


def model_name(kind: Kind | str) -> str:
    return str(KINDS[Kind(kind)].model._meta.model_name)


def links_to_lists(kinds: Iterable[str], query: str) -> list[tuple[str, str]]:
    """The list of each kind among what was found, filtered by `query`, the fullest first."""
    links = []
    for kind, count in Counter(kinds).most_common():
        meta = KINDS[Kind(kind)].model._meta
        url = reverse(f"admin:coalition_{meta.model_name}_changelist")
        label = meta.verbose_name if count == 1 else meta.verbose_name_plural
        number = f"{COUNTED}+" if count > COUNTED else str(count)
        links.append((f"{number} {label}", f"{url}?{query}"))
    return links


def days_ago(moment: datetime, *, now: datetime) -> str:
    """How long something has waited, in whole days; empty for today."""
    days = (now - moment).days
    return ngettext("%d day ago", "%d days ago", days) % days if days > 0 else ""
