"""Telling what is wrong with pages so that one flaw in a shared part is read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def judge(found: Mapping[str, Iterable[str]]) -> None:
    """Fails with every flaw in `found`, which has them by page, and on which pages it is."""
    pages: dict[str, list[str]] = {}
    for page, flaws in found.items():
        for flaw in flaws:
            pages.setdefault(flaw, []).append(page)
    told = [
        f"{flaw}\n    on {', '.join(where[:4])}{f' and {len(where) - 4} more' * (len(where) > 4)}"
        for flaw, where in pages.items()
    ]
    assert not told, "\n" + "\n".join(told)
