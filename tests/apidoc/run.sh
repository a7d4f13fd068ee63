#!/usr/bin/env bash
# Checks the API document, and the clients that are generated from it, against the real server:
#
#   - redocly and spectral find no errors in either edition (the rules that are off are in redocly.yaml
#     and spectral.yaml, with the reason)
#   - the TypeScript package compiles with `tsc --strict`, and creates and lists a worker
#   - the package of openapi-python-client does the same, and speaks all three dialects
#   - so does the one of openapi-generator, where there is Java
#
#   tests/apidoc/run.sh [BINARY]     the binary is target/debug/roster by default
set -euo pipefail
binary=${1:-}
[ -z "$binary" ] || binary=$(realpath "$binary")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ -n "$binary" ] || binary=$(realpath "${CARGO_TARGET_DIR:-target}/debug/roster")

here=tests/apidoc
work=target/apidoc
tools=target/sdk-tools/node_modules/.bin
venv=target/sdk-venv
max_core=250000
server=

main() {
    trap stop_server EXIT
    rm -rf "$work"
    mkdir -p "$work"
    packaging/sdk.sh "$binary"
    check_size
    for document in openapi openapi-all; do
        run "$tools/redocly" lint --config "$here/redocly.yaml" "target/sdk/$document.json"
        run "$tools/spectral" lint --ruleset "$here/spectral.yaml" --fail-severity=warn "target/sdk/$document.json"
    done
    start_server
    check_typescript
    check_python
    check_openapi_generator
}

check_size() {
    local size
    size=$(stat -c %s target/sdk/openapi.json)
    say "the core has $size bytes, the whole document $(stat -c %s target/sdk/openapi-all.json)"
    [ "$size" -le "$max_core" ] || fail "the core has more than $max_core bytes"
}

start_server() {
    "$binary" serve --demo --listen 127.0.0.1:0 --data "$work/store" >"$work/serve.out" 2>"$work/serve.log" &
    server=$!
    for _ in $(seq 300); do
        grep -q '/api/public/users/' "$work/serve.out" && break
        sleep 0.1
    done
    ROSTER_URL=$(sed -n '1s/listening on //p' "$work/serve.out")
    ROSTER_KEY=$(grep -o -m 1 'rst_[0-9a-f]*' "$work/serve.out")
    ROSTER_APP_KEY=$(sed -n "s/.*Token \([A-Za-z0-9]*\)'.*/\1/p" "$work/serve.out" | head -n 1)
    export ROSTER_URL ROSTER_KEY ROSTER_APP_KEY
}

stop_server() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    server=
}

check_typescript() {
    local project=$work/typescript
    mkdir -p "$project/node_modules/roster-client"
    tar -xzf target/sdk/typescript/roster-client-*.tgz --strip-components 1 -C "$project/node_modules/roster-client"
    ln -s "$PWD/target/sdk-tools/node_modules/openapi-fetch" "$project/node_modules/openapi-fetch"
    ln -s "$PWD/target/sdk-tools/node_modules/openapi-typescript-helpers" "$project/node_modules/openapi-typescript-helpers"
    ln -s "$PWD/target/sdk-tools/node_modules/@types" "$project/node_modules/@types"
    cp "$here/client.ts" "$project/client.ts"
    echo '{ "type": "module" }' >"$project/package.json"
    run "$tools/tsc" --strict --noUncheckedIndexedAccess --target es2022 --module nodenext --types node \
        --typeRoots "$project/node_modules/@types" --outDir "$project" "$project/client.ts"
    run node "$project/client.js"
}

check_python() {
    install_python target/sdk/python/dist/*.whl
    PYTHONPATH=$work/python run "$venv/bin/python" "$here/client.py"
}

check_openapi_generator() {
    if ! java -version >/dev/null 2>&1; then
        say "NOT CHECKED: openapi-generator, because there is no Java"
        return
    fi
    run "$venv/bin/openapi-generator-cli" generate --input-spec target/sdk/openapi.json --generator-name python \
        --output "$work/openapi-generator" >"$work/openapi-generator.log"
    install_python "$work/openapi-generator"
    PYTHONPATH=$work/python run "$venv/bin/python" "$here/generated.py"
}

# Installs a generated package. The environment of the tools has what it depends on.
install_python() {
    run "$venv/bin/pip" install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
        --target "$work/python" "$@"
}

run() {
    say "$*"
    "$@"
}

say() { printf '\n>>> %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

main
