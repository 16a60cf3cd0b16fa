"""Keys as browsers send them: in an address, or in a field that no form has cleaned."""

#: As many figures fit into every column of a key.
_FIGURES = 18


def key_of(text: str) -> int | None:
    """The number that `text` is, if a row can have it as its key; else None."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _FIGURES
    return int(text) if is_number else None
