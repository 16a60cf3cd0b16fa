"""What changes are called: the words that an editor reads before publishing."""

from __future__ import annotations

from typing import Any

from coalition.document_differences import Action, differences, outline

TMC = {
    "id": "1",
    "kind": "party",
    "slug": "tmc",
    "name": "All India Trinamool Congress",
    "abbreviation": "TMC",
}
MDMK = {"id": "2", "kind": "party", "slug": "mdmk", "name": "MDMK", "abbreviation": None}
VAIKO = {"id": "3", "kind": "leader", "slug": "vaiko", "name": "Vaiko", "abbreviation": None}
DAY = {
    "edtf": "2023-12-06",
    "earliest": "2023-12-06",
    "latest": "2023-12-06",
    "label": "6 December 2023",
}
HINDU = {
    "id": "s1",
    "publisher": "The Hindu",
    "headline": "A dinner",
    "published_at": "2023-12-06T12:00:00Z",
}


def attendance(leader: Any, party: Any, status: str = "attended", **more: Any) -> dict[str, Any]:
    row = {
        "party": party,
        "leader": leader,
        "status": status,
        "role": "participant",
        "described_as": None,
        "claims": [],
    }
    return row | more


def claim(quote: str, field: str | None = "date", value: str | None = None) -> dict[str, Any]:
    return {"field": field, "value": value, "source": "s1", "quote": quote, "paragraph": 4}


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [str(change) for change in differences(before, after)]


def test_start_that_became_approximate() -> None:
    before = {"start": {"time": "19:00", "timezone": "Asia/Kolkata", "approximate": False}}
    after = {"start": {"time": "19:30", "timezone": "Asia/Kolkata", "approximate": True}}
    assert told(before, after) == ["Start: 19:00 → about 19:30"]


def test_start_in_another_zone_names_the_zone_alone() -> None:
    before = {"start": {"time": "19:00", "timezone": "Asia/Kolkata", "approximate": False}}
    after = {"start": {"time": "19:00", "timezone": "Asia/Dhaka", "approximate": False}}
    assert told(before, after) == ["Start: time zone: Asia/Kolkata → Asia/Dhaka"]


def test_reported_number_with_another_qualifier() -> None:
    before = {"reported": {"parties": {"count": 17, "qualifier": "exactly"}, "leaders": None}}
    after = {"reported": {"parties": {"count": 17, "qualifier": "at_least"}, "leaders": None}}
    assert told(before, after) == ["Reported parties: 17 → at least 17"]


def test_place_part_has_a_label_of_its_own() -> None:
    before = {"place": {"venue": None, "city": "New Delhi", "region": "IN-DL"}}
    after = {"place": {"venue": "10 Rajaji Marg", "city": "New Delhi", "region": "IN-DL"}}
    assert told(before, after) == ["Venue: (empty) → 10 Rajaji Marg"]


def test_vocabulary_is_told_in_words() -> None:
    assert told({"category": "dinner"}, {"category": "floor_leaders"}) == [
        "Category: dinner → floor leaders"
    ]


def test_party_row_that_was_added() -> None:
    row = attendance(None, TMC, "absent")
    assert told({"attendance": []}, {"attendance": [row]}) == ["Attendance: TMC, absent: added"]


def test_row_that_was_removed() -> None:
    row = attendance(VAIKO, MDMK, role="host")
    assert told({"attendance": [row]}, {"attendance": []}) == [
        "Attendance: Vaiko (MDMK), attended, host: removed"
    ]


def test_row_whose_status_changed() -> None:
    before = {"attendance": [attendance(VAIKO, MDMK, "expected"), attendance(None, TMC, "absent")]}
    after = {"attendance": [attendance(VAIKO, MDMK), attendance(None, TMC, "absent")]}
    assert told(before, after) == ["Attendance: Vaiko (MDMK), status: expected → attended"]


def test_rows_in_another_order_are_the_same_rows() -> None:
    rows = [attendance(VAIKO, MDMK), attendance(None, TMC, "absent")]
    assert told({"attendance": rows}, {"attendance": rows[::-1]}) == [
        "Attendance: in another order"
    ]


def test_membership_taken_up_again_is_a_row_of_its_own() -> None:
    first = {"party": TMC, "since": DAY, "until": DAY, "ending": "left", "claims": []}
    again = {"party": TMC, "since": None, "until": None, "ending": None, "claims": []}
    before, after = {"party_memberships": [first]}, {"party_memberships": [first, again]}
    (change,) = differences(before, after)
    assert change.action == Action.ADDED
    assert change.subject == "All India Trinamool Congress (TMC)"


def test_added_source_is_named_as_a_report_is() -> None:
    assert told({"sources": []}, {"sources": [HINDU]}) == [
        "Source: The Hindu, 6 December 2023: added"
    ]


def test_claim_whose_quote_changed() -> None:
    before = {"claims": [claim("on Wednesday")], "sources": [HINDU]}
    after = {"claims": [claim("on Tuesday")], "sources": [HINDU]}
    assert told(before, after) == [
        "Claim on “Date”: The Hindu, 6 December 2023, quote: on Wednesday → on Tuesday"
    ]


def test_claim_on_a_row_is_told_with_the_row() -> None:
    before = {"attendance": [attendance(VAIKO, MDMK)], "sources": [HINDU]}
    cited = attendance(VAIKO, MDMK, claims=[claim("Vaiko came", field=None)])
    after = {"attendance": [cited], "sources": [HINDU]}
    assert told(before, after) == [
        "Attendance: Vaiko (MDMK), claim, The Hindu, 6 December 2023: added"
    ]


def test_added_row_says_the_rest_of_it_in_details() -> None:
    row = attendance(VAIKO, MDMK, described_as="party chief", claims=[claim("Vaiko came")])
    (change,) = differences({"attendance": []}, {"attendance": [row], "sources": []})[:1]
    assert dict(change.details)["described as"] == "party chief"
    assert "“Vaiko came”" in dict(change.details)["claim"]


def test_renamed_reference_shows_both_names() -> None:
    before = {"alliance": {**TMC, "name": "INDIA", "abbreviation": None}}
    after = {"alliance": {**TMC, "name": "I.N.D.I.A.", "abbreviation": None}}
    assert told(before, after) == ["Alliance: INDIA → I.N.D.I.A."]


def test_reference_with_another_address_alone_says_so() -> None:
    assert told({"alliance": TMC}, {"alliance": TMC | {"slug": "aitc"}}) == [
        "Alliance: web address: tmc → aitc"
    ]


def test_date_that_means_something_else_under_the_same_label() -> None:
    later = DAY | {"edtf": "2023-12-07", "earliest": "2023-12-07", "latest": "2023-12-07"}
    assert "Date: meaning of the date: 2023-12-06 → 2023-12-07" in told(
        {"date": DAY}, {"date": later}
    )


LONG = (
    "Leaders of the parties are to meet at the residence of the president of the Congress and to "
    "speak about what comes next in both houses of Parliament."
)


def test_long_text_is_compared_word_by_word() -> None:
    (change,) = differences({"purpose": LONG}, {"purpose": LONG.replace("both", "the two")})
    assert [(piece.text.strip(), piece.mark) for piece in change.pieces if piece.mark] == [
        ("both", "del"),
        ("the two", "ins"),
    ]


def test_unchanged_stretch_is_cut_short() -> None:
    (change,) = differences({"summary": LONG * 5 + " End."}, {"summary": LONG * 5 + " Stop."})
    assert change.pieces[0].text.startswith("… ")
    assert len(change.pieces[0].text) < 100


def test_text_written_anew_is_told_as_a_whole() -> None:
    other = "Nothing whatever was said of it afterwards, by anybody who had been present there."
    (change,) = differences({"purpose": LONG}, {"purpose": other})
    assert change.pieces == ()
    assert (change.before, change.after) == (LONG, other)


def test_outline_counts_rows_by_their_status() -> None:
    document = {
        "kind": "meeting",
        "title": "Dinner",
        "place": {"venue": None, "city": "New Delhi"},
        "attendance": [attendance(VAIKO, MDMK), attendance(None, TMC, "absent")],
        "statements": [],
    }
    assert [(line.label, line.words) for line in outline(document)] == [
        ("Title", "Dinner"),
        ("City", "New Delhi"),
        ("Attendance", "2 (1 attended, 1 absent)"),
    ]


def test_key_that_documents_learned_later_is_no_change_while_it_is_empty() -> None:
    assert told({"title": "Dinner"}, {"title": "Dinner", "settled": [], "note": None}) == []


def disputed(*agrees: bool | None) -> dict[str, Any]:
    """A document in which the start is disputed; None is a claim that lacks the key."""
    claims = [
        {"field": "start", "value": "8 pm", "source": "one", "quote": None}
        | ({} if known is None else {"agrees": known})
        for known in agrees
    ]
    return {"disputed": [{"field": "start", "reason": None, "claims": claims}]}


def test_agreement_that_documents_learned_later_is_no_change() -> None:
    assert told(disputed(None, None), disputed(True, False)) == []


def test_claim_that_agrees_no_longer_is_a_change() -> None:
    (change,) = told(disputed(True), disputed(False))
    assert change.endswith("does it say what we say?: yes → no")


def test_settled_difference_says_its_reason() -> None:
    row = {"field": "date", "reason": "The later report was corrected.", "claims": []}
    (change,) = differences({"settled": []}, {"settled": [row]})
    assert str(change) == "Settled: Date: added"
    assert dict(change.details)["reason"] == "The later report was corrected."
