#!/bin/sh
# Kills the program with SIGKILL at its n-th system call that changes a name (rename, link, mkdir, unlink, rmdir), for
# every n until a run ends by itself; after each kill the change is taken back, and on a copy resumed, and compared.
# Needs Linux and Debian's strace. Not part of "mvn verify".
#   kill-at-every-syscall.sh [every-how-many]
#   kill-at-every-syscall.sh every-how-many accounts     year-end apply alone, on a store of so many accounts
set -eu
stride=${1:-1}
accounts=${2:-}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
epostadm=$root/bin/epostadm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$epostadm" --version >/dev/null

# What lies in a store, but for our own directory.
contents() { (cd "$1" && find . -path ./.epostadm -prune -o -type f -print0 | sort -z | xargs -0 sha256sum; find . -path ./.epostadm -prune -o -type d -print | sort); }

run() { # run STORE ARGUMENTS...
    store=$1; shift
    EPOSTADM_STORE=$store "$epostadm" "$@" --yes --quiet >/dev/null 2>"$work/err"
}

round() { # round NAME ARGUMENTS...
    name=$1; shift
    [ -d "$work/start" ] || cp -a "$root/samples/store-bsd" "$work/start"
    contents "$work/start" >"$work/before"
    cp -a "$work/start" "$work/whole"
    run "$work/whole" "$@"
    contents "$work/whole" | sed 's/^[0-9a-f]* .*uidvalidity$/uidvalidity/' >"$work/after"
    kills=0
    for call in rename link mkdir unlink rmdir; do
        one_call "$@"
    done
    echo "$name: $kills kills, each resumed and undone"
    rm -rf "$work/start" "$work/whole" "$work/s"
}

one_call() { # kills at each n-th CALL; arguments as for the program
    n=1
    while :; do
        cp -a "$work/start" "$work/s"
        status=0
        EPOSTADM_STORE=$work/s strace -f -qq -o /dev/null -e trace="$call" -e inject="$call":signal=KILL:when="$n" \
            "$epostadm" "$@" --yes --quiet >/dev/null 2>&1 || status=$?
        [ "$status" -ne 0 ] || break
        kills=$((kills + 1))
        id=$(cat "$work/s/.epostadm/changes/open" 2>/dev/null || true)
        if [ -n "$id" ] && ! grep -qs ^done "$work/s/.epostadm/changes/$id/state"; then
            if [ -e "$work/s/.epostadm/changes/$id/state" ]; then
                cp -a "$work/s" "$work/r"
                run "$work/r" changes resume "$id" || { cat "$work/err"; echo "$name: $call $n: cannot be resumed"; exit 1; }
                contents "$work/r" | sed 's/^[0-9a-f]* .*uidvalidity$/uidvalidity/' | cmp - "$work/after" ||
                    { echo "$name: $call $n: resumed to something else"; exit 1; }
                rm -rf "$work/r"
            fi
            run "$work/s" changes undo "$id" || { cat "$work/err"; echo "$name: $call $n: cannot be undone"; exit 1; }
            contents "$work/s" | cmp - "$work/before" || { echo "$name: $call $n: undone to something else"; exit 1; }
        else
            contents "$work/s" >"$work/now"
            sed 's/^[0-9a-f]* .*uidvalidity$/uidvalidity/' "$work/now" | cmp -s - "$work/after" ||
                cmp -s "$work/now" "$work/before" || { echo "$name: $call $n: neither before nor after"; exit 1; }
        fi
        rm -rf "$work/s"
        n=$((n + stride))
    done
    rm -rf "$work/s"
}

# lines FIRST END: of an account text.
lines() {
    awk -v a="$1" -v b="$2" -v d="$domain" 'BEGIN { for (i = a; i < b; i++)
        printf "u%05d\tpass%05d\tName %d\t%s\t\t1\t0\t0\t1\t1\n", i, i, i, d }'
}

# 60 % stay, 40 % leave, as many come.
great_year_end() {
    domain=big.example.jp
    lines 0 "$accounts" >"$work/this.txt"
    lines $((accounts * 2 / 5)) $((accounts * 7 / 5)) >"$work/next.txt"
    "$epostadm" store init "$work/start" --domain "$domain" --quiet >/dev/null
    run "$work/start" accounts import "$work/this.txt" --create-folders --scheme plain
    for inbox in "$work/start/inbox/$domain"/u*/inbox; do
        printf 'Subject: 1\r\n\r\n' >"$inbox/0000000001-000010.MSG"
    done
    "$epostadm" year-end plan "$work/next.txt" --scheme plain --out "$work/plan.json" --store "$work/start" --quiet >/dev/null
    round "year-end of $accounts accounts" year-end apply "$work/plan.json"
}

if [ -n "$accounts" ]; then
    great_year_end
    exit
fi
head -n 8 "$root/samples/company/accounts.txt" >"$work/accounts.txt"
round import accounts import "$work/accounts.txt" --mode replace --create-folders --scheme plain
round rename inbox reset-uid sato.k
round renumber inbox reset-uid sato.k --method renumber
"$epostadm" year-end plan "$work/accounts.txt" --scheme plain --out "$work/plan.json" --store "$root/samples/store-bsd" --quiet >/dev/null
round year-end year-end apply "$work/plan.json"
