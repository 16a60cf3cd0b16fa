"""What an operation on records says of itself in the OpenAPI schema."""

from typing import Any

from coalition.api.openapi import Operation, PublicSchema


class RecordsSchema(PublicSchema):
    """Reads all from the view's `operation(method)`; nothing is guessed."""

    @property
    def _operation(self) -> Operation:
        view: Any = self.view
        found: Operation = view.operation(self.method)
        return found
