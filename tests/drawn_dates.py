"""Dates that Hypothesis draws: days, and EDTF expressions of every shape."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from coalition.imprecise_dates import ImpreciseDate

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
plain = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
signs = st.sampled_from(["", "", "", "?", "~", "%"])
moments = st.one_of(
    st.builds(lambda text, sign: text + sign, plain, signs),
    st.builds(
        lambda day, masked: day.isoformat()[:8] + masked, days, st.sampled_from(["XX", "0X"])
    ),
    st.builds(lambda day: f"{day.year // 10:03d}X", days),
    st.builds(lambda day, code: f"{day.year}-{code}", days, st.sampled_from([21, 24, 33, 40])),
)
ordered_days = st.lists(days, min_size=2, max_size=6, unique=True).map(sorted)
expressions = st.one_of(
    moments,
    moments.map("{}/..".format),
    moments.map("../{}".format),
    plain.map("[..{}]".format),
    plain.map("[{}..]".format),
    ordered_days.map(lambda ds: f"{ds[0]}/{ds[1]}"),
    ordered_days.map(lambda ds: f"[{ds[0]}..{ds[1]}]"),
    ordered_days.map(lambda ds: "[" + ",".join(map(str, ds)) + "]"),
    ordered_days.map(lambda ds: "{" + ",".join(map(str, ds)) + "}"),
)
imprecise_dates = expressions.map(ImpreciseDate.from_edtf)
