#!/usr/bin/env bash
# Runs the six programs of the published page, unchanged but for host and key, against a server:
#
#   tests/clients/usercom/run.sh http://127.0.0.1:8080 KEY
#
# The two browser programs run in a page of another origin. `install.sh` installs the dependencies.
# PYTHON is a Python with `requests`.
set -euo pipefail
base=$1 key=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
modules=$here/../../../target/usercom-clients/node_modules
python=${PYTHON:-python3}
work=$(mktemp -d)
site=
passed=0 failed=0

main() {
    trap clean EXIT
    serve_pages
    try "curl" curl.sh bash
    try "PHP cURL" curl.php php
    try "Python requests" python_requests.py "$python"
    NODE_PATH=$modules try "Node.js request" node.js node
    try "jQuery" jquery.js browse
    try "XMLHttpRequest" xhr.js browse
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}

# Runs a program, and checks its output.
try() {
    local name=$1 program=$work/$2 output
    shift 2
    sed -e "s|https://<your_app_subdomain>.user.com|$base|" -e "s|<your_64_char_api_key>|$key|" \
        "$here/published/${program##*/}" >"$program"
    if output=$("$@" "$program" 2>"$work/errors") && "$python" "$here/check.py" <<<"$output"; then
        echo "ok      $name"
        passed=$((passed + 1))
    else
        echo "FAILED  $name: $output"
        cat "$work/errors"
        failed=$((failed + 1))
    fi
}

# Loads a program in a page, and prints its console output.
browse() {
    local folder
    folder=$(mktemp -d -p "$work/site")
    cp "$here/page.html" "$folder/index.html"
    cp "$modules/jquery/dist/jquery.js" "$folder/jquery.js"
    cp "$1" "$folder/program.js"
    chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage \
        --user-data-dir="$work/chromium" --virtual-time-budget=20000 --timeout=20000 \
        --dump-dom "http://localhost:$port/${folder##*/}/index.html" |
        "$python" -c 'import html, re, sys; print(html.unescape(re.search(r"<pre id=.output.>(.*?)</pre>", sys.stdin.read(), re.S)[1]))'
}

# Starts the web server of the pages. Another port is another origin.
serve_pages() {
    mkdir "$work/site"
    coproc site_log { exec "$python" -u "$here/pages.py" "$work/site"; }
    site=$site_log_PID
    read -r port <&"${site_log[0]}"
}

clean() {
    [ -z "$site" ] || kill "$site" 2>/dev/null || true
    rm -rf "$work"
}

main
