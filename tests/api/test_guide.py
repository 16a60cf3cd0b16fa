"""The guides name what there is, and their examples run against a server with the seed records.

Every fenced block of `sh` or `python` in the guides is run, those of one page in their order and in
one process, so that a later one may use the names of an earlier. One that cannot be run says why:
after its language stands `not run: it waits for a webhook`. Statuses from 400 on are failures
unless the page names them in its blocks.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from coalition import kept_answers
from coalition.access import issue
from coalition.api import vocabularies
from coalition.api.filtersets import FILTERSETS
from coalition.api.name_questions import FIELDS
from coalition.api.reconciling.spec import PROPERTIES
from coalition.api.views.reference import forget_schema
from coalition.models import Kind, Scope
from tests.factories import alice

DOCS = Path(__file__).parents[2] / "docs"
STAND_INS = Path(__file__).parent / "stand_ins"
PAGES = sorted([*DOCS.glob("api*.md"), *DOCS.glob("webhooks.md"), *DOCS.glob("reconciliation.md")])
GUIDE = (DOCS / "api.md").read_text()
RECONCILIATION = (DOCS / "reconciliation.md").read_text()
#: What `make demo` serves on.
DEMO = "http://127.0.0.1:8000"
_FENCE = re.compile(r"^```(sh|python)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    language: str
    label: str
    text: str

    @property
    def is_run(self) -> bool:
        return not self.label.startswith("not run: ")


def blocks(page: Path) -> list[Block]:
    return [
        Block(language, label.strip(), text)
        for language, label, text in _FENCE.findall(page.read_text())
    ]


def pages(language: str) -> list[Path]:
    """The guides with something to run in that language."""
    return [page for page in PAGES if script(page, language)]


def script(page: Path, language: str) -> str:
    return "\n".join(b.text for b in blocks(page) if b.language == language and b.is_run)


@pytest.fixture
def demo(live_server: LiveServer, settings: Any) -> Iterator[str]:
    """The address of a server with the seeds, to which its own links lead as well."""
    settings.SITE_URL = live_server.url
    forget_schema()
    kept_answers.forget_all()
    call_command("load_seeds", verbosity=0)
    yield live_server.url
    forget_schema()


@pytest.fixture
def shell(demo: str, tmp_path: Path) -> tuple[dict[str, str], Path]:
    """An environment in which curl keeps the head of every answer, and those heads. `KEY` is a
    newsroom's own, as `manage.py issue_token` prints it."""
    heads, programs = tmp_path / "heads", tmp_path / "programs"
    heads.mkdir()
    programs.mkdir()
    for name in ("curl", "jq"):
        real = shutil.which(name) or f"{sys.executable} {STAND_INS / f'{name}.py'}"
        # --no-buffer and a limit of time, so that no example can hang.
        more = f' -D "{heads}/$$"' if name == "curl" else ""
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {real}{more} "$@"\n')
        program.chmod(0o755)
    _, key = issue(name="Guide", user=alice(), scopes=(Scope.READ, Scope.WRITE), by=None)
    changed = {"PATH": f"{programs}:{os.environ['PATH']}", "no_proxy": "*", "KEY": key}
    return os.environ | changed, heads


def statuses(heads: Path) -> list[str]:
    return [path.read_text().split()[1] for path in sorted(heads.iterdir())]


@pytest.mark.parametrize("kind", Kind)
def test_guide_names_every_filter(kind: Kind) -> None:
    for name in FILTERSETS[kind].base_filters:
        assert f"`{name}`" in GUIDE


@pytest.mark.parametrize(
    "vocabulary",
    ["CAUSE", "CATEGORY", "OCCURRENCE", "ATTENDANCE_STATUS", "TALK_STATUS", "STANCE", "LEVEL"],
)
def test_guide_spells_out_what_filters_accept(vocabulary: str) -> None:
    for word, _ in getattr(vocabularies, vocabulary):
        assert f"`{word}`" in GUIDE


def test_guide_to_reconciliation_names_every_word() -> None:
    ways = [word for word, _ in (*vocabularies.MATCHED_BY, *vocabularies.PUBLIC_NAME_KIND)]
    for word in (*ways, *PROPERTIES, *FIELDS):
        assert f"`{word}`" in RECONCILIATION


def test_every_block_is_run_or_says_why_not() -> None:
    labels = [(page.name, b.label) for page in PAGES for b in blocks(page) if b.label]
    assert [entry for entry in labels if not re.match(r"not run: \w", entry[1])] == []
    assert {b.language for b in blocks(DOCS / "api.md")} == {"sh", "python"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guide", pages("sh"), ids=lambda guide: guide.name)
def test_shell_examples_run(guide: Path, demo: str, shell: tuple[dict[str, str], Path]) -> None:
    environment, heads = shell
    text = script(guide, "sh")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", text.replace(DEMO, demo)],
        env=environment,
        cwd=heads.parent,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    found = statuses(heads)
    assert found
    assert [s for s in found if int(s) >= 400 and s not in text] == [], done.stdout[-2000:]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guide", pages("python"), ids=lambda guide: guide.name)
def test_python_examples_run(guide: Path, demo: str, tmp_path: Path) -> None:
    program = tmp_path / "example.py"
    program.write_text(script(guide, "python").replace(DEMO, demo))
    done = subprocess.run(
        [sys.executable, "-W", "error", str(program)],
        env=os.environ | {"no_proxy": "*"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip()


@pytest.mark.django_db(transaction=True)
def test_stand_ins_do_what_the_programs_do(demo: str, tmp_path: Path) -> None:
    curl = [sys.executable, str(STAND_INS / "curl.py"), "-s", "-D", str(tmp_path / "head")]
    found = subprocess.run(
        [*curl, f"{demo}/api/v1/search?q=trinamool&kind=party"], capture_output=True, check=True
    )
    jq = [sys.executable, str(STAND_INS / "jq.py"), "-r", ".results[0].slug"]
    slug = subprocess.run(jq, input=found.stdout, capture_output=True, check=True)
    assert slug.stdout == b"tmc\n"
    subprocess.run([*curl, f"{demo}/api/v1/parties/?x=1"], capture_output=True, check=True)
    assert statuses(_folder(tmp_path)) == ["400"]


def _folder(path: Path) -> Path:
    kept = path / "kept"
    kept.mkdir()
    (path / "head").rename(kept / "head")
    return kept
