"""The real server with two domains, on either engine, and its memory, CPU time and log."""

import base64
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path

ADMIN = "ada@example.org"
PASSWORD = "a rather long password"
LIST = "/a/demo/api/user/v1/"


class Server:
    def __init__(self, binary, database=None):
        """`database` is the URL of a PostgreSQL database, in whose server a new one is created."""
        self.admin_database, self.database = database, None
        if database:
            name = f"abuse_{os.getpid()}_{time.monotonic_ns()}"
            self.database = f"{database.rpartition('/')[0]}/{name}"
        self.binary = str(Path(binary).resolve())
        self.app_key = None
        self.folder = tempfile.TemporaryDirectory(prefix="roster-abuse-")

    def __enter__(self):
        if self.database:
            self.sql(f"CREATE DATABASE {self.database.rpartition('/')[2]}")
        self.command("domain", "create", "demo")
        self.command("domain", "create", "other")
        self.web_user(ADMIN, PASSWORD)
        self.key = self.command("api-key", "create", "--user", ADMIN, "--domain", "demo")
        self.log = open(Path(self.folder.name) / "log", "w+")
        # With a trusted proxy, requests can set their client address.
        serve = ["serve", "--listen", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1", "--log-level", "warn"]
        self.process = subprocess.Popen(
            [self.binary, *serve, *self.store()], stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        first = self.process.stdout.readline()
        self.port = int(re.fullmatch(r"listening on http://127\.0\.0\.1:(\d+)\n", first).group(1))
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.folder.cleanup()
        if self.database:
            self.sql(f"DROP DATABASE {self.database.rpartition('/')[2]}")

    def sql(self, statement):
        subprocess.run(["psql", "--quiet", self.admin_database, "-c", statement], check=True)

    def store(self):
        return ["--database", self.database] if self.database else ["--data", self.data()]

    def data(self):
        return os.path.join(self.folder.name, "data")

    def command(self, *words, stdin=None):
        done = subprocess.run(
            [self.binary, *words, *self.store()], input=stdin, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def web_user(self, email, password, domain="demo"):
        self.command("web-user", "create", email, "--domain", domain, "--password-stdin", stdin=password + "\n")

    def by_key(self):
        return f"Authorization: ApiKey {ADMIN}:{self.key}\r\n"

    def by_app_key(self):
        if self.app_key is None:
            self.app_key = self.command("app-key", "create", "--domain", "demo")
        return f"Authorization: Token {self.app_key}\r\n"

    def memory(self):
        """Resident memory in MiB."""
        return self._status("VmRSS")

    def peak(self):
        """Peak of the resident memory in MiB."""
        return self._status("VmHWM")

    def reset_peak(self):
        """Makes the peak that of the present memory, and returns it in MiB."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")
        return self.memory()

    def _status(self, field):
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{field}:\s+(\d+)", text).group(1)) / 1024

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_healthy(self):
        return self.process.poll() is None and not self.first_error()

    def first_error(self):
        """The first panic or error in the log."""
        self.log.seek(0)
        lines = [line for line in self.log if "panicked" in line or "ERROR" in line]
        return lines[0].strip()[:200] if lines else ""


def basic(username, password):
    pair = base64.b64encode(f"{username}:{password}".encode()).decode()
    return f"Authorization: Basic {pair}\r\n"
