#!/usr/bin/env bash
# Benchmarks of whole processes, as ratios taken in one run; docs/performance.md holds what they gave.
#   bench/run.sh start-up | import [ACCOUNTS] | hashing | inspect [ACCOUNTS MESSAGES] | inspect-deep [ACCOUNTS MESSAGES] | lists
#   bench/run.sh reset-uid [MESSAGES] | logs [TIMES] | year-end [ACCOUNTS]
# Stores are made below $BENCH_DIR (default: a new directory under /var/tmp) and deleted afterwards.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-5}
epostadm=$root/bin/epostadm
"$epostadm" --version >/dev/null
[ -e "$root/bench/target/classes" ] || (cd "$root" && mvn -q -B -DskipTests package)
java=${BENCH_JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -n 1)}
dir=${BENCH_DIR:-$(mktemp -d /var/tmp/epostadm-bench.XXXXXX)}
trap 'rm -rf "$dir"' EXIT
domain=bench.example.jp

bench() { "$java" -XX:+UseSerialGC -Xmx512m -cp "$root/bench/target/classes:$root/mailstore/target/classes:$root/test-fixtures/target/classes:$root/cli/target/epostadm.jar" "$@"; }

# seconds COMMAND...: wall time on standard output; the command's output is thrown away.
seconds() {
    local begin end
    begin=$(date +%s.%N)
    "$@" >/dev/null 2>"$dir/err" || { [ $? -le 1 ] || { cat "$dir/err" >&2; exit 1; }; }
    end=$(date +%s.%N)
    echo "$end - $begin" | bc
}

# median NUMBERS...
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }

# versus NAME OURS THEIRS: the two functions in turn, RUNS times after one run of each that does not count.
versus() {
    local name=$1 ours=$2 theirs=$3 a=() b=() i
    "$ours" 0 >/dev/null
    "$theirs" 0 >/dev/null
    for i in $(seq "$runs"); do
        a+=("$("$ours" "$i")")
        b+=("$("$theirs" "$i")")
    done
    printf '%-22s ours %s s   other %s s   ratio %s   (min..max ours %s..%s, other %s..%s)\n' "$name" \
        "$(median "${a[@]}")" "$(median "${b[@]}")" \
        "$(echo "scale=2; $(median "${a[@]}") / $(median "${b[@]}")" | bc)" \
        "$(printf '%s\n' "${a[@]}" | sort -n | head -1)" "$(printf '%s\n' "${a[@]}" | sort -n | tail -1)" \
        "$(printf '%s\n' "${b[@]}" | sort -n | head -1)" "$(printf '%s\n' "${b[@]}" | sort -n | tail -1)"
}

start_up() {
    java_version() { seconds "$java" -version; }
    help() { seconds "$epostadm" --help; }
    status() { seconds "$epostadm" inbox status sato.k --store "$root/samples/store-bsd"; }
    runs=${RUNS:-21}
    versus "--help" help java_version
    versus "inbox status NAME" status java_version
}

import() {
    local accounts=${1:-100000}
    bench epostadm.bench.AccountFile "$dir/accounts.txt" "$domain" "$accounts"
    ours() {
        "$epostadm" store init "$dir/ours$1" --domain "$domain" --quiet >/dev/null
        EPOSTADM_JAVA_OPTS=-Xmx256m seconds "$epostadm" accounts import "$dir/accounts.txt" --store "$dir/ours$1" \
            --create-folders --scheme plain --quiet
    }
    plain() { seconds bench epostadm.bench.PlainImport "$dir/plain$1" "$domain" "$dir/accounts.txt"; }
    runs=${RUNS:-3}
    versus "import of $accounts" ours plain
}

hashing() {
    bench epostadm.bench.AccountFile "$dir/accounts.txt" "$domain" 10000
    "$epostadm" store init "$dir/hashed" --domain "$domain" --quiet >/dev/null
    echo "import of 10,000 with scram-sha-256: $(seconds "$epostadm" accounts import "$dir/accounts.txt" \
        --store "$dir/hashed" --quiet) s"
}

inspect() {
    local accounts=${1:-10000} messages=${2:-100}
    bench epostadm.bench.StoreGenerator "$dir/store" "$accounts" "$messages" 1
    inspect_all() { seconds "$epostadm" store inspect --store "$dir/store" --quiet; }
    find_all() { seconds find "$dir/store" -type f -printf '%s %T@ %p\n'; }
    runs=${RUNS:-3}
    versus "inspect, warm" inspect_all find_all
    if [ "$(id -u)" = 0 ]; then
        cold() { sync; echo 3 >/proc/sys/vm/drop_caches; }
        ours_cold() { cold; inspect_all; }
        find_cold() { cold; find_all; }
        versus "inspect, cold" ours_cold find_cold
    fi
}

# Time and memory against cat of the same files, in the order of their directories.
inspect_deep() {
    local accounts=${1:-10000} messages=${2:-100}
    bench epostadm.bench.StoreGenerator "$dir/store" "$accounts" "$messages" 1
    deep() { seconds "$epostadm" store inspect --deep --store "$dir/store" --quiet; }
    read_all() { find "$dir/store/inbox" -name '*.MSG' -print0 | xargs -0 cat; }
    cat_all() { seconds read_all; }
    runs=${RUNS:-3}
    versus "inspect --deep, warm" deep cat_all
    "$epostadm" store inspect --deep --store "$dir/store" --quiet >/dev/null 2>&1 &
    local pid=$! child peak=0 now
    while kill -0 $pid 2>/dev/null; do
        for child in $pid $(pgrep -P $pid || true); do
            now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$child/status" 2>/dev/null || true)
            [ "${now:-0}" -gt "$peak" ] && peak=$now
        done
        sleep 0.2
    done
    echo "peak memory of inspect --deep: $((peak / 1024)) MB"
}

lists() {
    bench epostadm.bench.AccountFile "$dir/accounts.txt" "$domain" 100000
    "$epostadm" store init "$dir/lists" --domain "$domain" --quiet >/dev/null
    "$epostadm" accounts import "$dir/accounts.txt" --store "$dir/lists" --create-folders --scheme plain --quiet >/dev/null
    echo "accounts list of 100,000:            $(seconds "$epostadm" accounts list --store "$dir/lists") s"
    echo "accounts list --no-count of 100,000: $(seconds "$epostadm" accounts list --no-count --store "$dir/lists") s"
    echo "accounts diff of 100,000 (plain):    $(seconds "$epostadm" accounts diff "$dir/accounts.txt" --store "$dir/lists") s"
    local id
    id=$("$epostadm" changes list --output csv --store "$dir/lists" | sed -n '2s/,.*//p')
    echo "changes undo of the import:          $(seconds "$epostadm" changes undo "$id" --yes --store "$dir/lists") s"
}

reset_uid() {
    local messages=${1:-100000}
    bench epostadm.bench.StoreGenerator "$dir/one" 2 "$messages" 1
    local names
    mapfile -t names < <("$epostadm" accounts list --no-count --output csv --store "$dir/one" | sed -n '2,$s/,.*//p')
    echo "reset-uid rename of about $messages:   $(seconds "$epostadm" inbox reset-uid "${names[0]}" --yes --store "$dir/one") s"
    echo "reset-uid renumber of about $messages: $(seconds "$epostadm" inbox reset-uid "${names[1]}" --method renumber --yes --store "$dir/one") s"
}

# Each line of the samples many times over, in the order of time; grep -c is the other.
logs() {
    local times=${1:-12000} file log
    for file in "$root"/samples/logs/*/*.log; do
        log=$dir/logs/$(basename "$(dirname "$file")")
        mkdir -p "$log"
        LC_ALL=C awk -v n="$times" 'length($0) > 20 { for (i = 0; i < n; i++) print }' "$file" >"$log/$(basename "$file")"
    done
    du -sh "$dir/logs"
    cat /proc/loadavg
    export EPOSTADM_JAVA_OPTS=-Xmx128m
    grep_id() { seconds grep -c B0000399999 "$dir"/logs/*/*.log; }
    trace() { seconds "$epostadm" logs trace B0000399999 --store "$root/samples/store-bsd" --logs "$dir/logs" --quiet; }
    address() { seconds "$epostadm" logs trace nobody@kaisha.example.jp --store "$root/samples/store-bsd" --logs "$dir/logs" --quiet; }
    summary() { seconds "$epostadm" logs summary --store "$root/samples/store-bsd" --logs "$dir/logs" --quiet; }
    versus "logs trace ID" trace grep_id
    versus "logs trace ADDRESS" address grep_id
    versus "logs summary" summary grep_id
}

# 100,000 accounts (or so many) of which 40 % leave and 60 % stay, and as many newcomers, within 512 MB; beside a plain loop
# that makes and renames as many directories.
year_end() {
    local all=${1:-100000}
    local leaving=$((all * 2 / 5))
    cat /proc/loadavg
    lines() { awk -v a="$1" -v b="$2" -v d="$domain" 'BEGIN { for (i = a; i < b; i++)
        printf "u%06d\tpass%06d\tName %d\t%s\t\t1\t0\t0\t1\t1\n", i, i, i, d }'; }
    lines 0 "$all" >"$dir/this.txt"
    lines $leaving $((all + leaving)) >"$dir/next.txt"
    export EPOSTADM_JAVA_OPTS=-Xmx512m
    "$epostadm" store init "$dir/year" --domain "$domain" --quiet >/dev/null
    "$epostadm" accounts import "$dir/this.txt" --store "$dir/year" --create-folders --scheme plain --quiet >/dev/null
    echo "year-end plan:   $(seconds "$epostadm" year-end plan "$dir/next.txt" --scheme plain --out "$dir/plan.json" --store "$dir/year" --quiet) s"
    echo "year-end apply:  $(seconds "$epostadm" year-end apply "$dir/plan.json" --yes --store "$dir/year" --quiet) s"
    echo "year-end verify: $(seconds "$epostadm" year-end verify "$dir/plan.json" --store "$dir/year" --quiet) s"
    echo "year-end undo:   $(seconds "$epostadm" year-end undo --yes --store "$dir/year" --quiet) s"
    mkdir "$dir/plain"
    (cd "$dir/plain" && seq -f u%06.0f 0 $((all - 1)) | xargs mkdir)
    plain() {
        python3 -c '
import os, sys
os.chdir(sys.argv[1])
all, leaving = int(sys.argv[2]), int(sys.argv[3])
for i in range(leaving):
    os.rename("u%06d" % i, "~u%06d" % i)
for i in range(all, all + leaving):
    os.mkdir("u%06d" % i)
    with open("u%06d/apop.dat" % i, "w") as f:
        f.write("pass%06d\n" % i)
os.sync()' "$dir/plain" "$all" "$leaving"
    }
    echo "a plain program: $(seconds plain) s"
}

case ${1:-} in
    start-up) start_up ;;
    import) shift; import "$@" ;;
    hashing) hashing ;;
    inspect) shift; inspect "$@" ;;
    inspect-deep) shift; inspect_deep "$@" ;;
    lists) lists ;;
    year-end) shift; year_end "$@" ;;
    reset-uid) shift; reset_uid "$@" ;;
    logs) shift; logs "$@" ;;
    *) sed -n '3,4p' "$0" >&2; exit 2 ;;
esac
