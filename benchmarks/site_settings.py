"""The site's own production settings; only its static files go where nobody else's are.

Requests are counted as ever, also by a site that keeps nothing, but nobody is refused.
"""

from __future__ import annotations

import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["BENCH_STATIC_ROOT"])

API_ANONYMOUS_PER_MINUTE = 1_000_000_000
CACHES = {
    **CACHES,  # noqa: F405
    "limits": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
    },
}
