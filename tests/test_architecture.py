"""The shape of the code: which way imports go, and what no module may do."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent

#: Who stands where; a module imports only from its own layer's folder or from a lower one.
LAYERS = {
    "newsroom.urls": 6,
    "coalition.desk": 5,
    "coalition.api": 5,
    "coalition.pages": 5,
    "coalition.management": 5,
    "coalition.templatetags": 5,
    "coalition.access": 4,
    "coalition.publishing": 4,
    "coalition.editing": 4,
    "coalition.interchange": 4,
    "coalition.merging": 4,
    "coalition.name_lookup": 4,
    "coalition.resolving": 4,
    "coalition.tenures": 4,
    "coalition.revisions": 4,
    "coalition.reading": 4,
    "coalition.search": 4,
    "coalition.spellings": 4,
    "coalition.kept_values": 4,
    "coalition.generation": 4,
    "coalition.live_editions": 4,
    "coalition.edition_history": 4,
    "coalition.page_addresses": 4,
    "coalition.change_entries": 4,
    "coalition.webhooks": 4,
    "coalition.document_differences": 4,
    "coalition.kept_answers": 4,
    "coalition.cache_outages": 1,
    "coalition.bulk_insert": 3,
    "coalition.models": 2,
    "coalition.imprecise_date_fields": 1,
    "coalition.date_phrases": 1,
    "coalition.date_words": 1,
    "coalition.imprecise_dates": 1,
    "coalition.edtf_text": 1,
    "coalition.edtf_moments": 1,
    "coalition.compact_json": 1,
    "coalition.folding": 1,
    "coalition.formats": 1,
    "coalition.formulas": 1,
    "coalition.timestamps": 1,
    "coalition.uids": 1,
    "coalition.name_keys": 1,
    "coalition.likeness": 1,
    "coalition.strict_json": 1,
}

#: What the public side may know of the models.
EDITIONS = "coalition.models.editions"

#: They stand beside one another. The template tags belong to the pages.
SIDES = {"coalition.desk", "coalition.api", "coalition.pages"}

PUBLIC = (
    "coalition.pages",
    "coalition.templatetags",
    "coalition.api",
    "coalition.search",
    "coalition.spellings",
    "coalition.kept_values",
    "coalition.resolving",
    "coalition.tenures",
    "coalition.generation",
    "coalition.live_editions",
    "coalition.edition_history",
    "coalition.page_addresses",
    "coalition.change_entries",
    "coalition.kept_answers",
    "coalition.cache_outages",
)

#: The staff half of the API, which works on records.
STAFF_API = ("coalition.api.records",)

MODELS = [m for m in apps.get_app_config("coalition").get_models() if m._meta.managed]


@cache
def modules() -> dict[str, ast.Module]:
    """Dotted name -> syntax tree of every module of ours, tests and migrations left out."""
    found = {}
    for folder in ("coalition", "newsroom"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                parts = path.relative_to(ROOT).with_suffix("").parts
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                found[name] = ast.parse(path.read_text(), filename=str(path))
    return found


def path_of(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def imports_of(module: str) -> set[str]:
    """The dotted names that a module imports, submodules spelt out where they are modules."""
    found = set()
    package = module if path_of(module).name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(modules()[module]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                ancestors = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*ancestors, *([base] if base else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                found.add(whole if whole in modules() else base)
    return found


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def layer_of(module: str) -> str | None:
    return next((layer for layer in LAYERS if is_within(module, layer)), None)


NAMES = sorted(modules())
OURS = [name for name in NAMES if layer_of(name)]


@pytest.mark.parametrize(
    "module", [n for n in NAMES if n.startswith("coalition.") and n != "coalition.apps"]
)
def test_module_has_a_layer(module: str) -> None:
    assert layer_of(module), f"Say in LAYERS where {module} stands."


@pytest.mark.parametrize("module", OURS)
def test_imports_go_one_way(module: str) -> None:
    own = layer_of(module)
    assert own
    upward = {
        name
        for name in imports_of(module)
        if (layer := layer_of(name)) and layer != own and LAYERS[layer] > LAYERS[own]
    }
    assert upward == set()


@pytest.mark.parametrize("module", [n for n in OURS if layer_of(n) in SIDES])
def test_desk_api_and_pages_never_import_one_another(module: str) -> None:
    others = SIDES - {layer_of(module)}
    assert {n for n in imports_of(module) if any(is_within(n, side) for side in others)} == set()


@pytest.mark.parametrize(
    "module",
    [
        n
        for n in OURS
        if any(is_within(n, side) for side in PUBLIC)
        and not any(is_within(n, side) for side in STAFF_API)
    ],
)
def test_public_side_knows_editions_only(module: str) -> None:
    of_models = {n for n in imports_of(module) if is_within(n, "coalition.models")}
    assert of_models <= {EDITIONS}


@pytest.mark.parametrize(
    "module",
    [n for n in OURS if is_within(n, "coalition.pages") or is_within(n, "coalition.api")],
)
def test_public_side_publishes_nothing(module: str) -> None:
    if any(is_within(module, side) for side in STAFF_API):
        return
    assert {n for n in imports_of(module) if is_within(n, "coalition.publishing")} == set()


def test_reading_knows_no_model() -> None:
    assert {
        (module, n)
        for module in OURS
        if is_within(module, "coalition.reading")
        for n in imports_of(module)
        if is_within(n, "coalition.models") or is_within(n, "django.db")
    } == set()


@pytest.mark.parametrize(
    "module", [n for n in NAMES if is_within(n, "newsroom") and n != "newsroom.urls"]
)
def test_project_knows_no_politics(module: str) -> None:
    assert {n for n in imports_of(module) if is_within(n, "coalition")} == set()


@pytest.mark.parametrize("module", [n for n in NAMES if is_within(n, "coalition")])
def test_app_knows_no_project(module: str) -> None:
    assert {n for n in imports_of(module) if is_within(n, "tests")} == set()


def test_only_publishing_writes_editions() -> None:
    """Others may take their turn in the ledger and read from it; what writes stays inside."""
    taken = {
        (name, alias.name)
        for name in NAMES
        if not is_within(name, "coalition.publishing")
        for node in ast.walk(modules()[name])
        if isinstance(node, ast.ImportFrom) and node.module == "coalition.publishing.ledger"
        for alias in node.names
    }
    assert {
        (name, what) for name, what in taken if what not in {"take_turn", "document_of"}
    } == set()


@pytest.mark.parametrize("module", NAMES)
def test_module_uses_no_signals(module: str) -> None:
    signals = ("django.dispatch", "django.db.models.signals", "django.core.signals")
    assert {n for n in imports_of(module) if any(is_within(n, s) for s in signals)} == set()


@pytest.mark.parametrize("module", [n for n in NAMES if is_within(n, "coalition.models")])
def test_model_overrides_no_save(module: str) -> None:
    overridden = {
        f"{top.name}.{node.name}"
        for top in ast.walk(modules()[module])
        if isinstance(top, ast.ClassDef)
        for node in top.body
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "save_base"}
    }
    assert overridden == set()


@pytest.mark.parametrize("module", NAMES)
def test_module_imports_at_its_top(module: str) -> None:
    inside = {
        f"{function.name}, line {node.lineno}"
        for function in ast.walk(modules()[module])
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert inside == set()


@pytest.mark.parametrize("module", NAMES)
def test_module_is_short(module: str) -> None:
    assert len(path_of(module).read_text().splitlines()) <= 300


@pytest.mark.parametrize("module", NAMES)
def test_module_is_named_for_its_topic(module: str) -> None:
    assert module.rpartition(".")[2] not in {"utils", "helpers", "services", "common", "misc"}


@pytest.mark.parametrize("module", NAMES)
def test_module_says_what_it_is_for(module: str) -> None:
    tree = modules()[module]
    assert not tree.body or ast.get_docstring(tree)


@pytest.mark.parametrize("model", MODELS)
def test_model_has_an_order(model: type[models.Model]) -> None:
    assert model._meta.ordering


@pytest.mark.parametrize("model", MODELS)
def test_model_has_a_constraint(model: type[models.Model]) -> None:
    assert model._meta.constraints


@pytest.mark.parametrize("model", MODELS)
def test_constraints_are_named_for_their_model(model: type[models.Model]) -> None:
    prefix = f"coalition_{model._meta.model_name}_"
    assert [c.name for c in model._meta.constraints if not c.name.startswith(prefix)] == []


def test_walker_sees_what_there_is() -> None:
    """An empty list of modules would let every rule above pass."""
    assert {"coalition.models.meetings", "coalition.publishing.publish", "newsroom.urls"} <= set(
        NAMES
    )
    assert imports_of("newsroom.urls") >= {"newsroom.health", "django.urls"}
    assert EDITIONS in imports_of("coalition.live_editions")
