"""A picture in its three forms."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
import time_machine

from coalition.pages.pictures.drawing import MAX_HEIGHT, MAX_WIDTH, TooLarge
from coalition.pages.pictures.lettering import width_of
from coalition.pages.pictures.rendering import (
    FILE_POLICY,
    inline,
    png_file,
    source_line,
    svg_file,
)
from coalition.pages.pictures.shapes import (
    END,
    UnknownColour,
    box,
    element,
    group,
    hatching,
    number,
    text,
)
from tests.pages.pictures.drawings import HOSTILE, SVG, parsed, picture, size_of, words_in
from tests.pages.pictures.test_lettering import NAMES


class Tags(HTMLParser):
    """The names of all elements, as a browser would find them in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.names.append(tag)


@pytest.mark.parametrize("name", HOSTILE)
def test_file_is_well_formed_whatever_a_name_holds(name: str) -> None:
    drawn = picture(name, title=name, description=name, body=[group([], tip=name)])
    assert parsed(svg_file(drawn)).tag == f"{SVG}svg"


@pytest.mark.parametrize("name", HOSTILE)
def test_page_gets_no_element_from_a_name(name: str) -> None:
    tags = Tags()
    tags.feed(inline(picture(name, title=name, description=name)))
    assert set(tags.names) == {"svg", "title", "desc", "text"}


def test_control_characters_are_left_out() -> None:
    assert words_in(svg_file(picture("a\x00b\x1bc")))[1] == "abc"


def test_picture_says_what_it_is_and_shows() -> None:
    root = parsed(svg_file(picture(title="Who came", description="Five parties.")))
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}style"
    assert (root[1].tag, root[1].text) == (f"{SVG}title", "Who came")
    assert (root[2].tag, root[2].text) == (f"{SVG}desc", "Five parties.")


def test_picture_in_a_page_is_named_by_its_title() -> None:
    html = inline(picture(title="Who came"))
    assert 'aria-labelledby="pic-sample-title" aria-describedby="pic-sample-desc"' in html
    assert '<title id="pic-sample-title">Who came</title>' in html


def test_links_in_a_drawing_are_not_hidden_in_an_image() -> None:
    linked = inline(picture(body=[element("a", href="#there")]))
    assert (' role="group"' in linked, ' role="img"' in inline(picture())) == (True, True)


def test_links_in_a_file_are_not_hidden_in_an_image() -> None:
    assert parsed(svg_file(picture(body=[element("a", href="#there")]))).get("role") == "group"


def test_two_drawings_of_one_picture_share_no_id() -> None:
    one, other = inline(picture()), inline(picture(), variant="narrow")
    ids = re.findall(r' id="([^"]+)"', one + other)
    assert len(ids) == len(set(ids)) == 4


def test_picture_in_a_page_has_no_style_of_its_own() -> None:
    html = inline(picture("words", body=[box(0, 0, 1, 1, fill="good", line="stop")]))
    assert "style" not in html
    assert 'class="pic-f-good pic-s-stop"' in html


def test_file_names_its_source_and_its_date() -> None:
    drawn = words_in(svg_file(picture()))
    assert "Coalition Desk, desk.example.org/alliances/front/" in drawn
    assert "As published on 6 December 2023" in drawn


def test_long_source_is_wrapped_within_the_file() -> None:
    long = picture(canonical="https://desk.example.org/alliances/" + "front-" * 30)
    root = parsed(svg_file(long))
    assert "As published on 6 December 2023" in words_in(svg_file(long))
    assert source_line(long) not in words_in(svg_file(long))
    assert float(root.get("height", "0")) > float(parsed(svg_file(picture())).get("height", "0"))


def test_policy_of_files_lets_their_own_style_apply() -> None:
    style = parsed(svg_file(picture())).find(f"{SVG}style")
    assert style is not None
    digest = hashlib.sha256((style.text or "").encode()).digest()
    assert f"'sha256-{base64.b64encode(digest).decode()}'" in FILE_POLICY
    assert "unsafe" not in FILE_POLICY


def test_png_is_twice_as_large_as_the_svg() -> None:
    root = parsed(svg_file(picture()))
    width, height = int(root.get("width", "0")), int(root.get("height", "0"))
    assert size_of(png_file(picture())) == (2 * width, 2 * height)


@pytest.mark.parametrize("script", [name for name in NAMES if name != "Latin"])
def test_png_draws_letters_and_not_boxes(script: str) -> None:
    """Two names of one script differ; as boxes for missing letters they would be alike."""
    words = NAMES[script]
    swapped = words[::-1]
    boxes = "".join(" " if letter == " " else "\U0002f800" for letter in words)
    drawn = {png_file(picture(name)) for name in (words, swapped, boxes)}
    assert len(drawn) == 3


def test_png_of_what_no_font_has_is_boxes() -> None:
    """The test above is worth something: here two different names do look alike."""
    assert png_file(picture("漢字")) == png_file(picture("字漢"))


@pytest.mark.parametrize("words", ["BJP भाजपा", "انڈیا BJP 12", "漢 भारत", "भारत தமிழ்"])
def test_png_of_mixed_scripts_loses_no_letter(words: str) -> None:
    """A renderer that looks for one missing letter elsewhere may drop those beside it."""
    known = "".join(letter for letter in words if letter != "漢")
    boxes = "".join(" " if letter == " " else "\U0002f800" for letter in words)
    assert png_file(picture(words)) != png_file(picture(boxes))
    assert len({png_file(picture(words)), png_file(picture(known[::-1]))}) == 2


def ends(before: str, last: str) -> tuple[bytes, bytes]:
    """The end of a line as it is drawn there and as it is drawn alone. Both end at the same place,
    and what stands before it is painted over."""
    edge = 290 - width_of(last, 12)

    def drawn(words: str) -> bytes:
        over = box(0, 0, edge, 200, fill="paper")
        return png_file(picture(body=[text(290, 40, words, anchor=END), over]))

    # So far apart that the paint hides all of the one and nothing of the other.
    return drawn(before + "\u00a0" * 10 + last), drawn(last)


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("New Delhi ·", "रिपोर्टों"),
        ("Patna", "किसके"),
        ("भारत", "கொடி"),
        ("தமிழ்", "সম্মতি"),
        ("दिसंबर", "New"),
        ("New Delhi", "برگد"),
        ("بھارت", "सहमति"),
        ("برگد किसके", "پارٹی"),
    ],
)
def test_png_writes_each_script_as_it_is_written_alone(before: str, last: str) -> None:
    """A renderer that takes a line for one script leaves the vowels of another in a wrong place."""
    there, alone = ends(before, last)
    assert there == alone


def test_drawing_twice_gives_the_same_bytes() -> None:
    with time_machine.travel("2024-01-01T00:00:00Z"):
        first = svg_file(picture("a")), png_file(picture("a"))
    with time_machine.travel("2025-01-01T00:00:00Z"):
        assert (svg_file(picture("a")), png_file(picture("a"))) == first


@pytest.mark.parametrize(
    ("width", "height"), [(MAX_WIDTH + 1, 10), (10, MAX_HEIGHT + 1), (0, 10), (10, 0)]
)
def test_picture_beyond_the_bounds_is_refused(width: float, height: float) -> None:
    with pytest.raises(TooLarge):
        picture(width=width, height=height)


@pytest.mark.parametrize("colour", ["red", "url(#x)", "#12", '#123456"', "#1234567"])
def test_colour_that_is_neither_token_nor_hexadecimal_is_refused(colour: str) -> None:
    with pytest.raises(UnknownColour):
        box(0, 0, 1, 1, fill=colour)


def test_party_s_own_colour_is_an_attribute() -> None:
    assert box(0, 0, 1, 1, fill="#19aaed").get("fill") == "#19aaed"


def test_shape_with_a_line_alone_is_not_filled() -> None:
    assert box(0, 0, 1, 1, line="ink").get("fill") == "none"


def test_cut_text_tells_the_whole_to_whoever_points_at_it() -> None:
    cut = text(0, 0, "A very long name of a party", width=60)
    assert cut[0].text == "A very long name of a party"
    assert (cut[0].tail or "").endswith("…")


def test_hatching_stays_within_its_box() -> None:
    points = re.findall(r"[ML]([\d.]+) ([\d.]+)", hatching(10, 20, 30, 24).get("d", ""))
    assert points
    assert all(10 <= float(x) <= 40 and 20 <= float(y) <= 44 for x, y in points)


@pytest.mark.parametrize(
    ("value", "said"), [(1.0, "1"), (1.005, "1"), (0.333333, "0.33"), (-0.001, "0"), (120, "120")]
)
def test_numbers_are_short(value: float, said: str) -> None:
    assert number(value) == said
