# A PostgreSQL in a folder of its own, for as long as standard input stays open: that is, until the
# process which started this ends, in whatever way. $1 is the folder of PostgreSQL's programs.
# Prints the folder of the server's socket, and then the server's log. A line `stop` on standard input
# stops the server, a line `start` starts it again, `freeze` stops all its processes where they are,
# and `thaw` lets them go on. A line `tls PORT` lets it speak TLS there, from the next start on, with a
# certificate for `localhost`, by the authority in `ca.crt` beside the socket.
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
network="-c listen_addresses="
start() {
    # shellcheck disable=SC2086
    $lower "$1/postgres" -D "$folder/data" -k "$folder" $network \
        -c max_connections=200 -c fsync=off -c synchronous_commit=off -c full_page_writes=off 2>&1 &
}
start "$1"
everyone() {
    read -r children <"/proc/$1/task/$1/children" || true
    echo "$1 $children"
}
while read -r order; do
    case $order in
    stop)
        kill -INT $!
        wait $! || true
        echo stopped
        ;;
    start) start "$1" ;;
    freeze)
        # The first of them first, so that it starts no more.
        # shellcheck disable=SC2046
        kill -STOP $! && kill -STOP $(everyone $!)
        echo frozen
        ;;
    tls\ *)
        key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        echo subjectAltName=DNS:localhost >names
        # shellcheck disable=SC2086
        {
            $lower openssl req -x509 $key -subj /CN=authority -days 2 -keyout ca.key -out ca.crt
            $lower openssl req $key -subj /CN=localhost -keyout server.key -out server.csr
            $lower openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial \
                -days 2 -extfile names -out server.crt
        } 2>&1
        network="-c listen_addresses=localhost -c port=${order#tls } -c ssl=on"
        network="$network -c ssl_cert_file=$folder/server.crt -c ssl_key_file=$folder/server.key"
        echo certified
        ;;
    thaw)
        # shellcheck disable=SC2046
        kill -CONT $(everyone $!)
        echo thawed
        ;;
    esac
done
kill -QUIT $! || true
# Who is frozen hears nothing until it goes on.
kill -CONT $! || true
wait || true
