"""A newsroom with hidden work in it, and every address at which that could show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import uuid4

from django.http import HttpResponseBase
from django.test import Client

from coalition import kept_answers, kept_values
from coalition.models import Edition
from coalition.publishing import submit
from tests.hidden_records import ABSENT, MARKER, MARKERS, Story, tell_story
from tests.public_addresses import addresses, is_translation, kind_of, routes, takes_parameters

#: When the public story was published; when another one was, and when that was withdrawn.
PUBLISHED, MISTAKEN, WITHDRAWN = (datetime(2023, 12, day, 6, tzinfo=UTC) for day in (7, 9, 12))
NOW = datetime(2023, 12, 15, 12, tzinfo=UTC)
#: Before anything, between editions, while the mistake was public, after that, and now.
MOMENTS = ("2023-12-06", "2023-12-08", "2023-12-10", "2023-12-13T12:00", "2023-12-15")

#: Asked of every list; what an address does not know it has to refuse, whatever there is.
QUESTIONS = (
    "",
    "limit=200",
    "limit=1",
    "after=0",
    "after=0&limit=200",
    "after=5",
    "ordering=title",
    "ordering=created_at",
    "date_from=1900-01-01&date_to=1910-01-01",
    "from=1900-01-01",
    "published_since=2000-01-01T00:00:00Z",
    "region=IN",
    "occurrence=held",
    "category=floor_leaders",
    "status=ongoing",
    "stance=demand",
    "q=name",
    "q=title&kind=meeting",
    "ordering=-published",
    "fields=title",
    "fields=name,claims.quote",
    "include=alliance,attendance.party,attendance.leader",
    "include=members.party",
    "corrected=true",
    "disputed=false",
    "min_parties=1",
    "as_of=2023-12-10",
    "as_of=2023-12-10&q=name",
    "name=name",
    "name=name&party=name&on=2023-12-06",
    "prefix=name",
    "kind=party",
    "format=json",
    "format=csv",
    "status=absent&format=jsonl",
    "role=host",
    "expand=sources",
    "stage=drafting",
    "version=1",
    "title__icontains=a",
    "published_by=1",
    "claims__quote=met",
    "page=2",
    "offset=0",
    "cursor=x",
)

#: Asked about one record, by slug or uid.
NAMING = (
    *("party", "leader", "alliance", "election", "meeting", "talk", "about_party", "q", "after"),
    *("name", "prefix", "id"),
)

_ANYWHERE = ("/nothing/", "/meetings/nothing/at/all/", "/admin/", "/admin/login/")


@dataclass
class Newsroom:
    """A public story, and the same story hidden in four ways.

    Of what is hidden, some is a world of its own, and some is about who is public.
    """

    public: Story
    edited: Story | None = None
    drafts: list[Story] = field(default_factory=list)
    in_review: list[Story] = field(default_factory=list)
    withdrawn: list[Story] = field(default_factory=list)

    def hidden(self) -> list[Story]:
        return [*self.drafts, *self.in_review]


def open_newsroom() -> Newsroom:
    public, edited = tell_story(), tell_story()
    public.publish(now=PUBLISHED)
    edited.publish(now=PUBLISHED)
    return Newsroom(public=public, edited=edited)


def hide(newsroom: Newsroom) -> None:
    """Do what must not move anything in public."""
    newsroom.drafts = [tell_story(), tell_story(among=newsroom.public)]
    newsroom.in_review = [tell_story(), tell_story(among=newsroom.public)]
    for story in newsroom.in_review:
        for record in story.records:
            record.refresh_from_db()
            submit(record, by=None)
    assert newsroom.edited
    for story in (*newsroom.hidden(), newsroom.edited):
        story.mark()


def add_withdrawn(newsroom: Newsroom) -> None:
    newsroom.withdrawn = [tell_story(), tell_story(among=newsroom.public)]
    for story in newsroom.withdrawn:
        story.mark(slugs=False)
        story.publish(now=MISTAKEN)
    for story in newsroom.withdrawn:
        story.withdraw(now=WITHDRAWN)


# --- Addresses ------------------------------------------------------------------------------------


def paths_of(newsroom: Newsroom) -> list[str]:
    """Every public address with every question; in a second language, without them: what is asked
    is understood before anything is said in a language."""
    known = routes()
    public = newsroom.public
    slugs = (public.record("party").slug, public.record("meeting").slug)
    about = [f"{name}={slug}" for name in NAMING for slug in slugs]
    paths = []
    for route in known:
        if takes_parameters(route):
            paths += _filled(route)
        elif f"{route}/" in known or is_translation(route):
            # Of the former, only the last slash is left out.
            paths.append(f"/{route}")
        else:
            paths += [f"/{route}?{question}".rstrip("?") for question in (*QUESTIONS, *about)]
    page = f"http://localhost:8000/meetings/{slugs[1]}/"
    return [*paths, f"/oembed?url={quote(page, safe='')}", *_ANYWHERE]


def past_paths_of(newsroom: Newsroom) -> list[str]:
    """Every address at every moment; in a second language at the one that most could show at."""
    paths = []
    for route in routes():
        if route.startswith(("healthz", "readyz")):
            continue
        moments = MOMENTS[2:3] if is_translation(route) else MOMENTS
        for path in _filled(route):
            paths += [f"{path}?as_of={moment}" for moment in moments]
    party = newsroom.public.record("party").slug
    for asked in (
        "/search/?q=name",
        f"/meetings/?party={party}",
        "/meetings/?occurrence=held",
        "/meetings/?from=1900-01-01",
        f"/api/v1/meetings/?party={party}",
        "/api/v1/meetings/?q=name",
        "/api/v1/meetings/?occurrence=held&ordering=published",
        "/api/v1/meetings/?include=attendance.party,attendance.leader,alliance",
    ):
        paths += [f"{asked}&as_of={moment}" for moment in MOMENTS]
    return paths


def _filled(route: str) -> list[str]:
    """The addresses of a route for records that are or were public, or never existed; one of each
    other kind stands for all that are at another address."""
    editions = Edition.objects.order_by("kind", "slug")
    kind = kind_of(route)
    own = editions.filter(kind=kind) if kind else editions
    names = [
        *own.values_list("slug", flat=True).distinct(),
        *map(str, own.values_list("uid", flat=True).distinct()[:2]),
        *editions.exclude(kind=kind).values_list("slug", flat=True).distinct()[:1],
        "nothing-here",
    ]
    values = {
        "slug": names,
        "address": names,
        "part": [1, 2, 99],
        "number": [1, 2, 99],
        "month": ["2023-12", "2023-10", "1907-05"],
        "path": ["nothing-here"],
    }
    return addresses(route, values)


@dataclass(frozen=True)
class Twins:
    """An address of something hidden, and the same address of something that never was."""

    hidden: str
    absent: str
    words: tuple[str, str]

    def differ(self) -> bool:
        hidden, absent = self.words
        return _without(ask(self.hidden), hidden) != _without(ask(self.absent), absent)


def twins_of(newsroom: Newsroom) -> Iterator[Twins]:
    for route in routes():
        if takes_parameters(route):
            for word, other in _pairs(newsroom, kind_of(route)):
                hidden, absent = (_with(route, text) for text in (word, other))
                yield Twins(hidden, absent, (word, other))
                if not is_translation(route):
                    past = f"?as_of={MOMENTS[2]}"
                    yield Twins(hidden + past, absent + past, (word, other))
        elif not is_translation(route):
            named = (*_pairs(newsroom, "party"), *_pairs(newsroom, "meeting"))
            for name in NAMING:
                # A slug and a uid of each.
                for word, other in (*named[:2], *named[-3:-1]):
                    hidden, absent = (f"/{route}?{name}={text}" for text in (word, other))
                    yield Twins(hidden, absent, (word, other))
    for kind in ("party", "meeting"):
        for action in ("change", "history", "delete"):
            pk = newsroom.drafts[0].record(kind).pk
            hidden, absent = (
                f"/admin/coalition/{kind}/{number}/{action}/" for number in (pk, 999_999_999)
            )
            yield Twins(hidden, absent, (hidden, absent))
    for word, other in _pairs(newsroom, "meeting"):
        hidden, absent = (
            f"/oembed?url={quote(f'http://localhost:8000/meetings/{text}/', safe='')}"
            for text in (word, other)
        )
        yield Twins(hidden, absent, (word, other))


def _pairs(newsroom: Newsroom, kind: str | None) -> Iterator[tuple[str, str]]:
    """What stands in the address of something hidden, and what could stand there instead."""
    model = (kind or "meeting").replace("_", "")
    for story in newsroom.hidden():
        if model in story.models:
            record = story.record(model)
            yield record.slug, record.slug.replace(MARKER, ABSENT)
            yield str(record.uid), str(uuid4())
    # What is edited is public, by its uid.
    assert newsroom.edited
    edited = newsroom.edited.record(model).slug
    yield edited, edited.replace(MARKER, ABSENT)


def _with(route: str, word: str) -> str:
    names = ("slug", "address", "path", "month")
    return addresses(route, {name: [word] for name in names} | {"part": [1], "number": [1]})[0]


# --- Answers --------------------------------------------------------------------------------------


def ask(path: str, method: str = "get") -> HttpResponseBase:
    kept_answers.forget_all()
    kept_values.forget_all()
    return getattr(Client(raise_request_exception=False), method)(path)


def text_of(response: HttpResponseBase) -> str:
    """The status line, the headers and the body; of a picture what tells it from any other, for
    what is drawn in a PNG is read in its SVG."""
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(response.items()))
    body = b"".join(response) if response.streaming else response.content
    is_drawn = response.get("Content-Type") == "image/png"
    words = hashlib.sha256(body).hexdigest() if is_drawn else body.decode()
    return f"{response.status_code} {response.reason_phrase}\n{headers}\n\n{words}"


def found_in(text: str) -> list[str]:
    folded = text.casefold()
    return [marker for marker in MARKERS if marker in folded]


def _without(response: HttpResponseBase, word: str) -> str:
    """The answer without what it merely echoes of the question, and without what follows from it:
    the length, and the entity tag of a page that says what was asked."""
    lines = text_of(response).replace(word, "…").split("\n")
    return "\n".join(line for line in lines if not line.startswith(("ETag: ", "Content-Length: ")))
