#!/usr/bin/env python3
"""Runs the client programs against the real server.

    target/clients-venv/bin/python tests/clients/run.py                       # embedded store
    target/clients-venv/bin/python tests/clients/run.py --database postgres://...  # an empty database
    target/clients-venv/bin/python tests/clients/run.py -k slumber            # matching tests

Needs the packages of requirements.txt. `./test.sh clients` installs them.
"""

import argparse
import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=HERE.parents[1] / "target/debug/roster", type=Path)
    parser.add_argument("--database", help="an empty PostgreSQL database; default: the embedded store")
    parser.add_argument("--workers", default=2500, type=int, help="number of workers to export")
    arguments, rest = parser.parse_known_args()
    os.environ["ROSTER_CLIENTS_BINARY"] = str(arguments.binary.resolve())
    os.environ["ROSTER_CLIENTS_DATABASE"] = arguments.database or ""
    os.environ["ROSTER_CLIENTS_WORKERS"] = str(arguments.workers)
    return pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:schemathesis", "--durations=5", str(HERE), *rest])


if __name__ == "__main__":
    sys.exit(main())
