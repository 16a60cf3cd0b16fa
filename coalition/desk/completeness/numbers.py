"""Reported against recorded: two numbers, which may differ, and which readers both see."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coalition.desk.completeness.findings import Finding, Place, Weight
from coalition.models import Qualifier

#: With these, more names than the number are a contradiction.
_CEILINGS = (Qualifier.EXACTLY, Qualifier.AT_MOST)


def compare(
    code: str, *, reported: int | None, qualifier: str, named: int, nouns: str, field: str
) -> Iterator[Finding]:
    """Nothing without a reported number; `nouns` is what is counted."""
    if reported is None:
        return
    said = {
        "qualifier": Qualifier(qualifier).label if qualifier else "",
        "reported": reported,
        "nouns": nouns,
        "named": named,
    }
    place = (Place(_("Reported number"), f"#id_{field}"),)
    if named > reported and qualifier in _CEILINGS:
        words = _(
            "%(named)d %(nouns)s are named, yet %(qualifier)s %(reported)d are reported. Is a row "
            "too many, or the number wrong?"
        )
        yield Finding(code, Weight.QUESTION, words % said, place)
    elif named < reported:
        words = _(
            "%(qualifier)s %(reported)d %(nouns)s are reported, %(named)d are named. That is fine: "
            "readers see both numbers."
        )
        yield Finding(code, Weight.FINE, _capital(words % said), place)
    else:
        words = _("%(qualifier)s %(reported)d %(nouns)s are reported, %(named)d are named.")
        yield Finding(code, Weight.FINE, _capital(words % said), place)


def _capital(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:]
