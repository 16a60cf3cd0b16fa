"""“Why do we say this?”: the mark beside a fact, and the claims that it opens."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template

from coalition.pages.sources import SourceBook
from tests.pages.reading import words_inside


def source(identity: str, **values: str | None) -> dict[str, str | None]:
    known = dict.fromkeys(
        ("headline", "publisher", "author", "place", "url", "archived_url"), None
    ) | {"published_at": "2023-12-06T16:11:00Z", "updated_at": None}
    return {**known, "id": identity, **values}


def claim(**values: object) -> dict[str, object]:
    known = {"source": "one", "quote": None, "paragraph": 3, "attribution": None, "asserts": None}
    return {**known, **values}


BANYAN = source("one", headline="Bloc meets", publisher="The Banyan", url="https://b.example.org/")
UNKNOWN = source("two")


def html_of(*claims: dict[str, object], sources: tuple[object, ...] = (BANYAN,)) -> str:
    citations = SourceBook(list(sources)).cite(list(claims), "Start")  # type: ignore[arg-type]
    template = Template("{% load coalition_pages %}{% cite citations %}")
    return template.render(Context({"citations": citations}))


def summary_of(html: str) -> str:
    return words_inside(re.findall("<summary.*?</summary>", html)[0])


def test_fact_without_a_claim_has_no_mark() -> None:
    assert html_of() == ""


@pytest.mark.parametrize(
    ("values", "summary"),
    [
        ({}, "Why do we say this? Source 1, paragraph 3 ¶3"),
        (
            {"attribution": "party sources"},
            "Why do we say this? Source 1, paragraph 3, citing party sources ¶3",
        ),
        ({"paragraph": None}, "Why do we say this? Source 1 1"),
    ],
)
def test_mark_is_named_for_what_it_opens(values: dict[str, object], summary: str) -> None:
    assert summary_of(html_of(claim(**values))) == summary


def test_mark_tells_the_source_where_there_are_several() -> None:
    html = html_of(claim(), claim(source="two", paragraph=7), sources=(BANYAN, UNKNOWN))
    assert summary_of(html).endswith("paragraph 3; Source 2, paragraph 7 1 ¶3, 2 ¶7")


def test_many_marks_are_cut_short() -> None:
    html = html_of(*(claim(paragraph=number) for number in range(1, 6)))
    assert summary_of(html).endswith("¶1, ¶2, ¶3 +2")


def test_claim_shows_its_quote_its_speaker_and_its_report() -> None:
    words = words_inside(html_of(claim(quote="at seven", attribution="an aide")))
    assert "at seven According to an aide, paragraph 3" in words
    assert "Bloc meets, The Banyan, 6 December 2023 Read the report" in words


def test_report_that_speaks_for_itself_is_said_to() -> None:
    assert "In the report’s own words, paragraph 3" in words_inside(html_of(claim()))


def test_claim_that_says_otherwise_says_what() -> None:
    assert "It says: 8 pm" in words_inside(html_of(claim(value="8 pm", field="start")))


def test_claim_that_agrees_says_nothing_more() -> None:
    assert "It says" not in words_inside(html_of(claim()))


def test_claim_leads_to_its_entry_and_to_the_report() -> None:
    html = html_of(claim())
    assert re.findall('href="([^"]+)"', html) == ["#says-1", "#source-1", "https://b.example.org/"]
    assert 'href="https://b.example.org/" rel="nofollow noopener"' in html


def test_report_without_an_address_is_not_led_to() -> None:
    html = html_of(claim(source="two"), sources=(UNKNOWN,))
    assert "Read the report" not in html


def test_report_is_named_once_for_all_of_its_claims() -> None:
    html = html_of(claim(quote="at seven"), claim(quote="in the evening", paragraph=4))
    assert html.count("Bloc meets") == 1


def test_same_words_for_the_same_thing_are_shown_once() -> None:
    assert html_of(claim(quote="at seven"), claim(quote="at seven")).count("at seven") == 1


def test_words_of_a_source_are_escaped() -> None:
    html = html_of(claim(quote="<b>seven</b>", attribution="<i>aide</i>"))
    assert ("<b>" in html, "<i>" in html) == (False, False)
