"""How gunicorn serves us: `gunicorn -c python:newsroom.server newsroom.wsgi`.

Threads, because a request mostly waits for the database. They read request bodies themselves,
though, and a client that sends slowly occupies one for as long as it likes: in production a proxy
that buffers whole requests stands in front (docs/operations.md has one to copy).
"""

from __future__ import annotations

import os
from pathlib import Path

from newsroom.logs import logging_config

bind = f"{os.environ.get('BIND_ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# As many as there are connections in a worker's pool (DATABASE_POOL_SIZE): none waits in vain.
threads = int(os.environ.get("WEB_THREADS", "8"))
# A worker that stopped answering its master is replaced.
timeout = 30
graceful_timeout = 20
# Longer than the idle connections of common proxies, so that it is they who close.
keepalive = 75
# The heartbeat file must not be on a disk that can stall.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

# Nothing of ours is steered through it, and what does not listen cannot be attacked.
control_socket_disable = True

# The log of the server joins ours, in the same form.
_level = os.environ.get("LOG_LEVEL") or "INFO"
_access = os.environ.get("ACCESS_LOG") == "1"
logconfig_dict = logging_config(_level)
logconfig_dict["loggers"] |= {
    "gunicorn.error": {"level": _level, "handlers": [], "propagate": True},
    "gunicorn.access": {
        # Off unless asked for: the proxy in front keeps one already.
        "level": "INFO" if _access else "CRITICAL",
        "handlers": [],
        "propagate": True,
    },
}
# The path without its query, which may hold what a reader searched for.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(B)s %(M)sms'
