"""An imprecise date in a fixture comes back as it was."""

from __future__ import annotations

import json

import pytest
from django.core import serializers

from coalition.imprecise_dates import ImpreciseDate
from coalition.models import Meeting
from tests.imprecise_date_fields.dated_meetings import BEFORE, DAY, WEEK, saved


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", ["json", "xml", "yaml"])
@pytest.mark.parametrize("value", [WEEK, DAY, BEFORE, None])
def test_fixture_round_trip(format_name: str, value: ImpreciseDate | None) -> None:
    made = saved(date=value)
    text = serializers.serialize(format_name, [made])
    Meeting.objects.all().delete()

    for item in serializers.deserialize(format_name, text):
        item.save()

    assert Meeting.objects.get().date == value


@pytest.mark.django_db
def test_fixture_with_no_date_of_ours() -> None:
    rows = json.loads(serializers.serialize("json", [saved(date=WEEK)]))
    rows[0]["fields"]["date"] = "yesterday"

    with pytest.raises(serializers.base.DeserializationError, match="yesterday"):
        list(serializers.deserialize("json", json.dumps(rows)))
