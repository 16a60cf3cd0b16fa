"""Who did what to which key, in the log that the desk's histories show."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry

from coalition.models import ApiKey

# As the log keeps them: in the language of the desk's developers, like Django's own.
ISSUED = "Issued for {key.user}: {key.scopes}."
ROTATED = "Replaced by a new key; works until {key.expires_at:%Y-%m-%d %H:%M} UTC."
ROTATED_AT_ONCE = "Replaced by a new key, and revoked at once."
REVOKED = "Revoked."
RENAMED = "Renamed to “{key.name}”."
NARROWED = "Scopes reduced to: {key.scopes}."


def record_act(act: str, key: ApiKey, *, by: Any) -> None:
    """A line in the log, in the transaction of the act. Never the text of a key, nor its digest.

    A command has no account, and a line needs one: it stands under the key's own, and says so.
    """
    words = act.format(key=key)
    LogEntry.objects.log_actions(
        (key.user if by is None else by).pk,
        [key],
        ADDITION if act == ISSUED else CHANGE,
        change_message=words if by is not None else f"{words} By a command.",
        single_object=True,
    )
