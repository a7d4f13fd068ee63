"""Request smuggling: requests that two parsers could read in two ways.

After each follows a request for `/smuggled`, which must get no response: either the ambiguous request
is rejected and the connection closed, or the rest is its body.
"""

from wire import exchange

SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
CHUNKED = b"0\r\n\r\n" + SMUGGLED
POST = b"POST /livez HTTP/1.1\r\n"
GET = b"GET /livez HTTP/1.1\r\n"
HOST = b"Host: localhost\r\n"


def ambiguous():
    """Name and bytes of requests that must be rejected."""
    both = [b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n"]
    yield "length, then chunked", POST + HOST + both[0] + both[1] + b"\r\n" + CHUNKED
    yield "chunked, then length", POST + HOST + both[1] + both[0] + b"\r\n" + CHUNKED
    yield "chunked, and a length of 0", POST + HOST + b"Content-Length: 0\r\n" + both[1] + b"\r\n" + CHUNKED
    yield "chunked, and a length in lower case", POST + HOST + b"content-length: 5\r\n" + both[1] + b"\r\n" + CHUNKED
    yield "GET with both", GET + HOST + both[0] + both[1] + b"\r\n" + CHUNKED
    encodings = [
        b"chunked, identity", b"identity, chunked", b"identity", b"xchunked", b"chunkedx", b"chunked;q=1", b"\x0bchunked",
        b"chu\tnked", b'"chunked"', b"gzip, chunked, gzip", b"chunked, chunked", b"gzip", b"", b",", b"chunked\x00", b"\xffchunked",
    ]
    for value in encodings:
        yield f"Transfer-Encoding {value!r}", POST + HOST + b"Transfer-Encoding: " + value + b"\r\n" + both[0] + b"\r\n" + CHUNKED
    for value in [b"chunked, identity", b"identity", b"xchunked", b"gzip", b"chunked;q=1"]:
        yield f"Transfer-Encoding {value!r} alone", POST + HOST + b"Transfer-Encoding: " + value + b"\r\n\r\n" + CHUNKED
    yield "two Transfer-Encoding, the last another", POST + HOST + both[1] + b"Transfer-Encoding: identity\r\n\r\n" + CHUNKED
    yield "a space before the colon", POST + HOST + b"Transfer-Encoding : chunked\r\n" + both[0] + b"\r\n" + CHUNKED
    yield "a tab before the colon", POST + HOST + b"Content-Length\t: 5\r\n\r\n" + CHUNKED
    yield "chunked in HTTP/1.0, with a length", b"POST /livez HTTP/1.0\r\n" + HOST + both[0] + both[1] + b"\r\n" + CHUNKED
    lengths = [
        b"+5", b"-5", b"0x5", b"5, 6", b"5 5", b"", b"5.0", b"1e1", b"five", b"\xd9\xa5", b"5;", b"99999999999999999999",
        b"18446744073709551616", b"5\x00", b"5, ", b"00000000000000000000000000000000x",
    ]
    for value in lengths:
        yield f"Content-Length {value!r}", POST + HOST + b"Content-Length: " + value + b"\r\n\r\n" + b"aaaaa" + SMUGGLED
    yield "two lengths", POST + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\naaaaa" + SMUGGLED
    yield "two lengths, the other way", POST + HOST + b"Content-Length: 6\r\nContent-Length: 5\r\n\r\naaaaa" + SMUGGLED
    chunks = [
        b"0x5\r\nhello\r\n", b"-5\r\nhello\r\n", b"+5\r\nhello\r\n", b"g\r\nhello\r\n", b"\r\nhello\r\n", b"5\nhello\r\n", b"5\rhello\r\n",
        b"FFFFFFFFFFFFFFFFF\r\nhello\r\n", b"10000000000000000\r\nhello\r\n", b"5\r\nhelloo\r\n", b"5\r\nhello", b"5\r\nhello\n", b"5 5\r\nhello\r\n",
        b"5;a=\n\r\nhello\r\n", b"5\x00\r\nhello\r\n", b"5,5\r\nhello\r\n", b"5;" + b"x" * 40_000 + b"\r\nhello\r\n",
    ]
    for chunk in chunks:
        yield f"chunk {chunk[:12]!r}", POST + HOST + both[1] + b"\r\n" + chunk + b"0\r\n\r\n" + SMUGGLED
    yield "a folded header", POST + HOST + b"X: a\r\n Transfer-Encoding: chunked\r\n" + both[0] + b"\r\n" + CHUNKED
    yield "a folded value", POST + HOST + b"Transfer-Encoding:\r\n chunked\r\n" + both[0] + b"\r\n" + CHUNKED
    yield "a folded length", POST + HOST + b"Content-Length:\r\n\t5\r\n\r\naaaaa" + SMUGGLED
    yield "a space before the first header", POST + b" " + HOST + b"\r\n" + SMUGGLED
    yield "lines that end with LF alone", b"GET /livez HTTP/1.1\nHost: localhost\n\n" + SMUGGLED
    yield "one line that ends with LF alone", GET + HOST + b"X: a\nContent-Length: 5\r\n\r\n" + SMUGGLED
    yield "a head that ends with LF alone", POST + HOST + both[1] + b"\n" + CHUNKED
    yield "lines that end with CR alone", b"GET /livez HTTP/1.1\rHost: localhost\r\r" + SMUGGLED
    yield "a CR within a value", GET + HOST + b"X: a\rContent-Length: 5\r\n\r\n" + SMUGGLED
    yield "a NUL within a value", GET + HOST + b"X: a\x00b\r\n\r\n" + SMUGGLED
    yield "a NUL within a name", GET + HOST + b"X\x00: a\r\n\r\n" + SMUGGLED
    yield "a header without a name", GET + HOST + b": a\r\n\r\n" + SMUGGLED
    yield "a header without a colon", GET + HOST + b"Content-Length 5\r\n\r\n" + SMUGGLED
    yield "a name with brackets", GET + HOST + b"Content(Length): 5\r\n\r\n" + SMUGGLED
    yield "two hosts", GET + HOST + b"Host: other\r\n\r\n" + SMUGGLED
    yield "no host", GET + b"\r\n" + SMUGGLED
    yield "two spaces in the request line", b"GET  /livez HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED
    yield "a fourth word in the request line", b"GET /livez HTTP/1.1 x\r\n" + HOST + b"\r\n" + SMUGGLED
    yield "a space in the target", b"GET /li vez HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED
    yield "a tab in the request line", b"GET\t/livez\tHTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED
    yield "HTTP/1.2", b"GET /livez HTTP/1.2\r\n" + HOST + b"\r\n" + SMUGGLED
    yield "HTTP/2.0", b"GET /livez HTTP/2.0\r\n" + HOST + b"\r\n" + SMUGGLED
    yield "the HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + SMUGGLED
    yield "HTTP/0.9", b"GET /livez\r\n" + SMUGGLED
    yield "a method in lower case with symbols", b"ge(t /livez HTTP/1.1\r\n" + HOST + b"\r\n" + SMUGGLED
    yield "TLS where there is none", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 300 + SMUGGLED


def unambiguous():
    """Name, bytes and number of responses of requests that all parsers read in the same way."""
    yield "the smuggled request is the body", POST + HOST + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(SMUGGLED) + SMUGGLED, 1
    yield "the smuggled request is a chunk", POST + HOST + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n" % len(SMUGGLED) + SMUGGLED + b"\r\n0\r\n\r\n", 1
    yield "the body of a GET", GET + HOST + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(SMUGGLED) + SMUGGLED, 1
    yield "CHUNKED in upper case", POST + HOST + b"Transfer-Encoding: CHUNKED\r\nConnection: close\r\n\r\n%x\r\n" % len(SMUGGLED) + SMUGGLED + b"\r\n0\r\n\r\n", 1
    yield "a chunk with an extension", POST + HOST + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x;a=b\r\n" % len(SMUGGLED) + SMUGGLED + b"\r\n0\r\n\r\n", 1
    yield "a trailer", POST + HOST + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n" % len(SMUGGLED) + SMUGGLED + b"\r\n0\r\nX: a\r\n\r\n", 1
    yield "a trailer that names a length", POST + HOST + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n%x\r\n" % len(SMUGGLED) + SMUGGLED + b"\r\n0\r\nContent-Length: 0\r\n\r\n", 1
    yield "an upgrade to HTTP/2", GET + HOST + b"Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n", 1
    yield "an upgrade to WebSocket", GET + HOST + b"Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n", 1
    yield "Connection names Content-Length", POST + HOST + b"Connection: close, Content-Length\r\nContent-Length: %d\r\n\r\n" % len(SMUGGLED) + SMUGGLED, 1
    yield "an empty line before the request", b"\r\n" + GET + HOST + b"Connection: close\r\n\r\n", 1
    yield "two requests", GET + HOST + b"\r\n" + GET + HOST + b"Connection: close\r\n\r\n", 2


async def run(server, report, rng, long):
    rejected, slowest, bad = 0, 0.0, []
    all_cases = list(ambiguous())
    rng.shuffle(all_cases)
    for name, data in all_cases:
        statuses, read, seconds, closed = await exchange(server.port, data, timeout=12)
        rejected += 1
        slowest = max(slowest, seconds)
        passed = len(statuses) <= 1 and all(400 <= status < 600 for status in statuses) and b"/smuggled" not in read
        if not passed or not closed:
            bad.append(f"{name}: {statuses} {'closed' if closed else 'open'}")
    report.check(f"{rejected} ambiguous requests are rejected, and the connection closed", not bad, "; ".join(bad))
    report.check_time("each within 11 s", slowest <= 11, f"slowest {slowest:.1f} s")
    bad = []
    others = list(unambiguous())
    for name, data, count in others:
        statuses, _, _, closed = await exchange(server.port, data, timeout=12)
        if len(statuses) != count or not closed or 101 in statuses or any(status >= 500 for status in statuses):
            bad.append(f"{name}: {statuses}")
    report.check(f"{len(others)} unambiguous requests are handled", not bad, "; ".join(bad))
