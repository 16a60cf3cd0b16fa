"""Writing: one entry or many, in the name of somebody, by the rules of the desk."""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from coalition.api.records.actors import Actor
from coalition.api.records.bodies import merged
from coalition.api.records.kinds import RecordKind
from coalition.api.records.persons import WITHHELD_WORDS, Person, Wish, Written, set_aside
from coalition.api.records.refusals import Conflict, InvalidEntry, field_error, overtaken
from coalition.api.records.representation import TOLD, represent
from coalition.editing.addresses import free_slug, plain_slug
from coalition.interchange.loading import load
from coalition.interchange.problems import EntriesRefused, Place, Problems
from coalition.interchange.values import short
from coalition.models import Record

_SUFFIX_BYTES = 4
#: To make an address of it. No field holds as much.
_LONGEST_NAME = 1000


class Given:
    """Entries as they were sent, for `interchange.load`. The line of a place is the row."""

    def __init__(self) -> None:
        self.problems = Problems()
        self.wishes: dict[int, Wish] = {}
        self._entries: dict[str, list[tuple[Place, dict[str, Any]]]] = {}

    def add(self, kind: RecordKind, entry: dict[str, Any], wish: Wish, *, row: int) -> None:
        self.wishes[row] = wish
        self._entries.setdefault(kind.kind, []).append((Place("the request", row), entry))

    def of_kind(self, kind: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        return iter(self._entries.get(kind, ()))


def write(given: Given, *, actor: Actor, is_dry_run: bool = False) -> list[Written]:
    """Write all entries of `given` with their revisions and audit rows, or none of them.

    Raises EntriesRefused, or Conflict if somebody else took what they stand on in the same moment.
    """
    person = Person(actor, given.wishes)
    try:
        with transaction.atomic():
            load(given, editor=person, is_dry_run=is_dry_run)
            if not is_dry_run:
                person.sign()
    except IntegrityError as error:
        raise overtaken() from error
    return person.written


def upsert(given: Given, *, actor: Actor, is_dry_run: bool = False) -> list[Written]:
    """The same for entries that make a record or change it, whichever it takes.

    What somebody else records in the same moment is there when they are tried once more.
    """
    try:
        return write(given, actor=actor, is_dry_run=is_dry_run)
    except EntriesRefused as refused:
        if not refused.was_overtaken:
            raise
    return write(given, actor=actor, is_dry_run=is_dry_run)


def create(kind: RecordKind, body: Any, *, actor: Actor) -> Any:
    """Make a new record from an entry, and return its key."""
    entry = dict(entry_of(kind, body))
    if "uid" in entry:
        raise _invalid("uid", "The server sets uid. Leave it out.")
    read_only = set_aside(entry)
    if entry.get("slug"):
        return _create(kind, entry, Wish(True, names_slug=True, read_only=read_only), actor)
    wish = Wish(is_creation=True, read_only=read_only)
    entry["slug"] = new_slug(kind, entry, actor=actor)
    try:
        return _create(kind, entry, wish, actor)
    except EntriesRefused as refused:
        if not refused.was_overtaken:
            raise
    # Somebody took the address that we chose. The next free one may be wanted by others too.
    entry["slug"] = _slug_by_chance(kind, entry)
    return _create(kind, entry, wish, actor)


def _create(kind: RecordKind, entry: dict[str, Any], wish: Wish, actor: Actor) -> Any:
    given = Given()
    given.add(kind, entry, wish, row=1)
    return write(given, actor=actor)[0].pk


def replace(kind: RecordKind, record: Record, body: Any, *, actor: Actor) -> None:
    """Make `record`, whose row is locked, what the entry says; what it leaves out becomes empty."""
    _replace(kind, record, entry_of(kind, body), actor)


def change(kind: RecordKind, record: Record, patch: Any, *, actor: Actor) -> None:
    """Change of `record`, whose row is locked, what the merge patch names."""
    (present,) = represent(kind, [record.pk], actor=actor)
    if set_aside(present).get("withheld"):
        raise Conflict(WITHHELD_WORDS)
    patch = dict(entry_of(kind, patch))
    repeated = set_aside(patch)
    _replace(kind, record, merged(present, patch) | repeated, actor)


def _replace(kind: RecordKind, record: Record, body: dict[str, Any], actor: Actor) -> None:
    entry = dict(body)
    if entry.get("uid", str(record.uid)) != str(record.uid):
        raise _invalid("uid", "A uid never changes. Leave it out, or repeat what stands there.")
    if told := entry.keys() & set(TOLD):
        (present,) = represent(kind, [record.pk], actor=actor)
        for key in sorted(told):
            if entry.pop(key) != present.get(key):
                raise _invalid(key, f"No entry sets {key}. Leave it out.")
    entry["uid"] = str(record.uid)
    entry["slug"] = entry.get("slug") or record.slug
    given = Given()
    given.add(kind, entry, Wish(names_slug=True, read_only=set_aside(entry)), row=1)
    write(given, actor=actor)


def entry_of(kind: RecordKind, body: Any) -> dict[str, Any]:
    """`body`, if it is an entry of `kind`; raises InvalidEntry if not."""
    if not isinstance(body, dict):
        raise _invalid("", f"{short(body)} is no entry. Send an object with the record's fields.")
    if body.get("kind", kind.kind) != kind.kind:
        reason = f"At this address the kind is {kind.kind}. Leave it out, or write that."
        raise _invalid("kind", reason)
    return body


def new_slug(
    kind: RecordKind, entry: dict[str, Any], *, actor: Actor, taken: Sequence[str] = ()
) -> str:
    """An address made from the entry's name, or of the kind's if nothing is left of that.

    That of a proposal has a part left to chance: a number would tell which drafts there are.
    """
    free = "" if actor.only_proposes else free_slug(kind.model, _name_in(entry))
    if not free:
        return _slug_by_chance(kind, entry)
    found, number = free, 1
    while found in taken:
        number += 1
        found = f"{free}-{number}"
    return found


def _slug_by_chance(kind: RecordKind, entry: dict[str, Any]) -> str:
    suffix = secrets.token_hex(_SUFFIX_BYTES)
    base = plain_slug(kind.model, _name_in(entry), room=len(suffix) + 1)
    return f"{base or kind.kind.replace('_', '-')}-{suffix}"


def _name_in(entry: dict[str, Any]) -> str:
    """What the entry calls its record; empty if that is no name, as will be said of the field."""
    name = entry.get("name") or entry.get("title")
    return name if isinstance(name, str) and len(name) <= _LONGEST_NAME else ""


def _invalid(field: str, detail: str) -> InvalidEntry:
    advice = "Nothing was written. Mend the fields named in errors."
    return InvalidEntry(advice, errors=[field_error(field, detail)])
