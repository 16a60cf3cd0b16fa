"""Whether somebody belonged on a day, and belongs today, by what a document says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coalition.imprecise_dates import ImpreciseDate
from coalition.pages.memberships import is_over

Document = dict[str, Any]


def on(edtf: str | None) -> Document | None:
    """A date as documents have it."""
    if edtf is None:
        return None
    found = ImpreciseDate.from_edtf(edtf)
    return {
        "edtf": edtf,
        "earliest": found.earliest.isoformat() if found.earliest else None,
        "latest": found.latest.isoformat() if found.latest else None,
        "label": found.label,
    }


@pytest.mark.parametrize(
    ("until", "ending", "ended"),
    [
        (None, None, False),
        (None, "left", True),
        ("2026-11-22", None, True),
        # The last day belongs.
        ("2026-11-23", None, False),
        ("2028-07-07", None, False),
        # How it will end is known too.
        ("2028-07-07", "dissolved", False),
        # Some day of this month, which may have been and may be to come.
        ("2026-11", None, False),
        ("2026-11", "left", True),
        ("[..2026-11-22]", None, True),
        ("[..2028-07-07]", None, False),
        # Nobody says how long after.
        ("[2026-11-01..]", None, True),
        ("[2027-11-01..]", None, False),
    ],
)
def test_what_ends_ahead_is_not_over(until: str | None, ending: str | None, ended: bool) -> None:
    row = {"since": None, "until": on(until), "ending": ending}
    assert is_over(row, today=date(2026, 11, 23)) is ended


def test_office_has_no_ending() -> None:
    assert is_over({"since": None, "until": None}, today=date(2026, 11, 23)) is False
