#!/usr/bin/env bash
# Benchmarks of "epostadm serve" beside Dovecot 2.3 and a plain loop; docs/performance.md holds what they gave.
#   bench/serve.sh smtp-in [MESSAGES [BYTES]] | pop3 [MESSAGES [BYTES]] | idle [CONNECTIONS [DOVECOT-CONNECTIONS]]
# Needs root (Dovecot starts so), dovecot-lmtpd, dovecot-pop3d and smtp-source of Postfix. All servers listen on
# loopback, with settings of their own, and keep their files below $BENCH_DIR (default: a new directory under
# /var/tmp), which goes afterwards. Runs are taken in turn; RUNS says how many of each count.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-5}
epostadm=$root/bin/epostadm
"$epostadm" --version >/dev/null
[ "$root/bench/target/classes/epostadm/bench/SameMessages.class" -nt "$root/bench/src/main/java/epostadm/bench/SameMessages.java" ] 2>/dev/null ||
    (cd "$root" && mvn -q -B -DskipTests package -pl bench -am)
java=${BENCH_JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -n 1)}
made=
[ -n "${BENCH_DIR:-}" ] || made=yes
dir=${BENCH_DIR:-$(mktemp -d /var/tmp/epostadm-serve.XXXXXX)}
mkdir -p "$dir"
chmod 755 "$dir"
base=${BENCH_PORT:-23400}
ours_smtp=$base ours_lmtp=$((base + 1)) ours_pop3=$((base + 2)) their_lmtp=$((base + 3)) their_pop3=$((base + 4))
domain=bench.example.jp
user=s0000000
password=kawa-0
server=

finish() {
    stop_ours
    [ ! -e "$dir/dovecot/dovecot.conf" ] || doveadm -c "$dir/dovecot/dovecot.conf" stop 2>/dev/null || true
    [ -z "$made" ] || rm -rf "$dir"
}
trap finish EXIT

bench() { "$java" -XX:+UseSerialGC -Xmx512m -cp "$root/bench/target/classes:$root/mailstore/target/classes:$root/test-fixtures/target/classes" "$@"; }

median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
least() { printf '%s\n' "$@" | sort -n | head -1; }
most() { printf '%s\n' "$@" | sort -n | tail -1; }

await_port() {
    local i
    for i in $(seq 300); do
        (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
        sleep 0.1
    done
    echo "nobody listens on $1" >&2
    exit 1
}

# start_ours STORE
start_ours() {
    cat >"$dir/serve.toml" <<END
host = "mail.$domain"
[[listener]]
protocol = "smtp"
port = $ours_smtp
[[listener]]
protocol = "lmtp"
port = $ours_lmtp
[[listener]]
protocol = "pop3"
port = $ours_pop3
[limits]
commands = 1000000
END
    "$epostadm" serve --config "$dir/serve.toml" --store "$1" >"$dir/serve.log" 2>&1 </dev/null &
    server=$!
    await_port "$ours_pop3"
}

stop_ours() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}

# start_dovecot: as Debian has it but for places and ports; Maildir, one user for all files.
start_dovecot() {
    mkdir -p "$dir/dovecot/mail"
    chown mail:mail "$dir/dovecot/mail"
    cat >"$dir/dovecot/dovecot.conf" <<END
base_dir = $dir/dovecot/run
state_dir = $dir/dovecot/state
instance_name = epostadm-bench
protocols = lmtp pop3
listen = 127.0.0.1
log_path = $dir/dovecot/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:$dir/dovecot/mail/%n
auth_username_format = %n
first_valid_uid = 1
default_process_limit = ${dovecot_processes:-1000}
default_client_limit = ${dovecot_clients:-4000}
mail_max_userip_connections = 100000
postmaster_address = postmaster@$domain
passdb {
  driver = static
  args = password=$password
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$dir/dovecot/mail/%n
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $their_lmtp
  }
}
service pop3-login {
  inet_listener pop3 {
    port = $their_pop3
  }
  inet_listener pop3s {
    port = 0
  }
${dovecot_pop3_login:-}
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
END
    dovecot -c "$dir/dovecot/dovecot.conf"
    await_port "$their_pop3"
}

# report NAME UNIT: of the arrays ours and theirs, taken in turn; the ratio is how many times as fast ours is.
report() {
    local ratios=() i
    for i in "${!ours[@]}"; do
        ratios+=("$(echo "scale=3; ${theirs[$i]} / ${ours[$i]}" | bc)")
    done
    printf '%-26s ours %s s (%s to %s)   other %s s (%s to %s)   ours is %s times as fast (%s to %s)\n' "$1" \
        "$(median "${ours[@]}")" "$(least "${ours[@]}")" "$(most "${ours[@]}")" \
        "$(median "${theirs[@]}")" "$(least "${theirs[@]}")" "$(most "${theirs[@]}")" \
        "$(median "${ratios[@]}")" "$(least "${ratios[@]}")" "$(most "${ratios[@]}")"
}

now() { date +%s.%N; }

# messages DIR: how many arrivals lie in it.
messages() { find "$1" -name "${2:-*.MSG}" -type f 2>/dev/null | wc -l; }

smtp_in() {
    local count=${1:-5000} bytes=${2:-5000} number=0 begin delivered before i
    local store=$dir/store box=$dir/store/inbox/$domain/$user
    bench epostadm.bench.StoreGenerator "$store" 1 0 >/dev/null
    start_ours "$store"
    start_dovecot
    source() { smtp-source -s 10 -m "$count" -l "$bytes" -f "from@example.com" -t "$user@$domain" "$@"; }
    # Seconds until the last is accepted, and until it lies in the mailbox, where it is counted by the server.
    into_ours() {
        before=$(messages "$box")
        begin=$(now)
        source "$@"
        accepted=$(echo "$(now) - $begin" | bc)
        until [ -z "$(ls "$store/incoming")" ]; do sleep 0.05; done
        delivered=$(echo "$(now) - $begin" | bc)
        [ $(($(messages "$box") - before)) = "$count" ] || { echo "not all have arrived" >&2; exit 1; }
    }
    into_dovecot() {
        begin=$(now)
        source -L "127.0.0.1:$their_lmtp"
        accepted=$(echo "$(now) - $begin" | bc)
    }
    plain() {
        number=$((number + 1))
        accepted=$(bench epostadm.bench.PlainSpool "$dir/plain$number" "$count" "$bytes")
    }
    into_ours "127.0.0.1:$ours_smtp"
    into_dovecot
    echo "warm: ours accepted and delivered in $delivered s, Dovecot $accepted s"
    local lmtp=() smtp=() lmtp_all=() smtp_all=() dovecot=() loop=()
    for i in $(seq "$runs"); do
        into_ours -L "127.0.0.1:$ours_lmtp"; lmtp+=("$accepted"); lmtp_all+=("$delivered")
        into_dovecot; dovecot+=("$accepted")
        into_ours "127.0.0.1:$ours_smtp"; smtp+=("$accepted"); smtp_all+=("$delivered")
        plain; loop+=("$accepted")
    done
    echo "$count messages of $bytes octets by ten clients, durable"
    theirs=("${dovecot[@]}")
    ours=("${lmtp[@]}"); report "LMTP, accepted, Dovecot"
    ours=("${lmtp_all[@]}"); report "LMTP, delivered, Dovecot"
    ours=("${smtp[@]}"); report "SMTP, accepted, Dovecot"
    ours=("${smtp_all[@]}"); report "SMTP, delivered, Dovecot"
    theirs=("${loop[@]}")
    ours=("${smtp_all[@]}"); report "SMTP, delivered, loop"
    local total=$((count * (2 * runs + 1)))
    [ "$(messages "$box")" = "$total" ] || echo "warning: $(messages "$box") of $total messages are there"
}

# pop3_on STORE: lets all its accounts in by POP3, with one password.
pop3_on() {
    sed -i "s/{PLAIN}kawa-[0-9]*/{PLAIN}$password/; s/0\t1$/1\t1/" "$1/db/$domain.idx"
    find "$1/inbox" \( -name 'apop.dat' -o -name '$offpop3' \) -delete
}

pop3() {
    local count=${1:-10000} bytes=${2:-10000} i
    local store=$dir/store box=$dir/store/inbox/$domain/$user
    bench epostadm.bench.StoreGenerator "$store" 1 0 >/dev/null
    start_dovecot
    pop3_on "$store"
    bench epostadm.bench.SameMessages "$box" "$dir/dovecot/mail/$user" "$count" "$bytes"
    chown -R mail:mail "$dir/dovecot/mail"
    start_ours "$store"
    from_ours() { bench epostadm.bench.Pop3Fetch "$ours_pop3" "$user" "$password" "$count" "$1" 2>>"$dir/octets" || { cat "$dir/octets" "$dir/serve.log" >&2; exit 1; }; }
    from_dovecot() { bench epostadm.bench.Pop3Fetch "$their_pop3" "$user" "$password" "$count" "$1" 2>>"$dir/octets" || { cat "$dir/octets" "$dir/serve.log" >&2; exit 1; }; }
    from_ours single >/dev/null
    from_dovecot single >/dev/null
    local manner
    for manner in single pipelined; do
        ours=() theirs=()
        for i in $(seq "$runs"); do
            ours+=("$(from_ours $manner)")
            theirs+=("$(from_dovecot $manner)")
        done
        report "POP3, $count, $manner"
    done
    echo "fetched each time: $(sort -u "$dir/octets" | tr '\n' ' ')"
}

# resident PID...: kB, shared pages shared out (PSS).
resident() { for p in "$@"; do cat "/proc/$p/smaps_rollup" 2>/dev/null; done | awk '/^Pss:/ { s += $2 } END { print s + 0 }'; }

descendants() {
    local p
    echo "$1"
    for p in $(cat /proc/"$1"/task/*/children 2>/dev/null); do descendants "$p"; done
}

# holding MEASURE PORT NUMBER [PREFIX PASSWORD]: what the function measures while the connections are open.
holding() {
    local measure=$1
    shift
    coproc CLIENTS { bench epostadm.bench.IdleClients "$@"; }
    local said='' pid=$CLIENTS_PID
    read -r said <&"${CLIENTS[0]}" || true
    echo "  $said: $($measure) kB"
    eval "exec ${CLIENTS[1]}>&-"
    wait "$pid" 2>/dev/null || true
}

idle() {
    local count=${1:-10000} their_count=${2:-1000}
    ulimit -n "$(ulimit -Hn)"
    dovecot_processes=$((their_count + 200)) dovecot_clients=$((their_count * 2 + 1000))
    bench epostadm.bench.StoreGenerator "$dir/store" "$count" 0 >/dev/null
    pop3_on "$dir/store"
    start_ours "$dir/store"
    start_dovecot
    ours_resident() { sleep 2; resident "$server"; }
    their_resident() { sleep 2; resident $(descendants "$(cat "$dir/dovecot/run/master.pid")"); }
    echo "ours at rest: $(ours_resident) kB"
    echo "ours, SMTP greeted"
    holding ours_resident "$ours_smtp" "$count"
    echo "ours, POP3 logged in"
    holding ours_resident "$ours_pop3" "$count" s "$password"
    echo "Dovecot at rest: $(their_resident) kB"
    echo "Dovecot, POP3 logged in"
    holding their_resident "$their_pop3" "$their_count" s "$password"
}

case ${1:-} in
    smtp-in) shift; smtp_in "$@" ;;
    pop3) shift; pop3 "$@" ;;
    idle) shift; idle "$@" ;;
    *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
