"""slumber, the common client library for Tastypie APIs."""

import pytest
import requests
import slumber


def client(domain, version="v0.5"):
    session = requests.Session()
    session.headers.update(domain.authorization)
    return slumber.API(f"{domain.api}/{version}/", session=session)


@pytest.fixture(scope="module")
def domain(empty_domain):
    return empty_domain("slumber")


@pytest.mark.parametrize("version", ["v0.4", "v0.5", "v1"])
def test_worker_is_created_edited_and_deleted(domain, version):
    api = client(domain, version)
    # A username is never free again, so each version has its own.
    username = f"jdoe.{version.replace('.', '-')}"
    created = api.user.post(
        {
            "username": username,
            "password": "qwer1234",
            "first_name": "John",
            "phone_numbers": ["+50253311399", "50253314588"],
            "user_data": {"chw_id": "13/43/DFA"},
        }
    )
    assert created["user_id"] == created["id"]

    worker = api.user(created["id"]).get()
    assert worker["username"].startswith(f"{username}@slumber.")
    assert worker["default_phone_number"] == "+50253311399"
    assert worker["resource_uri"] == f"/a/slumber/api/{version}/user/{created['id']}/"

    worker = api.user(created["id"]).put({"last_name": "Doe", "user_data": {"chw_id": "14"}})
    assert (worker["first_name"], worker["last_name"]) == ("John", "Doe")
    assert worker["user_data"]["chw_id"] == "14"

    assert api.user(created["id"]).delete()
    with pytest.raises(slumber.exceptions.HttpNotFoundError):
        api.user(created["id"]).get()


def test_error_names_the_field(domain):
    with pytest.raises(slumber.exceptions.HttpClientError) as error:
        client(domain).user.post({"password": "qwer1234"})
    assert error.value.response.status_code == 400
    assert error.value.response.json()["field"] == "username"


def test_put_accepts_a_full_response(full_domain):
    api = client(full_domain)
    worker = api.user.get(limit=1)["objects"][0]
    updated = api.user(worker["id"]).put(worker)
    assert {**updated, "last_modified": None} == {**worker, "last_modified": None}


def test_offset_pagination_returns_each_worker_once(full_domain):
    api = client(full_domain)
    seen = []
    while True:
        page = api.user.get(limit=700, offset=len(seen))
        seen += [worker["username"] for worker in page["objects"]]
        if not page["meta"]["next"]:
            break
    assert len(seen) == page["meta"]["total_count"]
    assert seen == sorted(set(seen))
