"""Pages of meetings by keyset, with REST framework's own cursors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rest_framework.pagination import Cursor, CursorPagination


class NewestFirst(CursorPagination):
    """The uid decides between meetings of one day, as it does in our lists."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "limit"
    ordering = ("-date_latest", "-uid")


def page_after(path: str, days: Sequence[str], index: int) -> str:
    """The address of the page that begins behind meeting `index` of the list at `path`.

    `days` has the last possible day of each meeting of the list, in its order. A cursor names the
    day before which a page begins and how many meetings are passed over, as `next` links do.
    """
    first = days.index(days[index])
    # A text, as REST framework makes it, whatever its types say.
    position: Any = days[first - 1] if first else None
    paginator = NewestFirst()
    paginator.base_url = path
    return paginator.encode_cursor(Cursor(index - first + 1, False, position))
