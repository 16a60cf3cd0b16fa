"""A partner's endpoint over a real socket, which verifies what it gets as the docs say."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

from tests.factories.webhooks import SECRET


@dataclass
class Endpoint:
    """What arrived, and how the next one is answered."""

    url: str = ""
    messages: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], int] = lambda message: 200
    answer_headers: dict[str, str] = field(default_factory=dict)
    secret: str = SECRET

    @property
    def sequences(self) -> list[int]:
        return [message["data"]["sequence"] for message in self.messages]


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    there = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            Webhook(there.secret).verify(body, headers)
            message = json.loads(body)
            there.bodies.append(body)
            there.headers.append(headers)
            there.messages.append(message)
            self.send_response(there.answer(message))
            for name, value in there.answer_headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write(b"thanks")

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    there.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
