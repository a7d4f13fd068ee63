"""commcare-export, which organisations use to copy their workers into tables."""

import csv
import io
import os
import subprocess
import sys
import uuid
import zipfile

import pytest
import requests
import sqlalchemy


def export(domain, login, *arguments, folder):
    """Runs the program and returns its output. Its exit code is 0 even for a failed login."""
    auth_mode, secret = login
    done = subprocess.run(
        [
            sys.executable, "-m", "commcare_export.cli",
            "--commcare-hq", domain.url,
            "--project", domain.name,
            "--username", domain.username,
            "--password", secret,
            "--auth-mode", auth_mode,
            "--no-logfile",
            *arguments,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def total(domain, resource):
    response = requests.get(
        f"{domain.api}/v0.5/{resource}/", params={"limit": 1}, headers=domain.authorization, timeout=30
    )
    assert response.status_code == 200, response.text
    return response.json()["meta"]["total_count"]


@pytest.fixture(params=["apikey", "password"])
def login(request, full_domain):
    """Both authentication modes: an API key in the header, and Digest with the password of the web user."""
    secret = full_domain.key if request.param == "apikey" else full_domain.password
    return request.param, secret


def test_every_worker_and_location_is_exported_once(full_domain, login, tmp_path):
    output = export(
        full_domain, login, "--users", "--locations", "--with-organization",
        "--output-format", "csv", "--output", "hq.zip",
        folder=tmp_path,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "hq.zip") as archive:
        tables = {
            name: list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8")))
            for name in archive.namelist()
        }
    users, locations = tables["commcare_users.csv"], tables["commcare_locations.csv"]
    assert len({row["id"] for row in users}) == len(users) == total(full_domain, "user"), output
    assert len({row["id"] for row in locations}) == len(locations) == total(full_domain, "location"), output

    # It joins both: the location of each worker, and the ancestors of each location.
    clinics = {row["location_id"]: row for row in locations if row["location_type_code"] == "clinic"}
    assert all(row["commcare_location_id"] in clinics for row in users)
    assert all(row["state"] and row["district"] for row in clinics.values())


@pytest.fixture
def shared_database(tmp_path):
    """An empty database of PostgreSQL; without a server, of SQLite."""
    server = os.environ.get("ROSTER_TEST_POSTGRES")
    if not server:
        yield f"sqlite:///{tmp_path / 'export.db'}"
        return
    server = server.replace("postgres://", "postgresql+psycopg2://", 1)
    name = f"export_{uuid.uuid4().hex}"
    admin = sqlalchemy.create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
        yield f"{server.rsplit('/', 1)[0]}/{name}"
        connection.execute(sqlalchemy.text(f"DROP DATABASE {name} WITH (FORCE)"))


def test_two_domains_are_exported_into_one_database(small_domains, shared_database, tmp_path):
    # The second run finds everything as it is.
    for domain in small_domains * 2:
        export(
            domain, ("apikey", domain.key), "--users", "--locations", "--with-organization",
            "--output-format", "sql", "--output", shared_database, "--batch-size", "10",
            # Without a query of its own, the program cannot store checkpoints.
            "--since", "2000-01-01",
            folder=tmp_path,
        )  # fmt: skip
    engine = sqlalchemy.create_engine(shared_database)
    with engine.connect() as connection:
        for table, resource in [("commcare_users", "user"), ("commcare_locations", "location")]:
            rows = connection.execute(sqlalchemy.text(f"SELECT id FROM {table}")).all()
            expected = sum(total(domain, resource) for domain in small_domains)
            assert (len(rows), len(set(rows))) == (expected, expected), table
    engine.dispose()
