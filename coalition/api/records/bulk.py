"""Bulk: many entries of any kinds in one request, made or changed by their uid or slug."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q

from coalition.api.problems import Refusal, problem_type
from coalition.api.records.actors import Actor
from coalition.api.records.bodies import Lines
from coalition.api.records.kinds import RECORD_KINDS, RecordKind
from coalition.api.records.persons import Person, Wish, Written, set_aside
from coalition.api.records.refusals import field_error, refused_entries
from coalition.api.records.writing import Given, new_slug, upsert
from coalition.interchange.problems import EntriesRefused, Place, Problems
from coalition.interchange.values import nearest, short
from coalition.uids import as_uid

_LARGEST_VERSION = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Row:
    """One entry that can be read as one."""

    number: int
    kind: RecordKind
    entry: dict[str, Any]
    wish: Wish


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of a request, and what is wrong with those that are none."""

    rows: list[Row] = field(default_factory=list)
    #: By row, so that each is told what is wrong with it.
    problems: dict[int, Problems] = field(default_factory=dict)

    def all_problems(self) -> Problems:
        joined = Problems()
        for found in self.problems.values():
            joined = joined.joined_with(found)
        return joined


def read_rows(lines: Lines, *, actor: Actor) -> Read:
    """The rows of a bulk, without anything that only the server sets."""
    read = Read()
    made: dict[str, list[str]] = defaultdict(list)
    for number, raw in zip(lines.numbers, lines.values, strict=True):
        place, problems = Place("the request", number), Problems()
        if not isinstance(raw, dict):
            problems.add(place, "", f"{short(raw)} is no entry. Send an object.")
            read.problems[number] = problems
            continue
        entry = dict(raw)
        kind = _kind_of(entry, place, problems)
        if_version = entry.pop("if_version", None)
        if if_version is not None and not (
            type(if_version) is int and 0 < if_version <= _LARGEST_VERSION
        ):
            reason = f"{short(if_version)} is no version. Give the number that you read."
            problems.add(place, "if_version", reason)
        if kind is None or problems:
            read.problems[number] = problems
            continue
        names_slug = bool(entry.get("slug"))
        if not names_slug and not entry.get("uid"):
            entry["slug"] = new_slug(kind, entry, actor=actor, taken=made[kind.kind])
            made[kind.kind].append(entry["slug"])
        wish = Wish(names_slug=names_slug, if_version=if_version, read_only=set_aside(entry))
        read.rows.append(Row(number, kind, entry, wish))
    _fill_slugs(read.rows, actor)
    return read


def _kind_of(entry: dict[str, Any], place: Place, problems: Problems) -> RecordKind | None:
    kind = entry.get("kind")
    if isinstance(kind, str) and kind in RECORD_KINDS:
        return RECORD_KINDS[kind]
    hint = nearest(str(kind), list(RECORD_KINDS))
    problems.add(place, "kind", f"{short(kind)} is not one of {', '.join(RECORD_KINDS)}.{hint}")
    return None


def _fill_slugs(rows: list[Row], actor: Actor) -> None:
    """Let an entry that names its record by uid alone keep that record's address."""
    wanted: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.entry.get("slug") and isinstance(row.entry.get("uid"), str):
            wanted[row.kind.kind].append(row)
    for name, found in wanted.items():
        kind = RECORD_KINDS[name]
        uids = [uid for row in found if (uid := as_uid(row.entry["uid"]))]
        known = actor.records(kind.model).filter(uid__in=uids)
        slugs = {str(uid): slug for uid, slug in known.values_list("uid", "slug")}
        for row in found:
            row.entry["slug"] = slugs.get(row.entry["uid"].lower()) or new_slug(
                kind, row.entry, actor=actor
            )


def _lock(rows: Iterable[Row], actor: Actor) -> None:
    """Lock what `rows` speak of, in one order for all requests, before any of it is written.

    One by one they would be locked as each request lists them, and two could wait for each other.
    """
    editor = Person(actor, {})
    for kind in RECORD_KINDS.values():
        entries = [row.entry for row in rows if row.kind is kind]
        slugs = [slug for entry in entries if isinstance(slug := entry.get("slug"), str)]
        uids = [uid for entry in entries if (uid := as_uid(str(entry.get("uid", ""))))]
        if slugs or uids:
            named = kind.model._default_manager.filter(Q(uid__in=uids) | Q(slug__in=slugs))
            list(editor.known(named).values_list("pk"))


@transaction.atomic
def write_together(read: Read, *, actor: Actor, is_dry_run: bool) -> list[dict[str, Any]]:
    """All rows or none. Raises a problem that names the rows at fault."""
    given = Given()
    given.problems = read.all_problems()
    for row in read.rows:
        given.add(row.kind, row.entry, row.wish, row=row.number)
    _lock(read.rows, actor)
    try:
        written = upsert(given, actor=actor, is_dry_run=is_dry_run)
    except EntriesRefused as refused:
        raise refused_entries(refused, with_rows=True) from refused
    return sorted(_results(written, is_dry_run=is_dry_run), key=lambda one: int(one["row"]))


def write_each(read: Read, *, actor: Actor, is_dry_run: bool) -> list[dict[str, Any]]:
    """Each row by itself, in the order of the kinds: one that is refused stops no other.

    With `is_dry_run` they see one another, and all of it is undone.
    """
    results = [
        _refused(number, refused_entries(EntriesRefused(problems)))
        for number, problems in read.problems.items()
    ]
    order = list(RECORD_KINDS)
    rows = sorted(read.rows, key=lambda row: order.index(row.kind.kind))
    with transaction.atomic():
        _lock(rows, actor)
        for row in rows:
            given = Given()
            given.add(row.kind, row.entry, row.wish, row=row.number)
            try:
                written = upsert(given, actor=actor)
            except EntriesRefused as refused:
                results.append(_refused(row.number, refused_entries(refused)))
            except Refusal as refusal:
                results.append(_refused(row.number, refusal))
            else:
                results += _results(written, is_dry_run=is_dry_run)
        if is_dry_run:
            transaction.set_rollback(True)
    return sorted(results, key=lambda one: int(one["row"]))


def _results(written: list[Written], *, is_dry_run: bool) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    keys: dict[str, list[Any]] = defaultdict(list)
    for one in written:
        keys[one.kind.kind].append(one.pk)
    stored = {
        (name, pk): (str(uid), slug, version)
        for name, wanted in keys.items()
        for pk, uid, slug, version in RECORD_KINDS[name]
        .model._default_manager.filter(pk__in=wanted)
        .values_list("pk", "uid", "slug", "version")
    }
    for one in written:
        uid, slug, version = stored.get((one.kind.kind, one.pk), (None, one.slug, None))
        # What a dry run makes will be another record when it is made in earnest.
        is_gone = is_dry_run and one.status == "created"
        found.append(
            {
                "row": one.row,
                "status": one.status,
                "kind": one.kind.kind,
                "uid": None if is_gone else uid,
                "slug": slug,
                "version": version,
                "problem": None,
                "errors": [],
            }
        )
    return found


def _refused(row: int, refusal: Refusal) -> dict[str, Any]:
    """The result of a row: the type of the problem that it would have alone, and each fault."""
    return {
        "row": row,
        "status": "refused",
        "kind": None,
        "uid": None,
        "slug": None,
        "version": None,
        "problem": problem_type(refusal.name),
        "errors": refusal.errors or [field_error("", str(refusal.detail))],
    }
