"""Why two records cannot be merged, in words that say what to do instead."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coalition.models import Leader, Meeting, Merge, Party, Record

#: The kinds of which two can turn out to be the same.
MERGEABLE: tuple[type[Record], ...] = (Leader, Party, Meeting)


class MergeRefused(Exception):
    """The merge cannot be done; nothing was written. The text is for the editor."""


def check_pair(primary: Record, other: Record) -> None:
    """Raise MergeRefused for two that are no pair."""
    if type(primary) is not type(other) or type(primary) not in MERGEABLE:
        raise MergeRefused(
            _(
                "Only two leaders, two parties or two meetings can become one. Choose another "
                "record of the same kind."
            )
        )
    if primary.pk == other.pk:
        raise MergeRefused(_("“%s” cannot be merged with itself. Choose another record.") % primary)


def already_merged(uid: UUID) -> Merge | None:
    """The merge by which the record `uid` became part of another, unless it was undone."""
    return Merge.objects.filter(other_uid=uid, undone_at=None).first()


def in_words(error: ValidationError) -> str:
    return " ".join(error.messages)
