"""One server for all tests, on the store that run.py selects."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from roster import Roster, create_domain

LEVELS = ["state", "district", "clinic"]


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    database = os.environ["ROSTER_CLIENTS_DATABASE"]
    store = ["--database", database] if database else ["--data", str(tmp_path_factory.mktemp("data"))]
    with Roster(os.environ["ROSTER_CLIENTS_BINARY"], store) as roster:
        yield roster


@pytest.fixture(scope="session")
def empty_domain(server):
    """Creates domains without workers."""
    return lambda name: create_domain(server, name)


@pytest.fixture(scope="session")
def full_domain(server):
    """A domain with a location tree, a group and the number of workers that run.py was given."""
    return fill_domain(server, "full", 20, int(os.environ["ROSTER_CLIENTS_WORKERS"]))


@pytest.fixture(scope="session")
def small_domains(server):
    """Two domains with locations and workers."""
    return [fill_domain(server, "small-north", 3, 20), fill_domain(server, "small-south", 2, 10)]


def fill_domain(server, name, branches, workers):
    domain = create_domain(server, name)
    for code, parent in zip(LEVELS, [None, *LEVELS]):
        arguments = ["--parent", parent] if parent else []
        server.command("location-type", "create", code, "--domain", domain.name, *arguments)
    server.command("field", "create", "cadre", "--domain", domain.name)
    with requests.Session() as session:
        session.headers.update(domain.authorization)
        locations = [create_branch(session, domain, number) for number in range(branches)]
        group = post(session, f"{domain.api}/group/v1/", {"name": "all"})["id"]
    create_workers(domain, workers, locations, group)
    return domain


def create_branch(session, domain, number):
    """Creates a state, a district in it and a clinic in that. Returns the clinic."""
    parent = None
    for level in LEVELS:
        body = {"name": f"{level} {number}", "location_type_code": level}
        if parent:
            body["parent_location_id"] = parent
        parent = post(session, f"{domain.api}/location/v2/", body)["location_id"]
    return parent


def create_workers(domain, count, locations, group):
    def create(numbers):
        with requests.Session() as session:
            session.headers.update(domain.authorization)
            for number in numbers:
                location = locations[number % len(locations)]
                post(
                    session,
                    f"{domain.api}/user/v1/",
                    {
                        "username": f"worker-{number:05}",
                        # A Connect username instead of a password: hashing thousands takes minutes.
                        "connect_username": f"connect-{number:05}",
                        "first_name": "Worker",
                        "last_name": f"Number {number}",
                        "phone_numbers": [f"+5025{number:07}"],
                        "groups": [group],
                        "user_data": {"cadre": "nurse"},
                        "primary_location": location,
                        "locations": [location],
                    },
                )

    threads = 8
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(create, [range(first, count, threads) for first in range(threads)]))


def post(session, url, body):
    response = session.post(url, json=body, timeout=30)
    assert response.status_code == 201, f"{url}: {response.status_code} {response.text}"
    return response.json()
