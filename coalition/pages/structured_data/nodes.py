"""Things by their names: how one node of the graph points at another."""

from __future__ import annotations

from typing import Any

from coalition.models.editions import Kind
from coalition.pages.addresses import absolute, reference_path
from coalition.pages.sources import outward

Node = dict[str, Any]
Document = dict[str, Any]

CONTEXT = "https://schema.org"

TYPES: dict[str, str] = {
    Kind.MEETING: "Event",
    Kind.SEAT_SHARING_TALK: "CreativeWork",
    Kind.STATEMENT: "CreativeWork",
    Kind.PARTY: "PoliticalParty",
    Kind.LEADER: "Person",
    # A party's members are people; an alliance's are parties.
    Kind.ALLIANCE: "Organization",
    Kind.ELECTION: "Event",
}


def told(node: Node) -> Node:
    """`node` without what is not known."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def identity(document: Document) -> str:
    """The same in every language, and whatever its address becomes."""
    return f"urn:uuid:{document['id']}"


def thing(reference: Document) -> Node:
    """A record that another one names."""
    return {
        "@type": TYPES[reference["kind"]],
        "@id": identity(reference),
        "name": reference["name"],
        "url": absolute(reference_path(reference)),
    }


def own_head(document: Document, name: str) -> Node:
    return {
        "@type": TYPES[document["kind"]],
        "@id": identity(document),
        "name": name,
        "url": absolute(reference_path(document)),
    }


def other_names(document: Document) -> list[Any]:
    """Each with its language where that is known, and the abbreviation among them."""
    found: list[Any] = [document["abbreviation"]] if document.get("abbreviation") else []
    for row in document["other_names"]:
        name, language = row["name"], row["language"]
        found.append({"@value": name, "@language": language} if language else name)
    return found


def same_as(document: Document) -> str:
    known = document["wikidata_id"]
    return f"https://www.wikidata.org/wiki/{known}" if known else ""


def reports(document: Document) -> list[Node]:
    """The sources, as far as they can be named."""
    return [
        told(
            {
                "@type": "Article",
                "headline": source["headline"],
                "url": outward(source["url"]),
                "archivedAt": outward(source["archived_url"]),
                "author": {"@type": "Person", "name": source["author"]}
                if source["author"]
                else None,
                "publisher": {"@type": "Organization", "name": source["publisher"]}
                if source["publisher"]
                else None,
                "datePublished": source["published_at"],
                "dateModified": source["updated_at"],
            }
        )
        for source in document["sources"]
        if source["headline"] or outward(source["url"])
    ]
