"""Everything at once, in processes of their own; `python -m benchmarks.soak` is the long run."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.databases import url_of
from benchmarks.loading import manage
from benchmarks.servers import environment, run
from benchmarks.soak.processes import start
from benchmarks.soak.receiver import receiving
from benchmarks.soak.run import Size, soak
from benchmarks.soak.verdict import evidence_of, verdict

SIZE = Size(
    publishers=3,
    pollers=5,
    workers=2,
    editions=60,
    seconds=8.0,
    pause=0.1,
    kill_every=1.5,
    timeout=0.5,
    patience=60.0,
)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_everybody_is_told_of_everything_whoever_fails(tmp_path: Path) -> None:
    url = url_of(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
    findings = list(verdict(evidence_of(soak(SIZE, url, tmp_path))))
    assert [f"{found.target}: {found.measured}" for found in findings if not found.is_met] == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="One writer at a time is of SQLite.")
def test_one_worker_beside_a_publisher_on_sqlite(tmp_path: Path) -> None:
    """As on a desk of one: neither waits for the other for longer than a write takes."""
    file = tmp_path / "desk.sqlite3"
    with receiving(timeout=1.0) as receiver:
        variables = environment(f"sqlite:///{file}", tmp_path) | {
            "DJANGO_SETTINGS_MODULE": "benchmarks.soak.site_settings",
            "SOAK_TIMEOUT": "1",
        }
        manage("migrate", "--verbosity=0", variables=variables)
        receiver.secrets = json.loads(
            run("benchmarks.soak.subscribing", receiver.url, variables=variables)
        )
        worker = start("manage.py", "deliver_webhooks", variables=variables)
        try:
            told = json.loads(
                run("benchmarks.soak.publisher", "1", "20", "30", "0", variables=variables)
            )
            until = time.monotonic() + 60
            while time.monotonic() < until and worker.poll() is None and states(file)["waiting"]:
                time.sleep(0.2)
        finally:
            worker.terminate()
            worker.communicate(timeout=30)
    assert told["failed"] == receiver.complaints == []
    assert worker.returncode == 0
    assert set(states(file)) == {"delivered"}
    assert states(file)["delivered"] >= 30


def states(file: Path) -> Counter[str]:
    database = sqlite3.connect(file)
    try:
        rows = database.execute("SELECT state, count(*) FROM coalition_webhookdelivery GROUP BY 1")
        return Counter(dict(rows))
    finally:
        database.close()
