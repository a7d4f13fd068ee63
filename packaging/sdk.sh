#!/usr/bin/env bash
# Builds publish-ready client packages from the API document into target/sdk:
#
#   python/dist/        a wheel and a source distribution, for `twine upload`
#   typescript/*.tgz    an npm package, for `npm publish`
#   openapi.json        the document they are generated from
#
#   packaging/sdk.sh [BINARY]        the binary is target/debug/roster by default
#   packaging/sdk.sh --tools         only installs the tools
#
# Its tools are installed into target/sdk-tools (npm) and target/sdk-venv (pip).
set -euo pipefail
binary=${1:-}
[ -z "$binary" ] || [ "$binary" = --tools ] || binary=$(realpath "$binary")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
[ -n "$binary" ] || binary=$(realpath "${CARGO_TARGET_DIR:-target}/debug/roster")

sdk=target/sdk
tools=target/sdk-tools
venv=target/sdk-venv
server=
data=

main() {
    trap stop_server EXIT
    need_tools
    [ "$binary" != --tools ] || return 0
    rm -rf "$sdk"
    mkdir -p "$sdk"
    fetch_document
    python_package
    typescript_package
    find "$sdk" -maxdepth 3 \( -name '*.whl' -o -name '*.tar.gz' -o -name '*.tgz' \) -exec ls -l {} +
}

need_tools() {
    if ! cmp -s packaging/sdk/tools.json "$tools/package.json"; then
        say "installing the packages of packaging/sdk/tools.json into $tools"
        rm -rf "$tools" && mkdir -p "$tools.new"
        cp packaging/sdk/tools.json "$tools.new/package.json"
        npm install --prefix "$tools.new" --silent --no-audit --no-fund --no-package-lock >&2
        mv "$tools.new" "$tools"
    fi
    if ! cmp -s packaging/sdk/requirements.txt "$venv/installed.txt"; then
        say "installing the packages of packaging/sdk/requirements.txt into $venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check -r packaging/sdk/requirements.txt >&2
        cp packaging/sdk/requirements.txt "$venv/installed.txt"
    fi
}

fetch_document() {
    data=$(mktemp -d)
    "$binary" serve --listen 127.0.0.1:0 --data "$data/store" >"$data/out" 2>"$data/log" &
    server=$!
    for _ in $(seq 300); do
        grep -q '^listening on' "$data/out" && break
        sleep 0.1
    done
    local url
    url=$(sed -n '1s/listening on //p' "$data/out")
    curl --silent --show-error --fail --output "$sdk/openapi.json" "$url/openapi.json"
    curl --silent --show-error --fail --output "$sdk/openapi-all.json" "$url/openapi-all.json"
    stop_server
}

stop_server() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    [ -z "$data" ] || rm -rf "$data"
    server= data=
}

python_package() {
    say "generating $sdk/python with openapi-python-client"
    PATH="$PWD/$venv/bin:$PATH" "$venv/bin/openapi-python-client" generate --path "$sdk/openapi.json" \
        --config packaging/sdk/python/config.yml --output-path "$sdk/python" --fail-on-warning >&2
    cp packaging/sdk/python/README.md LICENSE-APACHE LICENSE-MIT "$sdk/python/"
    sed -i 's/^authors = \[\]$/authors = []\nlicense = "Apache-2.0 OR MIT"/' "$sdk/python/pyproject.toml"
    "$venv/bin/python" -m build --no-isolation --outdir "$sdk/python/dist" "$sdk/python" >"$sdk/python-build.log"
}

typescript_package() {
    say "generating $sdk/typescript with openapi-typescript"
    local package=$sdk/typescript
    mkdir -p "$package/src"
    cp packaging/sdk/typescript/{package.json,tsconfig.json,README.md} LICENSE-APACHE LICENSE-MIT "$package/"
    cp packaging/sdk/typescript/index.ts "$package/src/"
    ln -sfn "$PWD/$tools/node_modules" "$package/node_modules"
    "$tools/node_modules/.bin/openapi-typescript" "$sdk/openapi.json" --output "$package/src/schema.ts" >&2
    node -e '
        const fs = require("fs");
        const [file, document] = process.argv.slice(1);
        const version = JSON.parse(fs.readFileSync(document)).info.version;
        const described = { ...JSON.parse(fs.readFileSync(file)), version };
        fs.writeFileSync(file, JSON.stringify(described, null, 2) + "\n");
    ' "$package/package.json" "$sdk/openapi.json"
    "$tools/node_modules/.bin/tsc" --project "$package"
    (cd "$package" && npm pack --silent >/dev/null)
}

say() { printf '\n>>> %s\n' "$*" >&2; }

main
