"""Names for regions, which documents hold as ISO 3166-2 codes; an unknown code stays a code."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

#: Four states have had their codes changed; the newer code stands second.
NAMES = {
    "IN": _("India"),
    "IN-AN": _("Andaman and Nicobar Islands"),
    "IN-AP": _("Andhra Pradesh"),
    "IN-AR": _("Arunachal Pradesh"),
    "IN-AS": _("Assam"),
    "IN-BR": _("Bihar"),
    "IN-CH": _("Chandigarh"),
    "IN-CT": _("Chhattisgarh"),
    "IN-CG": _("Chhattisgarh"),
    "IN-DH": _("Dadra and Nagar Haveli and Daman and Diu"),
    "IN-DL": _("Delhi"),
    "IN-GA": _("Goa"),
    "IN-GJ": _("Gujarat"),
    "IN-HR": _("Haryana"),
    "IN-HP": _("Himachal Pradesh"),
    "IN-JK": _("Jammu and Kashmir"),
    "IN-JH": _("Jharkhand"),
    "IN-KA": _("Karnataka"),
    "IN-KL": _("Kerala"),
    "IN-LA": _("Ladakh"),
    "IN-LD": _("Lakshadweep"),
    "IN-MP": _("Madhya Pradesh"),
    "IN-MH": _("Maharashtra"),
    "IN-MN": _("Manipur"),
    "IN-ML": _("Meghalaya"),
    "IN-MZ": _("Mizoram"),
    "IN-NL": _("Nagaland"),
    "IN-OR": _("Odisha"),
    "IN-OD": _("Odisha"),
    "IN-PY": _("Puducherry"),
    "IN-PB": _("Punjab"),
    "IN-RJ": _("Rajasthan"),
    "IN-SK": _("Sikkim"),
    "IN-TN": _("Tamil Nadu"),
    "IN-TG": _("Telangana"),
    "IN-TS": _("Telangana"),
    "IN-TR": _("Tripura"),
    "IN-UP": _("Uttar Pradesh"),
    "IN-UT": _("Uttarakhand"),
    "IN-UK": _("Uttarakhand"),
    "IN-WB": _("West Bengal"),
}


def region_name(code: str | None) -> str:
    """In the language of the page."""
    if not code:
        return ""
    return gettext(NAMES[code]) if code in NAMES else code


def codes_alike(code: str) -> list[str]:
    """Every code of the same region, whichever was in force when a record was made."""
    name = NAMES.get(code)
    return [other for other, named in NAMES.items() if named == name] if name else [code]
