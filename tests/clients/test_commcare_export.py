"""commcare-export, the program by which organisations copy their workers into a database."""

import csv
import io
import sqlite3
import subprocess
import sys
import zipfile

import pytest
import requests


def export(domain, auth_mode, secret, *arguments, folder):
    """Runs the program. Its exit code says little (a refused login gives 0), so its output is kept."""
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
    """Both ways in: a key in the header, and Digest with the web user's own password."""
    secret = full_domain.key if request.param == "apikey" else full_domain.password
    return request.param, secret


def test_workers_and_locations_into_a_database(full_domain, login, tmp_path):
    said = export(
        full_domain, *login, "--with-organization",
        "--output-format", "sql", "--output", f"sqlite:///{tmp_path}/hq.db",
        folder=tmp_path,
    )  # fmt: skip
    with sqlite3.connect(tmp_path / "hq.db") as database:
        rows = database.execute(
            "SELECT count(*), count(DISTINCT id), count(DISTINCT username), count(commcare_location_id)"
            " FROM commcare_users"
        ).fetchone()
        clinics = database.execute(
            "SELECT count(*) FROM commcare_locations WHERE location_type_code = 'clinic' AND state IS NOT NULL"
        ).fetchone()
        places = database.execute("SELECT count(*) FROM commcare_locations").fetchone()
    assert rows == (total(full_domain, "user"),) * 4, said
    assert places == (total(full_domain, "location"),), said
    assert clinics == (20,), said


def test_workers_into_a_table(full_domain, login, tmp_path):
    said = export(
        full_domain, *login, "--users",
        "--output-format", "csv", "--output", "users.zip", "--batch-size", "1000",
        folder=tmp_path,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "users.zip") as archive:
        [name] = archive.namelist()
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8")))
    assert len({row["id"] for row in rows}) == len(rows) == total(full_domain, "user"), said
