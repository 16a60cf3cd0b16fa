"""The data block of a page, as programs read it."""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(path: str) -> list[dict[str, Any]]:
    (block,) = BLOCK.findall(Client().get(path).content.decode())
    document = json.loads(block)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def node(path: str, *types: str) -> dict[str, Any]:
    (found,) = (node for node in graph(path) if node["@type"] in types)
    return found


def names(nodes: list[dict[str, Any]]) -> list[str]:
    return [node["name"] for node in nodes]
