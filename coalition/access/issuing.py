"""Issuing a key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.access.journal import ISSUED, record_act
from coalition.access.texts import new_secret
from coalition.models import ApiKey, Scope

PROPOSE = "coalition.propose_record"


class KeyRefused(Exception):
    """The key cannot be made or changed so; its text says why, to whoever asked for it."""


class ScopesRefused(KeyRefused):
    """The scopes are none, or more than the account may have."""


def allowed_scopes(user: Any) -> frozenset[Scope]:
    """What a key of `user` may be used for at most.

    Everybody may read; who has a role may propose; and to write whatever the role may is for staff
    alone, as partners change nothing but their own proposals.
    """
    if not user.has_perm(PROPOSE):
        return frozenset({Scope.READ})
    return frozenset(Scope) if user.is_staff else frozenset({Scope.READ, Scope.PROPOSE})


def written(scopes: Iterable[Scope | str]) -> str:
    """Scopes as the column holds them: each once, in the order of `Scope`."""
    chosen = {Scope(scope) for scope in scopes}
    return " ".join(scope.value for scope in Scope if scope in chosen)


@transaction.atomic
def issue(
    *,
    name: str,
    user: Any,
    scopes: Collection[Scope | str],
    by: Any,
    expires_at: datetime | None = None,
    now: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key that acts as `user`, and its text, which nobody can ever be shown again.

    `by` is empty if a command does it. Raises KeyRefused: the account is switched off, has a key of
    that name, or may not have one of the scopes; the expiry has passed.
    """
    now = now or timezone.now()
    if not user.is_active:
        raise KeyRefused(_("This account is switched off, so a key of it would not work."))
    refuse_scopes_beyond(allowed_scopes(user), scopes)
    return make(
        ApiKey(
            name=name,
            user=user,
            scopes=written(scopes),
            created_at=now,
            created_by=by,
            expires_at=expires_at,
        )
    )


def refuse_scopes_beyond(allowed: Collection[Scope], scopes: Collection[Scope | str]) -> None:
    unknown = [str(scope) for scope in scopes if scope not in Scope.values]
    if unknown:
        raise ScopesRefused(_("There is no scope “%s”.") % "”, “".join(unknown))
    if not scopes:
        raise ScopesRefused(_("A key without a scope could do nothing. Choose one."))
    beyond = [scope.value for scope in Scope if scope in scopes and scope not in allowed]
    if beyond:
        raise ScopesRefused(
            _("The role of this account does not allow “%(beyond)s”. It allows: %(allowed)s.")
            % {"beyond": "”, “".join(beyond), "allowed": ", ".join(written(allowed).split())}
        )


def make(key: ApiKey) -> tuple[ApiKey, str]:
    """Give `key` a secret and save it, inside the transaction of whoever asks."""
    secret = new_secret()
    key.prefix, key.digest = secret.prefix, secret.digest
    refuse_invalid(key)
    key.save(force_insert=True)
    record_act(ISSUED, key, by=key.created_by)
    return key, secret.text


def refuse_invalid(key: ApiKey) -> None:
    try:
        key.full_clean()
    except ValidationError as invalid:
        raise KeyRefused(" ".join(invalid.messages)) from None
