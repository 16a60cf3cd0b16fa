"""The kinds of records that can be written, and under which address."""

from dataclasses import dataclass
from typing import Any

from coalition.api.kinds import PUBLIC_KINDS, api_url
from coalition.interchange.shapes import SHAPES, Shape
from coalition.models import Record

ROOT = "records"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """`path` is its segment below `/api/v1/records/`."""

    shape: Shape
    path: str
    #: As a sentence names one, and many.
    one: str
    many: str
    #: Whether it becomes public by itself, and so has stages. A report does not.
    is_public: bool

    @property
    def kind(self) -> str:
        return self.shape.kind

    @property
    def model(self) -> Any:
        return self.shape.model

    @property
    def component(self) -> str:
        """What its schemas are called."""
        return "".join(word.capitalize() for word in self.kind.split("_"))

    @property
    def address(self) -> str:
        """The path of its list below the root of the API."""
        return f"{ROOT}/{self.path}"

    def url_of(self, uid: Any) -> str:
        return f"{api_url(self.address)}/{uid}/"

    def permission(self, action: str) -> str:
        return f"coalition.{action}_{self.model._meta.model_name}"


def _kinds() -> dict[str, RecordKind]:
    public = {kind.value: entry for kind, entry in PUBLIC_KINDS.items()}
    found = {}
    for kind, shape in SHAPES.items():
        entry = public.get(kind)
        found[kind] = (
            RecordKind(shape, entry.path, entry.one, entry.many, is_public=True)
            if entry
            else RecordKind(shape, f"{kind}s", kind, f"{kind}s", is_public=False)
        )
    return found


#: By the `kind` of their entries, in the order in which one may refer to another.
RECORD_KINDS: dict[str, RecordKind] = _kinds()

_BY_MODEL: dict[Any, RecordKind] = {kind.model: kind for kind in RECORD_KINDS.values()}


def record_kind_of(record: Record) -> RecordKind:
    return _BY_MODEL[type(record)]
