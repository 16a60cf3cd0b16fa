"""Databases to measure on: one per newsroom, all on one PostgreSQL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import environ
import psycopg
from psycopg import sql

from tests.postgres import throwaway_cluster


@contextmanager
def server() -> Iterator[str]:
    """The URL of the PostgreSQL that BENCH_DATABASE_URL or TEST_DATABASE_URL names, or of a
    throwaway cluster that is gone afterwards.
    """
    given = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with throwaway_cluster() as cluster:
        yield cluster.url


def url_of(server_url: str, name: str) -> str:
    """The URL of the database `name` on the same server."""
    parts = urlsplit(server_url)
    folder, _, _old = parts.path.rpartition("/")
    return urlunsplit(parts._replace(path=f"{folder}/{name}"))


def exists(server_url: str, name: str) -> bool:
    with connect(server_url) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def create(server_url: str, name: str) -> None:
    """An empty database, in place of an earlier one of that name."""
    drop(server_url, name)
    with connect(server_url) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def drop(server_url: str, name: str) -> None:
    with connect(server_url) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def connect(url: str) -> psycopg.Connection:
    config = environ.Env.db_url_config(url)
    return psycopg.connect(
        host=config["HOST"] or None,
        port=config["PORT"] or None,
        user=config["USER"] or None,
        password=config["PASSWORD"] or None,
        dbname=config["NAME"],
        autocommit=True,
        **config.get("OPTIONS", {}),
    )
