"""The address that a record gets from its name."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from coalition.models import Party
from tests import factories
from tests.desk.forms_by_hand import form_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Indian National Congress", "indian-national-congress"), ("ಜನತಾ ದಳ", "jnta-dl")],
)
def test_empty_address_is_made_from_the_name(editor: Client, name: str, slug: str) -> None:
    url = reverse("admin:coalition_party_add")
    editor.post(url, form_at(editor, url) | {"name": name})
    assert Party.objects.get().slug == slug


def test_made_address_gives_way_to_one_that_is_taken(editor: Client) -> None:
    factories.PartyFactory(slug="congress")
    url = reverse("admin:coalition_party_add")
    editor.post(url, form_at(editor, url) | {"name": "Congress"})
    assert Party.objects.get(name="Congress").slug == "congress-2"
