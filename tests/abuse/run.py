#!/usr/bin/env python3
"""Attacks the real server while good clients use it, and checks both.

    python3 tests/abuse/run.py                       # the short form, three minutes on a machine that does nothing else
    python3 tests/abuse/run.py --quick               # without the parts and limits that need such a machine
    python3 tests/abuse/run.py --long                # thousands of connections, for minutes
    python3 tests/abuse/run.py --only smuggling      # one part
    python3 tests/abuse/run.py --seed 7 --binary target/release/roster
    python3 tests/abuse/run.py --database postgres://...   # with "tenants" on PostgreSQL as well

Needs Python only, and psql with `--database`. Prints the seed, the measurements and the result of each check. Exits with 1 if a
check fails.
"""

import argparse
import asyncio
import os
import random
import resource
import sys
import time
from pathlib import Path

import bombs
import guesses
import memory
import oversized
import smuggling
import slow
import tenants
import timing
from report import Report
from server import Server

HERE = Path(__file__).parent
#: The parts that take long or measure small differences of time.
SLOW_PARTS = {"slow", "timing"}
PARTS = {
    "smuggling": smuggling.run,
    "oversized": oversized.run,
    "bombs": bombs.run,
    "guesses": guesses.run,
    "timing": timing.run,
    "slow": slow.run,
    "tenants": tenants.run,
    "memory": memory.run,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=HERE.parents[1] / "target/debug/roster", type=Path)
    parser.add_argument("--quick", action="store_true", help="leave out slow parts, and check no limits of time")
    parser.add_argument("--long", action="store_true", help="run longer, with more clients")
    parser.add_argument("--seed", type=int, default=None, help="repeat a run with its seed")
    parser.add_argument("--database", help="a PostgreSQL database in whose server others can be created")
    parser.add_argument("--only", choices=PARTS, action="append", help="run only this part")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(3))
    raise_open_files()
    print(f"abuse: seed {seed}, {'long' if arguments.long else 'short'} form, {time.strftime('%Y-%m-%d')}")
    print(f"machine: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before; binary {arguments.binary}")
    print(f"repeat: python3 tests/abuse/run.py --seed {seed}{' --long' if arguments.long else ''}", flush=True)
    passed = True
    for name, part in PARTS.items():
        if name not in (arguments.only or PARTS) or arguments.quick and name in SLOW_PARTS:
            continue
        for database in databases(name, arguments.database):
            report = Report(f"{name} on PostgreSQL" if database else name, checks_times=not arguments.quick)
            # Each part has a server of its own, so that parts do not affect each other.
            with Server(arguments.binary, database) as server:
                asyncio.run(part(server, report, random.Random(f"{seed}/{name}"), arguments.long))
                report.check("the server runs, and its log has no errors", server.is_healthy(), server.first_error())
            passed = report.print() and passed
    print(f"result: {'all checks passed' if passed else 'FAIL'}")
    return 0 if passed else 1


def databases(name, database):
    """SQLite, and PostgreSQL for the part that depends on the engine."""
    return [None, database] if name == "tenants" and database else [None]


def raise_open_files():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    sys.exit(main())
