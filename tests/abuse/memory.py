"""The memory for one body of 1 MiB, in each API: valid bodies, and almost valid ones."""

import json

from server import LIST
from wire import request

MAX_BODY = 1_048_000
#: The most memory for one body, in MiB.
MAX_MEMORY = 64

CONTACTS = "/api/public/users/"
SCIM = "/a/demo/scim/v2/"
WORKER = "urn:ietf:params:scim:schemas:extension:roster:2.0:Worker"
BULK_REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
JSON, XML = "application/json", "application/xml"


def filled(make, most=100_000):
    """The largest body that `make` builds from a number of items, of at most this number and 1 MiB."""
    low, high = 1, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if len(make(middle)) <= MAX_BODY else (low, middle - 1)
    return make(low)


def dump(value):
    return json.dumps(value, separators=(",", ":")).encode()


def cases(ids):
    """Name, method, path, media type and body."""
    worker = lambda name, data: {"username": name, "connect_username": "x", "user_data": data}
    texts = lambda count: {f"key{number}": "x" * 10 for number in range(count)}
    nested = lambda count: {"list": [{"a": [number, "b"]} for number in range(count)]}
    yield "worker, one text", "POST", LIST, JSON, dump(worker("one", {"note": "x" * 1_040_000}))
    yield "worker, many keys", "POST", LIST, JSON, filled(lambda n: dump(worker("many", texts(n))), 49_000)
    yield "worker, nested data", "POST", LIST, JSON, filled(lambda n: dump(worker("nested", nested(n))), 19_000)
    yield "worker, escapes", "POST", LIST, JSON, b'{"username":"escapes","connect_username":"x","user_data":{"a":"' + b"\\u00e9" * 170_000 + b'"}}'
    yield "worker, PUT of one text", "PUT", f"{LIST}{ids[0]}/", JSON, dump({"user_data": {"note": "y" * 1_040_000}})
    xml_keys = lambda n: b"<user><username>xml</username><connect_username>x</connect_username><user_data>" + b"".join(b"<k%d>x</k%d>" % (k, k) for k in range(n)) + b"</user_data></user>"
    yield "worker, XML of many keys", "POST", LIST, XML, filled(xml_keys)
    yield "worker, XML of one text", "POST", LIST, XML, b"<user><username>text</username><connect_username>x</connect_username><user_data><a>" + b"&lt;" * 250_000 + b"</a></user_data></user>"
    yield "bulk of 1,000", "POST", f"{LIST}bulk/", JSON, dump({"objects": [worker(f"row{row}", {"note": "x" * 950}) for row in range(1_000)]})
    yield "bulk of 20", "POST", f"{LIST}bulk/", JSON, dump({"objects": [worker(f"few{row}", {"note": "x" * 50_000}) for row in range(20)]})
    yield "bulk of too many", "POST", f"{LIST}bulk/", JSON, filled(lambda n: dump({"objects": [{"username": "x"}] * n}))
    yield "group of many users", "POST", "/a/demo/api/group/v1/", JSON, filled(lambda n: dump({"name": "g", "users": [ids[0]] * n}))
    yield "groups, PATCH of 1,000", "PATCH", "/a/demo/api/group/v1/", JSON, dump({"objects": [{"name": f"g{n}", "metadata": {"a": "x" * 900}} for n in range(1_000)]})
    yield "form submissions", "POST", "/a/demo/api/activity/v1/", JSON, filled(lambda n: dump([{"instance_id": f"f{form}", "user_id": ids[0]} for form in range(n)]), 30_000)
    yield "SCIM user, one text", "POST", f"{SCIM}Users", JSON, dump({"userName": "scim", WORKER: {"customData": {"note": "x" * 1_030_000}}})
    yield "SCIM user, many keys", "POST", f"{SCIM}Users", JSON, filled(lambda n: dump({"userName": "keys", WORKER: {"customData": texts(n)}}), 49_000)
    yield "SCIM user, many e-mails", "POST", f"{SCIM}Users", JSON, filled(lambda n: dump({"userName": "mails", "emails": [{"value": "a@example.org"}] * n}), 49_000)
    yield "SCIM group of many members", "POST", f"{SCIM}Groups", JSON, filled(lambda n: dump({"displayName": "s", "members": [{"value": ids[0]}] * n}), 49_000)
    users = lambda n: [{"method": "POST", "path": "/Users", "bulkId": f"b{n}", "data": {"userName": f"bulk{n}", WORKER: {"customData": {"a": "x" * 800}}}} for n in range(n)]
    yield "SCIM bulk of 1,000", "POST", f"{SCIM}Bulk", JSON, dump({"schemas": [BULK_REQUEST], "Operations": users(1_000)})
    patches = lambda n: {"Operations": [{"op": "replace", "path": "name.givenName", "value": "x"}] * n}
    yield "SCIM PATCH of many operations", "PATCH", f"{SCIM}Users/{ids[0]}", JSON, filled(lambda n: dump(patches(n)))
    deep = lambda n: "(" * 60 + " and ".join(["userName eq \"a\""] * n) + ")" * 60
    yield "SCIM search, a long filter", "POST", f"{SCIM}.search", JSON, filled(lambda n: dump({"filter": deep(n)}))
    yield "contact, one text", "POST", CONTACTS, JSON, dump({"about": "x" * 1_040_000})
    yield "contact, many attributes", "POST", CONTACTS, JSON, filled(lambda n: dump(texts(n)), 49_000)
    yield "contacts, mass update", "POST", f"{CONTACTS}update_or_create/", JSON, filled(lambda n: dump({"user_id": "u", "tags": ["t"] * n}))
    yield "company, many attributes", "POST", "/api/public/companies/", JSON, filled(lambda n: dump({"name": "c", **texts(n)}), 49_000)
    yield "merge of many", "POST", f"{CONTACTS}merge/", JSON, filled(lambda n: dump({"parent": 1, "users_list": list(range(n))}))


async def run(server, report, rng, long):
    server.command("domain", "set", "demo", "custom_data_limit=1048576")
    ids = []
    for name in ["first", "second"]:
        body = json.dumps({"username": name, "connect_username": "x"}).encode()
        _, answer, _ = await request(server.port, f"POST {LIST}", head(server, LIST, JSON), body)
        ids.append(json.loads(answer[answer.index(b"\r\n\r\n") :])["id"])
    # The first large write fills the page cache of the store.
    warm = json.dumps({"username": "warm", "connect_username": "x", "user_data": {"note": "x" * 1_000_000}}).encode()
    await request(server.port, f"POST {LIST}", head(server, LIST, JSON), warm)
    largest, statuses = ("", 0.0), {}
    for name, method, path, kind, body in cases(ids):
        idle = server.reset_peak()
        status, _, seconds = await request(server.port, f"{method} {path}", head(server, path, kind), body, timeout=60)
        grown = server.peak() - idle
        largest = max(largest, (name, grown), key=lambda it: it[1])
        statuses[status] = statuses.get(status, 0) + 1
        report.note(f"{name}, {len(body) >> 10} KiB: {status} in {seconds:.1f} s, {grown:.0f} MiB")
    report.check("no body is a server error", all(200 <= status < 500 for status in statuses), f"{statuses}")
    report.check(f"each body uses at most {MAX_MEMORY} MiB", largest[1] <= MAX_MEMORY, f"{largest[1]:.0f} MiB at the peak ({largest[0]})")


def head(server, path, kind):
    credentials = server.by_app_key() if path.startswith("/api/public/") else server.by_key()
    return f"{credentials}Content-Type: {kind}\r\n"
