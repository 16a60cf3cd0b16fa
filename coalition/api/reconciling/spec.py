"""What the service says of itself: its types, its properties, and where everything is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from coalition.api import vocabularies
from coalition.api.kinds import api_url
from coalition.models.editions import Kind
from coalition.resolving import NAMED

#: Queries of one batch, and ids of one extension. More are answered with 413, as the spec has it.
BATCH_LIMIT = 200
#: What is asked of clients, so that each answer takes a fraction of a second.
BATCH_SIZE = 50
PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 220

TYPES: Mapping[str, str] = dict(vocabularies.NAMED_KIND)


@dataclass(frozen=True, slots=True)
class Property:
    """`kinds` have values for it; `type` is what kind of record a value is, if it is one."""

    id: str
    name: str
    description: str
    kinds: tuple[Kind, ...] = NAMED
    type: str = ""

    @property
    def entry(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, "description": self.description}


PROPERTIES: Mapping[str, Property] = {
    found.id: found
    for found in (
        Property(
            "party",
            "Party",
            "The leader's party, on the day in “on” if there is one. Tells namesakes apart.",
            (Kind.LEADER,),
            "party",
        ),
        Property(
            "on",
            "On the day",
            "The day of which your row speaks, such as 2023-12-06. It decides which party counts.",
            (Kind.LEADER,),
        ),
        Property(
            "region",
            "Region",
            "ISO 3166-2, such as IN-WB: of the leader's office, or of the election.",
            (Kind.LEADER, Kind.ELECTION),
        ),
        Property("name", "Name", "As the record has it now."),
        Property("abbreviation", "Abbreviation", "Such as JD(U).", (Kind.PARTY, Kind.ALLIANCE)),
        Property("other_names", "Other names", "Aliases, former ones, those in other scripts."),
        Property("kind", "Kind", "leader, party, alliance or election."),
        Property("url", "Page", "The address of the public page."),
        Property("document_url", "Document", "The address of the document in the API."),
        Property("wikidata", "Wikidata", "The identifier there, such as Q10225."),
        Property("offices", "Offices", "Held on the day, or today if none is set.", (Kind.LEADER,)),
        Property(
            "alliance",
            "Alliance",
            "Of a party: the alliances it belongs to on the day, or today if none is set.",
            (Kind.PARTY,),
            "alliance",
        ),
    )
}


def type_entry(word: str) -> dict[str, str]:
    return {"id": word, "name": TYPES[word]}


def manifest() -> dict[str, Any]:
    service = api_url("reconcile")
    return {
        "versions": ["0.2"],
        "name": "Coalition Desk",
        "identifierSpace": f"{service}/entities/",
        "schemaSpace": api_url("docs/"),
        "documentation": api_url("docs/"),
        "serviceVersion": "1",
        "batchSize": BATCH_SIZE,
        "defaultTypes": [type_entry(word) for word in TYPES],
        "view": {"url": f"{service}/entities/{{{{id}}}}/"},
        "preview": {
            "url": f"{settings.SITE_URL}{settings.FRAMED_PREFIX}records/{{{{id}}}}/",
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": {
            word: {
                "service_url": service,
                "service_path": f"/suggest/{word}/",
                "flyout_service_url": service,
                "flyout_service_path": f"/flyout/{word}/?id=${{id}}",
            }
            for word in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties/"},
            "property_settings": [
                {
                    "name": "on",
                    "label": "On the day",
                    "type": "text",
                    "default": "",
                    "help_text": "For parties, offices and alliances, such as 2023-12-06. Today if "
                    "it is left empty.",
                }
            ],
        },
    }
