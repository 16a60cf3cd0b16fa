"""What an operation on records says of itself in the OpenAPI schema."""

from dataclasses import dataclass, field
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from coalition.api.openapi import Operation, PublicSchema


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # it registers itself
    """How a key is sent, as the schema describes it."""

    target_class = "coalition.api.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "A key with the scope `write` or `propose`.",
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOperation(Operation):
    """An operation with a body: its schema by media type, as OpenAPI writes it."""

    request: dict[str, Any] = field(default_factory=dict)


class RecordsSchema(PublicSchema):
    """Reads all from the view's `operation(method)`; nothing is guessed."""

    @property
    def _operation(self) -> Operation:
        view: Any = self.view
        found: Operation = view.operation(self.method)
        return found

    def get_request_serializer(self) -> Any:
        operation = self._operation
        return operation.request or None if isinstance(operation, StaffOperation) else None
