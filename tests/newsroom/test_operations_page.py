"""A setting that nobody can look up does not exist."""

from __future__ import annotations

import re

from django.conf import settings

READ = re.compile(r"""(?:env\.\w+|environ\.get)\(\s*["']([A-Z_]+)["']""")
# Read by the code; explained in a sentence rather than in the table.
IN_PROSE = {"ENV_FILE"}


def test_every_variable_is_in_the_table_and_nothing_else() -> None:
    modules = ["settings.py", "databases.py", "server.py"]
    read = {
        name
        for module in modules
        for name in READ.findall((settings.BASE_DIR / "newsroom" / module).read_text())
    }
    page = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    rows = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    assert documented == read - IN_PROSE
