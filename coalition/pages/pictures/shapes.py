"""The few SVG shapes that pictures are made of.

They are elements of a tree, so whatever a text or an attribute holds is escaped when it is written
out. A colour is the name of a token in `palette.TOKENS`, or a party's own as `#rrggbb`; a token
becomes a class, so that the style sheet of the page decides, and nothing has a `style`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from coalition.pages.pictures.lettering import Face, face_for, fitted
from coalition.pages.pictures.palette import SANS, SERIF, TOKENS, fill_class, line_class

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
#: What no XML document can hold. Text columns refuse it; a picture must not break if one does not.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: The ends of a text, as `text-anchor` has them.
START, MIDDLE, END = "start", "middle", "end"


class UnknownColour(ValueError):
    """Neither a token nor `#rrggbb`."""


def number(value: float) -> str:
    """As short as it can be said, to a hundredth of a unit."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def is_colour(text: str) -> bool:
    """Whether it is `#rrggbb`, the only thing that a party's colour may be."""
    return _COLOUR.match(text) is not None


def clean(text: str) -> str:
    return _NOT_XML.sub("", text)


def element(
    name: str, /, *children: Element, fill: str = "", line: str = "", **attributes: str | float
) -> Element:
    """An element of any sort. An attribute's `_` becomes `-`; an empty one is left out.

    `fill` and `line` are colours. A shape without a fill is not filled, whatever SVG would do.
    """
    found = Element(name)
    classes = []
    for attribute, colour, class_of in (("fill", fill, fill_class), ("stroke", line, line_class)):
        if colour in TOKENS:
            classes.append(class_of(colour))
        elif _COLOUR.match(colour):
            found.set(attribute, colour)
        elif colour:
            raise UnknownColour(colour)
    if line and not fill:
        found.set("fill", "none")
    extra = attributes.pop("css", "")
    if extra:
        classes.append(str(extra))
    if classes:
        found.set("class", " ".join(classes))
    for key, value in attributes.items():
        said = value if isinstance(value, str) else number(value)
        if said:
            found.set(key.replace("_", "-"), clean(said))
    found.extend(children)
    return found


def group(children: Iterable[Element], *, tip: str = "", transform: str = "") -> Element:
    """`tip` is what a mouse is told over any of the children."""
    found = element("g", transform=transform)
    if tip:
        found.append(tip_of(tip))
    found.extend(children)
    return found


def tip_of(text: str) -> Element:
    title = Element("title")
    title.text = clean(text)
    return title


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    fill: str = "",
    line: str = "",
    radius: float = 0,
    thickness: float = 0,
    dashes: str = "",
) -> Element:
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill=fill,
        line=line,
        rx=radius or "",
        stroke_width=thickness or "",
        stroke_dasharray=dashes,
    )


def circle(
    x: float, y: float, radius: float, *, fill: str = "", line: str = "", thickness: float = 0
) -> Element:
    return element(
        "circle", cx=x, cy=y, r=radius, fill=fill, line=line, stroke_width=thickness or ""
    )


def path(
    along: str,
    *,
    fill: str = "",
    line: str = "",
    thickness: float = 0,
    dashes: str = "",
    is_round: bool = False,
) -> Element:
    return element(
        "path",
        d=along,
        fill=fill,
        line=line,
        stroke_width=thickness or "",
        stroke_dasharray=dashes,
        stroke_linecap="round" if is_round else "",
    )


def stroke(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    line: str = "line",
    thickness: float = 1,
    dashes: str = "",
    is_round: bool = False,
) -> Element:
    """A straight line."""
    along = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
    return path(along, line=line, thickness=thickness, dashes=dashes, is_round=is_round)


def cross(x: float, y: float, reach: float, *, line: str = "stop", thickness: float = 2) -> Element:
    left, right, top, bottom = (number(at) for at in (x - reach, x + reach, y - reach, y + reach))
    along = f"M{left} {top}L{right} {bottom}M{left} {bottom}L{right} {top}"
    return path(along, line=line, thickness=thickness)


def hatching(
    x: float, y: float, width: float, height: float, *, line: str = "line", gap: float = 5
) -> Element:
    """Slanted lines that stay within a box: drawn one by one, as a pattern would need an id."""
    parts = []
    offset = gap
    while offset < width + height:
        x1, y1 = (x, y + offset) if offset <= height else (x + offset - height, y + height)
        x2, y2 = (x + offset, y) if offset <= width else (x + width, y + offset - width)
        parts.append(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")
        offset += gap
    return path("".join(parts), line=line, thickness=1)


def text(
    x: float,
    y: float,
    content: str,
    *,
    size: float = 12,
    face: Face = Face.SANS,
    fill: str = "ink",
    anchor: str = START,
    width: float = 0,
    turned: float = 0,
    full: str = "",
) -> Element:
    """A line of text whose baseline is at `y`. With a `width` it is cut to fit, and whoever points
    at it is told the whole; so is whoever points at what has a `full` wording."""
    face = face_for(content, face)
    shown = fitted(content, width, size, face) if width else content
    found = element(
        "text",
        x=x,
        y=y,
        fill=fill,
        font_size=size,
        font_weight="" if face is Face.SANS else "600",
        text_anchor="" if anchor == START else anchor,
        transform=f"rotate({number(turned)} {number(x)} {number(y)})" if turned else "",
        css=f"pic-{SERIF if face is Face.SERIF else SANS}",
    )
    whole = full or (content if shown != content else "")
    if whole:
        tip = tip_of(whole)
        tip.tail = clean(shown)
        found.append(tip)
    else:
        found.text = clean(shown)
    return found
