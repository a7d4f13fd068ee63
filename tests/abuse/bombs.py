"""Small requests that expand: nesting, entities, many elements, large numbers."""

import asyncio
import json

import healthy
from server import LIST
from wire import request

JSON = "Content-Type: application/json\r\n"
XML = "Content-Type: application/xml\r\n"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"

#: The longest time for a response, on a busy machine.
MAX_SECONDS = 5


def cases():
    most = 1_000_000
    depth = most // 2 - 100
    yield "JSON, nested arrays", LIST, JSON, b"[" * depth + b"]" * depth
    yield "JSON, unclosed arrays", LIST, JSON, b"[" * most
    yield "JSON, nested objects", LIST, JSON, b'{"a":' * (most // 6) + b"1" + b"}" * (most // 6)
    yield "JSON, depth within user_data", LIST, JSON, b'{"username":"x","password":"y","user_data":{"a":' + b"[" * 60_000 + b"]" * 60_000 + b"}}"
    yield "JSON, a number of a million digits", LIST, JSON, b'{"username":' + b"9" * (most - 100) + b"}"
    yield "JSON, an exponent out of reach", LIST, JSON, b'{"username":1e999999999}'
    yield "JSON, a repeated key", LIST, JSON, b"{" + b'"a":1,' * (most // 7) + b'"a":1}'
    yield "JSON, many keys", LIST, JSON, b"{" + b",".join(b'"k%d":0' % n for n in range(90_000)) + b"}"
    yield "JSON, many groups", LIST, JSON, json.dumps({"username": "x", "password": "y", "groups": ["g"] * 150_000}).encode()
    yield "JSON, many fields", LIST, JSON, json.dumps({"username": "x", "password": "y", "user_data": {f"k{n}": "" for n in range(60_000)}}).encode()
    yield "JSON, escapes", LIST, JSON, b'{"username":"' + b"\\u0000" * (most // 7) + b'"}'
    yield "JSON, half a surrogate", LIST, JSON, b'{"username":"\\ud800"}'
    yield "JSON, invalid UTF-8", LIST, JSON, b'{"username":"\xff\xfe"}'
    yield "JSON, rows in bulk", LIST + "bulk/", JSON, json.dumps({"objects": [{}] * 200_000}).encode()
    yield "JSON, form submissions", "/a/demo/api/activity/v1/", JSON, b"[" + b"{}," * 300_000 + b"{}]"
    yield "JSON, compressed", LIST, JSON + "Content-Encoding: gzip\r\n", b"\x1f\x8b" + b"\0" * 1000
    entities = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    laughs = b'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY e0 "ha">' + entities + b"]><user><username>&e9;</username></user>"
    yield "XML, nested entities", LIST, XML, laughs
    yield "XML, a long entity, repeated", LIST, XML, b'<!DOCTYPE u [<!ENTITY e "' + b"a" * 50_000 + b'">]><user><username>' + b"&e;" * 50_000 + b"</username></user>"
    yield "XML, a file as entity", LIST, XML, b'<!DOCTYPE u [<!ENTITY e SYSTEM "file:///etc/passwd">]><user><username>&e;</username></user>'
    yield "XML, a parameter entity", LIST, XML, b'<!DOCTYPE u [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]><user/>'
    yield "XML, DOCTYPE alone", LIST, XML, b"<!DOCTYPE user><user><username>x</username></user>"
    yield "XML, nested elements", LIST, XML, b"<a>" * (most // 8) + b"</a>" * (most // 8)
    yield "XML, unclosed elements", LIST, XML, b"<a>" * (most // 3)
    yield "XML, many attributes", LIST, XML, b"<user " + b" ".join(b'a%d=""' % n for n in range(80_000)) + b"/>"
    yield "XML, a repeated attribute", LIST, XML, b"<user " + b'a="" ' * 150_000 + b"/>"
    yield "XML, many elements", LIST, XML, b"<user>" + b"<a/>" * 200_000 + b"</user>"
    yield "XML, a long comment", LIST, XML, b"<user><!--" + b"x" * (most - 100) + b"--></user>"
    yield "XML, CDATA", LIST, XML, b"<user><username><![CDATA[" + b"x" * (most - 100) + b"]]></username></user>"
    yield "XML, character references", LIST, XML, b"<user><username>" + b"&#65;" * 190_000 + b"</username></user>"
    yield "XML, another character set", LIST, XML, '<?xml version="1.0" encoding="UTF-16"?><user/>'.encode("utf-16")
    yield "a CommCare form submission, deep", "/a/demo/api/activity/v1/", XML, b"<data>" + b"<a>" * 100_000
    yield "a console form, many fields", "/", FORM, b"&".join(b"k%d=v" % n for n in range(110_000))
    yield "a console form, escapes", "/", FORM, b"username=" + b"%41" * 330_000
    yield "a console form, a long password", "/", FORM, b"username=a&password=" + b"x" * 1_000_000
    yield "a multipart body of boundaries", LIST, "Content-Type: multipart/form-data; boundary=x\r\n", b"--x\r\n" * 200_000


async def run(server, report, rng, long):
    before = healthy.alone(server)
    rounds = 5 if long else 1
    slowest, largest, bad, statuses, count = ("", 0.0), ("", 0.0), [], {}, 0
    for _ in range(rounds):
        all_cases = list(cases())
        rng.shuffle(all_cases)
        for name, path, kind, body in all_cases:
            idle = server.reset_peak()
            status, _, seconds = await request(server.port, f"POST {path}", server.by_key() + kind, body)
            largest = max(largest, (name, server.peak() - idle), key=lambda it: it[1])
            count += 1
            statuses[status] = statuses.get(status, 0) + 1
            slowest = max(slowest, (name, seconds), key=lambda it: it[1])
            if not 400 <= status < 500:
                bad.append(f"{name}: {status}")
    good = healthy.Healthy(server, 20 if not long else 60)
    memory = server.reset_peak()
    # All of them concurrently.
    responses = await asyncio.gather(*(request(server.port, f"POST {p}", server.by_key() + k, b) for _, p, k, b in all_cases))
    bad += [f"concurrently: {status}" for status, _, _ in responses if not 400 <= status < 500]
    during = good.end()
    report.note(f"{count} bombs one by one, {len(responses)} concurrently; statuses {dict(sorted(statuses.items()))}")
    report.check("each gets a 4xx", not bad, "; ".join(bad[:5]))
    report.check_time(f"each within {MAX_SECONDS} s", slowest[1] <= MAX_SECONDS, f"slowest {slowest[1]:.2f} s ({slowest[0]})")
    report.check("each uses at most 64 MiB", largest[1] <= 64, f"{largest[1]:.0f} MiB at the peak ({largest[0]})")
    grown, most = server.peak() - memory, 16 * len(responses)
    report.check(f"concurrently they use at most {most} MiB, 16 for each", grown <= most, f"{grown:.0f} MiB at the peak")
    healthy.check(report, before, during, "bombs")
