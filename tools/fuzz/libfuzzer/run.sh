#!/usr/bin/env bash
# Runs all targets, or the named ones, for SECONDS each. Prints a line for each target and fails if a
# target finds a defect.
#
#   tools/fuzz/libfuzzer/run.sh SECONDS [TARGET...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

seconds=${1:?seconds for each target}
shift
limits=(-max_len=65536 -timeout=5 -rss_limit_mb=256 -print_final_stats=1)

main() {
    local failed=0 target
    [ $# -gt 0 ] || mapfile -t targets < <(cargo +nightly fuzz list)
    [ $# -eq 0 ] || targets=("$@")
    for target in "${targets[@]}"; do
        try "$target" || failed=1
    done
    return $failed
}

try() {
    local log verdict=nothing status=0
    log=$(mktemp)
    cargo +nightly fuzz run --sanitizer none "$1" -- -max_total_time="$seconds" "${limits[@]}" >"$log" 2>&1 || status=$?
    [ $status -eq 0 ] || verdict="SOMETHING: see $log"
    printf '%-18s %10s inputs in %4s s, corpus %5s, found %s\n' "$1" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" "$seconds" "$(ls "corpus/$1" | wc -l)" "$verdict"
    [ $status -ne 0 ] || rm "$log"
    return $status
}

main "$@"
