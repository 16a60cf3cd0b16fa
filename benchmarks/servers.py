"""Servers: gunicorn as `newsroom.server` sets it up, one worker for each site and the floors."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_START = 60.0

#: Links inside documents begin with it, whichever port a server listens on.
SITE_URL = "http://127.0.0.1:8000"


def environment(database_url: str, folder: Path, *, is_caching: bool = True) -> dict[str, str]:
    """What a deployment sets, and nothing that this machine happens to set for itself."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "PYTHONPATH": str(_ROOT),
        "DJANGO_SETTINGS_MODULE": "benchmarks.site_settings",
        "BENCH_STATIC_ROOT": str(folder / "static"),
        "ENV_FILE": os.devnull,
        "SECRET_KEY": _SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": SITE_URL,
        "DATABASE_URL": database_url,
        "CACHE_URL": "locmemcache://" if is_caching else "dummycache://",
        "LOG_LEVEL": "ERROR",
        "WEB_CONCURRENCY": "1",
    }


_SECRET_KEY = secrets.token_urlsafe(50)


def run(module: str, *arguments: str, variables: Mapping[str, str]) -> str:
    """Run `python -m module` with these settings and return what it printed; progress is shown."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=_ROOT,
        env=dict(variables),
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"python -m {module} {' '.join(arguments)} failed.")
    return done.stdout


@contextmanager
def serving(
    application: str, *, variables: Mapping[str, str], cores: set[int], probe: str = "/healthz"
) -> Iterator[int]:
    """Serve a WSGI application on a free port of 127.0.0.1, which is given, and stop it after.

    It is up once it answers to `probe`, whatever it answers.
    """
    port = _free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "python:newsroom.server", application],
        cwd=_ROOT,
        env={**variables, "PORT": str(port)},
        # A Ctrl-C is for us; we stop the server after it.
        start_new_session=True,
    )
    try:
        if cores:
            # Before it forks its worker, which inherits them.
            os.sched_setaffinity(server.pid, cores)
        _await(server, f"http://127.0.0.1:{port}{probe}")
        yield port
    finally:
        server.terminate()
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(server: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + _START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"gunicorn did not start: {url} does not answer.")
