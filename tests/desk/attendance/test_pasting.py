"""A pasted list: what each shape of it becomes, and that nothing of it is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coalition.desk.attendance.pasting import (
    ENTRIES_LIMIT,
    TEXT_LIMIT,
    Entry,
    PasteRefused,
    read_paste,
)


def told(entry: Entry) -> tuple[str, ...]:
    """Name, party and office; what an entry leaves out is left out at the end."""
    parts = (entry.name, entry.party, entry.office)
    while parts and not parts[-1]:
        parts = parts[:-1]
    return parts


def entries(text: str) -> list[tuple[str, ...]]:
    return [told(entry) for entry in read_paste(text).entries]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A party in brackets, and one that has brackets of its own.
        ("Mahua Majhi (JMM)", [("Mahua Majhi", "JMM")]),
        ("Elamaram Kareem (CPI-M)", [("Elamaram Kareem", "CPI-M")]),
        ("Elamaram Kareem (CPI (M))", [("Elamaram Kareem", "CPI (M)")]),
        ("A Nother (Kerala Congress (M))", [("A Nother", "Kerala Congress (M)")]),
        ("Lalan Singh (JD(U)), Vaiko (MDMK)", [("Lalan Singh", "JD(U)"), ("Vaiko", "MDMK")]),
        # After "of", a dash or a comma.
        ("Vaiko of MDMK", [("Vaiko", "MDMK")]),
        ("Vaiko of the MDMK", [("Vaiko", "MDMK")]),
        ("Vaiko from MDMK", [("Vaiko", "MDMK")]),
        ("Jose K Mani of Kerala Congress (M)", [("Jose K Mani", "Kerala Congress (M)")]),
        ("Vaiko – MDMK", [("Vaiko", "MDMK")]),
        ("Vaiko, MDMK", [("Vaiko", "MDMK")]),
        (
            "Omar Abdullah of Jammu and Kashmir National Conference",
            [("Omar Abdullah", "Jammu and Kashmir National Conference")],
        ),
        # One party for a group, back to where the last group was closed.
        (
            "Vaiko (MDMK), ST Hasan and Ram Gopal Yadav of SP",
            [("Vaiko", "MDMK"), ("ST Hasan", "SP"), ("Ram Gopal Yadav", "SP")],
        ),
        (
            "Ram Gopal Yadav, ST Hasan & Javed Ali Khan (SP)",
            [("Ram Gopal Yadav", "SP"), ("ST Hasan", "SP"), ("Javed Ali Khan", "SP")],
        ),
        ("Vaiko; ST Hasan of SP", [("Vaiko",), ("ST Hasan", "SP")]),
        ("Vaiko\nST Hasan of SP", [("Vaiko",), ("ST Hasan", "SP")]),
        # A party before the names.
        (
            "Congress leaders Kharge, Rahul Gandhi and Jairam Ramesh, Vaiko of MDMK",
            [
                ("Kharge", "Congress"),
                ("Rahul Gandhi", "Congress"),
                ("Jairam Ramesh", "Congress"),
                ("Vaiko", "MDMK"),
            ],
        ),
        (
            "SP's Ram Gopal Yadav and Javed Ali Khan, DMK’s T. R. Baalu",
            [("Ram Gopal Yadav", "SP"), ("Javed Ali Khan", "SP"), ("T. R. Baalu", "DMK")],
        ),
        (
            "Congress: Kharge, Rahul Gandhi\nDMK:\n- Tiruchi Siva\n- TR Baalu",
            [
                ("Kharge", "Congress"),
                ("Rahul Gandhi", "Congress"),
                ("Tiruchi Siva", "DMK"),
                ("TR Baalu", "DMK"),
            ],
        ),
        # Offices.
        (
            "Congress president Mallikarjun Kharge",
            [("Mallikarjun Kharge", "Congress", "Congress president")],
        ),
        (
            "Mallikarjun Kharge, Congress president, and Vaiko",
            [("Mallikarjun Kharge", "Congress", "Congress president"), ("Vaiko",)],
        ),
        (
            "former president Rahul Gandhi",
            [("Rahul Gandhi", "", "former president")],
        ),
        (
            "general secretaries K C Venugopal and Jairam Ramesh",
            [
                ("K C Venugopal", "", "general secretary"),
                ("Jairam Ramesh", "", "general secretary"),
            ],
        ),
        (
            "Adhir Ranjan Chowdhury (leader in Lok Sabha)",
            [("Adhir Ranjan Chowdhury", "", "leader in Lok Sabha")],
        ),
        ("Vaiko (MDMK, general secretary)", [("Vaiko", "MDMK", "general secretary")]),
        (
            "West Bengal Chief Minister Mamata Banerjee",
            [("Mamata Banerjee", "", "West Bengal Chief Minister")],
        ),
        # Lists, honorifics, scripts, verbs.
        (
            "1. Dr. Farooq Abdullah (NC)\n2) Shri Vaiko (MDMK)\n• Smt. Vandana Chavan (NCP)",
            [("Farooq Abdullah", "NC"), ("Vaiko", "MDMK"), ("Vandana Chavan", "NCP")],
        ),
        ("1\tVaiko\tMDMK\n2\tST Hasan\tSP", [("Vaiko", "MDMK"), ("ST Hasan", "SP")]),
        ("1 Vaiko\n2 ST Hasan", [("Vaiko",), ("ST Hasan",)]),
        ("ममता बनर्जी (TMC)", [("ममता बनर्जी", "TMC")]),
        (
            "Vaiko of MDMK as well as Raghav Chadha of AAP were present.",
            [("Vaiko", "MDMK"), ("Raghav Chadha", "AAP")],
        ),
    ],
)
def test_shape_of_a_list(text: str, expected: list[tuple[str, ...]]) -> None:
    assert entries(text) == expected
    assert read_paste(text).unread == []


@pytest.mark.parametrize(
    "text",
    [
        "No one from TMC",
        "no one from the TMC came",
        "No leader of the TMC attended the dinner.",
        "Nobody from TMC was present",
        "No TMC leader came",
        "TMC did not attend",
        "TMC stayed away",
        "Absent: TMC",
    ],
)
def test_party_of_which_nobody_came_is_absent(text: str) -> None:
    (entry,) = read_paste(text).entries
    assert (entry.name, entry.party, entry.status) == ("", "TMC", "absent")


def test_leader_who_stayed_away_is_absent() -> None:
    (entry,) = read_paste("Mamata Banerjee did not attend").entries
    assert (entry.name, entry.status) == ("Mamata Banerjee", "absent")


def test_names_beside_an_absence_are_to_be_checked() -> None:
    first, second = read_paste("Nitish Kumar and Mamata Banerjee did not attend").entries
    assert (first.status, second.status) == ("absent", "absent")
    assert "Check" in first.note


def test_absence_ends_with_its_sentence() -> None:
    statuses = [e.status for e in read_paste("No one from TMC came. Vaiko (MDMK)").entries]
    assert statuses == ["absent", "attended"]


def test_party_alone_is_a_row_of_the_party_to_be_checked() -> None:
    (entry,) = read_paste("RSP").entries
    assert (entry.name, entry.party) == ("", "RSP")
    assert "no leader" in entry.note.lower()


@pytest.mark.parametrize(
    "text",
    [
        "They discussed the elections at length",
        "27 leaders in all",
        "general secretaries",
        "the meeting was to decide on seats",
    ],
)
def test_sentence_is_left_unread(text: str) -> None:
    pasted = read_paste(text)
    assert (pasted.entries, pasted.unread) == ([], [text])


def test_label_that_heads_nothing_is_left_unread() -> None:
    assert read_paste("Congress:\n\nVaiko").unread == ["Congress"]


def test_entry_keeps_its_words() -> None:
    texts = [e.text for e in read_paste("Dr. Vaiko (MDMK), Congress president X Y").entries]
    assert texts == ["Dr. Vaiko (MDMK)", "Congress president X Y"]


def test_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(PasteRefused, match="in parts"):
        read_paste("x" * (TEXT_LIMIT + 1))


def test_list_that_is_too_long_is_refused() -> None:
    with pytest.raises(PasteRefused, match="in parts"):
        read_paste("Vaiko\n" * (ENTRIES_LIMIT + 1))


# --- Whatever is pasted ---------------------------------------------------------------------------

#: What only joins the pieces, or numbers them.
JOINING = {"and", "or", "as", "well", "along", "together", "with", "besides"}
WORD = re.compile(r"[^\W_]+")
LISTS = st.lists(
    st.sampled_from(
        [
            "Vaiko", "ST Hasan", "Mahua Majhi", "of", "from", "SP", "JD(U)", "(MDMK)", "(", ")",
            ",", ", ", " and ", "; ", "\n", "\n\n", ": ", ". ", " - ", "'s ", "no one from", "TMC",
            "Congress", "leaders", "president", "general secretaries", "did not attend", "came",
            "Kerala Congress (M)", "1. ", "• ", "the", "Dr. ", "Absent", "ममता",
            "Jammu and Kashmir", "\t", "27 ",
        ]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


def words_in(text: str) -> list[str]:
    return [
        word
        for word in WORD.findall(text.lower())
        if word not in JOINING and not word.isdigit() and len(word) > 1
    ]


@given(LISTS | st.text(max_size=200))
@example("Vaiko :  ,")
def test_no_word_is_lost(text: str) -> None:
    pasted = read_paste(text)
    kept = words_in(" ".join([*(entry.text for entry in pasted.entries), *pasted.unread]))
    for word in words_in(text):
        assert word in kept
        kept.remove(word)


@given(LISTS | st.text(max_size=200))
def test_entry_speaks_of_somebody(text: str) -> None:
    for entry in read_paste(text).entries:
        assert entry.name or entry.party
        assert entry.text
        assert entry.status in ("attended", "absent")
