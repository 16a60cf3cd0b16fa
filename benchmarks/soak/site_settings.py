"""The site's own production settings, but that webhooks may call this machine, as the endpoint
stands here, and that a delivery is waited for, lent and tried again after shorter times: those of a
site are meant for outages of days.
"""

from __future__ import annotations

import os

from benchmarks.site_settings import *  # noqa: F403

OUTBOUND_LOOPBACK = True
WEBHOOK_TIMEOUT_SECONDS = float(os.environ["SOAK_TIMEOUT"])
WEBHOOK_FIRST_RETRY_SECONDS = WEBHOOK_TIMEOUT_SECONDS / 20
