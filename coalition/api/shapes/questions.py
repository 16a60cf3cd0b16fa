"""Shapes of what is sent: closed, where those of answers are open to keys that are added later."""

from typing import Any

from drf_spectacular.extensions import (
    OpenApiSerializerExtension,
    OpenApiSerializerFieldExtension,
)
from rest_framework import serializers

from coalition.api.name_questions import BATCH_LIMIT, KEY_LIMIT
from coalition.api.parameters import TEXT_OR_NOTHING
from coalition.api.shapes.fields import Shape

_HERE = "coalition.api.shapes.questions"


class Question(serializers.Serializer[Any]):
    """An object of which any other key is refused."""


class Questions(serializers.DictField):
    """As many as a batch may have, under keys of the caller's own that can be repeated to them."""


def question(
    component: str, description: str, /, **fields: serializers.Field[Any, Any, Any, Any]
) -> Shape:
    """As `shape`, but of what is sent."""
    made: Shape = type(f"{component}Serializer", (Question,), {**fields, "__doc__": description})
    return made


class ClosedQuestion(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]  # it registers itself
    target_class = f"{_HERE}.Question"
    match_subclasses = True

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        found = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {**found, "additionalProperties": False}


class BoundedQuestions(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # it registers itself
    target_class = f"{_HERE}.Questions"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        found = auto_schema._map_serializer_field(self.target, direction, bypass_extensions=True)
        return {
            **found,
            "minProperties": 1,
            "maxProperties": BATCH_LIMIT,
            "propertyNames": {"maxLength": KEY_LIMIT, "pattern": TEXT_OR_NOTHING},
        }
