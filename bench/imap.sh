#!/usr/bin/env bash
# Benchmarks of IMAP beside Dovecot 2.3 with Maildir on the same disk; docs/performance.md holds what they gave.
#   bench/imap.sh mix [CLIENTS...] | large [MESSAGES [STEP...]] | idle [SESSIONS [DOVECOT-SESSIONS]] | check [CLIENTS [SECONDS [SEED]]]
# mix:   a seeded mix of commands by each count of clients (1 10 50), each in its own INBOX of $MESSAGES (500) messages
#        of about $BYTES (4000) octets, for $SECONDS_EACH (20) seconds
# large: one folder of MESSAGES (100000); each step cold (server just started, cache deleted), then warm
# idle:  memory of a session in IDLE, and the time from delivery to the untagged EXISTS
# check: clients share one folder and look for contradictions in what they are told; SIDE=theirs looks at Dovecot
# Needs root (Dovecot starts so), dovecot-imapd and dovecot-lmtpd. All servers listen on loopback, with settings of
# their own, and keep their files below $BENCH_DIR (default: a new directory under /var/tmp), which goes afterwards.
# Runs are taken in turn, ours first; RUNS says how many of each. OURS=dovecot lets a second Dovecot play our part,
# which shows how much of a ratio is noise. EPOSTADM names another launcher; LIBRARIES, a class path of the libraries,
# has the compiled classes run as they lie in target/classes, with no build at all. No step takes longer than
# STEP_SECONDS (1200); of `large` a step that fails is said, and the others go on.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-3}
longest=${STEP_SECONDS:-1200}
java=${BENCH_JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -n 1)}
if [ -n "${LIBRARIES:-}" ]; then
    # With the options that bin/epostadm gives a server.
    classes=$root/cli/target/classes:$root/mini-server/target/classes:$root/mailstore/target/classes
    epostadm=("$java" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -Xmx512m -cp "$classes:$LIBRARIES" epostadm.cli.Epostadm)
else
    epostadm=("${EPOSTADM:-$root/bin/epostadm}")
    [ -n "${EPOSTADM:-}" ] || "${epostadm[@]}" --version >/dev/null
    [ "$root/bench/target/classes/epostadm/bench/ImapMix.class" -nt "$root/bench/src/main/java/epostadm/bench/ImapMix.java" ] 2>/dev/null ||
        (cd "$root" && mvn -q -B -DskipTests package -pl bench -am)
fi
made=
[ -n "${BENCH_DIR:-}" ] || made=yes
dir=${BENCH_DIR:-$(mktemp -d /var/tmp/epostadm-imap.XXXXXX)}
mkdir -p "$dir"
chmod 755 "$dir"
base=${BENCH_PORT:-23500}
declare -A imap=([ours]=$base [theirs]=$((base + 2))) lmtp=([ours]=$((base + 1)) [theirs]=$((base + 3)))
domain=bench.example.jp
password=kawa-0
store=$dir/store
server=

finish() {
    stop ours
    stop theirs
    [ -z "$made" ] || rm -rf "$dir"
}
trap finish EXIT

bench() { timeout "$longest" "$java" -XX:+UseSerialGC -Xmx1g -cp "$root/bench/target/classes:$root/mailstore/target/classes:$root/test-fixtures/target/classes" "$@"; }

median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
least() { printf '%s\n' "$@" | sort -n | head -1; }
most() { printf '%s\n' "$@" | sort -n | tail -1; }

await_port() {
    local i
    for i in $(seq 600); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        sleep 0.1
    done
    echo "nobody listens on $1" >&2
    cat "$dir/serve.log" >&2 || true
    exit 1
}

# start SIDE
start() {
    if [ "$1" = ours ] && [ "${OURS:-}" != dovecot ]; then start_epostadm; else start_dovecot "$1"; fi
    await_port "${imap[$1]}"
}

stop() {
    if [ -e "$dir/$1.conf" ]; then
        doveadm -c "$dir/$1.conf" stop 2>/dev/null || true
    elif [ "$1" = ours ] && [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        for _ in $(seq 600); do
            kill -0 "$server" 2>/dev/null || break
            sleep 0.1
        done
        kill -9 "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
        server=
    fi
}

# pids SIDE: of all processes of a server.
pids() {
    if [ -e "$dir/$1.conf" ]; then descendants "$(cat "$dir/$1-run/master.pid")"; else echo "$server"; fi
}

descendants() {
    local p
    echo "$1"
    for p in $(cat /proc/"$1"/task/*/children 2>/dev/null); do descendants "$p"; done
}

start_epostadm() {
    cat >"$dir/serve.toml" <<END
host = "mail.$domain"
[[listener]]
protocol = "imap"
port = ${imap[ours]}
[[listener]]
protocol = "lmtp"
port = ${lmtp[ours]}
[limits]
commands = 1000000000
connections-per-address = 20000
END
    "${epostadm[@]}" serve --config "$dir/serve.toml" --store "$store" >>"$dir/serve.log" 2>&1 </dev/null &
    server=$!
}

# start_dovecot SIDE: as Debian has it but for places, ports and limits of numbers; Maildir, one user for all files.
start_dovecot() {
    chown mail:mail "$dir/$1-mail"
    cat >"$dir/$1.conf" <<END
base_dir = $dir/$1-run
state_dir = $dir/$1-state
instance_name = epostadm-bench-$1
protocols = imap lmtp
listen = 127.0.0.1
log_path = $dir/$1.log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:$dir/$1-mail/%n
auth_username_format = %n
first_valid_uid = 1
default_process_limit = ${dovecot_processes:-1000}
default_client_limit = ${dovecot_clients:-4000}
mail_max_userip_connections = 100000
postmaster_address = postmaster@$domain
namespace inbox {
  inbox = yes
}
passdb {
  driver = static
  args = password=$password
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$dir/$1-mail/%n
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp[$1]}
  }
}
service imap {
  process_limit = ${dovecot_processes:-1024}
}
service imap-login {
  inet_listener imap {
    port = ${imap[$1]}
  }
  inet_listener imaps {
    port = 0
  }
${dovecot_imap_login:-}
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
END
    dovecot -c "$dir/$1.conf"
}

# accounts COUNT [MESSAGES BYTES]: the same for both, before the first start.
accounts() {
    bench epostadm.bench.StoreGenerator "$store" "$1" 0 >/dev/null
    sed -i "s/{PLAIN}kawa-[0-9]*/{PLAIN}$password/" "$store/db/$domain.idx"
    mkdir -p "$dir/theirs-mail"
    [ "${2:-0}" = 0 ] || bench epostadm.bench.SameFolders "$store/inbox/$domain" "$dir/theirs-mail" "$1" "$2" "$3"
    chown -R mail:mail "$dir/theirs-mail"
    [ "${OURS:-}" != dovecot ] || cp -a "$dir/theirs-mail" "$dir/ours-mail"
    sync
}

# forget SIDE: takes away what the server can derive again. Names and UIDs stay.
forget() {
    if [ -e "$dir/$1.conf" ]; then
        find "$dir/$1-mail" -name 'dovecot.*index*' -type f -delete
    else
        find "$store" -name "${EPOSTADM_CACHE:-imap.mv*}" -type f -delete
    fi
}

load() { echo "load $(cut -d ' ' -f 1-3 /proc/loadavg), $(date '+%Y-%m-%d %H:%M')"; }

# numbers FILE...: of each kind of command the medians over the files of count per second, p50 and p99.
numbers() {
    awk '/^[A-Za-z].* [0-9]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+$/ {
            kind = $1; for (i = 2; i <= NF - 5; i++) kind = kind " " $i
            print kind "\t" $(NF - 3) "\t" $(NF - 2) "\t" $(NF - 1) }' "$@" | sort -t "$(printf '\t')" -k1,1 |
        awk -F '\t' 'function median(a, n,   i, j, t) { for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (a[j] < a[i]) { t = a[i]; a[i] = a[j]; a[j] = t }
                return a[int((n + 1) / 2)] }
            function flush() { if (n) print kind "\t" median(s, n) "\t" median(h, n) "\t" median(l, n) }
            $1 != kind { flush(); kind = $1; n = 0 } { n++; s[n] = $2 + 0; h[n] = $3 + 0; l[n] = $4 + 0 } END { flush() }'
}

mix() {
    local counts=("$@") clients side i ratios
    [ $# -gt 0 ] || counts=(1 10 50)
    accounts "$(most "${counts[@]}")" "${MESSAGES:-500}" "${BYTES:-4000}"
    start ours
    start theirs
    for clients in "${counts[@]}"; do
        ratios=()
        rm -f "$dir"/mix.*
        for i in $(seq "$runs"); do
            for side in ours theirs; do
                bench epostadm.bench.ImapMix "${imap[$side]}" "$clients" "${SECONDS_EACH:-20}" --seed "$i" \
                    --warm "${WARM:-5}" --password "$password" --bytes "${BYTES:-4000}" >"$dir/mix.$side.$i" ||
                    { cat "$dir/mix.$side.$i"; echo "$side failed with $clients clients" >&2; exit 1; }
            done
            ratios+=("$(echo "scale=2; $(per_second "$dir/mix.ours.$i") / $(per_second "$dir/mix.theirs.$i")" | bc)")
        done
        echo "mix, $clients clients, $runs pairs, $(load): ours is $(median "${ratios[@]}") times as fast ($(least "${ratios[@]}") to $(most "${ratios[@]}"))"
        printf '  %-20s %10s %10s %10s   %10s %10s %10s   %9s\n' command 'ours/s' 'p50 ms' 'p99 ms' 'theirs/s' 'p50 ms' 'p99 ms' 'p99 ratio'
        join -t "$(printf '\t')" <(numbers "$dir"/mix.ours.*) <(numbers "$dir"/mix.theirs.*) | awk -F '\t' '{
            printf "  %-20s %10.1f %10.3f %10.3f   %10.1f %10.3f %10.3f   %9.2f\n", $1, $2, $3, $4, $5, $6, $7, $4 / ($7 > 0 ? $7 : 0.001) }'
        row mix "$clients" "$(median "${ratios[@]}") ($(least "${ratios[@]}") to $(most "${ratios[@]}"))" \
            "$(all_of ours)" "$(all_of theirs)"
        grep -h '^{' "$dir"/mix.ours.* "$dir"/mix.theirs.* >>"${JSON:-/dev/null}"
    done
}

# all_of SIDE: of all commands together the medians of count per second, p50 and p99.
all_of() { numbers "$dir"/mix."$1".* | awk -F '\t' '$1 == "all" { printf "%d/s, p50 %.1f ms, p99 %.1f ms", $2, $3, $4 }'; }

# row CELL...: for docs/performance.md.
row() { printf '|'; printf ' %s |' "$@"; echo; }

per_second() { sed -n 's/^{.*"per_second":\([0-9.]*\).*/\1/p' "$1"; }

large() {
    local messages=${1:-100000} step side i cold warm rows=()
    [ $# -eq 0 ] || shift
    local steps=("$@")
    [ $# -gt 0 ] || steps=(select flags envelope bodystructure text subject date)
    accounts 1 "$messages" "${BYTES:-2000}"
    # Both give UIDs and make what they keep beside the mail.
    for side in ours theirs; do
        start "$side"
        bench epostadm.bench.ImapLarge "${imap[$side]}" s0000000 "$password" "$messages" select >/dev/null
        stop "$side"
    done
    printf '%-14s %28s %28s %22s %28s %28s %22s\n' "$messages" 'cold ours s' 'cold theirs s' 'cold ours/theirs' 'warm ours s' 'warm theirs s' 'warm ours/theirs'
    for step in "${steps[@]}"; do
        declare -A all=()
        local cold_ratios=() warm_ratios=()
        for i in $(seq "$runs"); do
            for side in ours theirs; do
                forget "$side"
                start "$side"
                read -r cold warm < <(bench epostadm.bench.ImapLarge "${imap[$side]}" s0000000 "$password" "$messages" "$step") ||
                    { echo "$side failed at $step" >&2; tail -5 "$dir/serve.log" >&2; stop "$side"; continue 3; }
                stop "$side"
                all[cold.$side]+=" $cold" all[warm.$side]+=" $warm"
                eval "cold_$side=$cold warm_$side=$warm"
            done
            cold_ratios+=("$(echo "scale=2; $cold_ours / $cold_theirs" | bc)")
            warm_ratios+=("$(echo "scale=2; $warm_ours / $warm_theirs" | bc)")
        done
        printf '%-14s %28s %28s %22s %28s %28s %22s\n' "$step" "$(spread ${all[cold.ours]})" "$(spread ${all[cold.theirs]})" \
            "$(spread "${cold_ratios[@]}")" "$(spread ${all[warm.ours]})" "$(spread ${all[warm.theirs]})" "$(spread "${warm_ratios[@]}")"
        rows+=("$(row "$step" "$(median ${all[cold.ours]})" "$(median ${all[cold.theirs]})" "$(median "${cold_ratios[@]}")" \
            "$(median ${all[warm.ours]})" "$(median ${all[warm.theirs]})" "$(median "${warm_ratios[@]}")")")
    done
    load
    printf '%s\n' "${rows[@]}"
}

spread() { echo "$(median "$@") ($(least "$@") to $(most "$@"))"; }

# resident SIDE: kB, shared pages shared out (PSS), of all processes of a server.
resident() { for p in $(pids "$1"); do cat "/proc/$p/smaps_rollup" 2>/dev/null || true; done | awk '/^Pss:/ { s += $2 } END { print s + 0 }'; }

# idle_side SIDE SESSIONS ORDER...: opens, measures, gives the orders one by one.
idle_side() {
    local side=$1 sessions=$2 said='' pid before after
    shift 2
    sleep 2
    before=$(resident "$side")
    coproc CLIENTS { bench epostadm.bench.ImapIdle "${imap[$side]}" "$sessions" "$password"; }
    pid=$CLIENTS_PID
    read -r -t "$longest" said <&"${CLIENTS[0]}" || { echo "$side: no sessions" >&2; tail -5 "$dir/serve.log" >&2; exit 1; }
    sleep 2
    after=$(resident "$side")
    echo "$side: $said; at rest $before kB, now $after kB: $(echo "scale=1; ($after - $before) / $sessions" | bc) kB a session"
    for order in "$@"; do
        echo "$order" >&"${CLIENTS[1]}"
        read -r -t "$longest" said <&"${CLIENTS[0]}" || { echo "$side: failed at $order" >&2; exit 1; }
        echo "$side: $said"
    done
    exec 5<&"${CLIENTS[0]}"
    eval "exec ${CLIENTS[1]}>&-"
    read -r -t "$longest" said <&5 || { echo "$side: sessions did not end well" >&2; exit 1; }
    echo "$side: $said"
    wait "$pid" 2>/dev/null || true
}

idle() {
    local count=${1:-10000} their_count=${2:-100} deliveries=${DELIVERIES:-200}
    ulimit -n "$(ulimit -Hn)"
    # A session of Dovecot waits by inotify; those that find none left look only each half minute.
    echo "inotify instances: $(cat /proc/sys/fs/inotify/max_user_instances), watches: $(cat /proc/sys/fs/inotify/max_user_watches)"
    dovecot_processes=$((their_count + 200)) dovecot_clients=$((their_count * 2 + 1000))
    accounts "$count"
    start ours
    if [ "${OURS:-}" = dovecot ]; then
        idle_side ours "$their_count" "lmtp ${lmtp[ours]} $deliveries"
    else
        idle_side ours "$count" "lmtp ${lmtp[ours]} $deliveries" "arrival $store/inbox/$domain $deliveries"
    fi
    stop ours
    start theirs
    idle_side theirs "$their_count" "lmtp ${lmtp[theirs]} $deliveries" "maildir $dir/theirs-mail $deliveries"
    stop theirs
    load
}

check() {
    local side=${SIDE:-ours}
    accounts 2 "${MESSAGES:-100}" "${BYTES:-1000}"
    start "$side"
    bench epostadm.bench.ImapMix "${imap[$side]}" "${1:-4}" "${2:-30}" --check --seed "${3:-1}" --password "$password" --bytes "${BYTES:-1000}"
}

case ${1:-} in
    mix) shift; mix "$@" ;;
    large) shift; large "$@" ;;
    idle) shift; idle "$@" ;;
    check) shift; check "$@" ;;
    *) sed -n '2,16p' "$0" >&2; exit 2 ;;
esac
