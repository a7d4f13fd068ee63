#!/usr/bin/env bash
# Installs the dependencies of the published programs: PHP with cURL, Node.js with `request`, headless
# Chromium with jQuery, Python with `requests`. Does nothing if all are installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
modules=../../../target/usercom-clients

main() {
    local missing=()
    command -v curl >/dev/null || missing+=(curl)
    { command -v php >/dev/null && php -m | grep -qi '^curl$'; } || missing+=(php-cli php-curl)
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    command -v chromium >/dev/null || missing+=(chromium)
    command -v python3 >/dev/null || missing+=(python3)
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
    cmp -s package.json "$modules/package.json" || install_modules
}

install_packages() {
    command -v apt-get >/dev/null || fail "please install: $* (Debian's names)"
    say "installing $*"
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >&2
}

install_modules() {
    say "installing the packages of tests/clients/usercom/package.json"
    local fresh
    fresh=$(mktemp -d)
    cp package.json "$fresh"
    npm install --prefix "$fresh" --silent --no-audit --no-fund --no-package-lock >&2
    mkdir -p "$(dirname "$modules")"
    rm -rf "$modules"
    mv "$fresh" "$modules"
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

say() { printf '\n>>> %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

main
