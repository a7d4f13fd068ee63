"""A server of one's own, and the command line for its store."""

import json
import subprocess
from dataclasses import dataclass

LISTENING = "listening on "


class Roster:
    """The real binary, serving a store of its own until the block ends."""

    def __init__(self, binary, place):
        """`place` says where the store is: `["--data", folder]` or `["--database", url]`."""
        self._binary = binary
        self._place = place
        self._process = None
        self.url = None

    def command(self, *arguments, stdin=None):
        """Runs a command of the operator, and gives what it printed on stdout."""
        done = subprocess.run(
            [self._binary, *arguments, *self._place],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, f"roster {' '.join(arguments)}: {done.stderr}"
        return done.stdout.strip()

    def command_json(self, *arguments, stdin=None):
        """The same, as JSON."""
        return json.loads(self.command(*arguments, "--json", stdin=stdin))

    def __enter__(self):
        self._process = subprocess.Popen(
            [self._binary, "serve", "--listen", "127.0.0.1:0", "--log-level", "warn", *self._place],
            stdout=subprocess.PIPE,
            text=True,
        )
        first = self._process.stdout.readline().strip()
        assert first.startswith(LISTENING), f"the first line was {first!r}"
        self.url = first.removeprefix(LISTENING)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        assert self._process.wait(timeout=60) == 0, "the server did not stop in an orderly way"


@dataclass
class Domain:
    """A domain of a server, and somebody who may do everything in it."""

    url: str
    """The server."""
    name: str
    username: str
    password: str
    key: str

    @property
    def api(self):
        """Where its resources are, without a version."""
        return f"{self.url}/a/{self.name}/api"

    @property
    def authorization(self):
        """The header of somebody who may do everything."""
        return {"Authorization": f"ApiKey {self.username}:{self.key}"}


def make_domain(roster, name):
    """A new domain of `roster` whose admin may use Digest with their own password."""
    username, password = f"admin@{name}.example.org", "correct horse battery staple"
    roster.command("domain", "create", name)
    roster.command("domain", "set", name, "digest_passwords=true")
    roster.command(
        "web-user", "create", username, "--domain", name, "--password-stdin", stdin=password + "\n"
    )
    key = roster.command("api-key", "create", "--user", username, "--domain", name)
    return Domain(roster.url, name, username, password, key)
