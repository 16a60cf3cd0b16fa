"""A picture, before it is written out in one form or another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element

#: No picture is larger than this, in units of its own, so that none can cost much to draw.
MAX_WIDTH, MAX_HEIGHT = 1400, 2400


class TooLarge(ValueError):
    """The picture has more rows or columns than whoever draws it may put in."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`name` tells the pictures of one page apart, and is the last part of the file's address.

    `title` and `description` are for those who do not see it: the description says in a sentence or
    two what the picture shows, not how it looks. `body` is drawn within 0..width and 0..height.
    `newest_at` is when the newest of the editions was published that it is drawn from.
    """

    name: str
    title: str
    description: str
    width: float
    height: float
    body: list[Element] = field(repr=False)
    canonical: str
    newest_at: datetime

    def __post_init__(self) -> None:
        if not (0 < self.width <= MAX_WIDTH and 0 < self.height <= MAX_HEIGHT):
            raise TooLarge(f"{self.name}: {self.width} by {self.height}")
