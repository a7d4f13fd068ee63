#!/usr/bin/env bash
# Builds every artefact of a release into target/packages: static binaries, .deb packages, a container image, Python
# wheels, a software bill of materials, and checksums.
#
#   packaging/build.sh                    for x86_64 and aarch64
#   packaging/build.sh x86_64             for one architecture
#
# Needs Rust by rustup, Python 3 with venv, and tar; installs the other tools into target/tools and prints what it
# installs. packaging/test.sh tests the result.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

architectures=("$@")
[ $# -gt 0 ] || architectures=(x86_64 aarch64)
tools=$PWD/target/tools
python_tools="ziglang==0.17.1 maturin==1.16.0 wheel==0.45.1"
deb_version=3.8.0
out=target/packages
# Assets of the packages are named by their path in this folder.
export CARGO_TARGET_DIR=$PWD/target
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)

main() {
    need_tools
    rm -rf "$out"
    mkdir -p "$out"
    for architecture in "${architectures[@]}"; do
        binary "$architecture"
    done
    pages
    for architecture in "${architectures[@]}"; do
        debian "$architecture"
    done
    say "writing the container image"
    python3 packaging/oci.py "$version" "$out/roster-$version.oci.tar" "${architectures[@]}"
    packaging/sbom.sh "$out/roster-$version.cdx.json"
    rm -rf "$out/man" "$out/completions"
    (cd "$out" && sha256sum -- * >SHA256SUMS)
    say "built, in bytes:"
    (cd "$out" && stat --format='%12s  %n' -- * >&2)
    stat --format='%12s  %n' target/*-unknown-linux-musl/release/roster >&2
}

# The static binary: musl, so that it runs on every Linux. Maturin builds it and packs the wheel; as the binary needs no C
# library, the wheel fits both families of them.
binary() {
    local target=$1-unknown-linux-musl
    say "building roster for $target"
    rustup target add "$target" >&2
    (cd packaging/python && maturin build --release --locked --zig --target "$target" --out "../../$out")
    python3 -m wheel tags --remove --platform-tag "manylinux_2_17_$1.musllinux_1_1_$1" "$out"/*musllinux*"$1".whl >&2
    tar -C "target/$target/release" -czf "$out/roster-$version-$1-linux.tar.gz" --owner=0 --group=0 roster
}

# Manual pages and completions, by the binary that this machine can run.
pages() {
    local roster
    roster=target/$(uname -m)-unknown-linux-musl/release/roster
    [ -x "$roster" ] || fail "the manual pages need the binary for $(uname -m): build it too"
    "$roster" man "$out/man"
    mkdir -p "$out/completions"
    "$roster" completions bash >"$out/completions/roster"
    "$roster" completions zsh >"$out/completions/_roster"
    "$roster" completions fish >"$out/completions/roster.fish"
}

debian() {
    say "packing the .deb for $1"
    cargo deb --package roster-cli --target "$1-unknown-linux-musl" --no-build --no-strip --output "$out/"
}

need_tools() {
    if ! cmp -s <(echo "$python_tools") "$tools/packaging.txt"; then
        say "installing $python_tools into $tools"
        python3 -m venv "$tools"
        # shellcheck disable=SC2086
        "$tools/bin/pip" install --quiet --disable-pip-version-check $python_tools >&2
        echo "$python_tools" >"$tools/packaging.txt"
    fi
    export PATH=$tools/bin:$PATH
    if [ "$("$tools/bin/cargo-deb" --version 2>/dev/null)" != "cargo-deb $deb_version" ]; then
        say "installing cargo-deb $deb_version into $tools"
        cargo install cargo-deb --version "$deb_version" --locked --root "$tools"
    fi
}

say() { printf '\n>>> %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

main
