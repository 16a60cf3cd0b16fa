"""The data dictionary: what each column of each file means, as a Data Package.

Its tables are Table Schemas (datapackage.org); what those have no word for (`unit`, `null`) stands
beside. It is made of the declarations by which the rows are made.
"""

from typing import Any

from coalition.api.exports.datasets import DATASETS, Dataset
from coalition.api.flat.columns import Column, Sort
from coalition.api.flat.tables import SEPARATOR, Table
from coalition.api.kinds import PUBLIC_KINDS, api_url

_TYPES: dict[Sort, dict[str, Any]] = {
    Sort.TEXT: {"type": "string"},
    Sort.WORD: {"type": "string"},
    Sort.UID: {"type": "string", "format": "uuid"},
    Sort.LINK: {"type": "string", "format": "uri"},
    Sort.WHOLE: {"type": "integer"},
    Sort.TRUTH: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Sort.DAY: {"type": "date"},
    Sort.MOMENT: {"type": "datetime"},
    Sort.LIST: {"type": "list", "itemType": "string", "delimiter": SEPARATOR},
}


def dictionary() -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "coalition-desk",
        "title": "Everything that is public, as files",
        "description": "In CSV, a text that begins with = + - @, a tab, a line break or a "
        "full-width form of these has an apostrophe before it, so that no spreadsheet calculates "
        "it; a text with an apostrophe in that place has one more. Take one off to undo it. "
        f"Items of a list stand between {SEPARATOR}; within an item it is written as ¦. In JSON "
        "and JSON Lines texts and lists are as they are. A file of JSON Lines ends with a line "
        "that has only the key end, with the number of lines before it.",
        "resources": [_resource(dataset) for dataset in DATASETS],
    }


def table_schema(table: Table) -> dict[str, Any]:
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.key,
    }


def _resource(dataset: Dataset) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": dataset.file_name.replace(".", "-"),
        "path": dataset.url,
        "title": dataset.title,
        "description": dataset.description,
        "format": dataset.format,
        "mediatype": dataset.content_type.partition(";")[0],
        "encoding": "utf-8",
    }
    if dataset.table is not None:
        described["schema"] = table_schema(dataset.table)
    elif dataset.kind is not None:
        # Documents are no tables: the schema of the API describes each of their fields.
        component = PUBLIC_KINDS[dataset.kind].component
        described["describedBy"] = f"{api_url('schema/')}#/components/schemas/{component}"
    return described


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": column.is_required}
    if column.vocabulary is not None:
        limits["enum"] = [word for word, _meaning in column.vocabulary]
    return {
        "name": column.name,
        **_TYPES[column.sort],
        "description": column.description,
        "unit": column.unit or None,
        "null": column.null or None,
        "constraints": limits,
        **(
            {
                "categories": [
                    {"value": word, "label": meaning} for word, meaning in column.vocabulary
                ]
            }
            if column.vocabulary is not None
            else {}
        ),
    }
