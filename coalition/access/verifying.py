"""Recognising a key by its text, and noting that it was used."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from coalition.access.texts import digest_of, is_text_of, prefix_of
from coalition.models import ApiKey, KeyState
from coalition.models.access import WORKING_STATES

logger = logging.getLogger(__name__)

#: Last use is noted at most this often: a key that is used all the time is written to once a minute
#: and not with every request.
NOTED_EVERY = timedelta(minutes=1)

_NOBODY = digest_of("")

_REASONS = {
    KeyState.EXPIRED: "This key has expired. Ask the newsroom for a new one.",
    KeyState.REVOKED: "This key was revoked. Ask the newsroom for a new one.",
    KeyState.SUSPENDED: "The account of this key is switched off. Ask the newsroom.",
}


class InvalidKey(Exception):
    """The text opens nothing. Why, is said only to those who have the whole text of a key."""

    def __init__(self, detail: str = "There is no such key.") -> None:
        super().__init__(detail)
        self.detail = detail


def verify(text: str, *, now: datetime | None = None) -> ApiKey:
    """The working key that has this text, with its account; one query. Raises InvalidKey."""
    now = now or timezone.now()
    prefix = prefix_of(text)
    if prefix is None:
        raise InvalidKey
    key = ApiKey.objects.select_related("user").filter(prefix=prefix).first()
    if not is_text_of(text, _NOBODY if key is None else key.digest) or key is None:
        raise InvalidKey
    _refuse_ended(key, now)
    _note_use(key, now)
    return key


def verify_again(key: ApiKey, *, now: datetime | None = None) -> None:
    """Raises InvalidKey if `key` has come to an end since it was verified; one query.

    For whoever may have waited for others, before what was done is kept.
    """
    found = ApiKey.objects.select_related("user").get(pk=key.pk)
    _refuse_ended(found, now or timezone.now())


def _refuse_ended(key: ApiKey, now: datetime) -> None:
    state = key.state(now)
    if state not in WORKING_STATES:
        raise InvalidKey(_REASONS[state])


def _note_use(key: ApiKey, now: datetime) -> None:
    noted = key.last_used_at
    if noted is not None and now - noted < NOTED_EVERY:
        return
    due = models.Q(last_used_at__isnull=True) | models.Q(last_used_at__lte=now - NOTED_EVERY)
    try:
        # Its own savepoint, or PostgreSQL would refuse all that the caller does after a failure.
        with transaction.atomic():
            ApiKey.objects.filter(due, pk=key.pk).update(last_used_at=now)
    except DatabaseError as error:
        # A file that somebody else is writing to must not make a reader's request fail.
        logger.warning("The last use of key %s was not noted: %s", key.prefix, error)
        return
    key.last_used_at = now
