"""Deleting a record: only a draft that nobody refers to, and only by those who may."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import DELETION
from reversion.models import Version

from coalition.models import Party
from tests import factories
from tests.api.records.callers import audit, editor, reporter

pytestmark = pytest.mark.django_db


def test_draft_is_deleted_and_can_be_recovered_from_its_revision() -> None:
    party = factories.PartyFactory()
    answer = editor().delete(f"parties/{party.slug}/", if_match='"1"')
    assert answer.status_code == 204
    assert not Party.objects.exists()
    assert Version.objects.filter(content_type__model="party").exists()
    assert audit().get().action_flag == DELETION


def test_what_was_public_is_not_deleted() -> None:
    party = factories.PartyFactory()
    factories.published(party)
    tag = editor().get(f"parties/{party.slug}/")["ETag"]
    answer = editor().delete(f"parties/{party.slug}/", if_match=tag)
    assert answer.status_code == 409
    assert audit().count() == 0


def test_what_others_refer_to_is_not_deleted() -> None:
    row = factories.AttendanceFactory()
    answer = editor().delete(f"leaders/{row.leader.slug}/", if_match='"1"')
    assert answer.status_code == 409
    assert "refer to it" in answer.json()["detail"]


def test_reporters_delete_nothing() -> None:
    party = factories.PartyFactory()
    answer = reporter().delete(f"parties/{party.slug}/", if_match='"1"')
    assert answer.status_code == 403
    assert "coalition.delete_party" in answer.json()["detail"]
