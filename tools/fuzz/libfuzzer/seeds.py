#!/usr/bin/env python3
"""Takes seeds for the corpora out of the transcripts: bodies, queries, cursors and headers."""

import hashlib
import pathlib
import re

HERE = pathlib.Path(__file__).parent
CRATES = HERE.parents[2] / "crates"
TRANSCRIPTS = [
    *CRATES.glob("server/tests/transcripts/*/*.http"),
    *CRATES.glob("testkit/golden/*/answers.http"),
]
VERBS = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS"


def main():
    for path in sorted(TRANSCRIPTS):
        for block in path.read_text().split("\n### ")[1:]:
            request, _, answer = block.partition("\nHTTP ")
            of_request(request.partition("\n")[2])
            of_answer(answer.partition("\n\n")[2].strip())


def of_request(text):
    head, _, body = text.strip().partition("\n\n")
    line, *headers = head.splitlines()
    if not re.match(VERBS, line):
        return
    target, body = line.split(" ", 1)[1], body.strip()
    keep("queries", target.partition("?")[2])
    for header in headers:
        name, _, value = header.partition(": ")
        if name == "Authorization":
            keep("authorization", value)
            keep("authorization", value.partition(" ")[2])
        if name in ("If-Match", "If-None-Match", "Idempotency-Key"):
            keep("conditions", value)
    kind = next((h.partition(": ")[2] for h in headers if h.startswith("Content-Type")), "application/json")
    usercom = target.startswith("/api/public/")
    if "boundary=" in kind:
        keep("usercom_multipart", body.replace(kind.partition("boundary=")[2], "b"))
    elif "urlencoded" in kind:
        keep("usercom_form", body)
    elif "xml" in kind:
        keep("commcare_xml", body)
    else:
        keep("usercom_json" if usercom else "commcare_json", body)
        keep("xml_output", body)


def of_answer(body):
    for cursor in re.findall(r"(?:cursor=|\"next\": \")([\w.~-]+)", body):
        keep("cursors", cursor)
    for query in re.findall(r"\"next\": \"[^\"?]*\?([^\"]+)", body):
        keep("queries", query)
    if body.startswith("<?xml"):
        keep("commcare_xml", body)
    elif body.startswith("{"):
        whole = re.sub(r",?\s*\.\.\.", "", body)
        keep("xml_output", whole)
        keep("commcare_pages" if '"objects"' in whole else "commcare_json", whole)


def keep(target, text):
    if not text or text.startswith("..."):
        return
    # A variable of the transcript becomes something of its length.
    content = re.sub(r"\{\{\w+\}\}|<<[\w ]+>>", "3c5a623af057e23a32ae4000cf291339", text).encode()
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(content).hexdigest()).write_bytes(content)


if __name__ == "__main__":
    main()
