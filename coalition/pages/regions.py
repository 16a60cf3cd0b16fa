"""Names for regions, which documents hold as ISO 3166-2 codes; an unknown code stays a code."""

from __future__ import annotations

#: Four states have had their codes changed; the newer code stands second.
NAMES = {
    "IN": "India",
    "IN-AN": "Andaman and Nicobar Islands",
    "IN-AP": "Andhra Pradesh",
    "IN-AR": "Arunachal Pradesh",
    "IN-AS": "Assam",
    "IN-BR": "Bihar",
    "IN-CH": "Chandigarh",
    "IN-CT": "Chhattisgarh",
    "IN-CG": "Chhattisgarh",
    "IN-DH": "Dadra and Nagar Haveli and Daman and Diu",
    "IN-DL": "Delhi",
    "IN-GA": "Goa",
    "IN-GJ": "Gujarat",
    "IN-HR": "Haryana",
    "IN-HP": "Himachal Pradesh",
    "IN-JK": "Jammu and Kashmir",
    "IN-JH": "Jharkhand",
    "IN-KA": "Karnataka",
    "IN-KL": "Kerala",
    "IN-LA": "Ladakh",
    "IN-LD": "Lakshadweep",
    "IN-MP": "Madhya Pradesh",
    "IN-MH": "Maharashtra",
    "IN-MN": "Manipur",
    "IN-ML": "Meghalaya",
    "IN-MZ": "Mizoram",
    "IN-NL": "Nagaland",
    "IN-OR": "Odisha",
    "IN-OD": "Odisha",
    "IN-PY": "Puducherry",
    "IN-PB": "Punjab",
    "IN-RJ": "Rajasthan",
    "IN-SK": "Sikkim",
    "IN-TN": "Tamil Nadu",
    "IN-TG": "Telangana",
    "IN-TS": "Telangana",
    "IN-TR": "Tripura",
    "IN-UP": "Uttar Pradesh",
    "IN-UT": "Uttarakhand",
    "IN-UK": "Uttarakhand",
    "IN-WB": "West Bengal",
}


def region_name(code: str | None) -> str:
    return NAMES.get(code, code) if code else ""


def codes_alike(code: str) -> list[str]:
    """Every code of the same region, whichever was in force when a record was made."""
    name = NAMES.get(code)
    return [other for other, named in NAMES.items() if named == name] if name else [code]


def region_choices() -> list[tuple[str, str]]:
    """Each region once, under its newer code, by name."""
    newest = {name: code for code, name in NAMES.items()}
    return [(code, name) for name, code in sorted(newest.items())]
