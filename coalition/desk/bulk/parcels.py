"""What waits between the dry run and the yes: the table itself, signed, in the page that asks.

Nothing is kept on the server. A folder belongs to one machine, a cache to one worker or to whoever
guesses a key, and both have to be swept; a signed field is found by every worker, belongs to the
one editor whom it was shown to, runs out by itself, and cannot be exchanged for another table.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from coalition.desk.bulk.tables import NotReadable, Table

_SALT = "coalition.desk.bulk"
KEPT_FOR = timedelta(hours=1)
#: With the rest of the form it has to stay below the limit of a request's body.
CHARACTERS_LIMIT = 3 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parcel:
    """A table that was looked at, under the name of its file, and what was seen (`digest`)."""

    table: Table
    digest: str
    file_name: str


def pack(parcel: Parcel, *, to: Any, model: Any) -> str:
    """As text for the form. Raises NotReadable if that would be too long to send back."""
    content = [
        parcel.digest,
        parcel.file_name,
        parcel.table.headers,
        [[number, *cells] for number, cells in parcel.table.rows],
    ]
    text = signing.dumps(content, salt=_salt(to, model), compress=True)
    if len(text) > CHARACTERS_LIMIT:
        raise NotReadable(
            _("The table is too long to be confirmed at once. Split it into several.")
        )
    return text


def unpack(text: str, *, by: Any, model: Any) -> Parcel:
    """Raises NotReadable if it was not packed for this editor and this list, or too long ago."""
    try:
        digest, name, headers, rows = signing.loads(text, salt=_salt(by, model), max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise NotReadable(
            _("What you looked at is not what came back, or it was too long ago. Upload it again.")
        ) from error
    table = Table(headers, [(number, cells) for number, *cells in rows])
    return Parcel(table, digest, name)


def _salt(user: Any, model: Any) -> str:
    return f"{_SALT}.{model._meta.label_lower}.{user.pk}"
