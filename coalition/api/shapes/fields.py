"""The words in which shapes are written: one short name per sort of value.

Every field is required, since documents have all their keys; what is not known is null.
"""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coalition.api.vocabularies import Vocabulary

Shape = type[serializers.Serializer[Any]]


def shape(
    component: str, description: str = "", /, **fields: serializers.Field[Any, Any, Any, Any]
) -> Shape:
    """An object with exactly `fields`, called `component` in the schema.

    Made from keywords, for a document may have a field called `label` or `source`, which a
    serializer class has a use for itself.
    """
    made: Shape = type(
        f"{component}Serializer", (serializers.Serializer,), {**fields, "__doc__": description}
    )
    return made


def extended(
    base: Shape,
    component: str,
    description: str,
    /,
    **fields: serializers.Field[Any, Any, Any, Any],
) -> Shape:
    """`base` with `fields` after its own, as a component of its own."""
    made: Shape = type(f"{component}Serializer", (base,), {**fields, "__doc__": description})
    return made


def text(help_text: str = "", *, null: bool = False, **limits: Any) -> serializers.CharField:
    return serializers.CharField(help_text=help_text, allow_null=null, **limits)


def word(
    vocabulary: Vocabulary, help_text: str = "", *, null: bool = False
) -> serializers.ChoiceField:
    return serializers.ChoiceField(choices=vocabulary, help_text=help_text, allow_null=null)


def constant(value: str, help_text: str) -> serializers.CharField:
    """A field that always holds `value`, so that it tells one sort of object from another."""
    made = type("ConstantField", (serializers.CharField,), {})
    field: serializers.CharField = extend_schema_field({"type": "string", "const": value})(made)(
        help_text=help_text
    )
    return field


def whole(
    help_text: str = "", *, null: bool = False, least: int | None = None
) -> serializers.IntegerField:
    return serializers.IntegerField(help_text=help_text, allow_null=null, min_value=least)


def truth(help_text: str = "", **limits: Any) -> serializers.BooleanField:
    return serializers.BooleanField(help_text=help_text, **limits)


def uid(help_text: str = "") -> serializers.UUIDField:
    return serializers.UUIDField(help_text=help_text)


def link(help_text: str = "", *, null: bool = False) -> serializers.URLField:
    return serializers.URLField(help_text=help_text, allow_null=null)


def optional(
    make: Callable[..., serializers.Field[Any, Any, Any, Any]], help_text: str, **limits: Any
) -> serializers.Field[Any, Any, Any, Any]:
    """A field that was added later, so that older editions do not have it."""
    # Not set on a field that is made already: serializers copy how it was made, not what it is.
    return make(help_text, required=False, **limits)


def day(help_text: str = "", *, null: bool = False) -> serializers.DateField:
    return serializers.DateField(help_text=help_text, allow_null=null)


def moment(help_text: str = "", *, null: bool = False) -> serializers.DateTimeField:
    return serializers.DateTimeField(help_text=help_text or "RFC 3339, in UTC.", allow_null=null)
