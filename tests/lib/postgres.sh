#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A PostgreSQL server of the tests' own: postgres.sh start DIR | stop DIR
# `start` makes DIR (which must not be there) and prints the URL of an empty
# database in it. It listens on a socket in DIR only, so nothing else reaches it,
# and does not wait for the disk. PostgreSQL refuses to run as root: then it runs
# as the user that Debian's package made. `stop` ends it by its pid.
set -euo pipefail

usage() {
    echo "usage: postgres.sh start DIR | stop DIR" >&2
    exit 64
}
[ $# -eq 2 ] || usage
dir=$2

as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

find_programs() {
    local place
    for place in /usr/lib/postgresql/*/bin; do
        [ -x "$place/initdb" ] && bin=$place
    done
    [ -n "${bin:-}" ] || { echo "postgres.sh: PostgreSQL is not installed" >&2; exit 1; }
}

start() {
    local bin=
    find_programs
    mkdir -m 700 "$dir"
    [ "$(id -u)" -ne 0 ] || chown postgres "$dir"
    as_owner "$bin/initdb" -D "$dir/data" -U rapport -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    as_owner tee -a "$dir/data/postgresql.conf" >/dev/null <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$dir'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
shared_buffers = 64MB
log_min_messages = fatal
SETTINGS
    if ! as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 start >/dev/null </dev/null; then
        cat "$dir/log" >&2
        exit 1
    fi
    as_owner "$bin/createdb" -h "$dir" -U rapport rapport_test
    echo "postgresql:///rapport_test?host=$dir&user=rapport"
}

stop() {
    local pid tries=0
    pid=$(head -n 1 "$dir/data/postmaster.pid" 2>/dev/null) || return 0
    kill -INT "$pid" 2>/dev/null || return 0
    # One that has ended may wait as a zombie until whoever adopted it looks.
    while kill -0 "$pid" 2>/dev/null && [ "$(cut -d' ' -f3 "/proc/$pid/stat" 2>/dev/null)" != Z ]; do
        tries=$((tries + 1))
        [ "$tries" -ne 100 ] || kill -QUIT "$pid" 2>/dev/null || true
        [ "$tries" -le 200 ] || { echo "postgres.sh: server $pid does not end" >&2; exit 1; }
        sleep 0.1
    done
}

case $1 in
start) start ;;
stop) stop ;;
*) usage ;;
esac
