"""A picture in its three forms: within a page, as an SVG file, and as PNG."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, tostring

import resvg_py
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.lettering import FONTS, Face, face_for, width_of, wrapped
from coalition.pages.pictures.palette import LIGHT_STYLE, STYLE
from coalition.pages.pictures.shapes import box, clean, element, group, number, stroke, text, tip_of

SVG_TYPE = "image/svg+xml"
PNG_TYPE = "image/png"

_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
#: What a file that is opened on its own may do: have the style that all of ours have.
FILE_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'"

#: Twice the size, for the screens that people have.
_PNG_SCALE = 2
_FONT_FILES = sorted(str(path) for path in FONTS.glob("*.ttf"))

#: A word in one script of India, each of which has a block of 128; all of them use the dandas.
_INDIAN_WORD = re.compile(
    "|".join(
        f"[{first}-{last}][{first}-{last}\u0964\u0965\u200c\u200d]*"
        for first, last in ((chr(at), chr(at + 0x7F)) for at in range(0x0900, 0x0E00, 0x80))
    )
)
#: Left-to-right marks around an isolate, so that nothing changes its place.
_SET_APART = "\u200e\u2066\\g<0>\u2069\u200e"

_MARGIN = 20
_TITLE_SIZE, _TITLE_LINE = 19, 25
_NOTE_SIZE, _NOTE_LINE = 11, 16
_MIN_FILE_WIDTH = 420
_EM = 16


def inline(picture: Picture, *, variant: str = "") -> SafeString:
    """For a page, whose style sheet colours it. `variant` tells two drawings of one picture apart.

    The width is in ems, so that it grows with the page on large screens.
    """
    prefix = "-".join(filter(None, ("pic", picture.name, variant)))
    root = _root(picture.width, picture.height, css="pic")
    root.set("width", f"{number(picture.width / _EM)}em")
    root.set("aria-labelledby", f"{prefix}-title")
    root.set("aria-describedby", f"{prefix}-desc")
    _say(root, picture, prefix)
    root.extend(picture.body)
    _open_to_readers(root)
    return _markup(root)


def svg_file(picture: Picture) -> bytes:
    return _file(picture, STYLE)


def png_file(picture: Picture) -> bytes:
    """In the light scheme: a PNG knows no other."""
    return png_of(_file(picture, LIGHT_STYLE).decode())


def png_of(svg: str, *, scale: float = _PNG_SCALE) -> bytes:
    """Draw an SVG of ours, with our own fonts and no others.

    resvg shapes what stands in one direction as one script, that of its first letter; in any other
    the signs for vowels stay behind their consonants, so each Indian word becomes a run of its own.
    """
    return resvg_py.svg_to_bytes(
        svg_string=_INDIAN_WORD.sub(_SET_APART, svg),
        zoom=scale,
        skip_system_fonts=True,
        font_files=_FONT_FILES,
        font_family="Noto Sans",
        sans_serif_family="Noto Sans",
        serif_family="Newsreader",
    )


def source_line(picture: Picture) -> str:
    """“Coalition Desk, desk.example.org/alliances/india/”."""
    address = urlsplit(picture.canonical)
    return _("Coalition Desk, %(address)s") % {"address": f"{address.netloc}{address.path}"}


def dated_line(picture: Picture) -> str:
    day = date_format(timezone.localtime(picture.newest_at), "j F Y")
    return _("As published on %(date)s") % {"date": day}


def _file(picture: Picture, style: str) -> bytes:
    """The picture with its title above it, and below it who says so and when."""
    width = max(picture.width + 2 * _MARGIN, _MIN_FILE_WIDTH)
    room = width - 2 * _MARGIN
    face = face_for(picture.title, Face.SERIF)
    heading = wrapped(picture.title, room, _TITLE_SIZE, face, lines=3)
    top = _MARGIN + len(heading) * _TITLE_LINE + 8
    note_top = top + picture.height + 14
    notes = _notes(picture, room)
    height = note_top + len(notes) * _NOTE_LINE + _MARGIN
    root = standalone(width, height, style)
    _say(root, picture, "pic")
    root.append(box(0, 0, width, height, fill="paper"))
    for row, line in enumerate(heading):
        y = _MARGIN + _TITLE_SIZE * 0.85 + row * _TITLE_LINE
        root.append(text(_MARGIN, y, line, size=_TITLE_SIZE, face=face))
    root.append(group(picture.body, transform=f"translate({_MARGIN} {top})"))
    root.append(stroke(_MARGIN, note_top, width - _MARGIN, note_top))
    for row, line in enumerate(notes):
        y = note_top + (row + 1) * _NOTE_LINE
        root.append(text(_MARGIN, y, line, size=_NOTE_SIZE, fill="soft"))
    _open_to_readers(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _notes(picture: Picture, room: float) -> list[str]:
    """The source and the date, in one line if there is room."""
    source, dated = source_line(picture), dated_line(picture)
    both = f"{source}. {dated}."
    if width_of(both, _NOTE_SIZE) <= room:
        return [both]
    return [*wrapped(source, room, _NOTE_SIZE, lines=2), dated]


def standalone(width: float, height: float, style: str = LIGHT_STYLE) -> Element:
    """The root of a file of its own, with its style."""
    root = _root(width, height, css="pic")
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.set("width", f"{width:.0f}")
    root.set("height", f"{height:.0f}")
    rules = Element("style")
    rules.text = style
    root.append(rules)
    return root


def _root(width: float, height: float, *, css: str) -> Element:
    return element("svg", viewBox=f"0 0 {width:.0f} {height:.0f}", role="img", css=css)


def _say(root: Element, picture: Picture, prefix: str) -> None:
    """What the picture is called and shows, first of all, as assistive technology wants it."""
    title, description = tip_of(picture.title), Element("desc")
    title.set("id", f"{prefix}-title")
    description.set("id", f"{prefix}-desc")
    description.text = clean(picture.description)
    root.extend((title, description))


def _open_to_readers(root: Element) -> None:
    """Whatever is in an image is not read out, but links are to be found."""
    if root.find(".//a") is not None:
        root.set("role", "group")


def _markup(root: Element) -> SafeString:
    """Safe, for the tree was written out by a serialiser that escapes."""
    return mark_safe(tostring(root, encoding="unicode"))
