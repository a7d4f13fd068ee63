"""A thousand wrong passwords at once, and what becomes of those who have the right one."""

import asyncio
import json

import healthy
from server import ADMIN, LIST, PASSWORD, basic
from wire import ask

ONE = f"GET {LIST}"


def at(address):
    return f"X-Forwarded-For: {address}\r\n"


def anywhere(rng):
    return at(f"198.18.{rng.randrange(256)}.{rng.randrange(256)}")


async def run(server, report, rng, long):
    await one_account(server, report, rng)
    await many_accounts(server, report, rng, long)
    await rates(server, report)


async def one_account(server, report, rng):
    home, there = at("192.0.2.1"), at("203.0.113.66")
    status, _, _ = await ask(server.port, ONE, basic(ADMIN, PASSWORD) + home)
    report.check("the owner comes in from home", status == 200, status)
    wrong = [ask(server.port, ONE, basic(ADMIN, f"wrong {n}") + there, patience=60) for n in range(1000)]
    statuses = [status for status, _, _ in await asyncio.gather(*wrong)]
    judged = statuses.count(401)
    report.check("1,000 guesses at once from one address: at most 100 judged, the rest 429", judged <= 100 and judged + statuses.count(429) == 1000, tally(statuses))
    wrong = [ask(server.port, ONE, basic(ADMIN, f"wrong {n}") + at(f"203.0.113.{n % 100}"), patience=60) for n in range(2000)]
    statuses = [status for status, _, _ in await asyncio.gather(*wrong)]
    judged = statuses.count(401)
    report.check("2,000 from 100 addresses: at most 100 judged", judged <= 100 and judged + statuses.count(429) == 2000, tally(statuses))
    for name, headers in [
        ("the right password from home", basic(ADMIN, PASSWORD) + home),
        ("an API key from where the guesses came", server.by_key() + there),
        ("an API key by Basic from there", basic(ADMIN, server.key) + there),
        ("an API key from elsewhere", server.by_key() + at("192.0.2.77")),
    ]:
        status, _, seconds = await ask(server.port, ONE, headers)
        report.check(f"{name} works right after", status == 200, f"{status} in {seconds:.2f} s")


def tally(statuses):
    return ", ".join(f"{statuses.count(status)} x {status or 'no answer'}" for status in sorted(set(statuses)))


async def many_accounts(server, report, rng, long):
    """Nothing that these have in common makes them wait, so they all come before the hashing."""
    before = healthy.alone(server)
    memory = server.memory()
    good = healthy.Healthy(server, 30 if long else 8)
    tally = {}
    for _ in range(5 if long else 1):
        wrong = [ask(server.port, ONE, basic(f"nobody{rng.random()}@example.org", "x") + anywhere(rng), patience=60) for _ in range(1000)]
        answers = await asyncio.gather(*wrong)
        for status, read, _ in answers:
            tally[status] = tally.get(status, 0) + 1
            if status == 503 and b"retry-after" in read.lower():
                tally["503 with Retry-After"] = tally.get("503 with Retry-After", 0) + 1
    slowest = max(seconds for _, _, seconds in answers)
    during = good.end()
    report.note(f"1,000 at 1,000 accounts from as many addresses: {tally}, slowest {slowest:.1f} s")
    report.check("each is told 401, or 503 while too many wait", set(tally) <= {401, 503})
    grown = server.peak() - memory
    report.check("they cost at most 128 MiB", grown <= 128, f"{grown:.0f} MiB at the peak")
    healthy.judge(report, before, during, "1,000 wrong passwords")


async def rates(server, report):
    """A client that heeds what it is told is never sent away."""
    server.command("domain", "set", "demo", "rate_limit=600")
    sent, refused = 0, 0
    for _ in range(3):
        remaining = 1
        while remaining:
            status, read, _ = await ask(server.port, ONE, server.by_key())
            sent += 1
            refused += status == 429
            headers = dict(line.split(": ", 1) for line in read.decode().split("\r\n\r\n")[0].lower().split("\r\n")[1:])
            remaining = int(headers["ratelimit-remaining"])
            if sent % 300 == 0:
                # Its share of what is left, spread over the time that is left.
                await asyncio.sleep(float(headers["ratelimit-reset"]) / 100)
                break
    report.check("a client that heeds RateLimit-Remaining is never sent away", refused == 0, f"{sent} sent, {refused} refused")
    burst = await asyncio.gather(*(ask(server.port, ONE, server.by_key()) for _ in range(700)))
    late = [read for status, read, _ in burst if status == 429]
    told = all(b"retry-after: " in read.lower() and json.loads(read.partition(b"\r\n\r\n")[2])["code"] == "throttled" for read in late)
    report.check("700 at once where 600 a minute are allowed: some 429, all with Retry-After", late and told, f"{len(late)} sent away")
