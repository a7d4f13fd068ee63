# A PostgreSQL in a folder of its own, for as long as standard input stays open: that is, until the
# process which started this ends, in whatever way. $1 is the folder of PostgreSQL's programs.
# Prints the folder of the server's socket, and then the server's log. A line `stop` on standard input
# stops the server, and a line `start` starts it again.
set -eu
# An interrupt ends that process; here there is still something to clear away.
trap '' HUP INT TERM

# PostgreSQL refuses to run as root.
lower=
user=$(id -u)
if [ "$user" = 0 ]; then
    user=$(id -u postgres 2>/dev/null || id -u nobody)
    lower="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi

folder=$(mktemp -d /tmp/roster-postgres-XXXXXX)
chown "$user" "$folder"
cd "$folder"
echo "$folder"
trap 'cd /; rm -rf "$folder"' EXIT

if ! $lower "$1/initdb" --pgdata="$folder/data" --username=roster --auth=trust \
    --encoding=UTF8 --locale=C --no-sync >"$folder/initdb.log" 2>&1; then
    cat "$folder/initdb.log"
    exit 1
fi
# Whether it keeps what it has acknowledged is for its makers to test.
start() {
    $lower "$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= \
        -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off 2>&1 &
}
start "$1"
while read -r order; do
    case $order in
    stop)
        kill -INT $!
        wait $! || true
        echo stopped
        ;;
    start) start "$1" ;;
    esac
done
kill -QUIT $! || true
wait || true
