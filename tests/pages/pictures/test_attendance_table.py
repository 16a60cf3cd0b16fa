"""The table beside the attendance matrix, which says the same in words."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from coalition.pages.presence import PRESENCE, Presence
from tests.factories import AllianceFactory, AllianceMembershipFactory, published
from tests.pages.pictures.drawings import parsed
from tests.pages.pictures.fronts import broad_front, document_of
from tests.pages.reading import read, section

#: What is left blank; the ground of its column or its group of rows explains it.
BLANK = {Presence.NOTHING_YET, Presence.UNRELATED}


@pytest.mark.django_db
def test_table_says_what_the_picture_shows_cell_by_cell() -> None:
    document_of(broad_front())
    html = Client().get("/alliances/broad-front/").content.decode()
    drawn = _rows_of(parsed(_svg(html)))
    table = _table(html)
    blank = {str(PRESENCE[state]) for state in BLANK}
    assert (
        set(drawn)
        == set(table)
        == {
            "Banyan",
            "Harbour",
            "Lantern",
            "Late",
            "Perhaps",
            "Plough",
            "Silent",
            "Gone",
            "Guest",
        }
    )
    for party, words in table.items():
        assert drawn[party] == [word for word in words if word not in blank], party


@pytest.mark.django_db
def test_cells_of_the_table_lead_to_the_meeting() -> None:
    document_of(broad_front())
    html = Client().get("/alliances/broad-front/").content.decode()
    row = re.search(
        r'<th scope="row"><a href="/parties/banyan/"[^>]*>Banyan</a></th>(.*?)</tr>', html, re.S
    )
    assert row
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', row[1]) == [
        ("/meetings/dinner/", "Attended"),
        ("/meetings/unreported/", "Not recorded"),
        ("/meetings/rally/", "Not held"),
        ("/meetings/next/", "Expected"),
    ]


@pytest.mark.django_db
def test_page_says_that_not_named_is_not_absent() -> None:
    document_of(broad_front())
    part = section(Client().get("/alliances/broad-front/").content.decode(), "attendance")
    assert "Not named: The reports do not say whether the party came." in part


@pytest.mark.django_db
def test_page_of_an_alliance_without_meetings_has_no_matrix() -> None:
    front = AllianceFactory(name="Front")
    AllianceMembershipFactory(alliance=front)
    published(front)
    assert "Who came to its meetings" not in read("/alliances/front/")


def _svg(html: str) -> bytes:
    found = re.search(r"<svg(.*?)</svg>", html[html.index('id="attendance"') :], re.S)
    assert found
    return f'<svg xmlns="http://www.w3.org/2000/svg"{found[1]}</svg>'.encode()


def _rows_of(root: Element) -> dict[str, list[str]]:
    """Of each row its party, and what each of its cells tells whoever points at it."""
    ns = "{http://www.w3.org/2000/svg}"
    rows = {}
    for row in root.findall(f"{ns}g"):
        label = row.find(f"{ns}text")
        if label is None:
            continue
        name = label.findtext(f"{ns}title") or label.text or ""
        tips = [cell.findtext(f"{ns}title") or "" for cell in row.findall(f"{ns}g")]
        rows[name] = [tip.partition(":")[0] for tip in tips]
    return rows


def _table(html: str) -> dict[str, list[str]]:
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a></th>(.*?)</tr>', html, re.S)
    return {name: re.findall(r"<td><a [^>]*>([^<]+)</a></td>", cells) for name, cells in rows}
