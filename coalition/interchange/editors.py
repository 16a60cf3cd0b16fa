"""Editors: who loads, and what the rules of the desk say to that."""

from collections.abc import Sequence
from typing import Any

from django.db import models

from coalition.interchange.entries import Draft
from coalition.interchange.problems import Problems
from coalition.interchange.references import SlugBook
from coalition.interchange.shapes import Shape
from coalition.interchange.stored import StoredEntry


class Editor:
    """An operator, who may write everything and whose file is right. Others say where they differ.

    A load asks in this order, for each batch of one kind: `known`, `judge` for each entry, and if
    nothing is wrong so far, `before` for those that change something, and `after` for all.
    """

    def book(self) -> SlugBook:
        """Where references are looked up."""
        return SlugBook()

    def known(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Those of the stored `records` that entries may speak of; they are read after this."""
        return records

    def judge(self, draft: Draft, stored: StoredEntry | None, problems: Problems) -> None:
        """Say in `problems` why the entry may not be written over `stored`, or as a new record."""

    def before(self, shape: Shape, drafts: Sequence[Draft]) -> None:
        """The stored records are about to become what `drafts` say."""

    def after(
        self,
        shape: Shape,
        *,
        new: Sequence[Draft],
        changed: Sequence[Draft],
        unchanged: Sequence[Draft],
    ) -> None:
        """All of this is written; every draft knows its primary key."""
