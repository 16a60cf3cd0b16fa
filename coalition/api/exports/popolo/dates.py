"""Dates as Popolo writes them: ISO 8601, reduced to what is known, or left out.

"Third week of December" is in December 2023 for sure, so that much is said. "About 2010" may be
2009, and "before 6 December" may be any year: nothing is said. The whole of what the source says
stands beside it as EDTF.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from coalition.api.flat.columns import Facts

#: Uncertain, approximate, or both (ISO 8601-2).
_QUALIFIED = re.compile("[?~%]")
_REDUCED = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}", re.ASCII)


def dated(key: str, date: Facts | None) -> dict[str, str]:
    """The entries for an imprecise date under `key`: what ISO can say of it, and the EDTF text."""
    if date is None:
        return {}
    found = reduced(date)
    said = {} if found is None else {key: found}
    return {**said, f"{key}_edtf": date["edtf"]}


def reduced(date: Facts) -> str | None:
    """The day, month or year within which it was for sure; None if that is more than a year."""
    earliest, latest = date["earliest"], date["latest"]
    if _QUALIFIED.search(date["edtf"]) or earliest is None or latest is None:
        return None
    for length in (10, 7, 4):
        if earliest[:length] == latest[:length]:
            return str(earliest[:length])
    return None


def spanned(date: Facts | None, start: Facts | None = None) -> dict[str, str]:
    """`start_date` and `end_date` of an event. Only an interval has an end of its own."""
    if date is None:
        return {}
    beginning, is_interval, end = date["edtf"].partition("/")
    if not is_interval:
        said = dated("start_date", date)
        if start is not None and not start["approximate"] and len(said.get("start_date", "")) == 10:
            said["start_date"] = _moment(said["start_date"], start)
        return said
    sides = {"start_date": beginning, "end_date": end}
    known = {key: text for key, text in sides.items() if _REDUCED.fullmatch(text)}
    return {**known, "start_date_edtf": date["edtf"]}


def _moment(day: str, start: Facts) -> str:
    local = datetime.fromisoformat(f"{day}T{start['time']}").replace(
        tzinfo=ZoneInfo(start["timezone"])
    )
    offset = local.utcoffset()
    # Before there were time zones, clocks differed by seconds, for which ISO has no offset.
    return day if offset is None or offset.seconds % 60 else local.isoformat()
