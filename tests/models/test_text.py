"""Text is clean in every column, whichever way it comes in."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from coalition.imprecise_date_fields import ImpreciseDateField
from coalition.models import Edition, EditionLink, Leader, Meeting
from coalition.models.name_keys import DerivedNameField
from coalition.models.text import clean_text
from tests.factories import LeaderFactory, MeetingFactory
from tests.models.insertions import put_back
from tests.models.valid_rows import VALID

pytestmark = pytest.mark.django_db

OVERRIDE = "\u202e"


def _save(row: Any, field: str, value: str) -> None:
    setattr(row, field, value)
    row.save()


def _save_that_field(row: Any, field: str, value: str) -> None:
    setattr(row, field, value)
    row.save(update_fields=[field])


def _insert(row: Any, field: str, value: str) -> None:
    put_back(row, **{field: value})


def _bulk_update(row: Any, field: str, value: str) -> None:
    setattr(row, field, value)
    type(row).objects.bulk_update([row], [field])


def _update(row: Any, field: str, value: str) -> None:
    type(row).objects.filter(pk=row.pk).update(**{field: value})


def _full_clean(row: Any, field: str, value: str) -> None:
    setattr(row, field, value)
    row.full_clean()


CHANNELS = {
    "save": _save,
    "save_that_field": _save_that_field,
    "bulk_create": _insert,
    "bulk_update": _bulk_update,
    "update": _update,
    "full_clean": _full_clean,
}


def _is_free_text(field: models.Field[Any, Any]) -> bool:
    """Text that somebody types. Vocabularies have constraints, dates their own reader."""
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not isinstance(field, ImpreciseDateField)
        and not isinstance(field, DerivedNameField)
        and not field.name.endswith("_label")
    ) or field.name == "speaker_label"


#: Editions are written from records that were cleaned; only the public note is typed.
COLUMNS = [
    (model._meta.model_name, field)
    for model in apps.get_app_config("coalition").get_models()
    for field in model._meta.local_fields
    if model is not EditionLink
    and _is_free_text(field)
    and (model is not Edition or field.name == "note")
]


@pytest.mark.parametrize(
    ("model", "field"), [pytest.param(m, f, id=f"{m}.{f.name}") for m, f in COLUMNS]
)
@pytest.mark.parametrize("channel", CHANNELS)
def test_column_refuses_an_override(model: str, field: Any, channel: str) -> None:
    row = VALID[model]()
    value = f"{getattr(row, field.name)}{OVERRIDE}"
    with pytest.raises((ValidationError, DatabaseError)), transaction.atomic():
        CHANNELS[channel](row, field.name, value)


@pytest.mark.parametrize(
    ("model", "field"),
    [pytest.param(m, f, id=f"{m}.{f.name}") for m, f in COLUMNS if f.max_length is not None],
)
@pytest.mark.parametrize("channel", CHANNELS)
def test_column_refuses_more_than_its_limit(model: str, field: Any, channel: str) -> None:
    row = VALID[model]()
    start = getattr(row, field.name)
    value = start + "x" * (field.max_length + 1 - len(start))
    with pytest.raises((ValidationError, DatabaseError)), transaction.atomic():
        CHANNELS[channel](row, field.name, value)


@pytest.mark.parametrize("channel", sorted(CHANNELS.keys() - {"full_clean"}))
def test_text_up_to_its_limit_is_kept(channel: str) -> None:
    leader = LeaderFactory()
    CHANNELS[channel](leader, "name", "ष" * 200)
    assert Leader.objects.get().name == "ष" * 200


FORBIDDEN = {
    "null": "\x00",
    "backspace": "\x08",
    "vertical_tab": "\x0b",
    "escape": "\x1b",
    "delete": "\x7f",
    "next_line": "\x85",
    "application_program_command": "\x9f",
    "left_to_right_embedding": "\u202a",
    "right_to_left_override": "\u202e",
    "left_to_right_isolate": "\u2066",
    "pop_isolate": "\u2069",
    "noncharacter_fdd0": "\ufdd0",
    "noncharacter_fdef": "\ufdef",
    "noncharacter_fffe": "\ufffe",
    "noncharacter_ffff": "\uffff",
    "noncharacter_1fffe": "\U0001fffe",
    "noncharacter_10ffff": "\U0010ffff",
    "lone_surrogate": "\ud800",
}


@pytest.mark.parametrize("character", FORBIDDEN.values(), ids=FORBIDDEN)
@pytest.mark.parametrize("channel", CHANNELS)
def test_name_refuses_invisible_characters(character: str, channel: str) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        CHANNELS[channel](LeaderFactory(), "name", f"Mamata{character} Banerjee")


@pytest.mark.parametrize("character", FORBIDDEN.values(), ids=FORBIDDEN)
def test_prose_refuses_invisible_characters(character: str) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        MeetingFactory(summary=f"They met{character}.")


@pytest.mark.parametrize("line_break", ["\n", "\t", "\u2028", "\u2029", "\r\n", "\r"])
def test_line_refuses_line_breaks(line_break: str) -> None:
    with pytest.raises(ValidationError), transaction.atomic():
        LeaderFactory(name=f"Mamata{line_break}Banerjee", slug="mamata-banerjee")


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n"])
def test_prose_keeps_line_breaks_as_line_feeds(line_break: str) -> None:
    meeting = MeetingFactory(summary=f"One.{line_break}Two.")
    assert Meeting.objects.get(pk=meeting.pk).summary == "One.\nTwo."


@pytest.mark.parametrize(
    "text",
    [
        "ममता बनर्जी",
        "க\u200dஷ",  # a zero width joiner: Indian scripts are written with it
        "می\u200cخواهم",  # and a non-joiner
        "O’Brien & Söhne <b>",
        "🙏🏽",
        "=1+1",
    ],
)
def test_name_in_any_script_is_kept(text: str) -> None:
    leader = LeaderFactory(name=text, slug="somebody")
    leader.full_clean()
    assert Leader.objects.get().name == text


@pytest.mark.parametrize("channel", ["save", "save_that_field", "bulk_create", "update"])
def test_name_is_stored_composed(channel: str) -> None:
    leader = LeaderFactory()
    CHANNELS[channel](leader, "name", "Söhne".replace("ö", "o\u0308"))
    assert Leader.objects.get().name == "S\u00f6hne"


def test_name_is_found_however_it_is_composed() -> None:
    LeaderFactory(name="S\u00f6hne", slug="soehne")
    assert Leader.objects.filter(name="So\u0308hne").exists()


def test_refusal_says_where_and_what() -> None:
    with pytest.raises(ValidationError) as refusal:
        clean_text(f"abc{OVERRIDE}", multiline=False)
    assert refusal.value.message % refusal.value.params == (
        "Character 4 is an invisible control character (U+202E). "
        "Delete it, or retype the text around it."
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/", "//example.org"])
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("field", ["url", "archived_url"])
def test_web_address_of_another_scheme_is_refused(address: str, channel: str, field: str) -> None:

    with pytest.raises(ValidationError), transaction.atomic():
        CHANNELS[channel](VALID["source"](), field, address)
