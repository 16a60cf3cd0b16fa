"""The floor's one table."""

from __future__ import annotations

from django.db import models


class Answer(models.Model):
    """What the site answered to one address. Made by `benchmarks.scenarios`, without migrations."""

    key = models.TextField(primary_key=True)
    body = models.TextField()

    class Meta:
        app_label = "floor"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
