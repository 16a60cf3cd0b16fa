"""What an operation on records says of itself in the OpenAPI schema."""

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


class RecordsSchema(PublicSchema):
    """Reads all from the view's `operation(method)`; nothing is guessed."""

    @property
    def _operation(self) -> Operation:
        view: Any = self.view
        found: Operation = view.operation(self.method)
        return found
