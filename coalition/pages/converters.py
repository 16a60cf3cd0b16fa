"""What may stand in an address besides slugs and numbers."""

from __future__ import annotations

from coalition.pages.almanac import Month


class MonthConverter:
    """`2023-12`; anything else is no month, and no page."""

    regex = "(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> Month:
        return Month.read(value)

    def to_url(self, value: Month | str) -> str:
        return str(value)
