"""The cache generation moves with every edition, and with nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from coalition import generation
from coalition.publishing import withdraw
from tests.factories import PartyFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    generation.forget()


def test_generation_of_an_empty_ledger_is_zero() -> None:
    assert generation.current() == 0


def test_generation_is_the_newest_sequence() -> None:
    edition = published(PartyFactory())
    assert generation.newest_sequence() == generation.current() == edition.sequence


def test_withdrawal_makes_a_new_generation() -> None:
    party = PartyFactory()
    published(party)
    before = generation.current()
    withdraw(party, by=None, reason="A hoax.")
    assert generation.current() == before + 1


def test_draft_makes_no_generation() -> None:
    before = generation.current()
    PartyFactory(approved=True).save()
    assert generation.current() == before


def test_generation_is_remembered_for_a_while(
    settings: Any, django_assert_num_queries: Any
) -> None:
    settings.GENERATION_SECONDS = 60
    generation.current()
    with django_assert_num_queries(0):
        generation.current()


def test_generation_is_asked_for_again_after_a_while(
    settings: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    settings.GENERATION_SECONDS = 0.2
    clock = [100.0]
    monkeypatch.setattr(generation.time, "monotonic", lambda: clock[0])
    generation.current()
    clock[0] += 0.2
    with django_assert_num_queries(1):
        generation.current()


def test_own_publication_is_known_at_once(
    settings: Any, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    settings.GENERATION_SECONDS = 60
    generation.current()
    with django_capture_on_commit_callbacks(execute=True):
        edition = published(PartyFactory())
    assert generation.current() == edition.sequence
