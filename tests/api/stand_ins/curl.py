"""What the guides need of curl, for machines without it: one address, headers, a body, a method, a
file to write, and a tag to ask with."""

from __future__ import annotations

import re
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
    target, tag, fields, is_named, in_address, fails = "", "", [], False, False, False
    queue = list(arguments)
    while queue:
        option = queue.pop(0)
        if re.fullmatch("-[fsSNO]+|--silent|--no-buffer", option):
            fails |= option[1] != "-" and "f" in option
            is_named |= option[1] != "-" and "O" in option
        elif option in ("-G", "--get"):
            in_address = True
        elif option == "-o":
            target = queue.pop(0)
        elif option == "--etag-compare":
            kept = Path(queue.pop(0))
            if kept.exists():
                headers["If-None-Match"] = kept.read_text().strip()
        elif option == "--etag-save":
            tag = queue.pop(0)
        elif option == "--data-urlencode":
            name, _, value = queue.pop(0).partition("=")
            fields.append((name, value))
        elif option in ("-i", "-I", "--include", "--head"):
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

    if fields and in_address:
        url += f"?{urllib.parse.urlencode(fields)}"
    elif fields:
        body = urllib.parse.urlencode(fields).encode()
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
    if fails and answer.status >= 400:
        sys.exit(22)
    if tag and answer.status == 200:
        Path(tag).write_text(answer.headers["ETag"])
    found = (head.encode() if shown else b"") + answer.read()
    if is_named:
        target = urllib.parse.urlsplit(url).path.rpartition("/")[2]
    if target:
        Path(target).write_bytes(found)
    else:
        sys.stdout.buffer.write(found)


if __name__ == "__main__":
    main(sys.argv[1:])
