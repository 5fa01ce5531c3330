#!/bin/bash
# Tests that hurt a running server: kill -9 in the middle of 3,000 deliveries, disks that are full, read-only or split in
# two, 10,000 idle clients, messages of 50 MB and 1 GB, and thousands of mutated dialogues. Run by hand as root on Linux,
# from anywhere; needs mvn. Takes about 10 minutes. Not part of "mvn verify". docs/developers.md.
set -u
[ "$(id -u)" = 0 ] || { echo "torture-serve.sh: SKIPPED: must run as root, since it mounts file systems" >&2; exit 2; }
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../../.." && pwd -P)
room=$(mktemp -d /tmp/torture-serve.XXXXXX)
mounted=
finish() {
    for at in $mounted; do umount "$at" 2>/dev/null; done
    rm -rf "$room"
}
trap finish EXIT
trap 'exit 130' INT TERM

# volume DIR MEGABYTES
volume() {
    mkdir -p "$1"
    mount -t tmpfs -o "size=${2}m" torture "$1" || { echo "torture-serve.sh: SKIPPED: cannot mount a tmpfs" >&2; exit 2; }
    mounted="$1 $mounted"
}
volume "$room/full" 12
volume "$room/split/inbox" 64
mkdir -p "$room/locked/.epostadm" "$room/locked/inbox/a.example" "$room/locked/db"
printf '#epost-idx 1 a.example\n' > "$room/locked/db/a.example.idx"
printf 'edition=bsd\nlayout.a.example=per-domain\n' > "$room/locked/.epostadm/store.properties"
mount --bind "$room/locked/.epostadm" "$room/locked/.epostadm" && mounted="$room/locked/.epostadm $mounted"
mount -o remount,ro,bind "$room/locked/.epostadm" || exit 2

# Each connection has two ends here, and the test holds one of them.
ulimit -n 30000 2>/dev/null || ulimit -n "$(ulimit -H -n)"
cd "$root" || exit 2
mvn -q -B test -pl cli -am -Dsurefire.failIfNoSpecifiedTests=false \
    -Dtest='TortureTest,KilledServerTest,MutatedDialoguesTest,StubbornClientsTest' \
    -Dtorture.room="$room" -Dtorture.messages=3000 -Dtorture.kills=15 -Dtorture.dialogues=4000 "$@"
