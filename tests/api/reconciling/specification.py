"""What the specification of the Reconciliation Service API says of an answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

SCHEMAS = Path(__file__).parent / "reconciliation_schemas"


def resources() -> list[tuple[str, Resource[Any]]]:
    found = []
    for path in SCHEMAS.glob("*.json"):
        schema = json.loads(path.read_text())
        if path.name == "manifest.json":
            # Of authentication, which is not offered, the schema is on another site.
            del schema["properties"]["authentication"]
        resource = Resource.from_contents(schema, default_specification=DRAFT7)
        found += [(path.name, resource), (f"{_BASE}{path.name}", resource)]
    return found


_BASE = "https://reconciliation-api.github.io/specs/0.2/schemas/"
REGISTRY: Registry[Any] = Registry().with_resources(resources())


def findings(name: str, found: Any) -> list[str]:
    """What is wrong with an answer by the specification's own schema of that name."""
    schema = dict(REGISTRY.contents(name))
    # The dialect is named by an address that stands for the newest one.
    schema.pop("$schema", None)
    validator = Draft7Validator(schema, registry=REGISTRY)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(found)]
