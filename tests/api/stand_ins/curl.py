"""What the guides need of curl, for machines without it: one address, headers, a body, a method."""

from __future__ import annotations

import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def main(arguments: list[str]) -> None:
    url, method, dump, headers, shown, body = "", "", "", {}, False, b""
    queue = list(arguments)
    while queue:
        option = queue.pop(0)
        if option in ("-s", "-S", "-sS", "--silent", "-N", "--no-buffer"):
            continue
        if option in ("-i", "-I", "--include", "--head"):
            shown, method = True, "HEAD" if option in ("-I", "--head") else method
        elif option in ("-X", "--request"):
            method = queue.pop(0)
        elif option in ("-H", "--header"):
            name, _, value = queue.pop(0).partition(":")
            headers[name] = value.strip()
        elif option in ("-d", "--data", "--data-binary", "--json"):
            text = queue.pop(0)
            body = Path(text[1:]).read_bytes() if text.startswith("@") else text.encode()
            if option == "--json":
                headers |= {"Content-Type": "application/json", "Accept": "application/json"}
        elif option == "-D":
            dump = queue.pop(0)
        elif option.startswith("-"):
            sys.exit(f"The stand-in for curl does not know {option}.")
        else:
            url = option

    request = urllib.request.Request(
        urllib.parse.quote(url, safe=":/?#[]@!$&'()*+,;=%"), body or None, headers
    )
    if method:
        request.method = method
    try:
        answer = urllib.request.build_opener(_Stay).open(request)
    except urllib.error.HTTPError as error:
        answer = error
    head = f"HTTP/1.1 {answer.status}\r\n{answer.headers}"
    if dump:
        Path(dump).write_text(head)
    sys.stdout.buffer.write((head.encode() if shown else b"") + answer.read())


if __name__ == "__main__":
    main(sys.argv[1:])
