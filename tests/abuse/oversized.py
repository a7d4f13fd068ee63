"""Oversized requests of all kinds."""

from server import ADMIN, LIST
from wire import exchange, request


def cases(rng):
    """Name, request line, headers, body, and the accepted statuses."""
    x = "x"
    client_error = range(400, 500)
    no_server_error = [*range(200, 500)]
    yield "target of 9 KiB", f"GET {LIST}?{x * 9000}", "", b"", [414]
    yield "target of 60 KiB", f"GET {LIST}?{x * 60_000}", "", b"", [414]
    yield "target of 200 KiB", f"GET {LIST}?{x * 200_000}", "", b"", [400, 414, 431]
    yield "path of 4,000 segments", f"GET /a{'/a' * 4000}", "", b"", client_error
    yield "path of slashes", f"GET {'/' * 8000}", "", b"", no_server_error
    yield "one header of 33 KiB", f"GET {LIST}", f"X: {x * 33_000}\r\n", b"", [431]
    yield "headers of 100 KiB", f"GET {LIST}", f"X: {x * 10_000}\r\n" * 10, b"", [400, 431]
    yield "headers of 2 MiB", f"GET {LIST}", f"X: {x * 10_000}\r\n" * 200, b"", [400, 431]
    yield "101 headers", f"GET {LIST}", "".join(f"X-{n}: y\r\n" for n in range(101)), b"", no_server_error + [431]
    yield "2,000 headers", f"GET {LIST}", "".join(f"X-{n}: y\r\n" for n in range(2000)), b"", [400, 431]
    yield "a header's name of 20 KiB", f"GET {LIST}", f"{x * 20_000}: y\r\n", b"", no_server_error
    yield "a header's name of 70 KiB", f"GET {LIST}", f"{x * 70_000}: y\r\n", b"", [400, 431]
    yield "a method of 1 KiB", f"{'X' * 1000} {LIST}", "", b"", client_error
    yield "cookies of 30 KiB", "GET /", "Cookie: " + "a=b; " * 6000 + "\r\n", b"", no_server_error
    yield "Basic of 24 KiB", f"GET {LIST}", "Authorization: Basic " + "YTph" * 6000 + "\r\n", b"", [401, 429]
    yield "a key of 30 KiB", f"GET {LIST}", f"Authorization: ApiKey {ADMIN}:{x * 30_000}\r\n", b"", [401]
    yield "Digest of 30 KiB", f"GET {LIST}", f'Authorization: Digest username="{x * 30_000}"\r\n', b"", [401]
    yield "Digest of 3,000 parameters", f"GET {LIST}", "Authorization: Digest " + ", ".join(f"a{n}=1" for n in range(2500)) + "\r\n", b"", [401]
    yield "5,000 tags", f"GET {LIST}", "KEY" + "If-None-Match: " + ", ".join('"a"' for _ in range(5000)) + "\r\n", b"", [200]
    yield "3,000 media types", f"GET {LIST}", "KEY" + "Accept: " + ", ".join("a/b" for _ in range(3000)) + "\r\n", b"", no_server_error
    yield "2,000 ranges", f"GET {LIST}", "KEY" + "Range: bytes=" + ",".join("0-1" for _ in range(2000)) + "\r\n", b"", [200]
    yield "an X-Forwarded-For of 3,000", f"GET {LIST}", "KEY" + "X-Forwarded-For: " + ", ".join("127.0.0.1" for _ in range(2500)) + "\r\n", b"", [200]
    yield "an idempotency key of 300", f"POST {LIST}", "KEY" + f"Idempotency-Key: {x * 300}\r\nContent-Type: application/json\r\n", b"{}", [400]
    for name, value in [("limit", "9" * 4000), ("offset", "9" * 4000), ("limit", "1e309"), ("limit", "-1" + "0" * 400), ("cursor", x * 7000), ("search", "a " * 3500), ("username", x * 7000), ("email", "@" * 7000), ("fields", "a," * 3500)]:
        yield f"{name} of {len(value)}", f"GET {LIST}?{name}={value.replace(' ', '+')}", "KEY", b"", no_server_error
    yield "3,000 parameters", f"GET {LIST}?" + "&".join(f"a{n}=1" for n in range(1100)), "KEY", b"", [200]
    yield "an id of 7 KiB", f"GET {LIST}{x * 7000}/", "KEY", b"", [404]
    yield "a domain of 7 KiB", f"GET /a/{x * 7000}/api/user/v1/", "KEY", b"", [403]
    yield "2 MiB announced", f"POST {LIST}", "KEY" + "Content-Type: application/json\r\n", b"x" * 2_000_000, [413]
    yield "a length of 23 digits", f"POST {LIST}", "KEY" + "Content-Length: 99999999999999999999999\r\n", b"", [400, 413]
    yield "16 EiB announced", f"POST {LIST}", "KEY" + "Content-Length: 18446744073709551615\r\n", b"", [400, 413, 431]
    yield "a value of 900 KiB", f"POST {LIST}", "KEY" + "Content-Type: application/json\r\n", b'{"username":"a","password":"b","first_name":"' + b"x" * 900_000 + b'"}', no_server_error
    yield "a username of 900 KiB", f"POST {LIST}", "KEY" + "Content-Type: application/json\r\n", b'{"username":"' + b"x" * 900_000 + b'","password":"b"}', client_error
    yield "a password of 900 KiB", f"POST {LIST}", "KEY" + "Content-Type: application/json\r\n", b'{"username":"a","password":"' + b"x" * 900_000 + b'"}', client_error
    yield "a phone of 900 KiB", f"POST {LIST}", "KEY" + "Content-Type: application/json\r\n", b'{"username":"a","password":"b","phone_numbers":["' + b"1" * 900_000 + b'"]}', client_error


async def run(server, report, rng, long):
    bad, count, slowest, largest = [], 0, ("", 0.0), ("", 0.0)
    for name, line, headers, body, allowed in cases(rng):
        headers = headers.replace("KEY", server.by_key(), 1) if headers.startswith("KEY") else headers
        idle = server.reset_peak()
        status, _, seconds = await request(server.port, line, headers, body)
        largest = max(largest, (name, server.peak() - idle), key=lambda it: it[1])
        count += 1
        slowest = max(slowest, (name, seconds), key=lambda it: it[1])
        if status not in allowed:
            bad.append(f"{name}: {status}")
    report.note(f"{count} requests")
    report.check("each gets an accepted status", not bad, "; ".join(bad))
    report.check_time("each within 5 s", slowest[1] <= 5, f"slowest {slowest[1]:.2f} s ({slowest[0]})")
    report.check("each uses at most 64 MiB", largest[1] <= 64, f"{largest[1]:.0f} MiB at the peak ({largest[0]})")
    idle = server.reset_peak()
    await endless(server, report)
    await pipelined(server, report)
    grown = server.peak() - idle
    report.check("a body without an end and pipelined requests use at most 64 MiB", grown <= 64, f"{grown:.0f} MiB at the peak")


async def endless(server, report):
    """A chunked body without an end."""
    head = f"POST {LIST} HTTP/1.1\r\nHost: localhost\r\n{server.by_key()}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    statuses, _, seconds, closed = await exchange(server.port, head.encode() + b"10000\r\n" + (b"x" * 65536 + b"\r\n10000\r\n") * 80)
    report.check("a chunked body without an end is rejected", statuses == [413] and closed, f"{statuses} after {seconds:.1f} s")


async def pipelined(server, report):
    """Pipelined requests."""
    count = 2000
    names = [f"/unknown/{number}" for number in range(count)]
    requests = "".join(f"GET {name} HTTP/1.1\r\nHost: localhost\r\n\r\n" for name in names)
    last = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    statuses, _, seconds, closed = await exchange(server.port, (requests + last).encode(), timeout=60)
    passed = statuses == [404] * count + [200] and closed
    report.check(f"{count} pipelined requests are handled in order", passed, f"{len(statuses)} in {seconds:.1f} s")
