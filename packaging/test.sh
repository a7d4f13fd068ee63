#!/usr/bin/env bash
# Tests what packaging/build.sh built for this machine's architecture: starts the binary in an empty root, installs and
# removes the .deb in a Debian of its own, unpacks and starts the container image, and installs the wheel. Binaries for other
# architectures are started in an emulator. Needs root (chroot); installs debootstrap and qemu-user-static if they are
# missing.
#
#   sudo packaging/test.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages=$PWD/target/packages
debian_root=$PWD/target/debian-root
architecture=$(uname -m)
work=$(mktemp -d)
server=

main() {
    trap clean_up EXIT
    [ "$(id -u)" -eq 0 ] || fail "must run as root: chroot needs it"
    checksums
    static_binary
    container_image
    wheel
    debian
    other_architectures
    say "all packages for $architecture work"
}

checksums() {
    say "checksums"
    (cd "$packages" && sha256sum --check --quiet SHA256SUMS)
}

# A static binary needs nothing: no library, no shell, no time zones.
static_binary() {
    say "the static binary in an empty root"
    mkdir -p "$work/empty/data"
    tar -C "$work/empty" -xzf "$packages"/roster-*-"$architecture"-linux.tar.gz
    serve chroot "$work/empty" /roster serve --data /data --listen 127.0.0.1:0
    stop
}

# The image as a runtime sees it: the layers below, the configured user, entry point and environment.
container_image() {
    say "the container image"
    python3 packaging/oci_unpack.py "$packages"/roster-*.oci.tar "$architecture" "$work/image" >"$work/command"
    mkdir -p "$work/image/dev" && mknod -m 666 "$work/image/dev/null" c 1 3
    local command
    mapfile -t command <"$work/command"
    serve "${command[@]}" --listen 127.0.0.1:0
    stop
    [ "$(stat -c %u "$work/image/data/"* | sort -u)" = 65532 ] || fail "the store belongs to another user"
}

wheel() {
    say "the wheel in a virtual environment"
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$packages"/*"$architecture".whl
    serve "$work/venv/bin/roster" serve --demo --data "$work/wheel-store" --listen 127.0.0.1:0
    stop
}

debian() {
    say "the .deb in a Debian of its own"
    if [ ! -x "$debian_root/usr/sbin/adduser" ]; then
        command -v debootstrap >/dev/null || apt-get install -qq -y --no-install-recommends debootstrap debian-archive-keyring >&2
        debootstrap --variant=minbase --include=adduser stable "$debian_root" >&2
    fi
    cp "$packages"/roster_*_"$(dpkg --print-architecture)".deb "$debian_root/roster.deb"
    within dpkg --install /roster.deb
    within roster --version
    within sh -c 'ls /usr/share/man/man1/roster.1* /usr/share/bash-completion/completions/roster \
        /etc/roster/roster.toml /lib/systemd/system/roster.service /lib/systemd/system/roster-backup.timer' >&2 \
        || within ls /usr/lib/systemd/system/roster.service
    within roster-admin setup --domain north --web-user ada@example.org --json | grep -q '"api_key"'
    within roster-admin domain list | grep -q '^north'
    [ "$(within stat -c %U:%a /var/lib/roster)" = roster:700 ] || fail "the store is readable by others"
    serve chroot "$debian_root" roster-admin serve --listen 127.0.0.1:0
    stop
    within dpkg --purge roster
    within test ! -e /usr/bin/roster
    within test -e /var/lib/roster || fail "removing the package deleted the data"
    rm -rf "$debian_root/var/lib/roster"
}

# The binaries and images for processors that this machine does not have.
other_architectures() {
    local archive other
    for archive in "$packages"/roster-*-linux.tar.gz; do
        other=${archive%-linux.tar.gz}
        other=${other##*-}
        [ "$other" != "$architecture" ] || continue
        say "the binary for $other in an emulator"
        command -v "qemu-$other-static" >/dev/null || apt-get install -qq -y --no-install-recommends qemu-user-static >&2
        mkdir -p "$work/$other"
        tar -C "$work/$other" -xzf "$archive"
        serve "qemu-$other-static" "$work/$other/roster" serve --demo --data "$work/$other/store" --listen 127.0.0.1:0
        stop
        python3 packaging/oci_unpack.py "$packages"/roster-*.oci.tar "$other" "$work/$other/image" >/dev/null
        cmp "$work/$other/roster" "$work/$other/image/usr/local/bin/roster" || fail "the image for $other has another binary"
    done
}

within() { chroot "$debian_root" "$@"; }

# Starts a server and asks it whether it is ready.
serve() {
    "$@" >"$work/address" 2>"$work/log" &
    server=$!
    for _ in $(seq 600); do
        grep -q 'listening on' "$work/address" && break
        kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; fail "the server has exited"; }
        sleep 0.1
    done
    local address
    address=$(sed -n 's/^listening on //p' "$work/address" | head -n 1)
    curl --silent --show-error --fail "${address%/}/readyz" >/dev/null || { cat "$work/log" >&2; fail "not ready"; }
    say "served at $address"
}

stop() {
    kill "$server"
    wait "$server"
    server=
}

clean_up() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}

say() { printf '\n>>> %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

main
