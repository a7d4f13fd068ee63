"""A domain that sends all it can, and another one that works normally."""

import asyncio
import json
import time

from server import ADMIN, LIST
from wire import request

JSON = "Content-Type: application/json\r\n"
BULKS = 24
ROWS = 200

#: How many times as long the other domain's requests may take next to the bulks. With SQLite, which has
#: one writer, a write also waits for the bulk that is running.
MAX_RATIO = 3


async def run(server, report, rng, long):
    server.command("web-user", "create", "olga@example.org", "--domain", "other", "--password-stdin", stdin="a rather long password\n")
    key = server.command("api-key", "create", "--user", "olga@example.org", "--domain", "other")
    other = f"Authorization: ApiKey olga@example.org:{key}\r\n"
    await work(server, other, "first", 10)
    alone = await work(server, other, "alone", 60)
    bulk = percentile([await bulk_seconds(server, number) for number in range(10)])
    report.note(f"a bulk of {ROWS} rows alone: p95 {bulk * 1000:.0f} ms")
    stop, statuses = asyncio.Event(), []
    flood = [asyncio.create_task(bulks(server, number, stop, statuses)) for number in range(BULKS)]
    await asyncio.sleep(0.5)
    together = await work(server, other, "together", 60)
    stop.set()
    await asyncio.gather(*flood)
    for kind, mine in together.items():
        before, after = percentile(alone[kind]), percentile(mine)
        turn = bulk if kind == "writes" and not server.database else 0
        bound = f"{MAX_RATIO} times the time alone" + (" and one bulk" if turn else "")
        details = f"p95 {before * 1000:.1f} ms alone, {after * 1000:.1f} ms, {after / before:.1f} times"
        report.check_time(f"{kind} next to {BULKS} bulks take at most {bound}", after <= MAX_RATIO * before + turn, details)
    report.check("the other domain gets no error", not work.failed, str(work.failed[:3]))
    report.note(f"{len(statuses)} bulks of {ROWS} rows, {statuses.count(200)} accepted")
    report.check("bulks are accepted, or rejected as busy", set(statuses) <= {200, 429, 503}, str(set(statuses)))
    if server.database:
        return
    await waits(server, report)
    await large_people(server, report)
    await many_values(server, report)


async def bulk_seconds(server, number):
    rows = [{"username": f"alone{number}-{row}", "connect_username": "x"} for row in range(ROWS)]
    body = json.dumps({"objects": rows}).encode()
    status, _, seconds = await request(server.port, f"POST {LIST}bulk/", server.by_key() + JSON, body, timeout=60)
    assert status == 200, status
    return seconds


async def work(server, key, name, count):
    """Reads and writes one after the other. Returns the seconds of each."""
    seconds = {"reads": [], "writes": []}
    for number in range(count):
        status, _, taken = await request(server.port, "GET /a/other/api/user/v1/?limit=20", key)
        seconds["reads"].append(taken)
        new = {"username": f"{name}{number}", "connect_username": "x"}
        written, _, taken = await request(server.port, "POST /a/other/api/user/v1/", key + JSON, json.dumps(new).encode())
        seconds["writes"].append(taken)
        work.failed += [status] * (status != 200) + [written] * (written != 201)
    return seconds


work.failed = []


def percentile(seconds):
    return sorted(seconds)[int(len(seconds) * 0.95) - 1]


async def bulks(server, number, stop, statuses):
    turn = 0
    while not stop.is_set():
        turn += 1
        rows = [{"username": f"b{number}-{turn}-{row}", "connect_username": "x"} for row in range(ROWS)]
        body = json.dumps({"objects": rows}).encode()
        status, _, _ = await request(server.port, f"POST {LIST}bulk/", server.by_key() + JSON, body, timeout=60)
        statuses.append(status)


async def waits(server, report):
    """Far more waiting requests than a key may have."""
    since = "0"
    while True:
        _, answer, _ = await request(server.port, f"GET /a/demo/api/changes/v1/?limit=1000&since={since}", server.by_key())
        page = json.loads(answer[answer.index(b"\r\n\r\n") :])
        since = page["next"]
        if not page["changes"]:
            break
    started = time.monotonic()
    target = f"GET /a/demo/api/changes/v1/?since={since}&wait=4"
    answers = await asyncio.gather(*(request(server.port, target, server.by_key()) for _ in range(100)))
    early = sum(seconds < 2 for _, _, seconds in answers)
    report.note(f"100 waits took {time.monotonic() - started:.1f} s")
    report.check("92 of 100 waits of a key end early", early >= 92 and all(it[0] == 200 for it in answers), f"{early}")


async def large_people(server, report):
    """The largest lawful people, in one page of each list and format."""
    note = "<&>" * 21_000
    for first in range(0, 300, 15):
        rows = [{"username": f"large{row}", "connect_username": "x", "user_data": {"note": note}} for row in range(first, first + 15)]
        status, answer, _ = await request(server.port, f"POST {LIST}bulk/", server.by_key() + JSON, json.dumps({"objects": rows}).encode())
        assert status == 200, answer[-300:]
    memory, slowest, largest = server.reset_peak(), 0, 0
    for target in ["?limit=1000&search=large", "?limit=1000&format=xml&search=large"]:
        for _ in range(2):
            status, answer, seconds = await request(server.port, f"GET {LIST}{target}", server.by_key(), timeout=60)
            slowest, largest = max(slowest, seconds), max(largest, len(answer))
            report.check(f"{target} is answered", status == 200, f"{status}, {len(answer) >> 20} MiB in {seconds:.1f} s")
    grown = server.peak() - memory
    report.check("no page has more than 17 MiB", largest < 17 << 20, f"{largest >> 20} MiB")
    report.check("large pages use at most 160 MiB", grown <= 160, f"{grown:.0f} MiB at the peak")


async def many_values(server, report):
    """Bodies of 1 MiB with as many values as possible."""
    bodies = {
        "numbers": b'{"username": "a", "user_data": {"a": [' + b"0," * 500_000 + b"0]}}",
        "objects": b'{"objects": [' + b'{"a":0},' * 120_000 + b"0]}",
        "lawful objects": b'{"objects": [' + b'{"a":{"b":"cccccccccc"}},' * 20_000 + b"0]}",
        "keys": b"{" + b",".join(b'"k%d":0' % n for n in range(49_000)) + b"}",
        "texts": b'{"username": "a", "groups": [' + b'"g",' * 90_000 + b'"g"]}',
    }
    for name, body in bodies.items():
        idle = server.reset_peak()
        status, answer, seconds = await request(server.port, f"POST {LIST}", server.by_key() + JSON, body)
        grown = server.peak() - idle
        report.check(f"{name} are rejected", status == 400, status)
        report.check_time(f"{name} are rejected within 5 s", seconds <= 5, f"{seconds:.1f} s")
        report.check(f"the response to {name} is short", len(answer) < 20_000, f"{len(answer)} bytes")
        report.check(f"{name} use at most 64 MiB", grown <= 64, f"{grown:.0f} MiB at the peak")
