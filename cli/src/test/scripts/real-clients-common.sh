#!/bin/sh
# What the scripts with real mail programs share: read by them (". real-clients-common.sh"), never run. Needs $here, $domain.
root=$(CDPATH='' cd -- "$here/../../../.." && pwd -P)
epostadm=${EPOSTADM:-$root/bin/epostadm}
work=$(mktemp -d "/tmp/$(basename "$0" .sh).XXXXXX")
chmod 755 "$work"
store=$work/store
ca=$work/ca.pem
children=
server=
export LC_ALL=C.UTF-8 EPOSTADM_LANG=en HOME="$work" FETCHMAILHOME="$work"
unset EPOSTADM_STORE NOTIFY_SOCKET

finish() {
    for each in $children $server; do kill -9 "$each" 2>/dev/null; done
    if [ -n "${KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi
}
trap finish EXIT
trap 'exit 130' INT TERM

# One line of result; what is wrong stands below it.
say() {
    printf '%-6s %s\n' "$1" "$2" | tee -a "$work/results"
    [ "$1" = ok ] || tail -n 12 "$work/err" | sed 's/^/         /'
}

# check NAME COMMAND...: the command must succeed.
check() {
    name=$1
    shift
    if "$@" >"$work/err" 2>&1 </dev/null; then say ok "$name"; else say FAILED "$name"; fi
}

# expect CODE PATTERN NAME COMMAND...: the exit code, and a line of the output.
expect() {
    code=$1 pattern=$2 name=$3
    shift 3
    "$@" >"$work/err" 2>&1 </dev/null
    got=$?
    if [ $got = "$code" ] && grep -q -e "$pattern" "$work/err"; then say ok "$name"; else
        say FAILED "$name: exit code $got, expected $code and \"$pattern\""
    fi
}

# await SECONDS COMMAND...: until it succeeds.
await() {
    left=$(($1 * 5))
    shift
    until "$@" >/dev/null 2>&1 </dev/null; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.2
    done
}

port() { awk -F, -v p="$1" -v t="$2" '$1 == p && $4 == t { print $3 }' "$work/listeners"; }

# account NAME PASSWORD FULLNAME APOP SIZE
account() { printf '%s\t%s\t%s\t%s\tHome\t1\t%s\t%s\t1\t1\n' "$1" "$2" "$3" "$domain" "$4" "$5"; }

box() { echo "$store/inbox/$domain/$1"; }

# certificate SERIAL: of our own authority, for localhost.
certificate() {
    [ -f "$ca" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=Test' -keyout "$work/ca.key" -out "$ca" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout "$work/new.key" -out "$work/new.csr" 2>/dev/null
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >"$work/san"
    openssl x509 -req -in "$work/new.csr" -CA "$ca" -CAkey "$work/ca.key" -set_serial "$1" -days 2 -extfile "$work/san" \
        -out "$work/new.pem" 2>/dev/null
    mv "$work/new.key" "$work/server.key"
    mv "$work/new.pem" "$work/server.pem"
}

# keeper NAME: a program that puts what it reads into a new file of the directory.
keeper() {
    mkdir -p "$work/$1"
    {
        echo '#!/bin/sh'
        echo "exec cat >\"\$(mktemp '$work/$1/XXXXXXXXXX')\""
    } >"$work/$1.keep"
    chmod 755 "$work/$1.keep"
}

