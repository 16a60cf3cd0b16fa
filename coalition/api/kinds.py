"""The kinds that the API serves, and under which address."""

from dataclasses import dataclass

from django.conf import settings

from coalition.models.editions import Kind


@dataclass(frozen=True, slots=True)
class PublicKind:
    """`path` is its segment below `/api/v1/`."""

    kind: Kind
    path: str
    #: As a sentence names one, and many.
    one: str
    many: str
    #: Dated kinds are listed newest first, the others by name.
    is_dated: bool

    @property
    def component(self) -> str:
        """The name of its document in the OpenAPI schema."""
        return "".join(word.capitalize() for word in self.kind.value.split("_"))


PUBLIC_KINDS: dict[Kind, PublicKind] = {
    entry.kind: entry
    for entry in (
        PublicKind(Kind.MEETING, "meetings", "meeting", "meetings", True),
        PublicKind(Kind.PARTY, "parties", "party", "parties", False),
        PublicKind(Kind.LEADER, "leaders", "leader", "leaders", False),
        PublicKind(Kind.ALLIANCE, "alliances", "alliance", "alliances", False),
        PublicKind(Kind.ELECTION, "elections", "election", "elections", True),
        PublicKind(
            Kind.SEAT_SHARING_TALK,
            "seat-sharing-talks",
            "seat-sharing talk",
            "seat-sharing talks",
            True,
        ),
        PublicKind(Kind.STATEMENT, "statements", "statement", "statements", True),
    )
}

API_ROOT = "/api/v1/"


def api_url(path: str) -> str:
    """The absolute address of `path` below the root of the API, whatever Host was asked for."""
    return f"{settings.SITE_URL}{API_ROOT}{path}"
