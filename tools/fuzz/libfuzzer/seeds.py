#!/usr/bin/env python3
"""Extracts seeds for the corpora from the transcripts: bodies, queries, cursors and headers."""

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
            request, _, response = block.partition("\nHTTP ")
            from_request(request.partition("\n")[2])
            from_response(response.partition("\n\n")[2].strip())


def from_request(text):
    head, _, body = text.strip().partition("\n\n")
    line, *headers = head.splitlines()
    if not re.match(VERBS, line):
        return
    target, body = line.split(" ", 1)[1], body.strip()
    save("scim_query" if "/scim/" in target else "queries", target.partition("?")[2])
    for header in headers:
        name, _, value = header.partition(": ")
        if name == "Authorization":
            save("authorization", value)
            save("authorization", value.partition(" ")[2])
        if name in ("If-Match", "If-None-Match", "Idempotency-Key"):
            save("conditions", value)
    kind = next((h.partition(": ")[2] for h in headers if h.startswith("Content-Type")), "application/json")
    usercom = target.startswith("/api/public/")
    if "boundary=" in kind:
        save("usercom_multipart", body.replace(kind.partition("boundary=")[2], "b"))
    elif "urlencoded" in kind:
        save("usercom_form", body)
    elif "xml" in kind:
        save("commcare_xml", body)
    elif "/scim/" in target:
        save("scim_json", body)
    else:
        save("usercom_json" if usercom else "commcare_json", body)
        save("xml_output", body)


def from_response(body):
    for cursor in re.findall(r"(?:cursor=|\"next\": \")([\w.~-]+)", body):
        save("cursors", cursor)
    for query in re.findall(r"\"next\": \"[^\"?]*\?([^\"]+)", body):
        save("queries", query)
    if body.startswith("<?xml"):
        save("commcare_xml", body)
    elif body.startswith("{"):
        whole = re.sub(r",?\s*\.\.\.", "", body)
        save("xml_output", whole)
        save("commcare_pages" if '"objects"' in whole else "commcare_json", whole)


def save(target, text):
    if not text or text.startswith("..."):
        return
    # Replaces a variable of the transcript by a typical identity.
    content = re.sub(r"\{\{\w+\}\}|<<[\w ]+>>", "3c5a623af057e23a32ae4000cf291339", text).encode()
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(content).hexdigest()).write_bytes(content)


if __name__ == "__main__":
    main()
