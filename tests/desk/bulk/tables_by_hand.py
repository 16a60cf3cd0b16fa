"""Tables as an editor would upload them, and the pages they go through."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.desk.forms_by_hand import fields_of


def csv_of(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def xlsx_of(*rows: list[Any]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def import_url(model: Any) -> str:
    return reverse(f"admin:coalition_{model._meta.model_name}_import")


def upload(client: Client, model: Any, content: bytes, name: str = "table.csv") -> HttpResponse:
    """The dry run."""
    return client.post(import_url(model), {"table": SimpleUploadedFile(name, content)})


def confirm(client: Client, model: Any, page: HttpResponse) -> HttpResponse:
    """The yes to what `page` showed."""
    return client.post(import_url(model), {"parcel": page.context["parcel"]})


def bring_in(client: Client, model: Any, *rows: list[str]) -> HttpResponse:
    """Both, of a table that has nothing to refuse."""
    page = upload(client, model, csv_of(*rows))
    assert page.context.get("preview") is not None, fields_of(page.content.decode())
    assert not page.context["preview"].is_refused, page.context["preview"].rows
    return confirm(client, model, page)


def problems_of(client: Client, model: Any, *rows: list[str]) -> list[tuple[int, str, str]]:
    """Row, column and remedy of all that is refused."""
    preview = upload(client, model, csv_of(*rows)).context["preview"]
    return [(row.number, column, text) for row in preview.rows for column, text in row.problems]


def exported(client: Client, model: Any, kind: str = "csv", **query: str) -> bytes:
    url = reverse(f"admin:coalition_{model._meta.model_name}_export_{kind}")
    answer = client.get(url, query)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)
