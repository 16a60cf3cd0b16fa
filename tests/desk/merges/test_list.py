"""The list of merges: what can be looked at there, narrowed and undone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Merge
from tests.desk.merges.merges_by_hand import undoing

pytestmark = pytest.mark.django_db


def test_list_of_merges_offers_to_undo(editor: Client, merged: Merge) -> None:
    page = editor.get(reverse("admin:coalition_merge_changelist")).content.decode()
    assert undoing(merged) in page


def test_merge_can_be_looked_at_and_not_edited(editor: Client, merged: Merge) -> None:
    path = reverse("admin:coalition_merge_change", args=[merged.pk])
    page = editor.get(path)
    assert "Vaiko Gopalsamy" in page.content.decode()
    assert editor.post(path, {"other_name": "x"}).status_code == 403


@pytest.mark.parametrize(("undone", "is_listed"), [("no", True), ("yes", False), ("x", True)])
def test_list_of_merges_can_be_narrowed_to_those_that_stand(
    editor: Client, merged: Merge, undone: str, is_listed: bool
) -> None:
    answer = editor.get(reverse("admin:coalition_merge_changelist"), {"undone": undone})
    assert (merged in answer.context["cl"].result_list) is is_listed


def test_list_of_merges_is_for_editors(reporter: Client, merged: Merge) -> None:
    assert reporter.get(reverse("admin:coalition_merge_changelist")).status_code == 403
