"""Access by API key: issuing, rotating, revoking, and recognising the text of one.

A key acts as its account. What it may be used for (its scopes) narrows what the account's role
allows, and never adds to it.
"""

from coalition.access.issuing import KeyRefused, ScopesRefused, allowed_scopes, issue
from coalition.access.lifecycle import narrow, rename, revoke, rotate
from coalition.access.verifying import InvalidKey, verify, verify_again

__all__ = [
    "InvalidKey",
    "KeyRefused",
    "ScopesRefused",
    "allowed_scopes",
    "issue",
    "narrow",
    "rename",
    "revoke",
    "rotate",
    "verify",
    "verify_again",
]
