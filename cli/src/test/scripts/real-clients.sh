#!/bin/sh
# Mail programs that others wrote, against "epostadm serve" on free ports of this machine: what they send and fetch is
# compared octet by octet, the logs are joined, and the server is reloaded, stopped and started again. Needs Debian's
# curl, swaks, fetchmail, getmail6, mutt, postfix (smtp-source and smtp-sink), openssl, util-linux and python3. Not part
# of "mvn verify". Ends with 0 where all is as it should be. docs/developers.md, "Scripts that are not part of the build".
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
for program in curl swaks fetchmail getmail mutt smtp-source smtp-sink openssl script python3; do
    command -v $program >/dev/null || { echo "real-clients.sh: $program is needed" >&2; exit 2; }
done
domain=kaisha.example.jp
outsider=tanaka@outside.example.net
. "$here/real-clients-common.sh"

py() { python3 "$here/real-clients.py" "$@" 2>&1 </dev/null | tee -a "$work/results"; }

queue_is_empty() { curl -sf "http://127.0.0.1:$watch/metrics" | grep -qx 'epostadm_queue_messages 0'; }

settled() { await "${1:-60}" queue_is_empty || say FAILED "the queue did not become empty"; }

# begin CONFIG: a server, and where it listens.
begin() {
    : >"$work/told"
    NOTIFY_SOCKET="$work/notify" "$epostadm" serve --config "$1" --output csv --store "$store" \
        >"$work/listeners" 2>>"$work/server.log" </dev/null &
    server=$!
    await 60 grep -q READY=1 "$work/told" || { cat "$work/server.log"; say FAILED "the server did not start"; exit 1; }
    smtp=$(port smtp starttls)
    submission=$(port submission starttls)
    submissions=$(port submission implicit)
    lmtp=$(port lmtp none)
    pop3=$(port pop3 starttls)
    pop3s=$(port pop3 implicit)
}

# settings FILE, and the rest of it from standard input.
settings() {
    {
        cat <<TOML
host = "mail.example.jp"
$(cat)
[queue]
first-gap = "1s"
tries-after-refusal = 1
[metrics]
port = $watch
[log]
detail = "info"
TOML
    } >"$1"
    for each in smtp:starttls submission:starttls submission:implicit lmtp:none pop3:starttls pop3:implicit; do
        printf '[[listener]]\nprotocol = "%s"\ntls = "%s"\nport = 0\n' "${each%:*}" "${each#*:}" >>"$1"
    done
}

make_store() {
    "$epostadm" store init --domain "$domain" "$store" --yes --quiet >/dev/null || exit 2
    {
        account sato.k komorebi77 '佐藤 恵子' 1 0
        account suzuki.m 'asagao 88' '鈴木 誠' 0 0
        account takahashi.y hinata-31 '髙橋 陽子' 1 0
        account tanaka.h kaede%24 '田中 浩' 1 0
        account ito.s sakura-55 '伊藤 さくら' 1 0
        account watanabe.k momiji-66 '渡邉 健' 1 20000
        account yamamoto.t tsubaki-77 '山本 太郎' 1 0
        account nakamura.r ajisai-88 '中村 涼' 1 0
        account kobayashi.a kikyou-99 '小林 葵' 1 0
        for each in curl swaks fetchmail smtplib lmtp bdat mutt source source.lmtp big; do account $each himawari-11 "加藤 $each" 1 0; done
    } >"$work/accounts.txt"
    "$epostadm" accounts import "$work/accounts.txt" --create-folders --yes --quiet --store "$store" >"$work/err" 2>&1 || {
        cat "$work/err"
        exit 2
    }
    : >"$(box takahashi.y)/\$sharepop3"
    mkdir -p "$(box takahashi.y)/inbox"
    printf 'Subject: in INBOX\r\n\r\ntext\r\n' >"$(box takahashi.y)/inbox/0000000001-100000.MSG"
    printf 2 >"$(box takahashi.y)/inbox/uid"
    : >"$(box tanaka.h)/\$offpop3"
    "$epostadm" accounts suspend ito.s --yes --quiet --store "$store" >/dev/null || exit 2
    printf '[AutoForward]\nForwardTo = sato.k@%s\n' "$domain" >"$(box yamamoto.t)/ims.ctl"
    printf '[AutoReply]\nSubject = away\nRecordReplies = Yes\n' >"$(box nakamura.r)/ims.ctl"
    printf '出張中です。\n' | iconv -f UTF-8 -t ISO-2022-JP >"$(box nakamura.r)/autoreply.txt"
    printf 'good.example.net,127.0.0.1,%s\nbad.example.net,127.0.0.1,%s\n' "$sink" "$refusing" >"$store/gateway.dat"
}

serial_is() {
    openssl s_client -connect "localhost:$pop3s" </dev/null 2>/dev/null | openssl x509 -noout -serial | grep -qx "serial=$1"
}

# sinks: another server, and one that refuses all recipients.
sinks() {
    mkdir -p "$work/outside"
    chmod 777 "$work/outside"
    smtp-sink -u nobody -d "$work/outside/%M." "127.0.0.1:$sink" 100 >"$work/sink.log" 2>&1 &
    children="$children $!"
    smtp-sink -u nobody -f RCPT "127.0.0.1:$refusing" 100 >"$work/refusing.log" 2>&1 &
    children="$children $!"
}

with_curl() {
    to=curl@$domain
    for file in "$work"/corpus/*; do
        check "curl: smtp, $(basename "$file")" curl -sS --url "smtp://localhost:$smtp/client.example.net" \
            --mail-from "$outsider" --mail-rcpt "$to" --upload-file "$file"
    done
    settled
    for mechanism in PLAIN LOGIN CRAM-MD5; do
        check "curl: smtp, STARTTLS, AUTH $mechanism" curl -sS --ssl-reqd --cacert "$ca" --url "smtp://localhost:$submission" \
            --mail-from "sato.k@$domain" --mail-rcpt "sato.k@$domain" -u sato.k:komorebi77 --login-options "AUTH=$mechanism" \
            --upload-file "$work/corpus/plain"
        check "curl: smtps, AUTH $mechanism" curl -sS --cacert "$ca" --url "smtps://localhost:$submissions" \
            --mail-from "sato.k@$domain" --mail-rcpt "sato.k@$domain" -u "sato.k@$domain:komorebi77" \
            --login-options "AUTH=$mechanism" --upload-file "$work/corpus/plain"
    done
    expect 67 '' "curl: wrong password" curl -sS --cacert "$ca" --url "smtps://localhost:$submissions" \
        --mail-from "sato.k@$domain" --mail-rcpt "sato.k@$domain" -u "sato.k:wrong" --upload-file "$work/corpus/plain"
    expect 0 '^252' "curl: VRFY" curl -sS --url "smtp://localhost:$smtp" --mail-rcpt sato.k -v
    number=$(find "$work/corpus" -type f | wc -l)
    for mechanism in +APOP PLAIN LOGIN CRAM-MD5; do
        mkdir -p "$work/curl$mechanism"
        check "curl: pop3, $mechanism" curl -sS "pop3://localhost:$pop3/[1-$number]" -u "$to:himawari-11" \
            --login-options "AUTH=$mechanism" -o "$work/curl$mechanism/#1"
        py same "curl: pop3, $mechanism: the same messages" wire "$work/curl$mechanism" "$work"/corpus/*
    done
    mkdir -p "$work/curl.pop3s" "$work/curl.stls"
    check "curl: pop3s" curl -sS --cacert "$ca" "pop3s://localhost:$pop3s/[1-$number]" -u "$to:himawari-11" -o "$work/curl.pop3s/#1"
    py same "curl: pop3s: the same messages" wire "$work/curl.pop3s" "$work"/corpus/*
    check "curl: pop3, STLS" curl -sS --ssl-reqd --cacert "$ca" "pop3://localhost:$pop3/[1-$number]" -u "$to:himawari-11" -o "$work/curl.stls/#1"
    py same "curl: pop3, STLS: the same messages" wire "$work/curl.stls" "$work"/corpus/*
    expect 0 '^1 B[0-9]\{10\}' "curl: UIDL" curl -sS "pop3://localhost:$pop3/" -X UIDL -u "$to:himawari-11"
    expect 67 '' "curl: pop3, wrong password" curl -sS "pop3://localhost:$pop3/" -u "$to:wrong"
}

twenty_megabytes() {
    for way in "smtp://localhost:$smtp" "smtp://localhost:$smtp --ssl-reqd"; do
        # shellcheck disable=SC2086 # two words
        check "20 MB: sent, ${way#* }" curl -sS --cacert "$ca" --url $way --mail-from "$outsider" --mail-rcpt "big@$domain" \
            --upload-file "$work/twenty"
    done
    settled
    mkdir -p "$work/big"
    check "20 MB: fetched" curl -sS "pop3://localhost:$pop3/1" -u big:himawari-11 -o "$work/big/1"
    check "20 MB: fetched under TLS" curl -sS --cacert "$ca" "pop3s://localhost:$pop3s/2" -u big:himawari-11 -o "$work/big/2"
    py same "20 MB: the same" wire "$work/big" "$work/twenty" "$work/twenty"
    rm -rf "$work/big"
}

# swaks adds a line end of its own to what it sends.
swaks_data() { head -c -2 "$1" >"$work/data" && echo "$work/data"; }

full_box() { ! swaks --silent 3 --server localhost --port "$smtp" --from "$outsider" --to "watanabe.k@$domain" --quit-after RCPT; }

with_swaks() {
    to=swaks@$domain
    set --
    # swaks wants a header and a body, and takes a lone dot at the end of a file for the end of the message.
    for file in "$work"/corpus/*; do
        case $(basename "$file") in headless | headeronly | noend | empty | lonedot) continue ;; esac
        set -- "$@" "$file"
        check "swaks: $(basename "$file")" swaks --silent 2 --server localhost --port "$smtp" --from "$outsider" --to "$to" \
            --data "@$(swaks_data "$file")"
    done
    settled
    py fetch "$pop3" swaks himawari-11 "$work/swaks"
    py same "swaks: the same messages" wire "$work/swaks" "$@"
    for mechanism in PLAIN LOGIN CRAM-MD5; do
        expect 0 '235 ' "swaks: AUTH $mechanism" swaks --server localhost --port "$submission" --quit-after AUTH --auth $mechanism \
            --auth-user sato.k --auth-password komorebi77
        expect 28 '535 5.7.0 Authentication failed' "swaks: AUTH $mechanism, wrong password" swaks --server localhost \
            --port "$submission" --quit-after AUTH --auth $mechanism --auth-user sato.k --auth-password komorebi
    done
    expect 0 '235 ' "swaks: AUTH PLAIN with a password with a blank, no apop.dat" swaks --server localhost --port "$submission" \
        --quit-after AUTH --auth PLAIN --auth-user "suzuki.m%$domain" --auth-password 'asagao 88'
    expect 28 '535 ' "swaks: a suspended account" swaks --server localhost --port "$submission" \
        --quit-after AUTH --auth PLAIN --auth-user ito.s --auth-password sakura-55
    expect 0 'TLSv1.3' "swaks: STARTTLS" swaks --server localhost --port "$submission" --tls --tls-verify --tls-ca-path "$ca" \
        --auth LOGIN --auth-user sato.k --auth-password komorebi77 --from "sato.k@$domain" --to "sato.k@$domain"
    expect 0 'TLSv1.2' "swaks: TLS 1.2 from the first octet" swaks --server localhost --port "$submissions" --tls-on-connect \
        --tls-protocol tlsv1_2 --tls-verify --tls-ca-path "$ca" --auth PLAIN --auth-user sato.k --auth-password komorebi77 \
        --from "sato.k@$domain" --to "sato.k@$domain"
    expect 24 '550 5.7.1 Sorry .*unauthorized relaying' "swaks: relay refused" swaks --server localhost --port "$smtp" \
        --from "$outsider" --to someone@elsewhere.example.net
    expect 24 '550 5.1.1 .*User unknown' "swaks: unknown user" swaks --server localhost --port "$smtp" --from "$outsider" \
        --to "nobody@$domain"
    expect 0 '250 ' "swaks: null sender" swaks --server localhost --port "$smtp" --from '<>' --to "$to" --quit-after RCPT
    expect 0 '250 ' "swaks: postmaster" swaks --server localhost --port "$smtp" --from "$outsider" --to "postmaster@$domain" --quit-after RCPT
    expect 0 '250 ' "swaks: LMTP" swaks --protocol LMTP --server 127.0.0.1 --port "$lmtp" --from "$outsider" --to "sato.k@$domain"
    expect 0 '550 5.1.1' "swaks: LMTP, a reply for each recipient" swaks --protocol LMTP --server 127.0.0.1 --port "$lmtp" \
        --from "$outsider" --to "sato.k@$domain,nobody@$domain"
    expect 0 '250 ' "swaks: into a box with room" swaks --server localhost --port "$smtp" --from "$outsider" --to "watanabe.k@$domain" \
        --body "@$work/twenty.kilobytes"
    settled
    # The size of a mailbox is believed for some seconds.
    await 30 full_box
    expect 24 '450 4.2.2 Sorry. e-mail address box is full' "swaks: into a full box" swaks --server localhost --port "$smtp" \
        --from "$outsider" --to "watanabe.k@$domain"
    expect 0 '250 ' "swaks: a suspended account still gets mail" swaks --server localhost --port "$smtp" --from "$outsider" --to "ito.s@$domain"
}

with_python() {
    set --
    # smtplib makes a blank line of nothing.
    for file in "$work"/corpus/*; do [ "$(basename "$file")" = empty ] || set -- "$@" "$file"; done
    check "smtplib: all messages in one session" python3 "$here/real-clients.py" send "$smtp" "smtplib@$domain" "$@"
    check "smtplib: LMTP" python3 "$here/real-clients.py" send_lmtp "$lmtp" "lmtp@$domain" "$@"
    check "BDAT" python3 "$here/real-clients.py" chunks "$smtp" "bdat@$domain" "$work"/corpus/*
    settled
    for each in smtplib lmtp; do
        check "poplib: $each" python3 "$here/real-clients.py" fetch "$pop3" $each himawari-11 "$work/poplib.$each"
        py same "poplib: $each: the same messages" wire "$work/poplib.$each" "$@"
    done
    check "poplib: bdat" python3 "$here/real-clients.py" fetch "$pop3" bdat himawari-11 "$work/poplib.bdat"
    py same "poplib: bdat: the same messages" wire "$work/poplib.bdat" "$work"/corpus/*
    check "poplib: APOP under TLS" python3 "$here/real-clients.py" fetch "$pop3s" "lmtp@$domain" himawari-11 "$work/poplib.apop" "$ca" apop
    py same "poplib: APOP under TLS: the same messages" wire "$work/poplib.apop" "$@"
    py python_clients "$smtp" "$submission" "$submissions" "$pop3" "$pop3s" "$ca"
    py count "poplib: \$sharepop3 serves INBOX" "$pop3" takahashi.y hinata-31 1
    py refused_login "poplib: \$offpop3" "$pop3" tanaka.h kaede%24 -ERR
    py refused_login "poplib: a suspended account" "$pop3" ito.s sakura-55 AUTH
    py refused_login "poplib: an unknown account" "$pop3" nobody.at.all sakura-55 AUTH
}

# fetch_mail NAME OPTIONS: all messages of its box.
fetch_mail() {
    keeper "fetchmail.$1"
    printf 'set invisible\nset no bouncemail\npoll localhost %s user "fetchmail" password "himawari-11" keep fetchall no rewrite pass8bits mda "%s" %s\n' \
        "$2" "$work/fetchmail.$1.keep" "$3" >"$work/fetchmailrc"
    chmod 600 "$work/fetchmailrc"
    check "fetchmail: $1" timeout 60 fetchmail -f "$work/fetchmailrc" --nosyslog --nodetach --"$4"
}

with_fetchmail() {
    set --
    # fetchmail wants a header, and breaks lines of more than 8 kB.
    for file in "$work"/corpus/*; do
        case $(basename "$file") in headless | empty | longlines) continue ;; esac
        set -- "$@" "$file"
    done
    check "smtplib: to fetchmail" python3 "$here/real-clients.py" send "$smtp" "fetchmail@$domain" "$@"
    settled
    fetch_mail pop3 "protocol pop3 service $pop3 auth password" "sslproto ''" keep
    fetch_mail uidl "protocol pop3 service $pop3 uidl auth password" "sslproto ''" uidl
    fetch_mail apop "protocol apop service $pop3" "sslproto ''" keep
    fetch_mail stls "protocol pop3 service $pop3 auth password" "sslproto TLS1.2+ sslcertck sslcertfile $ca" keep
    fetch_mail pop3s "protocol pop3 service $pop3s auth password" "ssl sslproto TLS1.3 sslcertck sslcertfile $ca" keep
    for each in pop3 uidl apop stls pop3s; do
        py same "fetchmail: $each: the same messages" trimmed "$work/fetchmail.$each" "$@"
    done
}

# get_mail NAME USER RETRIEVER OPTIONS [DELETE]
get_mail() {
    mkdir -p "$work/getmail.$1.settings"
    keeper "getmail.$1"
    # Its Maildirs take nothing from root.
    printf '[retriever]\ntype = %s\nserver = localhost\nusername = %s\npassword = himawari-11\n%b\n[destination]\ntype = MDA_external\npath = %s\nallow_root_commands = true\n[options]\nreceived = false\ndelivered_to = false\nverbose = 0\ndelete = %s\n' \
        "$3" "$2" "$4" "$work/getmail.$1.keep" "${5:-false}" >"$work/getmail.$1.settings/getmailrc"
    check "getmail: $1" timeout 600 getmail -g "$work/getmail.$1.settings"
}

with_getmail() {
    set --
    # It writes messages anew by Python's email package, which folds a long field in its own way, and puts an empty line
    # before a body that has no header.
    for file in "$work"/corpus/*; do
        case ${file##*/} in empty | headless | longheader) ;; *) set -- "$@" "$file" ;; esac
    done
    get_mail pop3 smtplib SimplePOP3Retriever "port = $pop3"
    get_mail apop smtplib SimplePOP3Retriever "port = $pop3\nuse_apop = true"
    get_mail pop3s smtplib SimplePOP3SSLRetriever "port = $pop3s\nca_certs = $ca"
    for each in pop3 apop pop3s; do
        grep -lE 'There is no header|X-Long: *$' "$work/getmail.$each"/* | xargs rm -f
        py same "getmail: $each: the same messages" trimmed "$work/getmail.$each" "$@"
    done
}

with_mutt() {
    cat >"$work/muttrc" <<RC
set from="sato.k@$domain" realname="佐藤 恵子" use_from=yes envelope_from=yes copy=no
set ssl_ca_certificates_file="$ca" ssl_starttls=yes ssl_force_tls=yes ssl_use_tlsv1_3=yes
set smtp_pass="komorebi77" pop_pass="himawari-11" charset=utf-8 header_cache="" message_cachedir=""
set folder="$work" mbox_type=mbox move=no confirmcreate=no confirmappend=no quit=yes pop_delete=no wait_key=no timeout=5
RC
    sed '1,/^.$/d' "$work/corpus/iso2022jp" | iconv -f ISO-2022-JP -t UTF-8 | tr -d '\r' >"$work/text"
    for mechanism in scram-sha-256 cram-md5 plain login; do
        check "mutt: smtp, STARTTLS, $mechanism" mutt_send "smtp://sato.k@localhost:$submission/" $mechanism "$mechanism@"
    done
    check "mutt: smtps" mutt_send "smtps://sato.k%40$domain@localhost:$submissions/" plain ''
    settled
    for mechanism in scram-sha-256 apop user; do
        check "mutt: pop, STLS, $mechanism" mutt_read "pop://mutt@localhost:$pop3/" $mechanism
        py mutt_texts "mutt: pop, STLS, $mechanism: the same texts" "$work/mutt.$mechanism" 5 "$work/corpus/iso2022jp"
    done
    check "mutt: pops, cram-md5" mutt_read "pops://mutt@localhost:$pop3s/" cram-md5
    py mutt_texts "mutt: pops: the same texts" "$work/mutt.cram-md5" 5 "$work/corpus/iso2022jp"
}

mutt_send() {
    mutt -n -F "$work/muttrc" -e "set smtp_url=\"$1\" smtp_authenticators=\"$2\" send_charset=\"us-ascii:iso-2022-jp:utf-8\"" \
        -s '会議' -- "mutt@$domain" <"$work/text"
}

mutt_read() {
    timeout 60 script -qec "TERM=xterm mutt -n -F '$work/muttrc' -f '$1' -e 'set pop_authenticators=\"$2\"' \
        -e 'push \"<tag-pattern>~A<enter><tag-prefix><copy-message>$work/mutt.$2<enter><exit>\"'" /dev/null
    [ -s "$work/mutt.$2" ]
}

with_postfix() {
    check "smtp-source: 1,000 messages in 10 sessions" smtp-source -s 10 -m 1000 -l 5000 -f "$outsider" -t "source@$domain" "127.0.0.1:$smtp"
    check "smtp-source: LMTP" smtp-source -L -s 4 -m 100 -l 2000 -f "$outsider" -t "source.lmtp@$domain" "127.0.0.1:$lmtp"
    settled 300
    py count "smtp-source: LMTP: 100 messages" "$pop3" source.lmtp himawari-11 100
    mkdir -p "$work/thousand"
    check "curl: 1,000 messages in one session" curl -sS "pop3://localhost:$pop3/[1-1000]" -u source:himawari-11 -o "$work/thousand/#1"
    py numbered "smtp-source: 1,000 different messages, none cut" "$work/thousand" 1000
    get_mail 1000 source SimplePOP3Retriever "port = $pop3" true
    py numbered "getmail: 1,000 different messages, none cut" "$work/getmail.1000" 1000
    py count "getmail: nothing is left" "$pop3" source himawari-11 0
}

# outside NAME COUNT MESSAGE...: what the other server got.
outside() {
    name=$1
    shift
    settled
    py same "$name" sink "$work/outside" "$@"
    rm -f "$work"/outside/*
}

going_outside() {
    set --
    # Without a header submission would add one; a text of no lines is nothing that curl sends through a login here.
    for file in "$work"/corpus/*; do
        case $(basename "$file") in headless | empty) continue ;; esac
        set -- "$@" "$file"
        check "curl: to outside, $(basename "$file")" curl -sS --url "smtp://localhost:$submission" --mail-from "sato.k@$domain" \
            --mail-rcpt someone@good.example.net -u sato.k:komorebi77 --upload-file "$file"
    done
    outside "gateway.dat: the other server got the same messages" "$@"
    before=$(find "$(box sato.k)" -name 'B*.MSG' | wc -l)
    check "curl: to a server that refuses" curl -sS --url "smtp://localhost:$submission" --mail-from "sato.k@$domain" \
        --mail-rcpt someone@bad.example.net -u sato.k:komorebi77 --upload-file "$work/corpus/plain"
    settled
    # Again, since the report goes into the queue as the message leaves it.
    check "refused outside: a report comes back" await 20 more_than "$before" sato.k
    # shellcheck disable=SC2016 # its own words
    check "refused outside: the report is one" sh -c 'grep -l "^Content-Type: multipart/report" "$1"/B*.MSG' - "$(box sato.k)"
}

more_than() { [ "$(find "$(box "$2")" -name 'B*.MSG' | wc -l)" -gt "$1" ]; }

forward_and_reply() {
    before=$(find "$(box sato.k)" -name 'B*.MSG' | wc -l)
    check "forwarding: sent" curl -sS --url "smtp://localhost:$smtp" --mail-from "$outsider" --mail-rcpt "yamamoto.t@$domain" \
        --upload-file "$work/corpus/utf8"
    check "forwarding: the other has it" await 20 more_than "$before" sato.k
    check "forwarding: a copy stays" more_than 0 yamamoto.t
    before=$(find "$(box sato.k)" -name 'B*.MSG' | wc -l)
    # Only what is addressed to its owner is answered.
    sed "s/^To: .*/To: <nakamura.r@$domain>\r/" "$work/corpus/iso2022jp" >"$work/addressed"
    for each in 1 2; do
        check "automatic reply: message $each" curl -sS --url "smtp://localhost:$submission" --mail-from "sato.k@$domain" \
            --mail-rcpt "nakamura.r@$domain" -u sato.k:komorebi77 --upload-file "$work/addressed"
        check "automatic reply: one reply" await 20 more_than "$before" sato.k
        settled
    done
    check "automatic reply: not a second one" test "$(find "$(box sato.k)" -name 'B*.MSG' | wc -l)" = $((before + 1))
    # shellcheck disable=SC2016 # its own words
    check "automatic reply: says that it is one" sh -c 'grep -l "^Auto-Submitted: auto-replied" "$1"/B*.MSG' - "$(box sato.k)"
}

while_serving() {
    expect 11 serve "a second server" "$epostadm" serve --config "$work/serve.toml" --store "$store"
    change=$(find "$store/.epostadm/changes" -name '*-import' -printf '%f\n' | head -1)
    expect 11 serve "undo while serving" "$epostadm" changes undo "$change" --yes --store "$store"
    expect 0 sato.k "accounts list while serving" "$epostadm" accounts list --store "$store"
    check "accounts passwd while serving" sh -c "echo yuuhi-90 | '$epostadm' accounts passwd suzuki.m --password-stdin --yes --store '$store'"
    check "the new password counts" await 10 curl -sS "pop3://localhost:$pop3/" -u suzuki.m:yuuhi-90
    expect 67 '' "the old one does not" curl -sS "pop3://localhost:$pop3/" -u 'suzuki.m:asagao 88'
    py retire "$pop3" kobayashi.a kikyou-99 "$epostadm" accounts retire kobayashi.a --yes --store "$store"
    expect 24 '550 5.1.1' "a retired account gets no mail" swaks --server localhost --port "$smtp" --from "$outsider" --to "kobayashi.a@$domain"
    check "the certificate is the first" serial_is 01
    certificate 2
    check "the certificate is read again" await 20 serial_is 02
}

status() {
    expect 0 '^ok$' "/healthz" curl -sSf "http://127.0.0.1:$watch/healthz"
    type=$(curl -sSf -o "$work/metrics" -w '%{content_type}' "http://127.0.0.1:$watch/metrics")
    py metrics "$work/metrics" "$type"
    expect 22 404 "/other" curl -sSf "http://127.0.0.1:$watch/other"
}

# stopping AUTHORITY, of the server's certificate; none where nobody vouches for it
stopping() {
    py stop "$server" "$smtp" "$submissions" "$pop3" "$@"
    if await 30 gone "$server"; then
        wait "$server"
        got=$?
        : >"$work/err"
        if [ $got = 0 ]; then say ok "SIGTERM: exit code 0"; else say FAILED "SIGTERM: exit code $got"; fi
        server=
    else
        say FAILED "SIGTERM: does not end"
    fi
    check "sd_notify: READY and STOPPING" sh -c "tr '\n' ' ' <'$work/told' | grep -qx 'READY=1 STOPPING=1 '"
    check "nothing is wrong in its own log" sh -c "! grep -n ' ERROR \|^	at ' '$work/server.log'"
}

# Gone, or a zombie that waits for us.
gone() { case $(ps -o stat= -p "$1") in '' | Z*) ;; *) return 1 ;; esac; }

checking() {
    expect 0 'submission,127.0.0.1' "serve --check" "$epostadm" serve --check --config "$work/serve.toml" --output csv --store "$store"
    { cat "$work/serve.toml"; printf 'collour = 1\n'; } >"$work/wrong.toml"
    expect 2 "wrong.toml:$(wc -l <"$work/wrong.toml").*collour" "serve --check: an unknown key" \
        "$epostadm" serve --check --config "$work/wrong.toml" --store "$store"
    sed 's/server.pem/nowhere.pem/' "$work/serve.toml" >"$work/wrong.toml"
    expect 13 nowhere.pem "serve --check: no certificate there" "$epostadm" serve --check --config "$work/wrong.toml" --store "$store"
}

smart_host() {
    rm "$store/gateway.dat"
    settings "$work/smart.toml" <<TOML
[smart-host]
host = "127.0.0.1"
port = $sink
tls = "never"
TOML
    begin "$work/smart.toml"
    expect 0 'TLSv1' "a self-made certificate" swaks --server localhost --port "$submission" --tls --auth CRAM-MD5 \
        --auth-user sato.k --auth-password komorebi77 --from "sato.k@$domain" --to someone@anywhere.example.net \
        --data "@$(swaks_data "$work/corpus/dots")"
    outside "smart host: the other server got the same message" "$work/corpus/dots"
    py count "mail is there after a restart" "$pop3" swaks himawari-11 "$(find "$(box swaks)" -name 'B*.MSG' | wc -l)"
    stopping
}

"$epostadm" --version >/dev/null || exit 2
: >"$work/results"
: >"$work/err"
# shellcheck disable=SC2046 # three words
set -- $(python3 "$here/real-clients.py" free_ports 3)
watch=$1 sink=$2 refusing=$3
python3 "$here/real-clients.py" corpus "$work/corpus"
python3 "$here/real-clients.py" big "$work/twenty"
head -c 20000 /dev/zero | tr '\0' x | fold -w 70 >"$work/twenty.kilobytes"
make_store
certificate 1
sinks
python3 "$here/real-clients.py" notify "$work/notify" "$work/told" &
children="$children $!"
settings "$work/serve.toml" <<TOML
[[certificate]]
chain = "server.pem"
key = "server.key"
TOML
checking
begin "$work/serve.toml"
for part in ${PARTS:-with_curl twenty_megabytes with_swaks with_python with_fetchmail with_getmail with_mutt with_postfix \
    going_outside forward_and_reply while_serving}; do
    $part
done
settled
status
py logs "$store" komorebi77 himawari-11 'asagao 88' yuuhi-90 kikyou-99 sakura-55
stopping "$ca"
smart_host
failures=$(grep -c '^FAILED' "$work/results")
echo "$(grep -c '^ok' "$work/results") ok, $failures failed"
[ "$failures" = 0 ]
