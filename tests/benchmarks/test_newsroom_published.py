"""What the generator writes is what the project itself accepts, from import to edition."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command

from benchmarks.newsroom import Newsroom
from coalition.models import Edition


@pytest.mark.django_db
def test_every_record_passes_the_gates_into_one_edition(tmp_path: Path) -> None:
    """One only: what is refreshed while it is founded would be measured in another shape."""
    newsroom = Newsroom(50)
    for path, _attendances in newsroom.write(tmp_path):
        call_command("import_records", str(path), "--publish")
    records = [*newsroom.cast.records(), *newsroom.records(range(50))]
    expected = Counter(record["kind"] for record in records if record["kind"] != "source")
    assert Counter(Edition.objects.live().values_list("kind", flat=True)) == expected
    assert Edition.objects.count() == expected.total()
