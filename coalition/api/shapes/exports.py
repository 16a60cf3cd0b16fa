"""The shapes of the list of files and of the data dictionary."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coalition.api.shapes.fields import link, moment, shape, text, whole
from coalition.api.shapes.parts import many

ExportFile = shape(
    "ExportFile",
    "A file with all that is public of one sort.",
    name=text("What it holds."),
    format=text("`jsonl`, `csv` or `json`."),
    title=text("What to call it."),
    description=text("What stands in it."),
    url=link("Where to get it."),
    content_type=text("Its media type."),
    rows=whole(
        "How many documents, which is how many lines; null for what would have to be counted row "
        "by row.",
        null=True,
        least=0,
    ),
)
Exports = shape(
    "Exports",
    "What there is to get, as of one sequence of `changes`.",
    sequence=whole("The newest edition; go on from here with `changes?after=`.", least=0),
    generated_at=moment("When that edition was published; null if nothing ever was.", null=True),
    dictionary=link("What each column means."),
    results=many(ExportFile, "The files."),
)


class _Schema(serializers.JSONField):
    """A Table Schema: `fields`, `missingValues`, `primaryKey`."""


_TEXTS: dict[str, Any] = {"type": "array", "items": {"type": "string"}}

_schema = extend_schema_field(
    {
        "type": "object",
        "properties": {
            "fields": {
                "type": "array",
                "description": "The columns, from left to right.",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "description": "The head of the column."},
                        "type": {"type": "string", "description": "In words of Table Schema."},
                        "format": {
                            "type": "string",
                            "description": "Of a string: `uuid` or `uri`.",
                        },
                        "trueValues": {**_TEXTS, "description": "Of a boolean: how true is said."},
                        "falseValues": {**_TEXTS, "description": "Of a boolean: how false is."},
                        "itemType": {
                            "type": "string",
                            "description": "Of a list: the type of its items.",
                        },
                        "delimiter": {
                            "type": "string",
                            "description": "Of a list: what stands between its items.",
                        },
                        "categories": {
                            "type": "array",
                            "description": "Of a column that takes words: what each means.",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "value": {"type": "string", "description": "The word."},
                                    "label": {"type": "string", "description": "Its meaning."},
                                },
                                "required": ["value", "label"],
                            },
                        },
                        "description": {"type": "string", "description": "What it means."},
                        "unit": {
                            "type": ["string", "null"],
                            "description": "What its numbers count; null if it has none.",
                        },
                        "null": {
                            "type": ["string", "null"],
                            "description": "What an empty cell means; null if there is none.",
                        },
                        "constraints": {
                            "type": "object",
                            "description": "Whether it may be empty, and which words it takes.",
                        },
                    },
                    "required": ["name", "type", "description", "unit", "null", "constraints"],
                },
            },
            "missingValues": {
                **_TEXTS,
                "description": "What stands in a cell that says nothing.",
            },
            "primaryKey": {
                **_TEXTS,
                "description": "The columns that together tell a row from all others.",
            },
        },
        "required": ["fields", "missingValues", "primaryKey"],
    }
)(_Schema)

DataFile = shape(
    "DataFile",
    "A file: a resource of the Data Package.",
    name=text("Unique among the files."),
    path=link("Where to get it."),
    title=text("What to call it."),
    description=text("What stands in it."),
    format=text("`jsonl`, `csv` or `json`."),
    mediatype=text("Its media type."),
    encoding=text("Always UTF-8."),
    schema=_schema(required=False, help_text="Of a table: a Table Schema (datapackage.org)."),
    describedBy=serializers.URLField(
        required=False, help_text="Of documents of one kind: where their fields are described."
    ),
)
DataDictionary = shape(
    "DataDictionary",
    "A Data Package (datapackage.org).",
    **{"$schema": link("The profile that it keeps to.")},
    name=text("Of the package."),
    title=text("What to call it."),
    description=text("What it is about."),
    resources=many(DataFile, "The files, one for each table or sort of document."),
)

#: Of a file of JSON Lines, as the schema describes a line.
LAST_LINE = {
    "type": "object",
    "description": "The last line. A file without it is not whole.",
    "required": ["end"],
    "properties": {
        "end": {
            "type": "object",
            "description": "What the file is.",
            "required": ["sequence", "rows"],
            "properties": {
                "sequence": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "The last edition that it takes account of.",
                },
                "rows": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "How many lines stand before this one.",
                },
            },
        }
    },
}
