#!/bin/sh
# Real disks that are full, read-only, missing, split in two or cut off from power: what epostadm does on them.
# Run by hand as root on Linux, from anywhere; needs losetup, mkfs.ext4, and bin/epostadm as built. Not part of the tests
# of "mvn verify". Ends with 0 where all is as it should be. PARTS="full year_end_full" runs some parts. docs/developers.md.
set -u
[ "$(id -u)" = 0 ] || { echo "hostile-disk.sh: must run as root, since it mounts file systems" >&2; exit 2; }
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../../.." && pwd -P)
work=$(mktemp -d /tmp/hostile-disk.XXXXXX)
chmod 755 "$work"
mounted=
failures=0
export LANG=C EPOSTADM_LANG=en
domain=kaisha.example.jp

finish() {
    for at in $mounted; do umount "$at" 2>/dev/null; done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

# mount_at DIR OPTIONS...
mount_at() {
    mkdir -p "$1"
    at=$1
    shift
    mount "$@" "$at" || exit 2
    mounted="$at $mounted"
}

# image FILE MEGABYTES: an empty ext4 file system.
image() {
    truncate -s "${2}M" "$1" && mkfs.ext4 -q -F -m 0 "$1" || exit 2
}

say() { printf '%-6s %s\n' "$1" "$2"; }
good() { say ok "$1"; }
bad() {
    say FAILED "$1"
    sed 's/^/         /' "$work/err"
    failures=$((failures + 1))
}

# All that lies in the store but what is epostadm's own.
tree() {
    (cd "$1" && find . -path ./.epostadm -prune -o -path ./lost+found -prune -o -type f -printf '%p %s %T@ %m %u ' -exec md5sum {} \; -o -printf '%p %m %u\n') |
        sort
}

run() { "$root/bin/epostadm" "$@" >"$work/out" 2>"$work/err" </dev/null; }

# expect CODE PATTERN WHAT COMMAND...: the exit code, and one line on standard error that holds the pattern.
expect() {
    code=$1 pattern=$2 what=$3
    shift 3
    run "$@"
    got=$?
    lines=$(grep -c '^epostadm: ' "$work/err")
    if [ "$got" = "$code" ] && { [ "$code" = 0 ] || [ "$lines" = 1 ]; } && grep -q "$pattern" "$work/out" "$work/err"; then
        good "$what"
    else
        bad "$what: exit code $got, $lines lines; expected $code and \"$pattern\""
    fi
}

unchanged() {
    tree "$1" >"$work/now"
    if cmp -s "$work/before" "$work/now"; then good "  nothing changed"; else
        bad "  the store changed"
        diff "$work/before" "$work/now" | head -5
    fi
}

# The changes of a store that this script made, the oldest first.
changes() { find "$1/.epostadm/changes" -mindepth 1 -maxdepth 1 \( -name '*-import*' -o -name '*-reset-uid*' \) -printf '%f\n' | sort -V; }

accounts() {
    i=0
    while [ $i -lt "$1" ]; do
        printf 'u%05d\tpw-%d\tName\t%s\tHome\t1\t1\t1000\t1\t1\n' $i $i "$domain"
        i=$((i + 1))
    done >"$work/accounts.txt"
}

fill() {
    dd if=/dev/zero of="$1/filler" bs=1k 2>/dev/null
    sync -f "$1"
}

full_disk() {
    store=$1/store
    cp -a "$root/samples/store-bsd" "$store"
    inbox=$store/inbox/$domain/sato.k/inbox
    i=0
    while [ $i -lt 200 ]; do
        printf 'Subject: %d\r\n\r\n' $i >"$inbox/$(printf '%010d' $((900000 + i)))-000010.MSG"
        i=$((i + 1))
    done
    printf 'komorebi77\n' >"$work/password"
    run accounts suspend sato.k --store "$store"
    run accounts resume sato.k --store "$store"
    fill "$1"
    tree "$store" >"$work/before"
    expect 13 'full\|space' "$2: import" accounts import "$work/accounts.txt" --create-folders --scheme plain --store "$store" --yes
    unchanged "$store"
    expect 13 'full\|space' "$2: renumber" inbox reset-uid sato.k --method renumber --store "$store" --yes
    unchanged "$store"
    "$root/bin/epostadm" accounts passwd sato.k --password-stdin --store "$store" <"$work/password" >"$work/out" 2>"$work/err"
    got=$?
    case $got in
        13) good "$2: passwd"; unchanged "$store" ;;
        *) bad "$2: passwd: exit code $got, expected 13" ;;
    esac
    expect 0 . "$2: accounts list" accounts list --store "$store"
    rm "$1/filler"
    expect 0 . "$2: import with room" accounts import "$work/accounts.txt" --create-folders --scheme plain --store "$store" --yes
    expect 0 . "$2: renumber with room" inbox reset-uid sato.k --method renumber --store "$store" --yes
    for change in $(changes "$store" | sort -r); do
        grep -q "^done" "$store/.epostadm/changes/$change/state" &&
            expect 0 . "$2: undo of $change" changes undo "$change" --store "$store" --yes
    done
    unchanged "$store"
}

read_only() {
    image "$work/ro.img" 16
    mount_at "$work/ro" -o loop "$work/ro.img"
    cp -a "$root/samples/store-bsd" "$work/ro/store"
    tree "$work/ro/store" >"$work/before"
    mount -o remount,ro "$work/ro" || exit 2
    expect 13 'read-only' "read-only: import" accounts import "$work/accounts.txt" --store "$work/ro/store" --yes
    expect 13 'read-only' "read-only: retire" accounts retire sato.k --store "$work/ro/store" --yes
    expect 0 . "read-only: accounts list" accounts list --store "$work/ro/store"
    expect 0 . "read-only: store inspect" store inspect --store "$work/ro/store"
    unchanged "$work/ro/store"
}

two_volumes() {
    cp -a "$root/samples/store-bsd" "$work/split"
    mv "$work/split/inbox" "$work/split.inbox"
    mount_at "$work/split/inbox" -t tmpfs -o size=4m,mode=755 tmpfs
    cp -a "$work/split.inbox/." "$work/split/inbox/"
    tree "$work/split" >"$work/before"
    expect 13 'volume' "inbox on another volume: retire" accounts retire sato.k --store "$work/split" --yes
    expect 13 'volume' "inbox on another volume: import" accounts import "$work/accounts.txt" --store "$work/split" --yes
    unchanged "$work/split"
}

not_mounted() {
    mkdir "$work/empty"
    expect 10 'empty' "empty mount point: accounts list" accounts list --store "$work/empty"
    expect 10 'empty' "empty mount point: import" accounts import "$work/accounts.txt" --store "$work/empty" --domain "$domain" --yes
    if [ -z "$(ls -A "$work/empty")" ]; then good "  nothing made in it"; else bad "  something was made in it"; fi
    image "$work/fresh.img" 8
    mount_at "$work/fresh" -o loop "$work/fresh.img"
    expect 10 . "fresh file system: import" accounts import "$work/accounts.txt" --store "$work/fresh" --domain "$domain" --yes
}

not_ours() {
    [ -f "$root/cli/target/epostadm.jar" ] || return
    cp -a "$root/samples/store-bsd" "$work/private"
    chmod 700 "$work/private/inbox/$domain/sato.k"
    cp "$root/cli/target/epostadm.jar" "$work/epostadm.jar"
    chmod 644 "$work/epostadm.jar" "$work/accounts.txt"
    java=$(find /usr/lib/jvm -path "*25*/bin/java" | head -1)
    tree "$work/private" >"$work/before"
    for line in 'accounts show sato.k' 'inbox status sato.k' 'accounts retire suzuki.m --yes' 'accounts show suzuki.m'; do
        # shellcheck disable=SC2086 # several words
        setpriv --reuid=65534 --regid=65534 --clear-groups "$java" -jar "$work/epostadm.jar" $line --store "$work/private" >"$work/out" 2>"$work/err"
        got=$?
        case "$got $line" in
            '0 accounts show suzuki.m') good "as nobody: $line" ;;
            '13 '*)
                if [ "$(grep -c '^epostadm: .*denied\|^epostadm: .*permi\|^epostadm: .*allowed' "$work/err")" = 1 ]; then good "as nobody: $line"; else bad "as nobody: $line"; fi
                ;;
            *) bad "as nobody: $line: exit code $got" ;;
        esac
    done
    unchanged "$work/private"
}

# year_lines FIRST END: lines of accounts for year-end.
year_lines() {
    i=$1
    while [ "$i" -lt "$2" ]; do
        printf 'y%05d\tpw-%d\tName\t%s\t\t1\t0\t0\t1\t1\n' "$i" "$i" "$domain"
        i=$((i + 1))
    done
}

# A change-over of 100 accounts (40 leave, 40 come) on a small disk, with 3 kB more room each time until it is enough. What
# fails must fail with 13; when there is room again, what is open is resumed and undone, or undone at once, by turns.
year_end_full() {
    image "$work/year.img" 12
    mount_at "$work/year" -o loop "$work/year.img"
    store=$work/year/store
    year_lines 0 100 >"$work/this.txt"
    year_lines 40 140 >"$work/next.txt"
    expect 0 . "full at year-end: the store" store init "$store" --domain "$domain"
    expect 0 . "  its accounts" accounts import "$work/this.txt" --create-folders --scheme plain --store "$store" --yes
    for i in 00001 00050 00099; do
        printf 'Subject: %s\r\n\r\n' $i >"$store/inbox/$domain/y$i/inbox/0000000001-000010.MSG"
    done
    rm -f "$work/plan.json"
    expect 0 . "  its plan" year-end plan "$work/next.txt" --domain "$domain" --scheme plain --out "$work/plan.json" --store "$store"
    tree "$store" >"$work/before"
    room=0 failed=0 resumed=0 undone=0 done_at=
    while [ -z "$done_at" ]; do
        free=$(($(stat -f -c '%a * %S / 1024' "$work/year")))
        [ $((free - room)) -le 0 ] || dd if=/dev/zero of="$work/year/filler" bs=1k count=$((free - room)) 2>/dev/null
        sync -f "$work/year"
        run year-end apply "$work/plan.json" --store "$store" --yes
        got=$?
        rm -f "$work/year/filler"
        sync -f "$work/year"
        case $got in
            0) done_at=$room ;;
            13) failed=$((failed + 1)) ;;
            *) bad "year-end apply with $room kB: exit code $got, expected 13" ;;
        esac
        change=$(cat "$store/.epostadm/changes/open" 2>/dev/null || true)
        case $(cat "$store/.epostadm/changes/$change/state" 2>/dev/null || true) in
            applying*)
                if [ $((room % 2)) = 0 ]; then
                    resumed=$((resumed + 1))
                    run year-end resume --domain "$domain" --store "$store" --yes || bad "year-end resume after $room kB"
                fi
                run year-end undo --domain "$domain" --store "$store" --yes || bad "year-end undo after $room kB"
                undone=$((undone + 1))
                ;;
            undoing*)
                run year-end undo --domain "$domain" --store "$store" --yes || bad "year-end undo after $room kB"
                undone=$((undone + 1))
                ;;
        esac
        [ -n "$done_at" ] || {
            tree "$store" >"$work/now"
            cmp -s "$work/before" "$work/now" || bad "after year-end apply with $room kB the store changed"
        }
        find "$store/.epostadm/changes" -mindepth 1 -maxdepth 1 -name '*year-end*' -printf '%f\n' | while read -r id; do
            [ -n "$done_at" ] || run changes purge "$id" --store "$store" --yes
        done
        room=$((room + 3))
        [ $room -lt 4000 ] || { bad "year-end apply never ended"; break; }
    done
    if [ $failed -gt 5 ]; then good "  $failed times too little room, $resumed resumed, $undone undone; $done_at kB are enough"; else bad "  only $failed failures"; fi
    expect 0 . "  undone" year-end undo --domain "$domain" --store "$store" --yes
    unchanged "$store"
}

# A power cut is a copy of the blocks that the disk has at that moment: mounting it replays the journal of ext4.
power_cut() {
    image "$work/pc.img" 64
    mount_at "$work/pc" -o loop,commit=300 "$work/pc.img"
    cp -a "$root/samples/store-bsd" "$work/pc/store"
    tree "$work/pc/store" >"$work/before"
    sync -f "$work/pc"
    device=$(findmnt -no SOURCE "$work/pc")
    # Done means done.
    expect 0 . "power cut after success: import" accounts import "$work/accounts.txt" --create-folders --scheme plain --store "$work/pc/store" --yes
    dd if="$device" of="$work/cut.img" bs=1M iflag=direct conv=sparse 2>/dev/null
    tree "$work/pc/store" >"$work/done"
    mount_at "$work/cut" -o loop "$work/cut.img"
    tree "$work/cut/store" >"$work/now"
    if cmp -s "$work/done" "$work/now"; then good "  the copy has all of it"; else
        bad "  the copy lacks something"
        diff "$work/done" "$work/now" | head -5
    fi
    expect 0 . "  and is whole: accounts list" accounts list --store "$work/cut/store"
    change=$(changes "$work/cut/store" | tail -1)
    expect 0 . "  and can be undone" changes undo "$change" --store "$work/cut/store" --yes
    unchanged "$work/cut/store"
    umount "$work/cut"
    change=$(changes "$work/pc/store" | tail -1)
    run changes undo "$change" --store "$work/pc/store" --yes
    # In the middle.
    n=0
    middle=0
    while [ $n -lt 9 ]; do
        n=$((n + 1))
        sync -f "$work/pc"
        "$root/bin/epostadm" accounts import "$work/accounts.txt" --create-folders --scheme plain --store "$work/pc/store" --yes >/dev/null 2>&1 </dev/null &
        importing=$!
        # Odd ones while it prepares, even ones once it applies, every fourth with what the kernel had not yet written.
        begun=$(changes "$work/pc/store" | wc -l)
        until [ "$(changes "$work/pc/store" | wc -l)" -gt "$begun" ] || ! kill -0 $importing; do :; done
        if [ $((n % 2)) = 0 ]; then
            state_file=$work/pc/store/.epostadm/changes/$(changes "$work/pc/store" | tail -1)/state
            until [ -e "$state_file" ] || ! kill -0 $importing; do :; done
        fi
        sleep "0.0$n"
        kill -STOP $importing
        [ $((n % 4)) = 2 ] || sync -f "$work/pc"
        dd if="$device" of="$work/cut.img" bs=1M iflag=direct conv=sparse 2>/dev/null
        kill -CONT $importing
        wait $importing
        mount_at "$work/cut" -o loop "$work/cut.img"
        state=none
        id=$(cat "$work/cut/store/.epostadm/changes/open" 2>/dev/null) &&
            state=$(cat "$work/cut/store/.epostadm/changes/$id/state" 2>/dev/null || echo preparing)
        case $state in
            applying*)
                middle=$((middle + 1))
                cp -a "$work/cut/store" "$work/resumed"
                expect 20 "$id" "cut $n ($state): next change refused" accounts suspend sato.k --store "$work/cut/store"
                expect 0 . "cut $n: resume" changes resume "$id" --store "$work/resumed" --yes
                (cd "$work/resumed" && find . -path ./.epostadm -prune -o -printf '%p %s\n' | grep '/u[0-9]\|idx' | grep -v '/u[0-9]* ' | sort) >"$work/a"
                (cd "$work/pc/store" && find . -path ./.epostadm -prune -o -printf '%p %s\n' | grep '/u[0-9]\|idx' | grep -v '/u[0-9]* ' | sort) >"$work/b"
                if cmp -s "$work/a" "$work/b"; then good "  as if uncut"; else bad "  differs from the uncut one"; fi
                expect 0 . "cut $n: undo" changes undo "$id" --store "$work/cut/store" --yes
                unchanged "$work/cut/store"
                rm -rf "$work/resumed"
                ;;
            preparing)
                unchanged "$work/cut/store"
                run accounts list --store "$work/cut/store"
                if grep -q "$id" "$work/err"; then good "cut $n ($state): the next command says so"; else bad "cut $n ($state)"; fi
                ;;
            *) say "" "cut $n: $state" ;;
        esac
        umount "$work/cut"
        change=$(changes "$work/pc/store" | tail -1)
        run changes undo "$change" --store "$work/pc/store" --yes
        run changes purge "$change" --store "$work/pc/store" --yes
    done
    say "" "$middle of $n cuts met the change while it was being applied"
}

full() {
    accounts 600
    mount_at "$work/full1" -t tmpfs -o size=16m tmpfs
    full_disk "$work/full1" "full tmpfs"
    image "$work/full2.img" 24
    mount_at "$work/full2" -o loop "$work/full2.img"
    full_disk "$work/full2" "full ext4"
}

accounts 600
for part in ${PARTS:-full year_end_full read_only two_volumes not_mounted not_ours power_cut}; do
    [ "$part" != power_cut ] || accounts 2000
    "$part"
done
echo "$failures failed"
[ $failures = 0 ]
