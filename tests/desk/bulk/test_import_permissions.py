"""Who may import."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from coalition.models import AllianceMembership, Attendance, Leader, Party, PartyMembership
from tests import factories
from tests.desk.bulk.tables_by_hand import csv_of, import_url, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Party, Leader, PartyMembership, AllianceMembership, Attendance])
def test_staff_without_permission_may_not_import(model: Any) -> None:
    client = Client()
    client.force_login(factories.dave())
    assert client.get(import_url(model)).status_code == 403
    assert upload(client, model, csv_of(["name"], ["A"])).status_code == 403


@pytest.mark.parametrize("model", [Party, Leader, PartyMembership, AllianceMembership, Attendance])
def test_reporter_may_import(reporter: Client, model: Any) -> None:
    assert reporter.get(import_url(model)).status_code == 200


def test_import_without_its_token_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.alice())
    assert upload(client, Party, csv_of(["name"], ["A"])).status_code == 403
