"""httplib2, the transport of old Python clients such as drest. It keeps the last Digest challenge."""

import json

import httplib2
import pytest


@pytest.fixture(scope="module")
def domain(empty_domain):
    return empty_domain("httplib2")


def client(domain, secret):
    http = httplib2.Http(timeout=30)
    http.add_credentials(domain.username, secret)
    return http


@pytest.mark.parametrize("secret", ["password", "key"])
def test_credentials_are_accepted(domain, secret):
    http = client(domain, getattr(domain, secret))
    for _ in range(3):
        response, body = http.request(f"{domain.api}/v0.5/user/?limit=5")
        assert response.status == 200, body
        assert json.loads(body)["meta"]["total_count"] == 0


def test_wrong_password_is_rejected(domain):
    response, _ = client(domain, "wrong").request(f"{domain.api}/v0.5/user/")
    assert response.status == 401


def test_worker_is_created_and_deleted(domain):
    http = client(domain, domain.key)
    body = json.dumps({"username": "old-client", "password": "qwer1234"})
    headers = {"Content-Type": "application/json"}
    response, body = http.request(f"{domain.api}/v0.5/user/", "POST", body, headers)
    assert response.status == 201, body
    address = f"{domain.api}/v0.5/user/{json.loads(body)['id']}/"
    assert http.request(address, "DELETE")[0].status == 204
