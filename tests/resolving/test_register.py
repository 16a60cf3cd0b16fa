from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coalition import kept_values
from coalition.models import Edition, Kind
from coalition.publishing import withdraw
from coalition.resolving import Register, present_register
from coalition.resolving.register import read_register
from tests.factories import LeaderFactory, MeetingFactory, PartyFactory, published

pytestmark = pytest.mark.django_db


def names(register: Register) -> set[str]:
    return {bearer.name for bearer in register.by_uid.values()}


def test_draft_is_not_in_it() -> None:
    published(LeaderFactory(name="Asha Rao"))
    LeaderFactory(name="Hidden Rao")
    assert names(present_register()) == {"Asha Rao"}


def test_withdrawn_record_leaves_it() -> None:
    hoax = PartyFactory(name="Hoax Party", approved=True)
    published(hoax)
    assert names(present_register()) == {"Hoax Party"}
    withdraw(hoax, by=None, reason="A hoax.")
    assert names(present_register()) == set()


def test_next_edition_replaces_the_one_before() -> None:
    leader = LeaderFactory(name="Asha Rao")
    published(leader)
    present_register()
    leader.name = "Asha Rao Devi"
    leader.save()
    published(leader)
    assert names(present_register()) == {"Asha Rao Devi"}


def test_only_new_documents_are_read_again() -> None:
    for number in range(3):
        published(LeaderFactory(name=f"Asha {number}"))
    read_register(Edition.objects.live())
    published(LeaderFactory(name="Asha Rao"))
    with CaptureQueriesContext(connection) as queries:
        read_register(Edition.objects.live())
    (_, bodies) = [query["sql"] for query in queries.captured_queries]
    assert bodies.count(" IN (") == 2
    with CaptureQueriesContext(connection) as queries:
        assert len(names(read_register(Edition.objects.live()))) == 4
    assert len(queries) == 1


def test_books_of_kinds_that_did_not_change_are_kept() -> None:
    published(LeaderFactory(name="Asha Rao"))
    before = read_register(Edition.objects.live())
    published(PartyFactory(name="Test Party"))
    after = read_register(Edition.objects.live())
    assert after.books[Kind.LEADER] is before.books[Kind.LEADER]
    assert [bearer.name for bearer in after.books[Kind.PARTY].bearers] == ["Test Party"]


def test_book_without_a_withdrawn_record_is_another() -> None:
    hoax = PartyFactory(name="Hoax Party", approved=True)
    published(hoax)
    published(PartyFactory(name="Test Party"))
    assert read_register(Edition.objects.live()).books[Kind.PARTY].like("Hoax Party")
    withdraw(hoax, by=None, reason="A hoax.")
    book = read_register(Edition.objects.live()).books[Kind.PARTY]
    assert [bearer.name for bearer in book.bearers] == ["Test Party"]


def test_publication_without_a_name_of_its_own_changes_nothing() -> None:
    published(LeaderFactory(name="Asha Rao"))
    before = read_register(Edition.objects.live())
    published(MeetingFactory())
    assert read_register(Edition.objects.live()) is before


@pytest.mark.parametrize("number", [1, 30])
def test_register_takes_two_queries_however_many_there_are(
    number: int, django_assert_num_queries
) -> None:
    for count in range(number):
        published(LeaderFactory(name=f"Asha {count}"))
    kept_values.forget_all()
    with django_assert_num_queries(2):
        register = read_register(Edition.objects.live())
    assert len(register.by_uid) == number
