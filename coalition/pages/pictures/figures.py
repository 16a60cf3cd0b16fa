"""A picture as a page shows it: drawn in the page, with its source, its date and its files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from coalition.pages.addresses import absolute, reference_path
from coalition.pages.pictures.drawing import Picture
from coalition.pages.pictures.rendering import dated_line, inline, source_line
from coalition.pages.vantage import Vantage

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """For `pages/_picture.html`. `narrow` is drawn for phones, where the other one would be too
    small to read; None if one fits both.
    """

    picture: Picture
    svg_path: str
    png_path: str
    narrow: Picture | None = None

    @property
    def drawn(self) -> SafeString:
        return inline(self.picture)

    @property
    def drawn_narrow(self) -> SafeString:
        return inline(self.narrow, variant="narrow") if self.narrow else SafeString("")

    @property
    def source(self) -> str:
        return source_line(self.picture)

    @property
    def dated(self) -> str:
        return dated_line(self.picture)


def figure_of(
    picture: Picture, document: Document, vantage: Vantage, *, narrow: Picture | None = None
) -> Figure:
    """`document` is the record whose page it is; its files are what `catalogue.py` has under the
    picture's name.
    """
    return Figure(
        picture=picture,
        svg_path=picture_path(document, picture.name, "svg", vantage),
        png_path=picture_path(document, picture.name, "png", vantage),
        narrow=narrow,
    )


def picture_path(document: Document, name: str, form: str, vantage: Vantage) -> str:
    return vantage.to(f"{reference_path(document)}{name}.{form}")


def canonical_of(document: Document) -> str:
    """The address that a picture names as its source: the page of the record, in its language."""
    return absolute(reference_path(document))
