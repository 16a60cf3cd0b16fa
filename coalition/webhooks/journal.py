"""Who did what to which webhook, in the log that the desk's histories show."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry

from coalition.models import WebhookSubscription

# As the log keeps them: in the language of the desk's developers, like Django's own.
CREATED = "Created."
CHANGED = "Changed: {what}."
ROTATED = "Secret replaced; the old one signs until {until:%Y-%m-%d %H:%M} UTC."
ROTATED_AT_ONCE = "Secret replaced; the old one signs nothing any more."
PAUSED = "Paused."
RESUMED = "Resumed."
DISABLED = "Disabled. {because}"
TESTED = "A test sent."
HASTENED = "What waited is sent now: {count}."
REPLAYED = "Sent again: {count} chosen."
REPLAYED_AFTER = "Sent again: {count}, all after sequence {after}."


def record_act(act: str, subscription: WebhookSubscription, *, by: Any, **facts: Any) -> None:
    """A line in the log, in the transaction of the act. Never a secret.

    A worker has no account, and a line needs one: it stands under the one that answers for the
    webhook, and says so.
    """
    words = act.format(**facts).strip()
    LogEntry.objects.log_actions(
        (subscription.owner if by is None else by).pk,
        [subscription],
        ADDITION if act == CREATED else CHANGE,
        change_message=words if by is not None else f"{words} Done by a worker or a command.",
        single_object=True,
    )
