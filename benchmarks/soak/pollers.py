"""Pollers: partners that follow the changes feed over HTTP, each from the first edition on."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from random import Random
from threading import Event, Thread

_OK, _NOT_MODIFIED, _UNAVAILABLE = 200, 304, 503
_LONGEST_PAUSE = 0.6
_PAGES = (3, 20, 100)
#: How often a partner is started anew, and goes on from the place that it wrote down.
_RESTARTS = 0.02


class Poller(Thread):
    """Asks for what came after the last answer, with the tag of the answer if it was empty."""

    def __init__(self, number: int, port: int) -> None:
        super().__init__(daemon=True, name=f"poller-{number}")
        #: (sequence, cause) in the order of arrival.
        self.seen: list[tuple[int, str]] = []
        self.answers = 0
        self.not_modified = 0
        self.unavailable = 0
        #: What no partner should ever see, in words.
        self.complaints: list[str] = []
        self._random = Random(number)
        self._limit = _PAGES[number % len(_PAGES)]
        self._port = port
        self._after = 0
        self._etag = ""
        self._ends = Event()

    @property
    def after(self) -> int:
        return self._after

    def run(self) -> None:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=30)
        while not self._ends.is_set():
            try:
                has_more = self._poll(connection)
            except (OSError, HTTPException) as error:
                self.complaints.append(f"{type(error).__name__}: {error}")
                has_more = False
            if self._random.random() < _RESTARTS:
                self._etag = ""
                connection.close()
            if not has_more:
                self._ends.wait(self._random.uniform(0, _LONGEST_PAUSE))
        connection.close()

    def end(self) -> None:
        self._ends.set()
        self.join(timeout=60)

    def _poll(self, connection: HTTPConnection) -> bool:
        """Ask once; whether there was anything new."""
        headers = {"If-None-Match": self._etag} if self._etag else {}
        path = f"/api/v1/changes/?after={self._after}&limit={self._limit}"
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        self.answers += 1
        if answer.status == _NOT_MODIFIED:
            self.not_modified += 1
            return False
        if answer.status == _UNAVAILABLE:
            self.unavailable += 1
            return False
        if answer.status != _OK:
            self.complaints.append(f"{path} answered {answer.status}")
            return False
        page = json.loads(body)
        self.seen += [(entry["sequence"], entry["cause"]) for entry in page["results"]]
        self._after = page["next_after"]
        self._etag = "" if page["results"] else answer.headers["ETag"]
        return bool(page["results"])


def follow_until(pollers: Sequence[Poller], newest: int, *, seconds: float) -> None:
    """Let them come to the end of the feed, and ask there once more; then stop them."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(poller.after < newest for poller in pollers):
        time.sleep(0.1)
    time.sleep(2 * _LONGEST_PAUSE)
    for poller in pollers:
        poller.end()
