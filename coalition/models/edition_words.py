"""The words of the ledger: kinds, causes, and how a document speaks of another record."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The public kinds. The value is the document's `kind`, and part of every contract."""

    PARTY = "party", _("Party")
    LEADER = "leader", _("Leader")
    ALLIANCE = "alliance", _("Alliance")
    ELECTION = "election", _("Election")
    MEETING = "meeting", _("Meeting")
    SEAT_SHARING_TALK = "seat_sharing_talk", _("Seat-sharing talk")
    STATEMENT = "statement", _("Statement")


class Cause(models.TextChoices):
    PUBLISHED = "published", _("Published")
    CORRECTED = "corrected", _("Corrected")
    REFRESHED = "refreshed", _("Refreshed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPUBLISHED = "republished", _("Published again")
    MERGED = "merged", _("Merged into another")


#: The causes of a tombstone: an edition without a document.
ENDINGS = (Cause.WITHDRAWN, Cause.MERGED)

#: The causes of what amends the ledger. A condition for each cause: SQLite knows the index of these
#: by the form of what is asked, and never finds that in a list of values.
AMENDING = (
    models.Q(cause=Cause.CORRECTED) | models.Q(cause=Cause.WITHDRAWN) | models.Q(cause=Cause.MERGED)
)


class Relation(models.TextChoices):
    """How a document speaks of another record; the vocabulary of `EditionLink`."""

    # Of a meeting. `NAMED` stands for every party and leader in its attendance, in any status.
    # A party has the status of its own row, or has attended if any of its leaders did: one leader's
    # absence is never its party's.
    NAMED = "named"
    ATTENDED = "attended"
    ABSENT = "absent"
    EXPECTED = "expected"
    INVITED = "invited"
    DECLINED = "declined"
    HOST = "host"
    CONVENER = "convener"
    CHAIR = "chair"
    ON_BEHALF_OF = "on_behalf_of"
    FOLLOWS = "follows"
    RESCHEDULED_FROM = "rescheduled_from"
    # Of any kind.
    ALLIANCE = "alliance"
    ELECTION = "election"
    PARTY = "party"
    # Of an alliance (its parties) and of a leader (their parties).
    MEMBER = "member"
    OFFICE = "office"
    SPLIT_FROM = "split_from"
    # Of an election.
    OUTCOME = "outcome"
    # Of a seat-sharing talk.
    DISCUSSED_AT = "discussed_at"
    POSITION = "position"
    # Of a statement.
    SPEAKER = "speaker"
    ABOUT = "about"
    # Of a meeting or talk that carries another record's document within its own.
    CARRIES = "carries"
    # Of the tombstone of a merged record: what it became part of.
    MERGED_INTO = "merged_into"


#: What of an attendance tells meetings apart.
TELLING = (
    Relation.ABSENT,
    Relation.EXPECTED,
    Relation.INVITED,
    Relation.DECLINED,
    Relation.HOST,
    Relation.CONVENER,
    Relation.CHAIR,
)
