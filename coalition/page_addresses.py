"""Where the public page of a record is: part of the contract, and inside documents too."""

from collections.abc import Mapping

from django.conf import settings

from coalition.models.editions import Kind

#: The first segment of every address of a kind.
PAGE_PATHS: Mapping[str, str] = {
    Kind.MEETING: "meetings",
    Kind.SEAT_SHARING_TALK: "seat-sharing",
    Kind.STATEMENT: "statements",
    Kind.PARTY: "parties",
    Kind.LEADER: "leaders",
    Kind.ALLIANCE: "alliances",
    Kind.ELECTION: "elections",
}


def page_url(kind: str, slug: str) -> str:
    """The absolute address of a public page, in the site's own language."""
    return f"{settings.SITE_URL}/{PAGE_PATHS[kind]}/{slug}/"
