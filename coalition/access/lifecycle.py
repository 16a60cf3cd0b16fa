"""What becomes of a key: replaced, revoked, renamed, narrowed. Never deleted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.access.issuing import (
    KeyRefused,
    allowed_scopes,
    make,
    refuse_invalid,
    refuse_scopes_beyond,
    written,
)
from coalition.access.journal import (
    NARROWED,
    RENAMED,
    REVOKED,
    ROTATED,
    ROTATED_AT_ONCE,
    record_act,
)
from coalition.models import ApiKey, KeyState, Scope

#: How long a replaced key goes on working, so that nothing stops while the new one is put in.
OVERLAP = timedelta(days=7)


@transaction.atomic
def rotate(
    key: ApiKey, *, by: Any, overlap: timedelta = OVERLAP, now: datetime | None = None
) -> tuple[ApiKey, str]:
    """A new key in the place of `key`, and its text. The old one works for `overlap` and no longer.

    The new one has the old one's name, account and scopes, as far as the account's role still
    allows them, and never expires unless the old one did: then it lives as long. Raises KeyRefused
    for a key that does not work any more, or was replaced already.
    """
    now = now or timezone.now()
    old = _locked(key)
    state = old.state(now)
    if state != KeyState.ACTIVE:
        raise KeyRefused(_("A key can be replaced once, while it works. Issue a new one."))
    scopes = old.scope_set & allowed_scopes(old.user)
    refuse_scopes_beyond(Scope, scopes)
    lifetime = None if old.expires_at is None else old.expires_at - old.created_at
    old.replaced_at = now
    if overlap > timedelta(0):
        until = now + overlap
        old.expires_at = min(until, old.expires_at or until).astimezone(UTC)
    else:
        old.revoked_at, old.revoked_by = now, by
    old.save(update_fields=["replaced_at", "expires_at", "revoked_at", "revoked_by"])
    record_act(ROTATED if overlap > timedelta(0) else ROTATED_AT_ONCE, old, by=by)
    return make(
        ApiKey(
            name=old.name,
            user=old.user,
            scopes=written(scopes),
            created_at=now,
            created_by=by,
            expires_at=None if lifetime is None else now + lifetime,
            replaces=old,
        )
    )


@transaction.atomic
def revoke(key: ApiKey, *, by: Any, now: datetime | None = None) -> ApiKey:
    """End `key` at once and for ever. To revoke it again changes nothing."""
    key = _locked(key)
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by = now or timezone.now(), by
        key.save(update_fields=["revoked_at", "revoked_by"])
        record_act(REVOKED, key, by=by)
    return key


@transaction.atomic
def rename(key: ApiKey, *, name: str, by: Any) -> ApiKey:
    """Raises KeyRefused if the account has another key of that name."""
    key = _locked(key)
    if key.name != name:
        key.name = name
        refuse_invalid(key)
        key.save(update_fields=["name"])
        record_act(RENAMED, key, by=by)
    return key


@transaction.atomic
def narrow(key: ApiKey, *, scopes: Collection[Scope | str], by: Any) -> ApiKey:
    """Take scopes away. None are ever added: whoever has the text was not trusted with more.

    Raises ScopesRefused for a scope that the key does not have.
    """
    key = _locked(key)
    refuse_scopes_beyond(key.scope_set, scopes)
    if key.scopes != written(scopes):
        key.scopes = written(scopes)
        key.save(update_fields=["scopes"])
        record_act(NARROWED, key, by=by)
    return key


def _locked(key: ApiKey) -> ApiKey:
    """The row as it is now, which nobody else changes meanwhile."""
    return ApiKey.objects.select_for_update(of=("self",)).select_related("user").get(pk=key.pk)
