"""Numbers in the grouping of the page's language: 1,23,456 in Hindi, 123,456 in English."""

from __future__ import annotations

from django.utils.formats import number_format


def grouped(value: int) -> str:
    return number_format(value, decimal_pos=0, use_l10n=True, force_grouping=True)
