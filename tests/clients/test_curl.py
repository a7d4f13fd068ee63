"""curl with every authentication scheme of the published pages."""

import json
import subprocess

import pytest


def curl(*arguments):
    """Sends a request. Returns its status and body."""
    done = subprocess.run(
        ["curl", "-sS", "--max-time", "30", "-w", "\n%{http_code}", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    body, _, status = done.stdout.rpartition("\n")
    return int(status), body


@pytest.fixture(scope="module")
def domain(empty_domain):
    return empty_domain("curl")


@pytest.mark.parametrize("secret", ["password", "key"])
def test_digest(domain, secret):
    user = f"{domain.username}:{getattr(domain, secret)}"
    for _ in range(3):
        status, body = curl("--digest", "-u", user, f"{domain.api}/v0.5/user/")
        assert status == 200, body
        assert json.loads(body)["meta"]["total_count"] == 0


def test_digest_with_a_body(domain):
    status, body = curl(
        "--digest", "-u", f"{domain.username}:{domain.key}",
        "-H", "Content-Type: application/json",
        "-d", json.dumps({"username": "digest", "password": "qwer1234"}),
        f"{domain.api}/v0.5/user/",
    )  # fmt: skip
    assert status == 201, body
    assert curl("-X", "DELETE", "--digest", "-u", f"{domain.username}:{domain.key}",
                f"{domain.api}/v0.5/user/{json.loads(body)['id']}/")[0] == 204  # fmt: skip


def test_wrong_digest_is_rejected(domain):
    assert curl("--digest", "-u", f"{domain.username}:wrong", f"{domain.api}/v0.5/user/")[0] == 401


@pytest.mark.parametrize("secret", ["password", "key"])
def test_basic(domain, secret):
    user = f"{domain.username}:{getattr(domain, secret)}"
    assert curl("-u", user, f"{domain.api}/user/v1/")[0] == 200


def test_key_is_accepted_in_headers_and_in_the_query(domain):
    address = f"{domain.api}/user/v1/"
    assert curl("-H", f"Authorization: ApiKey {domain.username}:{domain.key}", address)[0] == 200
    assert curl("-H", f"Authorization: Bearer {domain.key}", address)[0] == 200
    query = ["-G", "--data-urlencode", f"username={domain.username}", "-d", f"api_key={domain.key}"]
    assert curl(*query, address)[0] == 200


def test_unauthenticated_request_is_challenged(domain):
    status, head = curl("-i", f"{domain.api}/v0.5/user/")
    assert status == 401
    challenges = [line for line in head.lower().splitlines() if line.startswith("www-authenticate:")]
    assert any("digest" in challenge for challenge in challenges), head
    assert any("basic" in challenge for challenge in challenges), head
