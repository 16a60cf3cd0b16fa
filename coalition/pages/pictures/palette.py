"""The colours of pictures: the tokens of site.css by their names, in light and in dark.

Within a page the style sheet colours a picture; a file that stands alone brings these along.
"""

from __future__ import annotations

#: name: (light, dark); the same values as the custom properties at the top of site.css.
TOKENS: dict[str, tuple[str, str]] = {
    "paper": ("#fffdf8", "#151618"),
    "panel": ("#f5f1e8", "#1e2023"),
    "ink": ("#1c1a17", "#ebe6dc"),
    "soft": ("#5d574d", "#aba496"),
    "line": ("#ddd6c8", "#35373b"),
    "rule": ("#1c1a17", "#8b8578"),
    "accent": ("#7d1a2c", "#f0a3ab"),
    "mark": ("#fbeec2", "#4a3d12"),
    "good": ("#1f5d3a", "#8fd3a8"),
    "open": ("#1f4e79", "#9cc7f0"),
    "warn": ("#7a4b00", "#efc37c"),
    "stop": ("#96161e", "#ff9c93"),
    "open-wash": ("#eaf1f8", "#182430"),
    "warn-wash": ("#fbf0dc", "#2c2415"),
    "stop-wash": ("#fbe9e7", "#331a1a"),
}

_LIGHT, _DARK = 0, 1

SANS = "sans"
SERIF = "serif"
_FAMILIES = {
    SANS: '"Noto Sans",system-ui,"Segoe UI",Roboto,sans-serif',
    SERIF: 'Newsreader,"Iowan Old Style","Noto Serif",Georgia,serif',
}


def fill_class(token: str) -> str:
    return f"pic-f-{token}"


def line_class(token: str) -> str:
    return f"pic-s-{token}"


def _rules(scheme: int) -> str:
    return "".join(
        f".{fill_class(name)}{{fill:{colours[scheme]}}}.{line_class(name)}{{stroke:{colours[scheme]}}}"
        for name, colours in TOKENS.items()
    )


_TYPE = "".join(f".pic-{name}{{font-family:{family}}}" for name, family in _FAMILIES.items())

#: resvg knows no media queries, and paper has no dark scheme.
LIGHT_STYLE = _TYPE + _rules(_LIGHT)
STYLE = f"{LIGHT_STYLE}@media (prefers-color-scheme:dark){{{_rules(_DARK)}}}"
