"""Asking for a card or a page, with such headers as a browser sends."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client


def get(path: str, **headers: str) -> HttpResponse:
    return Client().get(path, headers=headers)
