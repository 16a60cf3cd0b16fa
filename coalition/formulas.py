"""Formulas: text that a spreadsheet would calculate is written so that it shows, and read back.

A leading apostrophe is what spreadsheets themselves use for this. Text that has one already gets
one more, so nothing is lost on the way out and back (OWASP, “CSV Injection”).
"""

import re

_CALCULATED = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def neutralised(text: str) -> str:
    return f"'{text}" if _CALCULATED.match(text) else text


def restored(text: str) -> str:
    return text[1:] if text.startswith("'") and _CALCULATED.match(text) else text
