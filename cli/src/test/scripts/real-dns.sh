#!/bin/sh
# Tries dns check on real name servers, at port 53 and 25 of addresses that only this script's network namespace has: BIND for
# "jp." (signed) and for kaisha.example.jp (signed; a second server of it is lame), Unbound as a resolver that validates, and
# epostadm serve as the mail server. Needs Linux (unshare), bind9, bind9-utils, unbound, iproute2. Nothing leaves the machine.
#   real-dns.sh            EPOSTADM=command tries another epostadm, KEEP=1 keeps the files
set -u
case ${1:-} in -h | --help) sed -n '2,5s/^# //p' "$0"; exit 0 ;; esac
if [ "${INSIDE:-}" != 1 ]; then INSIDE=1 exec unshare -rn "$0" "$@"; fi
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
domain=kaisha.example.jp
. "$here/real-clients-common.sh"
PATH=$PATH:/usr/sbin
ip link set lo up
for each in 1 2 3 4 5; do ip address add 127.0.1.$each/32 dev lo 2>/dev/null; done
ip address add 203.0.113.1/32 dev lo
ip address add 203.0.113.2/32 dev lo
cd "$work" || exit 1

# named NAME ADDRESS: starts one with NAME.conf's zones.
named_for() {
    mkdir -p "$1.run"
    {
        cat <<CONF
options {
    directory "$work/$1.run"; pid-file none; session-keyfile none; listen-on { $2; }; listen-on-v6 { none; };
    recursion no; dnssec-validation no; allow-query { any; };
};
controls { };
CONF
        cat "$1.zones"
    } >"$1.conf"
    named -c "$work/$1.conf" -f -g >"$1.log" 2>&1 &
    children="$children $!"
}

# sign ZONE FILE [OPTIONS...]: makes keys once, and FILE.signed.
sign() {
    zone=$1 file=$2
    shift 2
    if ! ls K"$zone".+*.key >/dev/null 2>&1; then
        dnssec-keygen -q -a ECDSAP256SHA256 -f KSK "$zone" >/dev/null
        dnssec-keygen -q -a ECDSAP256SHA256 "$zone" >/dev/null
    fi
    dnssec-signzone -P -Q -S -q -o "$zone" -f "$file.signed" "$@" "$file" >/dev/null
}

kaisha() {
    cat <<ZONE
\$TTL 3600
@  IN SOA ns1 hostmaster $1 7200 900 1209600 300
@  IN NS ns1
@  IN NS ns2
ns1 IN A 127.0.1.2
ns2 IN A 127.0.1.3
@  IN MX 10 mx1
mx1 IN A $2
@  IN TXT "v=spf1 mx -all"
_dmarc IN TXT "v=DMARC1; p=none"
ZONE
}

jp() {
    cat <<ZONE
\$TTL 3600
@  IN SOA ns.nic hostmaster 1 7200 900 1209600 300
@  IN NS ns.nic
ns.nic IN A 127.0.1.1
kaisha.example IN NS ns1.kaisha.example
kaisha.example IN NS ns2.kaisha.example
ns1.kaisha.example IN A 127.0.1.2
ns2.kaisha.example IN A 127.0.1.3
ZONE
}

serve_zones() {
    for each in $children; do kill -9 "$each" 2>/dev/null; done
    children=
    cat >jp.zones <<CONF
zone "jp" { type primary; file "$work/jp.zone.signed"; };
CONF
    cat >kaisha.zones <<CONF
zone "kaisha.example.jp" { type primary; file "$work/kaisha.zone.signed"; };
CONF
    : >lame.zones
    named_for jp 127.0.1.1
    named_for kaisha 127.0.1.2
    named_for lame 127.0.1.3
    cat >unbound.conf <<CONF
server:
    interface: 127.0.1.4
    access-control: 127.0.0.0/8 allow
    do-not-query-localhost: no
    chroot: ""
    username: ""
    directory: "$work"
    pidfile: ""
    trust-anchor-file: "$work/anchor"
    local-zone: "113.0.203.in-addr.arpa." static
    local-data: "1.113.0.203.in-addr.arpa. IN PTR mx1.kaisha.example.jp."
stub-zone:
    name: "jp"
    stub-addr: 127.0.1.1
CONF
    grep -v '^;' "$(grep -l 257 Kjp.+*.key)" >anchor
    unbound -d -c "$work/unbound.conf" >unbound.log 2>&1 &
    children="$children $!"
    await 20 dns_answers
}

dns_answers() { dig +time=1 +tries=1 @127.0.1.4 jp. NS | grep -q 'ns.nic' && dig +time=1 +tries=1 @127.0.1.2 $domain SOA | grep -q hostmaster; }

ask() { "$epostadm" dns check "$domain" --resolver 127.0.1.4 --server 203.0.113.1 --timeout 40 "$@"; }

kaisha 1 203.0.113.1 >kaisha.zone
jp >jp.zone
sign $domain kaisha.zone
cat "dsset-$domain." >>jp.zone
sign jp jp.zone
serve_zones || { say FAILED "the name servers do not start"; tail -n 3 ./*.log; exit 1; }

expect 1 'ns-lame .*ns2.kaisha.example.jp' 'names the lame server' ask
expect 1 'dnssec-ok .*kaisha.example.jp is signed' 'believes the chain' ask
expect 1 'ns-ok .*ns1.kaisha.example.jp$' 'names the good server' ask
expect 1 'ptr-ok .*203.0.113.1 = mx1.kaisha.example.jp' 'there and back' ask
expect 1 'spf-pass' 'SPF' ask
expect 0 'dnssec-ok' 'the good server alone' ask --name-server 127.0.1.2 --output csv

# The mail server, at port 25 of the target.
mkdir -p "$store"
account sato.k 'hiMitsu-2027' Sato 1 0 >accounts.txt
check 'a store' "$epostadm" store init "$store" --edition bsd --domain "$domain" --yes
check 'an account' "$epostadm" accounts import "$work/accounts.txt" --store "$store" --yes
cat >serve.toml <<CONF
host = "mx1.kaisha.example.jp"
[[listener]]
protocol = "smtp"
address = "203.0.113.1"
port = 25
CONF
"$epostadm" serve --store "$store" --config serve.toml >serve.log 2>&1 &
server=$!
greets() { grep -q 203.0.113.1 serve.log; }
await 60 greets || { say FAILED 'serve does not start'; cat serve.log; exit 1; }
visit() { "$epostadm" dns check "$domain" --resolver 127.0.1.4 --config serve.toml --connect --timeout 40 "$@"; }
expect 1 'server-ok .*203.0.113.1' 'knows its listeners' visit
expect 1 'tls-ok .*mx1.kaisha.example.jp' 'sees the certificate' visit
expect 1 'rcpt-ok' 'an address that is there' visit --address sato.k@$domain
expect 1 'rcpt-refused .*550' 'an address that is not' visit --address nobody@$domain
kill $server; server=

# Signatures of last month.
kaisha 2 203.0.113.1 >kaisha.zone
sign $domain kaisha.zone -s 20260101000000 -e 20260201000000
serve_zones
expect 1 'dnssec-expired' 'signatures that have ended' ask
expect 1 'resolver-fails .*SERVFAIL' 'a resolver that does not believe them' ask

# Another key in the zone above.
dnssec-keygen -q -a ECDSAP256SHA256 -f KSK other.example >/dev/null
jp >jp.zone
dnssec-dsfromkey -2 "$(ls Kother.example.+*.key)" | sed 's/^other\.example\./kaisha.example.jp./' >>jp.zone
sign jp jp.zone
kaisha 3 203.0.113.1 >kaisha.zone
sign $domain kaisha.zone
serve_zones
expect 1 'dnssec-ds-wrong' 'a DS record of another key' ask
expect 1 'mx-ok .*mx1.kaisha' 'goes on where the resolver does not believe it' ask

# No DS record at all, and another name server in the zone above.
jp | sed 's/ns2.kaisha.example$/ns3.kaisha.example/; s/^ns2.kaisha.example IN A .*/ns3.kaisha.example IN A 127.0.1.2/' >jp.zone
sign jp jp.zone
serve_zones
expect 1 'dnssec-island' 'no DS record' ask
expect 1 'delegation-differs .*ns3.kaisha.example.jp' 'another delegation' ask

if grep -q FAILED results; then exit 1; fi
