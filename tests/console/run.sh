#!/usr/bin/env bash
# Tests the console in headless Chromium against the real server: every task with and without
# JavaScript, and the accessibility of every page with axe-core.
#
#   tests/console/run.sh                   all files
#   tests/console/run.sh people            files whose names begin with `people`
#
# Needs node, npm, Chromium and target/debug/roster (or the binary in ROSTER_CONSOLE_BINARY). `./test.sh`
# provides them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! cmp -s package-lock.json node_modules/installed.json; then
    npm ci --silent --no-audit --no-fund
    cp package-lock.json node_modules/installed.json
fi
exec node --test --test-concurrency=2 --test-timeout=300000 ./"${1:-}"*.test.mjs
