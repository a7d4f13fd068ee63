"""The six client programs of the published User.com page."""

import os
import subprocess
import sys
from pathlib import Path

USERCOM = Path(__file__).parent / "usercom"


def test_published_programs_run_with_another_host_and_key(server, empty_domain):
    domain = empty_domain("usercom")
    key = server.command("app-key", "create", "--domain", domain.name)
    done = subprocess.run(
        [USERCOM / "run.sh", domain.url, key],
        env={**os.environ, "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "6 passed, 0 failed" in done.stdout
