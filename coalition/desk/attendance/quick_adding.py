"""Quick adding: a leader or party that is not on record yet, without leaving the meeting.

What is added is a draft like any other: with a revision, an audit row, and a membership of the
leader that is only as exact as the meeting's date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coalition.desk.attendance.standings import UNKNOWN, Days, standings, typed_date
from coalition.desk.attendance.suggestions import as_leader, as_party
from coalition.desk.refusals import reason_of
from coalition.editing.addresses import free_slug
from coalition.editing.audit import ADDITION, log
from coalition.models import Leader, Party, PartyMembership, Record
from coalition.name_lookup import Grade, find_by_name
from coalition.revisions import recording

ITEMS_LIMIT = 100
KINDS: Mapping[str, type[Record]] = {"leader": Leader, "party": Party}


@dataclass(frozen=True, slots=True)
class NewName:
    """What is asked for; `anyway` adds it though one of that name is on record."""

    kind: str
    name: str
    abbreviation: str = ""
    party: int | None = None
    date: str = ""
    anyway: bool = False


class AddingRefused(Exception):
    """What is wrong with which field of which item; `found` is who has that name already."""

    def __init__(
        self, errors: dict[str, list[str]], *, item: int = 0, found: dict[str, Any] | None = None
    ) -> None:
        self.errors, self.item, self.found = errors, item, found
        super().__init__(str(errors))


def add_names(items: list[NewName], *, by: Any, days: Days) -> list[dict[str, Any]]:
    """Add all `items` or none; what the grid shows of each, in their order."""
    with transaction.atomic():
        added = []
        for number, item in enumerate(items):
            try:
                added.append(_add(item, by=by, days=days))
            except AddingRefused as refused:
                refused.item = number
                raise
            except ValidationError as error:
                raise AddingRefused(_by_field(error), item=number) from error
            except IntegrityError as error:
                raise AddingRefused({"name": [reason_of(error)]}, item=number) from error
        return added


def _add(item: NewName, *, by: Any, days: Days) -> dict[str, Any]:
    name = " ".join(item.name.split())
    party = None
    if item.kind == "leader" and item.party is not None:
        party = Party.objects.filter(pk=item.party).first()
        if party is None:
            raise AddingRefused({"party": [_("This party was deleted. Choose another one.")]})
    if not item.anyway:
        _refuse_twin(item, name, party, days)
    if item.kind == "party":
        new_party = Party(name=name, abbreviation=" ".join(item.abbreviation.split()))
        _save(new_party, name, by=by)
        return as_party(new_party)
    leader = Leader(name=name)
    membership = party and PartyMembership(party=party, since=_since(item.date))
    _save(leader, name, by=by, membership=membership)
    return as_leader(leader.pk, leader.name, standings([leader.pk], days).get(leader.pk, UNKNOWN))


def _save(record: Any, name: str, *, by: Any, membership: PartyMembership | None = None) -> None:
    record.slug = free_slug(type(record), name)
    record.full_clean(exclude=[] if record.slug else ["slug"])
    if not record.slug:
        raise AddingRefused({"name": [_("Write the name with letters.")]})
    words = _("Added beside a meeting's attendance.")
    with transaction.atomic(), recording(record, by=by, words=words):
        record.save()
        if membership is not None:
            membership.leader = record
            membership.full_clean()
            membership.save()
        log([record], by=by, words=words, act=ADDITION)


def _since(date: str) -> str | None:
    """A report of one day shows that they were in the party by then, and not since when."""
    when = typed_date(date)
    return f"[..{when.edtf}]" if when is not None and when.is_exact else None


def _refuse_twin(item: NewName, name: str, party: Party | None, days: Days) -> None:
    """No second record of one name and party by mistake, nor where either's party is unknown."""
    found = [
        one for one in find_by_name(KINDS[item.kind], name) if one.likeness.grade <= Grade.EXACT
    ]
    if item.kind == "party" and item.abbreviation.strip():
        found += [
            one
            for one in find_by_name(Party, item.abbreviation)
            if one.likeness.grade <= Grade.EXACT
        ]
    if not found:
        return
    if item.kind == "party":
        twin = Party.objects.get(pk=found[0].pk)
        words = _("%s is on record already. Take it, or add another one of that name.")
        raise AddingRefused({"name": [words % twin]}, found=as_party(twin))
    known = standings([one.pk for one in found], days)
    names = dict(Leader.objects.filter(pk__in=[o.pk for o in found]).values_list("pk", "name"))
    for one in found:
        standing = known.get(one.pk, UNKNOWN)
        if party is None or not standing.parties or party in standing.parties:
            shown = as_leader(one.pk, names[one.pk], standing)
            described = f"{shown['text']} ({shown['detail']})" if shown["detail"] else shown["text"]
            words = _("%s is on record already. Take that leader, or add another of that name.")
            raise AddingRefused({"name": [words % described]}, found=shown)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {
            ("name" if field in ("__all__", "slug") else field): messages
            for field, messages in error.message_dict.items()
        }
    return {"name": list(error.messages)}
