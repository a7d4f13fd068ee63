#!/usr/bin/env python3
"""Makes the golden stores of a released version: what it wrote, and what it answered.

    make.py VERSION PROGRAM POSTGRES

VERSION names the folder, PROGRAM is the `roster` of that version, and POSTGRES is the URL of an
empty database, such as postgres://postgres@127.0.0.1:5432/golden. Run it once, when a version is
released, and commit the folder; what is in it never changes.
"""

import base64
import gzip
import http.client
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
ADA, CLERK = "ada@example.org", "clerk@example.org"
PASSWORD = "a rather long password"


def main():
    version, program, postgres = sys.argv[1:]
    folder = HERE / version
    folder.mkdir()
    with tempfile.TemporaryDirectory() as data:
        roster = Roster(program, data)
        variables = set_up(roster)
        with roster.serve() as server:
            fill(server, variables)
        tables(roster, data)
        at = int(time.time())
        with roster.serve() as server:
            (folder / "answers.http").write_text(record(server, variables))
        roster.run("backup", str(folder / "store.backup"))
        roster.run("copy", "--from", data, "--to", postgres)
        schema = keep_sqlite(pathlib.Path(data), folder)
        made = {"at": at, "schema": schema, "variables": variables}
        (folder / "made.json").write_text(json.dumps(made, indent=2) + "\n")
    keep_postgres(postgres, folder)


class Roster:
    """The program, on one embedded store."""

    def __init__(self, program, data):
        self.program, self.data = program, data

    def run(self, *words, stdin=""):
        command = [self.program, *words, "--data", self.data]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{words}: {done.stderr}")
        return done.stdout.strip()

    def serve(self):
        return Server([self.program, "serve", "--demo", "--listen", "127.0.0.1:0", "--data", self.data])


class Server:
    """The program, serving."""

    def __init__(self, command):
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.child.stdout.readline().strip().removeprefix("listening on http://")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.child.terminate()
        self.child.communicate()

    def ask(self, method, target, headers, body):
        connection = http.client.HTTPConnection(self.address)
        connection.request(method, target, body.encode() or None, headers)
        answer = connection.getresponse()
        return answer, answer.read().decode()


def set_up(roster):
    """What the operator makes: domains, web users, roles, keys, fields, profiles."""
    run = roster.run
    run("domain", "create", "north")
    run("domain", "create", "live", "--wire", "live")
    run("domain", "set", "north", "digest_passwords=true")
    run("domain", "set", "live", "strong_passwords=true")
    for code, parent in [("district", None), ("village", "district")]:
        run("location-type", "create", code, "--domain", "north", *(["--parent", parent] if parent else []))
    run("role", "create", "Clerk", "--domain", "north", "--permission", "edit_commcare_users", "--permission", "access_api")
    run("web-user", "create", ADA, "--domain", "north", "--password-stdin", stdin=PASSWORD)
    run("web-user", "create", ADA, "--domain", "live")
    run("web-user", "create", CLERK, "--domain", "north", "--role", "Clerk", "--password-stdin", stdin=PASSWORD)
    run("field", "create", "chw_id", "--domain", "north", "--label", "Number")
    run("field", "create", "shift", "--domain", "north", "--choice", "day", "--choice", "night")
    return {
        "profile": run("profile", "create", "Nights", "--domain", "north", "--set", "shift=night"),
        "key": run("api-key", "create", "--user", ADA),
        "clerks_key": run("api-key", "create", "--user", CLERK, "--domain", "north"),
        "bound_key": run("api-key", "create", "--user", ADA, "--allow-ip", "198.51.100.1"),
        "app_key": run("app-key", "create", "--domain", "north", "--name", "site"),
        "contacts_key": run("app-key", "create", "--domain", "north", "--contacts-only"),
        "basic": base64.b64encode(f"{ADA}:{PASSWORD}".encode()).decode(),
    }


def fill(server, variables):
    """What clients write, as `fill.http` says; what it captures becomes a variable."""
    for request in requests(HERE / "fill.http"):
        answer, body = send(server, request, variables)
        if answer.status not in (200, 201, 202, 204):
            sys.exit(f"{request['name']}: {answer.status} {body}")
        if request["capture"]:
            document = json.loads(body)
            variables[request["capture"]] = str(document.get("id") or document["location_id"])


def tables(roster, data):
    """What is imported, and an import undone."""
    table = pathlib.Path(data) / "workers.csv"
    table.write_text("username,first_name,data: chw_id\nravi,'=Ravi,7\nsita,Sita,8\n")
    roster.run("import", str(table), "--domain", "north")
    table.write_text("username,first_name\nravi,Ravi\numa,Uma\n")
    roster.run("import", str(table), "--domain", "north")
    roster.run("import", "undo", "north/2")


def record(server, variables):
    """The requests of `requests.http` with the answers to them, as a transcript. What a request captures is the cursor
    `next`: a copied store has other ones."""
    variables = dict(variables)
    blocks = ["What this version answered. Members that a later one adds are no difference.\n"]
    for request in requests(HERE / "requests.http"):
        answer, body = send(server, request, variables)
        lines = [f"### {request['name']}", f"{request['method']} {request['target']}"]
        lines += [f"{name}: {value}" for name, value in request["headers"].items()]
        lines += ["", request["body"], ""] if request["body"] else [""]
        lines.append(f"HTTP {answer.status}")
        if answer.getheader("Content-Type"):
            lines.append(f"Content-Type: {answer.getheader('Content-Type')}")
        text = lenient(body) if "json" in answer.getheader("Content-Type", "") else body
        if name := request["capture"]:
            variables[name] = json.loads(body)["next"]
            text = text.replace('"next": "<<any>>"', f'"next": "<<capture {name}>>"')
        lines += ["", text, ""]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def lenient(body):
    """The JSON with `...` in every object, and cursors of any epoch: a copied store has a new one."""
    text = json.dumps(json.loads(body), indent=1, ensure_ascii=False)
    text = re.sub(r'"next": "[0-9a-f]{12}\.[^"]*"', '"next": "<<any>>"', text)
    text = re.sub(r'([^{\s])\n(\s*)}', r'\1,\n\2 ...\n\2}', text)
    return text.replace("{}", "{...}")


def send(server, request, variables):
    """Sends it with its variables filled in."""
    fill_in = lambda text: re.sub(r"\{\{(\w+)\}\}", lambda match: variables[match[1]], text)
    headers = {"Host": "roster.example.org"}
    headers |= {name: fill_in(value) for name, value in request["headers"].items()}
    return server.ask(request["method"], fill_in(request["target"]), headers, fill_in(request["body"]))


def requests(path):
    """The requests of a file: `### name`, perhaps `> variable`, the request line, headers, body."""
    found = []
    for block in path.read_text().split("### ")[1:]:
        head, _, body = block.partition("\n\n")
        name, *lines = head.strip().splitlines()
        capture = lines.pop(0)[1:].strip() if lines[0].startswith(">") else None
        method, target = lines[0].split(" ", 1)
        headers = dict(line.split(": ", 1) for line in lines[1:])
        found.append({
            "name": name, "capture": capture, "method": method, "target": target,
            "headers": headers, "body": body.strip(),
        })
    return found


def keep_sqlite(data, folder):
    """The embedded store as one file, packed; tells its schema."""
    compact = data / "compact.db"
    store = sqlite3.connect(data / "roster.db")
    store.execute("VACUUM INTO ?", [str(compact)])
    (schema,) = store.execute("SELECT max(version) FROM schema_version").fetchone()
    store.close()
    pack(compact.read_bytes(), folder / "sqlite.db.gz")
    return schema


def keep_postgres(url, folder):
    """The database as statements, without those that only psql understands."""
    options = ["--no-owner", "--no-privileges", "--inserts", "--rows-per-insert=100"]
    dump = subprocess.run(["pg_dump", *options, url], check=True, capture_output=True, text=True).stdout
    lines = [line for line in dump.splitlines(keepends=True) if not line.startswith(("\\", "--"))]
    pack("".join(lines).encode(), folder / "postgres.sql.gz")


def pack(content, path):
    path.write_bytes(gzip.compress(content, mtime=0))


if __name__ == "__main__":
    main()
