"""Asking the service as OpenRefine 3 does.

What it sends was read from its source: forms of one field in UTF-8, no header of its own but the
type, and the parameters of an older service along with each suggestion.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

ROOT = "/api/v1/reconcile"
FORM = "application/x-www-form-urlencoded; charset=UTF-8"


def get(path: str = "") -> HttpResponse:
    return Client().get(f"{ROOT}{path}")


def post(**fields: Any) -> HttpResponse:
    texts = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
    return Client().post(ROOT, data=urlencode(texts), content_type=FORM)
