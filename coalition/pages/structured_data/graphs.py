"""The graph of each page, as the text of its data block."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coalition.compact_json import compact_json
from coalition.models.editions import Kind
from coalition.pages.addresses import absolute, list_path, reference_path, site_path
from coalition.pages.structured_data.events import election_event, meeting_event
from coalition.pages.structured_data.nodes import CONTEXT, Node, thing
from coalition.pages.structured_data.organizations import alliance, party
from coalition.pages.structured_data.pages import (
    breadcrumbs,
    page,
    publisher,
    record_page,
    website,
)
from coalition.pages.structured_data.people import person
from coalition.pages.structured_data.statements import statement
from coalition.pages.times import When
from coalition.pages.wording import KINDS, word

Document = dict[str, Any]

#: JSON may hold these as they are; a script element may not, nor may old JavaScript.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def record_graph(
    document: Document,
    *,
    title: str,
    description: str,
    today: date,
    was_planned_for: When | None = None,
    alliances: Iterable[Document] = (),
) -> SafeString:
    """What a record's page is about, the page, and the way to it."""
    kind, path = document["kind"], reference_path(document)
    subject = _subject(document, was_planned_for, alliances, today)
    type = "ProfilePage" if kind == Kind.LEADER else "WebPage"
    about: Node = record_page(type, absolute(path), document, name=title, description=description)
    if subject:
        about["mainEntity"] = {"@id": subject["@id"]}
    elif subjects := _subjects_of_talks(document):
        about["about"] = subjects
    trail = [*_home(), (word(KINDS, kind), list_path(kind)), (title, path)]
    return script([*([subject] if subject else []), about, breadcrumbs(trail), publisher()])


def list_graph(title: str, path: str) -> SafeString:
    """A list, a search or any other page that leads to records."""
    about = page("CollectionPage", absolute(path), title)
    return script([about, breadcrumbs([*_home(), (title, path)]), publisher()])


def home_graph(description: str) -> SafeString:
    front = absolute(site_path("/"))
    return script(
        [website(), page("WebPage", front, _("Coalition Desk"), description), publisher()]
    )


def script(nodes: list[Node]) -> SafeString:
    """Text for within `<script type="application/ld+json">`, which nothing in it can end."""
    graph = {"@context": CONTEXT, "@graph": _once(nodes, {})}
    text = compact_json(graph)
    return mark_safe(text.translate(_ESCAPES))


def _once(found: Any, told: dict[str, set[str]]) -> Any:
    """Each thing in full where it is met first, and by its name alone where it has no more to say:
    of a meeting's fifty people, thirty are of three parties."""
    if isinstance(found, list):
        return [_once(item, told) for item in found]
    if not isinstance(found, dict):
        return found
    name = found.get("@id")
    if name and found.keys() <= told.get(name, set()):
        return {"@id": name}
    if name:
        told[name] = told.get(name, set()) | found.keys()
    return {key: _once(value, told) for key, value in found.items()}


def _home() -> list[tuple[str, str]]:
    return [(_("Coalition Desk"), site_path("/"))]


def _subject(
    document: Document, was_planned_for: When | None, alliances: Iterable[Document], today: date
) -> Node | None:
    """None for talks: the vocabulary has no word for them, so the page is what there is."""
    match document["kind"]:
        case Kind.MEETING:
            return meeting_event(document, was_planned_for=was_planned_for)
        case Kind.ELECTION:
            return election_event(document)
        case Kind.LEADER:
            return person(document, today=today)
        case Kind.PARTY:
            return party(document, alliances)
        case Kind.ALLIANCE:
            return alliance(document, today=today)
        case Kind.STATEMENT:
            return statement(document)
    return None


def _subjects_of_talks(document: Document) -> list[Node]:
    named = [document["alliance"], document["election"], *document["parties"]]
    return [thing(target) for target in named if target]
