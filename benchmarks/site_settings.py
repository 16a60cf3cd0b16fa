"""The site's own production settings; only its static files go where nobody else's are."""

from __future__ import annotations

import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["BENCH_STATIC_ROOT"])
