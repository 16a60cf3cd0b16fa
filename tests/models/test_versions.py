"""Nobody overwrites what somebody else has saved meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from coalition.models import Meeting, Party, Record, StaleRecordError
from tests.factories import MeetingFactory, PartyFactory
from tests.models.valid_rows import VALID

RECORDS = [
    model for model in apps.get_app_config("coalition").get_models() if issubclass(model, Record)
]


@pytest.fixture
def ours() -> Party:
    return PartyFactory(name="Janata Dal")


@pytest.fixture
def theirs(ours: Party) -> Party:
    return Party.objects.get(pk=ours.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS)
def test_new_record_has_version_one(model: type[Record]) -> None:
    record = VALID[model._meta.model_name]()
    assert record.version == 1
    assert model.objects.get().version == 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", RECORDS)
def test_save_raises_the_version_by_one(model: type[Record]) -> None:
    record = VALID[model._meta.model_name]()
    record.save()
    assert record.version == 2
    assert model.objects.get().version == 2


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [["name"], ["name", "version"], ["version"]])
def test_save_of_some_fields_raises_the_version_by_one(fields: list[str], ours: Party) -> None:
    ours.save(update_fields=fields)
    assert ours.version == 2
    assert Party.objects.get().version == 2


@pytest.mark.django_db
def test_each_save_in_a_row_raises_the_version(ours: Party) -> None:
    for _ in range(3):
        ours.save()
    assert Party.objects.get().version == ours.version == 4


@pytest.mark.django_db
def test_save_of_no_fields_leaves_the_version(ours: Party) -> None:
    ours.save(update_fields=[])
    assert Party.objects.get().version == ours.version == 1


@pytest.mark.django_db
def test_save_without_the_deferred_version_raises_it(ours: Party) -> None:
    Party.objects.defer("version").get().save()
    assert Party.objects.get().version == 2


@pytest.mark.django_db
def test_update_or_create_raises_the_version(ours: Party) -> None:
    Party.objects.update_or_create(slug=ours.slug, defaults={"name": "Janata Dal (United)"})
    assert Party.objects.get().version == 2


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [None, ["abbreviation"]])
def test_save_of_an_old_version_is_refused(
    fields: list[str] | None, ours: Party, theirs: Party
) -> None:
    theirs.name = "Janata Dal (United)"
    theirs.save()
    ours.abbreviation = "JD"
    with pytest.raises(StaleRecordError) as refusal:
        ours.save(update_fields=fields)
    assert refusal.value.record is ours


@pytest.mark.django_db
def test_refused_save_writes_nothing(ours: Party, theirs: Party) -> None:
    theirs.name = "Janata Dal (United)"
    theirs.save()
    ours.abbreviation = "JD"
    with pytest.raises(StaleRecordError), transaction.atomic():
        ours.save()
    left = Party.objects.get()
    assert (left.name, left.abbreviation) == ("Janata Dal (United)", theirs.abbreviation)


@pytest.mark.django_db
def test_refused_save_leaves_both_versions(ours: Party, theirs: Party) -> None:
    theirs.save()
    with pytest.raises(StaleRecordError), transaction.atomic():
        ours.save()
    assert ours.version == 1
    assert Party.objects.get().version == 2


@pytest.mark.django_db
def test_refused_save_is_refused_again(ours: Party, theirs: Party) -> None:
    theirs.save()
    for _ in range(2):
        with pytest.raises(StaleRecordError), transaction.atomic():
            ours.save()


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [None, ["name"]])
def test_save_of_a_deleted_record_is_refused(
    fields: list[str] | None, ours: Party, theirs: Party
) -> None:
    theirs.delete()
    with pytest.raises(StaleRecordError), transaction.atomic():
        ours.save(update_fields=fields)
    assert not Party.objects.exists()


@pytest.mark.django_db
def test_save_after_reading_again_is_accepted(ours: Party, theirs: Party) -> None:
    theirs.save()
    ours.refresh_from_db()
    ours.save()
    assert Party.objects.get().version == 3


@pytest.mark.django_db
def test_save_is_judged_by_its_own_update(ours: Party) -> None:
    """Looking first and writing then would leave a gap for somebody else's save."""
    with CaptureQueriesContext(connection) as queries:
        ours.save()
    updates = [query["sql"] for query in queries if "coalition_party" in query["sql"]]
    assert len(updates) == 1
    assert '"version" = 1' in updates[0].split("WHERE")[1]


@pytest.mark.django_db
def test_refusal_tells_the_editor_what_to_do(ours: Party, theirs: Party) -> None:
    theirs.save()
    with pytest.raises(StaleRecordError, match=r"changed or deleted by somebody else.*Reload it"):
        ours.save()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_many_saves_at_once_is_accepted() -> None:
    """The others wait for the row, and then see that its version has moved on."""
    meeting = MeetingFactory()
    everybody_has_read = Barrier(4, timeout=10)

    def save(number: int) -> bool:
        try:
            ours = Meeting.objects.get(pk=meeting.pk)
            ours.title = f"Number {number}"
            everybody_has_read.wait()
            ours.save()
        except StaleRecordError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as threads:
        accepted = list(threads.map(save, range(4)))

    meeting.refresh_from_db()
    assert accepted.count(True) == 1
    assert meeting.title == f"Number {accepted.index(True)}"
    assert meeting.version == 2
