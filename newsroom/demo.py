"""Serves the site with its seed records, for a look: `make demo`.

Everything it makes is under var/ and stays there, so a second start is quick and keeps what was
entered. It runs without DEBUG, with a key of its own: what is shown is what a deployment does.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

import django
import environ
from django.conf import settings
from django.core.management import call_command

BASE = Path(__file__).resolve().parent.parent
VAR = BASE / "var"
ENVIRONMENT = VAR / "demo.env"


def main() -> None:
    port = os.environ.get("PORT", "8000")
    _refuse_taken_port(port)
    _write_environment()
    # Seeds must never reach a database that this shell happens to be set up for.
    environ.Env.read_env(ENVIRONMENT, overwrite=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "ENV_FILE": str(ENVIRONMENT),
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    django.setup()
    _prepare()
    call_command("create_demo_accounts")
    print(f"\nServing on http://127.0.0.1:{port}/ (Ctrl-C stops)\n", flush=True)
    server = [sys.executable, "-m", "gunicorn", "-c", "python:newsroom.server", "newsroom.wsgi"]
    os.execv(server[0], server)


def _refuse_taken_port(port: str) -> None:
    with socket.socket() as probe:
        # As the server does it: a port left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, ValueError, OverflowError) as error:
            sys.exit(f"Port {port} cannot be used ({error}). Try another: PORT=8001 make demo")


def _write_environment() -> None:
    """The key is made once, or every restart would sign everybody out; nobody else may read it."""
    VAR.mkdir(exist_ok=True)
    if ENVIRONMENT.exists():
        return
    text = (
        "# Written by `make demo`; manage.py reads it when there is no .env.\n"
        f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        "ALLOWED_HOSTS=127.0.0.1,localhost\n"
        "SITE_URL=http://127.0.0.1:8000\n"
        "DATABASE_URL=sqlite:///var/desk.sqlite3\n"
        "DEBUG=false\n"
    )
    handle = os.open(ENVIRONMENT, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def _prepare() -> None:
    database = settings.DATABASES["default"]["NAME"]
    is_new = not Path(database).exists()
    call_command("migrate", verbosity=0)

    code = _digest([BASE / "requirements.txt", *_files(BASE / "coalition" / "static")])
    if not settings.STATIC_ROOT.is_dir() or _recorded("static") != code:
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        _record("static", code)

    seeds = _digest(_files(BASE / "seeds"))
    if is_new or _recorded("seeds") != seeds:
        print("Loading the seed records ...", flush=True)
        call_command("load_seeds")
        _record("seeds", seeds)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _digest(files: Iterable[Path]) -> str:
    """By content: a checkout changes the times of files that it does not change."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(BASE)}\0{file.stat().st_size}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _recorded(what: str) -> str:
    stamp = VAR / f"demo-{what}.sha256"
    return stamp.read_text() if stamp.exists() else ""


def _record(what: str, digest: str) -> None:
    (VAR / f"demo-{what}.sha256").write_text(digest)


if __name__ == "__main__":
    main()
