"""Password guessing by the thousand, and its effect on users with the right password."""

import asyncio
import json

import healthy
from server import ADMIN, LIST, PASSWORD, basic
from wire import request

ONE = f"GET {LIST}"


def from_address(address):
    return f"X-Forwarded-For: {address}\r\n"


def from_random_address(rng):
    return from_address(f"198.18.{rng.randrange(256)}.{rng.randrange(256)}")


async def run(server, report, rng, long):
    await one_account(server, report, rng)
    await many_accounts(server, report, rng, long)
    await rates(server, report)


async def one_account(server, report, rng):
    home, attacker = from_address("192.0.2.1"), from_address("203.0.113.66")
    status, _, _ = await request(server.port, ONE, basic(ADMIN, PASSWORD) + home)
    report.check("the owner signs in from home", status == 200, status)
    wrong = [request(server.port, ONE, basic(ADMIN, f"wrong {n}") + attacker, timeout=60) for n in range(1000)]
    statuses = [status for status, _, _ in await asyncio.gather(*wrong)]
    checked = statuses.count(401)
    report.check("1,000 concurrent guesses from one address: at most 100 passwords are checked, the rest get 429", checked <= 100 and checked + statuses.count(429) == 1000, tally(statuses))
    wrong = [request(server.port, ONE, basic(ADMIN, f"wrong {n}") + from_address(f"203.0.113.{n % 100}"), timeout=60) for n in range(2000)]
    statuses = [status for status, _, _ in await asyncio.gather(*wrong)]
    checked = statuses.count(401)
    report.check("2,000 from 100 addresses: at most 100 passwords are checked", checked <= 100 and checked + statuses.count(429) == 2000, tally(statuses))
    for name, headers in [
        ("the right password from home", basic(ADMIN, PASSWORD) + home),
        ("an API key from the address of the attacker", server.by_key() + attacker),
        ("an API key by Basic from that address", basic(ADMIN, server.key) + attacker),
        ("an API key from another address", server.by_key() + from_address("192.0.2.77")),
    ]:
        status, _, seconds = await request(server.port, ONE, headers)
        report.check(f"{name} works right after", status == 200, f"{status} in {seconds:.2f} s")


def tally(statuses):
    return ", ".join(f"{statuses.count(status)} x {status or 'no response'}" for status in sorted(set(statuses)))


async def many_accounts(server, report, rng, long):
    """No rule throttles these guesses, so all of them reach the password hashing."""
    before = healthy.alone(server)
    memory = server.memory()
    good = healthy.Healthy(server, 30 if long else 8)
    tally = {}
    for _ in range(5 if long else 1):
        wrong = [request(server.port, ONE, basic(f"unknown{rng.random()}@example.org", "x") + from_random_address(rng), timeout=60) for _ in range(1000)]
        responses = await asyncio.gather(*wrong)
        for status, read, _ in responses:
            tally[status] = tally.get(status, 0) + 1
            if status == 503 and b"retry-after" in read.lower():
                tally["503 with Retry-After"] = tally.get("503 with Retry-After", 0) + 1
    slowest = max(seconds for _, _, seconds in responses)
    during = good.end()
    report.note(f"1,000 at 1,000 accounts from as many addresses: {tally}, slowest {slowest:.1f} s")
    report.check("each gets 401, or 503 while the queue is full", set(tally) <= {401, 503})
    grown = server.peak() - memory
    report.check("they use at most 128 MiB", grown <= 128, f"{grown:.0f} MiB at the peak")
    healthy.check(report, before, during, "1,000 wrong passwords")


async def rates(server, report):
    """A client that respects the RateLimit headers never gets a 429."""
    server.command("domain", "set", "demo", "rate_limit=600")
    sent, rejected = 0, 0
    for _ in range(3):
        remaining = 1
        while remaining:
            status, read, _ = await request(server.port, ONE, server.by_key())
            sent += 1
            rejected += status == 429
            headers = dict(line.split(": ", 1) for line in read.decode().split("\r\n\r\n")[0].lower().split("\r\n")[1:])
            remaining = int(headers["ratelimit-remaining"])
            if sent % 300 == 0:
                # Waits for a part of the reset time.
                await asyncio.sleep(float(headers["ratelimit-reset"]) / 100)
                break
    report.check("a client that respects RateLimit-Remaining never gets a 429", rejected == 0, f"{sent} sent, {rejected} rejected")
    burst = await asyncio.gather(*(request(server.port, ONE, server.by_key()) for _ in range(700)))
    late = [read for status, read, _ in burst if status == 429]
    complete = all(b"retry-after: " in read.lower() and json.loads(read.partition(b"\r\n\r\n")[2])["code"] == "throttled" for read in late)
    report.check("700 concurrent requests with a limit of 600 a minute: some get 429, all with Retry-After", late and complete, f"{len(late)} got 429")
