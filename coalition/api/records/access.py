"""Access: who may come in at all. How far they get from there is `actors`' to say."""

from typing import Any

from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotAuthenticated

from coalition.access.issuing import PROPOSE
from coalition.api.authentication import KeyAuthentication
from coalition.api.problems import ScopeMissing
from coalition.api.records.actors import Actor
from coalition.api.records.refusals import NotAllowed, lacking
from coalition.models import Scope

#: A key for programs. Whoever is signed in at the desk may try things out in the browser: they can
#: do all of it there anyway, and a cookie is worth nothing without its CSRF token.
AUTHENTICATION: list[Any] = [KeyAuthentication, SessionAuthentication]


def actor_of(request: Any) -> Actor:
    """Who is asking. Raises NotAuthenticated, ScopeMissing (a key that only reads) or NotAllowed.

    A key narrows what its account may do, and the account may have been given less since it was
    issued.
    """
    user, key = request.user, request.auth
    if not user.is_authenticated:
        raise NotAuthenticated
    if key is None:
        if not user.is_staff:
            raise NotAllowed("Records are for staff, and for keys that may write or propose.")
        return Actor(user, only_proposes=False)
    if key.has_scope(Scope.WRITE):
        if not user.is_staff:
            raise NotAllowed("The scope “write” is worth nothing without an account of the staff.")
        return Actor(user, only_proposes=False, key_name=key.name)
    if not key.has_scope(Scope.PROPOSE):
        raise ScopeMissing(Scope.WRITE.value, Scope.PROPOSE.value)
    if not user.has_perm(PROPOSE):
        raise lacking([PROPOSE])
    return Actor(user, only_proposes=True, key_name=key.name)
