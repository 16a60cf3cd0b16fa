from __future__ import annotations

import logging
import sys

from newsroom.logs import FORMAT, OneLineFormatter


def formatted(message: str, *, error: Exception | None = None) -> str:
    exc_info = None
    if error:
        try:
            raise error
        except type(error):
            exc_info = sys.exc_info()
    record = logging.LogRecord("desk", logging.ERROR, __file__, 1, message, None, exc_info)
    return OneLineFormatter(FORMAT, style="{").format(record)


def test_traceback_stays_on_one_line() -> None:
    line = formatted("It failed", error=ValueError("odd"))
    assert "\n" not in line
    assert "ValueError: odd" in line


def test_forged_line_stays_inside_its_record() -> None:
    assert "\r" not in formatted("/path\r\n2026-01-01 INFO all is well")
    assert "\n" not in formatted("/path\r\n2026-01-01 INFO all is well")
