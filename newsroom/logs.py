"""The log goes to standard output, one line per record; whoever runs us keeps and rotates it."""

from __future__ import annotations

import logging
from typing import Any


class OneLineFormatter(logging.Formatter):
    """Escapes line ends, so that neither a traceback nor a forged path can look like a record."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


FORMAT = "{asctime} {levelname} {name} {message}"


def logging_config(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": OneLineFormatter, "format": FORMAT, "style": "{"}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "line",
            },
        },
        "root": {"handlers": ["stdout"], "level": level},
        "loggers": {
            # Django would mail errors, and print only in DEBUG: one way out is enough.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": level, "propagate": True},
            # Tells of every attempt to reconnect; the request that failed is reported anyway.
            "psycopg.pool": {"level": "ERROR"},
            # Complains of every HEAD: Django leaves it to the server to drop the body.
            "gunicorn.http.wsgi": {"level": "ERROR"},
            # Tells of every sign-in that went well, and of the tables it tidied.
            "axes": {"level": "WARNING"},
        },
    }
