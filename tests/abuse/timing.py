"""Whether the time of a refusal, or its bytes, tell who there is.

The kinds are asked in turn, so that whatever the machine does meanwhile it does to all of them, each
time from another address, and by turns at many accounts, so that none must wait.
"""

import math
import re
import socket
import statistics
import time

from server import ADMIN, LIST, PASSWORD, basic

#: As far apart may two means be, in seconds: what a network hides. Or as the test can tell at all.
DIFFERENCE = 0.001
#: The least |t| (Welch) that is taken for a difference.
T = 4.5

ACCOUNTS = 12


async def run(server, report, rng, long):
    people = [f"web{number}@example.org" for number in range(ACCOUNTS)]
    sleepers = [f"gone{number}@example.org" for number in range(ACCOUNTS)]
    strangers = [f"other{number}@example.org" for number in range(ACCOUNTS)]
    for person in people + sleepers:
        server.web_user(person, PASSWORD)
    for person in strangers:
        server.web_user(person, PASSWORD, domain="other")
    for person in sleepers:
        server.command("web-user", "deactivate", person)
    nobody = lambda: f"nobody{rng.random()}@example.org"
    kinds = {
        "unknown user": lambda n: (nobody(), PASSWORD, "demo"),
        "wrong password": lambda n: (people[n % ACCOUNTS], f"wrong{n}", "demo"),
        "empty password": lambda n: (people[n % ACCOUNTS], "", "demo"),
        "inactive, right": lambda n: (sleepers[n % ACCOUNTS], PASSWORD, "demo"),
        "inactive, wrong": lambda n: (sleepers[n % ACCOUNTS], f"wrong{n}", "demo"),
        "of another domain": lambda n: (strangers[n % ACCOUNTS], f"wrong{n}", "demo"),
        "in another domain": lambda n: (people[n % ACCOUNTS], f"wrong{n}", "other"),
        "in no domain": lambda n: (people[n % ACCOUNTS], f"wrong{n}", "nowhere"),
    }
    by_key = lambda name, secret: f"Authorization: ApiKey {name}:{secret}\r\n"
    by_digest = lambda name, secret: (
        f'Authorization: Digest username="{name}", realm="Roster", nonce="x", uri="URI", response="{"0" * 32}", '
        'qop=auth, nc=00000001, cnonce="y"\r\n'
    )
    # An account of which so much fails in so short a time would have to wait: not more of it.
    most = ACCOUNTS * 9 // 4
    await compare(server, report, rng, "Basic", kinds, basic, most)
    await compare(server, report, rng, "key", kinds, by_key, 4000 if long else 400)
    await compare(server, report, rng, "Digest", digest_kinds(kinds), by_digest, most)
    await compare(server, report, rng, "session", sessions(rng), None, 4000 if long else 400)


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


async def compare(server, report, rng, way, kinds, header, count):
    took = {kind: [] for kind in kinds}
    told = {kind: set() for kind in kinds}
    connection = socket.create_connection(("127.0.0.1", server.port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for number in range(-5, count):
        order = list(kinds)
        rng.shuffle(order)
        for kind in order:
            name, secret, domain = kinds[kind](number)
            path = LIST.replace("demo", domain) if header else f"/d/{domain}/people"
            who = header(name, secret).replace("URI", path) if header else f"Cookie: roster={name}\r\n"
            address = ".".join(str(rng.randrange(1, 255)) for _ in range(3))
            request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 198.{address}\r\n{who}\r\n"
            started = time.perf_counter()
            connection.sendall(request.encode())
            answer = read(connection)
            if number >= 0:
                took[kind].append(time.perf_counter() - started)
                told[kind].add(in_common(answer, domain))
    connection.close()
    judge(report, way, took, told)


def read(connection):
    answer = connection.recv(65536)
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def in_common(answer, domain):
    """All of an answer but what no two have in common: its time, its name, its nonce, its own address."""
    answer = re.sub(rb"(?im)^(date|x-request-id): .*$|nonce=\"[^\"]*\"", b"", answer)
    return answer.replace(b"%2Fd%2F" + domain.encode(), b"%2Fd%2F").replace(b"Content-Length: 0", b"")


def judge(report, way, took, told):
    whole = set().union(*told.values())
    statuses = {text.split(b" ")[1].decode() for text in whole}
    report.check(f"{way}: all kinds are told the same bytes", len(whole) == 1, f"{len(whole)} answers, {sorted(statuses)}")
    kinds = list(took)
    worst = (0.0, 0.0, "")
    bad = []
    for first in range(len(kinds)):
        for second in range(first + 1, len(kinds)):
            a, b = trimmed(took[kinds[first]]), trimmed(took[kinds[second]])
            difference, t = welch(a, b)
            pair = f"{kinds[first]} / {kinds[second]}"
            worst = max(worst, (abs(difference), abs(t), pair))
            if abs(difference) > DIFFERENCE and abs(t) > T:
                bad.append(f"{pair}: {1000 * difference:.2f} ms, t {t:.1f}")
    count = len(took[kinds[0]])
    means = ", ".join(f"{kind} {1000 * statistics.fmean(trimmed(times)):.2f}" for kind, times in took.items())
    report.note(f"{way}: {count} of each kind, means in ms: {means}")
    limits = f"no two means differ by more than {1000 * DIFFERENCE:.0f} ms with |t| above {T}"
    report.check(f"{way}: {limits}", not bad, "; ".join(bad) or f"widest {1000 * worst[0]:.3f} ms, t {worst[1]:.1f} ({worst[2]})")


def trimmed(times):
    """Without the slowest tenth, which tells of the machine alone."""
    return sorted(times)[: max(len(times) * 9 // 10, 2)]


def welch(a, b):
    difference = statistics.fmean(a) - statistics.fmean(b)
    error = math.sqrt(statistics.variance(a) / len(a) + statistics.variance(b) / len(b))
    return difference, difference / error if error else 0.0
