"""Where the public page of a record is."""

from django.conf import settings

from coalition.models.editions import Kind

#: The segment of the address below which the pages of a kind are.
PAGE_PATHS: dict[Kind, str] = {
    Kind.MEETING: "meetings",
    Kind.PARTY: "parties",
    Kind.LEADER: "leaders",
    Kind.ALLIANCE: "alliances",
    Kind.ELECTION: "elections",
    Kind.SEAT_SHARING_TALK: "seat-sharing",
    Kind.STATEMENT: "statements",
}


def page_url(kind: Kind, slug: str) -> str:
    """The absolute address of a public page."""
    return f"{settings.SITE_URL}/{PAGE_PATHS[kind]}/{slug}/"
