#!/usr/bin/env bash
# Writes the software bill of materials of the binary as CycloneDX JSON: every crate with its version, licence and
# hash, as Cargo.lock has them.
#
#   packaging/sbom.sh FILE
set -euo pipefail
file=$(realpath -m "${1:?where to write it}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=0.5.9
tools=target/tools

if [ "$("$tools/bin/cargo-cyclonedx" cyclonedx --version 2>/dev/null)" != "cargo-cyclonedx-cyclonedx $version" ]; then
    cargo install cargo-cyclonedx --version "$version" --locked --debug --root "$tools"
fi
# It writes one beside each crate that has a binary.
trap 'rm -f crates/*/*_bin.cdx.json' EXIT
"$tools/bin/cargo-cyclonedx" cyclonedx --manifest-path crates/cli/Cargo.toml --format json --describe binaries
mv crates/cli/roster_bin.cdx.json "$file"
