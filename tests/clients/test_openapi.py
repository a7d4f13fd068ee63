"""schemathesis: valid and invalid requests for every operation of the OpenAPI document."""

import os
import subprocess
import sysconfig
from pathlib import Path

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"

# One path of each style, if an operation has several.
COMMCARE = "^/a/{domain}/api/(?!v0.4/|v1/)(?!v0.5/users/)|^/api/(?!public/)"
USERCOM = "^/api/public/(?!users-by-id/|companies-by-id/)"
SCIM = "^/a/{domain}/scim/"


def test_commcare_dialect_conforms_to_the_document(empty_domain, tmp_path):
    domain = empty_domain("fuzz")
    check(domain, domain.authorization["Authorization"], COMMCARE, tmp_path)


def test_usercom_dialect_conforms_to_the_document(server, empty_domain, tmp_path):
    domain = empty_domain("fuzz-usercom")
    key = server.command("app-key", "create", "--domain", domain.name)
    check(domain, f"Token {key}", USERCOM, tmp_path)


def test_scim_dialect_conforms_to_the_document(empty_domain, tmp_path):
    domain = empty_domain("fuzz-scim")
    check(domain, f"Bearer {domain.key}", SCIM, tmp_path)


def check(domain, authorization, paths, tmp_path):
    (tmp_path / "schemathesis.toml").write_text(f'[parameters]\n"path.domain" = "{domain.name}"\n')
    done = subprocess.run(
        [
            Path(sysconfig.get_path("scripts")) / "schemathesis",
            "--config-file", tmp_path / "schemathesis.toml",
            "run", f"{domain.url}/openapi-all.json",
            "--header", f"Authorization: {authorization}",
            "--include-path-regex", paths,
            "--checks", CHECKS,
            "--phases", "examples,coverage,fuzzing",
            "--max-examples", "15",
            "--seed", "1",
            "--generation-database", "none",
            "--suppress-health-check", "all",
            "--continue-on-failure",
            "--no-color",
        ],
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "120"},
        capture_output=True,
        text=True,
        timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-20000:] + done.stderr[-2000:]
