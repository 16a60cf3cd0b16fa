"""What an operation on records says of itself in the OpenAPI schema."""

from dataclasses import dataclass, field
from typing import Any

from coalition.api.openapi import Operation, PublicSchema


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
