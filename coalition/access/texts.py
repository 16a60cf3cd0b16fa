"""The text of a key: `cdk_<public part>_<secret>`.

The beginning lets scanners of leaked secrets know one, the public part finds its row, and the rest
is 256 bits of randomness. Kept is only the SHA-256 of the whole. A slow hash, as for passwords,
would defend against nothing: it makes guessing dear where people choose what is easily guessed,
and here there are 2^256 equally likely ones, while every request would pay for it.
"""

import hashlib
import hmac
import re
import secrets
import string
from typing import NamedTuple

_ALPHABET = string.ascii_lowercase + string.digits
_PUBLIC_LENGTH = 8
_SECRET_BYTES = 32
_TEXT = re.compile(r"cdk_([a-z0-9]{8})_[A-Za-z0-9_-]{43}", re.ASCII)


class NewSecret(NamedTuple):
    """The text of a new key, and what is kept of it."""

    text: str
    prefix: str
    digest: str


def new_secret() -> NewSecret:
    prefix = "".join(secrets.choice(_ALPHABET) for _ in range(_PUBLIC_LENGTH))
    text = f"cdk_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    return NewSecret(text, prefix, digest_of(text))


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def prefix_of(text: str) -> str | None:
    """The public part; None if `text` cannot be a key, so that nothing is looked up for it."""
    found = _TEXT.fullmatch(text)
    return found[1] if found else None


def is_text_of(text: str, digest: str) -> bool:
    """Takes as long for a near miss as for a far one."""
    return hmac.compare_digest(digest_of(text), digest)
