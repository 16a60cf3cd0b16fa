"""The objects of Popolo, each made of one document or one row of it."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from coalition.api.exports.popolo.dates import dated, spanned
from coalition.api.flat.columns import Facts
from coalition.models.editions import Kind

Made = dict[str, Any]


def person(leader: Facts) -> Made:
    return {
        "id": leader["id"],
        "name": leader["name"],
        "sort_name": leader["sort_name"],
        "biography": leader["summary"],
        **_named(leader),
        **_about(leader),
    }


def organization(document: Facts) -> Made:
    """A party or an alliance."""
    is_party = document["kind"] == Kind.PARTY
    parent = document.get("split_from")
    return {
        "id": document["id"],
        "name": document["name"],
        "classification": document["kind"],
        "abstract": document.get("purpose"),
        "description": document["summary"],
        **dated("founding_date", document["founded" if is_party else "formed"]),
        **dated("dissolution_date", document["dissolved"]),
        **({"split_from_id": parent["id"]} if parent else {}),
        **_named(document),
        **_about(document),
    }


def memberships(document: Facts) -> Iterator[Made]:
    """Of a leader: in parties and in offices. Of an alliance: its parties."""
    for row in document.get("party_memberships", ()):
        yield {
            **_membership(document, row, row["party"]["id"]),
            "person_id": document["id"],
            "organization_id": row["party"]["id"],
            "organization": _mentioned(row["party"]),
            "role": "member",
        }
    for row in document.get("offices", ()):
        yield {
            **_membership(document, row, _post_id(row)),
            "person_id": document["id"],
            "post_id": _post_id(row),
            "role": row["title"],
            **_at(row),
        }
    for row in document.get("members", ()):
        yield {
            **_membership(document, row, row["party"]["id"]),
            "organization_id": document["id"],
            "member": {"@type": "Organization", **_mentioned(row["party"])},
            "role": "member",
        }


def posts(leader: Facts) -> Iterator[Made]:
    """The offices of a leader, as what others may hold too: told by title, party and region."""
    for row in leader["offices"]:
        yield {"id": _post_id(row), "label": row["title"], "role": row["title"], **_at(row)}


def event(meeting: Facts) -> Made:
    """A meeting. Its attendees are the people whom a source names as having attended; who stayed
    away is in the flat rows, for Popolo has no word for that."""
    place = meeting["place"]
    attended = [row for row in meeting["attendance"] if row["status"] == "attended"]
    where = [place[key] for key in ("venue", "city") if place[key]]
    return {
        "id": meeting["id"],
        "name": meeting["title"],
        "description": meeting["purpose"],
        "classification": meeting["category"],
        "status": meeting["occurrence"],
        "location": ", ".join(where) or None,
        **({"area_id": place["region"]} if place["region"] else {}),
        **({"organization_id": meeting["alliance"]["id"]} if meeting["alliance"] else {}),
        **spanned(meeting["date"], meeting["start"]),
        "duration_minutes": meeting["duration_minutes"],
        "attendees": [_attendee(row) for row in attended if row["leader"]],
        "attending_organizations": [
            _mentioned(row["party"]) for row in attended if not row["leader"]
        ],
        **_about(meeting),
    }


def poll(election: Facts) -> Made:
    """An election, as an event without attendees."""
    return {
        "id": election["id"],
        "name": election["name"],
        "classification": "election",
        **({"area_id": election["region"]} if election["region"] else {}),
        **spanned(election["polling"]),
        **_about(election),
    }


def areas(codes: set[str]) -> Iterator[Made]:
    """Regions by their ISO 3166 codes, with the countries that they are in."""
    for code in sorted(codes | {code.partition("-")[0] for code in codes}):
        country, is_within, _part = code.partition("-")
        yield {
            "id": code,
            "identifier": code,
            "classification": "subdivision" if is_within else "country",
            **({"parent_id": country} if is_within else {}),
        }


def _attendee(row: Facts) -> Made:
    return _mentioned(row["leader"]) | {
        "role": row["role"],
        "organization_id": row["party"]["id"] if row["party"] else None,
        "represents_id": row["on_behalf_of"]["id"] if row["on_behalf_of"] else None,
    }


def _membership(document: Facts, row: Facts, of: str) -> Made:
    # Nobody has two rows for the same with the same beginning: the database refuses it.
    since = row["since"]["edtf"] if row["since"] else None
    return {
        "id": _id_of("membership", document["id"], of, since),
        **dated("start_date", row["since"]),
        **dated("end_date", row["until"]),
        **({"ending": row["ending"]} if row.get("ending") else {}),
        "sources": _sources(document, {claim["source"] for claim in row["claims"]}),
    }


def _post_id(office: Facts) -> str:
    party = office["party"]
    return _id_of("post", office["title"], office["region"], party and party["id"])


def _id_of(*parts: str | None) -> str:
    """The same for the same parts, in every export: rows have no uid of their own."""
    return str(uuid5(NAMESPACE_URL, "\n".join(part or "" for part in parts)))


def _at(office: Facts) -> Made:
    party, region = office["party"], office["region"]
    at_party = {"organization_id": party["id"], "organization": _mentioned(party)} if party else {}
    return at_party | ({"area_id": region} if region else {})


def _mentioned(reference: Facts) -> Made:
    """Somebody named, by the name of that day; they may have been withdrawn since."""
    return {"id": reference["id"], "name": reference["name"]}


def _named(document: Facts) -> Made:
    others = [
        {
            "name": row["name"],
            "note": row["kind"],
            **({"language": row["language"]} if row["language"] else {}),
            **dated("start_date", row["since"]),
            **dated("end_date", row["until"]),
        }
        for row in document["other_names"]
    ]
    if document.get("abbreviation"):
        others.append({"name": document["abbreviation"], "note": "abbreviation"})
    wikidata = document["wikidata_id"]
    return {
        "other_names": others,
        "identifiers": [{"scheme": "wikidata", "identifier": wikidata}] if wikidata else [],
    }


def _about(document: Facts) -> Made:
    return {
        "links": [{"url": document["url"], "note": "Public page"}],
        "sources": _sources(document),
        "created_at": document["first_published_at"],
        "updated_at": document["published_at"],
    }


def _sources(document: Facts, wanted: set[str] | None = None) -> list[Made]:
    """The reports behind it that have an address: Popolo's sources are links."""
    return [
        {
            "url": source["url"],
            "note": ": ".join(source[key] for key in ("publisher", "headline") if source[key])
            or None,
        }
        for source in document["sources"]
        if source["url"] and (wanted is None or source["id"] in wanted)
    ]
