"""Checks that neither the time nor the bytes of a rejection reveal which accounts exist.

The kinds of failure alternate, so that other load on the machine affects all of them. Each request comes
from another address, and the accounts rotate, so that none is throttled.
"""

import math
import re
import socket
import statistics
import time

from server import ADMIN, LIST, PASSWORD, basic

#: The largest difference of two means in seconds, which network jitter hides.
MAX_DIFFERENCE = 0.001
#: The |t| (Welch) above which a difference is significant.
MIN_T = 4.5

ACCOUNTS = 12


async def run(server, report, rng, long):
    by_key = lambda name, secret: f"Authorization: ApiKey {name}:{secret}\r\n"
    by_digest = lambda name, secret: (
        f'Authorization: Digest username="{name}", realm="Roster", nonce="x", uri="URI", response="{"0" * 32}", '
        'qop=auth, nc=00000001, cnonce="y"\r\n'
    )
    # More failures of an account in this time would be throttled.
    most = ACCOUNTS * 9 // 4
    basic_kinds = accounts(server, rng, "basic")
    await compare(server, report, rng, "Basic", basic_kinds, basic, most)
    await compare(server, report, rng, "key", basic_kinds, by_key, 4000 if long else 400)
    # Failures are counted for an account, whatever the scheme, so these are others.
    await compare(server, report, rng, "Digest", digest_kinds(accounts(server, rng, "digest")), by_digest, most)
    await compare(server, report, rng, "session", sessions(rng), None, 4000 if long else 400)


def accounts(server, rng, scheme):
    """Creates accounts. Returns the kinds of failures: a function from a number to name, password and domain."""
    people = [f"{scheme}-web{number}@example.org" for number in range(ACCOUNTS)]
    inactive = [f"{scheme}-gone{number}@example.org" for number in range(ACCOUNTS)]
    others = [f"{scheme}-other{number}@example.org" for number in range(ACCOUNTS)]
    for person in people + inactive:
        server.web_user(person, PASSWORD)
    for person in others:
        server.web_user(person, PASSWORD, domain="other")
    for person in inactive:
        server.command("web-user", "deactivate", person)
    unknown = lambda: f"unknown{rng.random()}@example.org"
    return {
        "unknown user": lambda n: (unknown(), PASSWORD, "demo"),
        "wrong password": lambda n: (people[n % ACCOUNTS], f"wrong{n}", "demo"),
        "empty password": lambda n: (people[n % ACCOUNTS], "", "demo"),
        "inactive, right": lambda n: (inactive[n % ACCOUNTS], PASSWORD, "demo"),
        "inactive, wrong": lambda n: (inactive[n % ACCOUNTS], f"wrong{n}", "demo"),
        "of another domain": lambda n: (others[n % ACCOUNTS], f"wrong{n}", "demo"),
        "in another domain": lambda n: (people[n % ACCOUNTS], f"wrong{n}", "other"),
        "in no domain": lambda n: (people[n % ACCOUNTS], f"wrong{n}", "nowhere"),
    }


def digest_kinds(kinds):
    return {kind: make for kind, make in kinds.items() if kind not in ("inactive, right", "empty password")}


def sessions(rng):
    token = lambda: "%064x" % rng.getrandbits(256)
    return {
        "unknown token": lambda n: (token(), "", "demo"),
        "no token": lambda n: ("", "", "demo"),
        "another domain": lambda n: (token(), "", "other"),
        "no domain": lambda n: (token(), "", "nowhere"),
    }


async def compare(server, report, rng, scheme, kinds, header, count):
    durations = {kind: [] for kind in kinds}
    responses = {kind: set() for kind in kinds}
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for number in range(-5, count):
        order = list(kinds)
        rng.shuffle(order)
        for kind in order:
            name, secret, domain = kinds[kind](number)
            path = LIST.replace("demo", domain) if header else f"/d/{domain}/people"
            credentials = header(name, secret).replace("URI", path) if header else f"Cookie: roster={name}\r\n"
            address = ".".join(str(rng.randrange(1, 255)) for _ in range(3))
            request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.{address}\r\n{credentials}\r\n"
            started = time.perf_counter()
            connection.sendall(request.encode())
            response = read(connection)
            if number >= 0:
                durations[kind].append(time.perf_counter() - started)
                responses[kind].add(comparable(response, domain))
    connection.close()
    check(report, scheme, durations, responses)


def read(connection):
    response = connection.recv(65536)
    while b"\r\n\r\n" not in response:
        response += connection.recv(65536)
    head, _, body = response.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def comparable(response, domain):
    """The response without its date, request ID, nonce and own path."""
    response = re.sub(rb"(?im)^(date|x-request-id): .*$|nonce=\"[^\"]*\"", b"", response)
    return response.replace(b"%2Fd%2F" + domain.encode(), b"%2Fd%2F").replace(b"Content-Length: 0", b"")


def check(report, scheme, durations, responses):
    whole = set().union(*responses.values())
    statuses = {text.split(b" ")[1].decode() for text in whole}
    report.check(f"{scheme}: all kinds get the same bytes", len(whole) == 1, f"{len(whole)} responses, {sorted(statuses)}")
    kinds = list(durations)
    worst = (0.0, 0.0, "")
    bad = []
    for first in range(len(kinds)):
        for second in range(first + 1, len(kinds)):
            a, b = trimmed(durations[kinds[first]]), trimmed(durations[kinds[second]])
            difference, t = welch(a, b)
            pair = f"{kinds[first]} / {kinds[second]}"
            worst = max(worst, (abs(difference), abs(t), pair))
            if abs(difference) > MAX_DIFFERENCE and abs(t) > MIN_T:
                bad.append(f"{pair}: {1000 * difference:.2f} ms, t {t:.1f}")
    count = len(durations[kinds[0]])
    means = ", ".join(f"{kind} {1000 * statistics.fmean(trimmed(times)):.2f}" for kind, times in durations.items())
    report.note(f"{scheme}: {count} of each kind, means in ms: {means}")
    limits = f"no two means differ by more than {1000 * MAX_DIFFERENCE:.0f} ms with |t| above {MIN_T}"
    report.check_time(f"{scheme}: {limits}", not bad, "; ".join(bad) or f"largest {1000 * worst[0]:.3f} ms, t {worst[1]:.1f} ({worst[2]})")


def trimmed(times):
    """Drops the slowest tenth, which depends on other load."""
    return sorted(times)[: max(len(times) * 9 // 10, 2)]


def welch(a, b):
    difference = statistics.fmean(a) - statistics.fmean(b)
    error = math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b))
    return difference, difference / error if error else 0.0
