"""The shapes of rows for the schema, made of the same columns as the rows."""

import functools
from typing import Any

from rest_framework import serializers

from coalition.api.flat.columns import Column, Sort
from coalition.api.flat.tables import Table
from coalition.api.shapes.fields import Shape, link, shape
from coalition.api.shapes.parts import many

_FIELDS: dict[Sort, type[serializers.Field[Any, Any, Any, Any]]] = {
    Sort.TEXT: serializers.CharField,
    Sort.UID: serializers.UUIDField,
    Sort.LINK: serializers.URLField,
    Sort.WHOLE: serializers.IntegerField,
    Sort.TRUTH: serializers.BooleanField,
    Sort.DAY: serializers.DateField,
    Sort.MOMENT: serializers.DateTimeField,
}


@functools.cache
def row_shape(table: Table) -> Shape:
    fields = {column.name: _field(column) for column in table.columns}
    return shape(table.component, table.description, **fields)


def row_page_shape(table: Table) -> Shape:
    return shape(
        f"{table.component}Page",
        f"One page of the rows of {table.name}.",
        next=link("The following page; null on the last one.", null=True),
        previous=link("The page before; null on the first one.", null=True),
        results=many(
            row_shape(table),
            "The rows. There may be fewer than `limit` before the last page, or none.",
        ),
    )


def _field(column: Column) -> serializers.Field[Any, Any, Any, Any]:
    said: dict[str, Any] = {"help_text": column.meaning, "allow_null": not column.is_required}
    if column.vocabulary is not None:
        return serializers.ChoiceField(choices=column.vocabulary, **said)
    if column.sort is Sort.LIST:
        return serializers.ListField(child=serializers.CharField(), **said)
    return _FIELDS[column.sort](**said)
