"""A Roster server with its own store, and its command line."""

import json
import os
import subprocess
from dataclasses import dataclass

LISTENING = "listening on "


class Roster:
    """The real binary, which serves its own store until the block ends."""

    def __init__(self, binary, store):
        """`store` has the arguments of the store: `["--data", folder]` or `["--database", url]`."""
        self._binary = binary
        self._store = store
        self._process = None
        self.url = None

    def command(self, *arguments, stdin=None):
        """Runs an operator command and returns its stdout."""
        done = subprocess.run(
            [self._binary, *arguments, *self._store],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"roster {' '.join(arguments)}: {done.stderr}"
        return done.stdout.strip()

    def command_json(self, *arguments, stdin=None):
        """Runs an operator command and parses its JSON output."""
        return json.loads(self.command(*arguments, "--json", stdin=stdin))

    def __enter__(self):
        self._process = subprocess.Popen(
            [self._binary, "serve", "--listen", "127.0.0.1:0", "--log-level", "warn", *self._store],
            # Receivers of webhooks run on this machine.
            env={**os.environ, "ROSTER_WEBHOOK_NETWORKS": "127.0.0.0/8"},
            stdout=subprocess.PIPE,
            text=True,
        )
        first = self._process.stdout.readline().strip()
        assert first.startswith(LISTENING), f"unexpected first line {first!r}"
        self.url = first.removeprefix(LISTENING)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        assert self._process.wait(timeout=60) == 0, "the server did not shut down gracefully"


@dataclass
class Domain:
    """A domain and the credentials of its admin."""

    url: str
    """The base URL of the server."""
    name: str
    username: str
    password: str
    key: str

    @property
    def api(self):
        """The base URL of the API, without a version."""
        return f"{self.url}/a/{self.name}/api"

    @property
    def authorization(self):
        """The `Authorization` header of the admin."""
        return {"Authorization": f"ApiKey {self.username}:{self.key}"}


def create_domain(roster, name):
    """Creates a domain. Its admin can use Digest with the password."""
    username, password = f"admin@{name}.example.org", "correct horse battery staple"
    roster.command("domain", "create", name)
    roster.command("domain", "set", name, "digest_passwords=true")
    roster.command(
        "web-user", "create", username, "--domain", name, "--password-stdin", stdin=password + "\n"
    )
    key = roster.command("api-key", "create", "--user", username, "--domain", name)
    return Domain(roster.url, name, username, password, key)
