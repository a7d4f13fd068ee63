"""Webhooks, verified with the libraries that receivers use: PyPI's and npm's `standardwebhooks`."""

import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue

import pytest
import requests
from standardwebhooks import Webhook, WebhookVerificationError

from conftest import post

HERE = Path(__file__).parent
MODULES = HERE.parents[1] / "target/webhook-clients/node_modules"
PATIENCE = 30


@pytest.fixture
def receiver():
    """A receiver that accepts every message and puts its headers and body into a queue."""
    messages = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            messages.put(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", messages
    server.shutdown()


def verify_in_javascript(secret, headers, body):
    message = json.dumps({"secret": secret, "headers": headers, "body": body})
    done = subprocess.run(
        ["node", HERE / "webhooks/verify.js"],
        input=message,
        env={**os.environ, "NODE_PATH": str(MODULES)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_both_libraries_verify_messages(empty_domain, receiver):
    domain = empty_domain("webhooks")
    url, messages = receiver
    with requests.Session() as session:
        session.headers.update(domain.authorization)
        hooks = f"{domain.api}/webhook/v1/"
        webhook = post(session, hooks, {"url": url, "kinds": ["person.*"]})
        worker = {"username": "amina", "connect_username": "amina", "first_name": "Aminé"}
        created = post(session, f"{domain.api}/user/v1/", worker)

        headers, body = messages.get(timeout=PATIENCE)
        event = Webhook(webhook["secret"]).verify(body, headers)
        assert event["type"] == "person.created"
        assert event["data"]["object"]["id"] == created["id"]
        assert event["data"]["object"]["first_name"] == "Aminé"
        assert verify_in_javascript(webhook["secret"], headers, body) == "person.created"
        with pytest.raises(WebhookVerificationError):
            Webhook(webhook["secret"]).verify(body.replace("amina", "bello"), headers)

        # After a rotation both secrets verify.
        rotated = session.post(f"{hooks}{webhook['id']}/rotate/", timeout=30).json()
        assert rotated["secret"] != webhook["secret"]
        test = session.post(f"{hooks}{webhook['id']}/test/", timeout=30).json()
        assert (test["status"], test["error"]) == (204, None)
        headers, body = messages.get(timeout=PATIENCE)
        for secret in (webhook["secret"], rotated["secret"]):
            assert Webhook(secret).verify(body, headers)["type"] == "webhook.test"
            assert verify_in_javascript(secret, headers, body) == "webhook.test"
        deliveries = session.get(f"{hooks}{webhook['id']}/deliveries/", timeout=30).json()
        assert deliveries["objects"][0]["id"] == headers["webhook-id"]


def test_another_roster_takes_the_workers_that_this_one_forwards(empty_domain, receiver):
    source, target = empty_domain("forwarding"), empty_domain("taking")
    url, messages = receiver
    with requests.Session() as session:
        session.headers.update(source.authorization)
        post(session, f"{source.api}/webhook/v1/", {"url": url, "payload": "commcare"})
        worker = {
            "username": "jdoe",
            "connect_username": "jdoe",
            "first_name": "John",
            "phone_numbers": ["+50253311399"],
            "user_data": {"chw_id": "13/43/DFA"},
        }
        created = post(session, f"{source.api}/user/v1/", worker)
    _, body = messages.get(timeout=PATIENCE)
    taken = requests.post(
        f"{target.api}/forwarded/user/v1/",
        data=body,
        headers={**target.authorization, "Content-Type": "application/json"},
        timeout=30,
    )
    assert taken.status_code == 201, taken.text
    assert taken.json()["id"] == created["id"]
    assert taken.json()["username"].startswith("jdoe@taking.")
    assert taken.json()["user_data"] == {"chw_id": "13/43/DFA"}


def test_forbidden_address_is_refused_with_its_rule(empty_domain):
    domain = empty_domain("refusing")
    refused = requests.post(
        f"{domain.api}/webhook/v1/",
        json={"url": "https://169.254.169.254/latest/meta-data/"},
        headers=domain.authorization,
        timeout=30,
    )
    assert refused.status_code == 400
    assert refused.json()["field"] == "url"
    assert "metadata" in refused.json()["error"]
