"""The floor's one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Answer(models.Model):
    """What the site answered to one address. `benchmarks.captures` makes the table and fills it."""

    key = models.TextField(primary_key=True)
    body = models.TextField()

    objects: ClassVar[models.Manager[Answer]] = models.Manager()

    class Meta:
        app_label = "floor"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
