#!/bin/sh
# Mail programs that others wrote, against IMAP of "epostadm serve" on free ports of this machine: what they file and fetch is
# compared octet by octet, and what mbsync and OfflineIMAP have moved is not moved again. Needs root and Debian's curl, isync,
# offlineimap3, interimap, mutt, fetchmail, dovecot-imapd (to move from), openssl, util-linux and python3. Not part of "mvn verify". Ends
# with 0 where all is as it should be. docs/developers.md, "Scripts that are not part of the build".
# DRY=dovecot: against Dovecot instead, which shows that the checks are right. MESSAGES=n: how many are moved (5000).
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
for program in curl mbsync offlineimap interimap mutt fetchmail dovecot openssl script python3; do
    command -v $program >/dev/null || { echo "real-clients-imap.sh: $program is needed" >&2; exit 2; }
done
domain=kaisha.example.jp
password=himawari-11
. "$here/real-clients-common.sh"
messages=${MESSAGES:-5000}

py() { python3 "$here/real-clients-imap.py" "$@" 2>&1 </dev/null | tee -a "$work/results"; }
quiet_py() { python3 "$here/real-clients-imap.py" "$@"; }

finish_dovecot() { [ -f "$work/dovecot/dovecot.conf" ] && "$here/dovecot.sh" stop "$work/dovecot"; }
trap 'finish_dovecot; finish' EXIT

begin() {
    if [ "${DRY:-}" = dovecot ]; then
        imap=$dovecot imaps=$dovecots
        return
    fi
    "$epostadm" store init --domain "$domain" "$store" --yes --quiet >/dev/null || exit 2
    for each in curl imaplib thunderbird outlook mutt fetchmail mbsync mbsync.rename mbsync.renumber offlineimap interimap moved back idle; do
        account $each $password "加藤 $each" 1 0
    done >"$work/accounts.txt"
    "$epostadm" accounts import "$work/accounts.txt" --create-folders --yes --quiet --store "$store" >"$work/err" 2>&1 || {
        cat "$work/err"
        exit 2
    }
    {
        printf 'host = "mail.example.jp"\n[[certificate]]\nchain = "server.pem"\nkey = "server.key"\n'
        for each in smtp:starttls imap:starttls imap:implicit; do
            printf '[[listener]]\nprotocol = "%s"\ntls = "%s"\nport = 0\n' "${each%:*}" "${each#*:}"
        done
    } >"$work/serve.toml"
    start_server
}

start_server() {
    "$epostadm" serve --config "$work/serve.toml" --output csv --store "$store" >"$work/listeners" 2>>"$work/server.log" </dev/null &
    server=$!
    await 60 listening || { cat "$work/server.log"; say FAILED "the server did not start"; exit 1; }
    smtp=$(port smtp starttls)
}

listening() {
    imap=$(port imap starttls)
    imaps=$(port imap implicit)
    [ -n "$imaps" ] && curl -s "imap://127.0.0.1:$imap/" -X NOOP -u "idle:$password"
}

with_curl() {
    set --
    for file in "$work"/corpus/*; do
        # curl has no literal of no octets.
        [ "$(basename "$file")" = empty ] && continue
        set -- "$@" "$file"
        check "curl: APPEND, $(basename "$file")" curl -sS --url "imap://localhost:$imap/INBOX" -u "curl:$password" --upload-file "$file"
    done
    py octets "curl: what was appended is there, octet by octet" "$imap" curl INBOX "$@"
    mkdir -p "$work/curl"
    for mechanism in PLAIN LOGIN CRAM-MD5; do
        check "curl: FETCH, AUTH $mechanism" curl -sS "imap://localhost:$imap/INBOX;UID=[1-$#]" -u "curl:$password" \
            --login-options "AUTH=$mechanism" -o "$work/curl/#1"
        py same "curl: AUTH $mechanism: the same messages" "$work/curl" "$@"
    done
    rm -f "$work"/curl/*
    check "curl: imaps" curl -sS --cacert "$ca" "imaps://localhost:$imaps/INBOX;UID=[1-$#]" -u "curl:$password" -o "$work/curl/#1"
    py same "curl: imaps: the same messages" "$work/curl" "$@"
    rm -f "$work"/curl/*
    check "curl: STARTTLS" curl -sS --ssl-reqd --cacert "$ca" "imap://localhost:$imap/INBOX;UID=[1-$#]" -u "curl:$password" -o "$work/curl/#1"
    py same "curl: STARTTLS: the same messages" "$work/curl" "$@"
    expect 0 'LIST (.*) "/" .*INBOX' "curl: LIST" curl -sS "imap://localhost:$imap/" -u "curl:$password"
    expect 0 'SEARCH [1-9]' "curl: SEARCH" curl -sS "imap://localhost:$imap/INBOX?SUBJECT%20dots" -u "curl:$password"
    expect 0 'Subject: dots' "curl: a section" curl -sS "imap://localhost:$imap/INBOX;UID=2;SECTION=HEADER.FIELDS%20(SUBJECT)" -u "curl:$password"
    expect 0 "$# EXISTS" "curl: EXAMINE" curl -sS "imap://localhost:$imap/" -X 'EXAMINE INBOX' -u "curl:$password" -v
    expect 0 'MESSAGES' "curl: STATUS" curl -sS "imap://localhost:$imap/" -X 'STATUS INBOX (MESSAGES UNSEEN)' -u "curl:$password" -v
    expect 78 '' "curl: a message that is not there" curl -sS "imap://localhost:$imap/INBOX;UID=4711" -u "curl:$password"
    expect 67 '' "curl: wrong password" curl -sS "imap://localhost:$imap/INBOX;UID=1" -u "curl:wrong"
    expect 67 '' "curl: a folder that is not there" curl -sS "imap://localhost:$imap/nonesuch;UID=1" -u "curl:$password"
}

with_imaplib() {
    py exercise "$imap" "$imaps" "$ca" imaplib
    py thunderbird "$imap" thunderbird
    py outlook "$imap" outlook
}

with_mutt() {
    cat >"$work/muttrc" <<RC
set realname="佐藤 恵子" from="mutt@$domain" ssl_ca_certificates_file="$ca" ssl_force_tls=yes charset=utf-8 header_cache="" message_cachedir=""
set folder="imaps://mutt@localhost:$imaps/" imap_pass="$password" mbox_type=mbox move=no confirmcreate=no confirmappend=no quit=yes
set wait_key=no timeout=5 delete=yes
RC
    check "imaplib: to mutt" quiet_py append "$imap" mutt INBOX "$work/corpus/plain" "$work/corpus/iso2022jp" "$work/corpus/dots"
    check "mutt: copies all to a new folder of the server" mutt_do "imaps://mutt@localhost:$imaps/INBOX" \
        "<tag-pattern>~A<enter><tag-prefix><copy-message>=copies<enter><exit>"
    py count "mutt: they are there" "$imap" mutt 3 copies
    check "mutt: copies all into an mbox" mutt_do "imap://mutt@localhost:$imap/copies" \
        "<tag-pattern>~A<enter><tag-prefix><copy-message>$work/mutt.mbox<enter><exit>"
    check "mutt: three messages in the mbox" sh -c "[ \$(grep -c '^From ' '$work/mutt.mbox') = 3 ]"
    check "mutt: deletes one" mutt_do "imaps://mutt@localhost:$imaps/copies" "<first-entry><delete-message><sync-mailbox><exit>"
    py count "mutt: two are left" "$imap" mutt 2 copies
    check "mutt: searches" mutt_do "imaps://mutt@localhost:$imaps/INBOX" \
        "<limit>=b会議<enter><tag-pattern>~A<enter><tag-prefix><copy-message>=found<enter><exit>"
    py count "mutt: one was found" "$imap" mutt 1 found
}

mutt_do() {
    timeout 60 script -qec "TERM=xterm mutt -n -F '$work/muttrc' -f '$1' -e 'push \"$2\"'" /dev/null
}

with_fetchmail() {
    set --
    for file in "$work"/corpus/*; do
        case $(basename "$file") in headless | empty | longlines) continue ;; esac
        set -- "$@" "$file"
    done
    check "imaplib: to fetchmail" quiet_py append "$imap" fetchmail INBOX "$@"
    fetch_mail imap "service $imap" "sslproto ''"
    fetch_mail starttls "service $imap" "sslproto TLS1.2+ sslcertck sslcertfile $ca"
    fetch_mail imaps "service $imaps" "ssl sslproto TLS1.3 sslcertck sslcertfile $ca"
    for each in imap starttls imaps; do py same "fetchmail: $each: the same messages" "$work/fetchmail.$each" "$@"; done
}

fetch_mail() {
    keeper "fetchmail.$1"
    printf 'set invisible\nset no bouncemail\npoll localhost protocol imap %s auth password user "fetchmail" password "%s" keep fetchall no rewrite pass8bits mda "%s" %s\n' \
        "$2" $password "$work/fetchmail.$1.keep" "$3" >"$work/fetchmailrc"
    chmod 600 "$work/fetchmailrc"
    check "fetchmail: $1" timeout 60 fetchmail -f "$work/fetchmailrc" --nosyslog --nodetach
}

# account_of NAME PORT USER: a part of mbsync's settings.
account_of() {
    printf 'IMAPAccount %s\nHost 127.0.0.1\nPort %s\nUser %s\nPass %s\nSSLType None\nAuthMechs LOGIN\n\nIMAPStore %s\nAccount %s\n\n' "$1" "$2" "$3" $password "$1" "$1"
}

# channel FAR NEAR OPTIONS
channel() {
    printf 'Channel one\nFar %s\nNear %s\nPatterns *\nCreate Both\nExpunge Both\nCopyArrivalDate yes\nSyncState %s/\n%s\n' "$1" "$2" "$work/mbsync.state" "${3:-}"
}

maildir_of() {
    mkdir -p "$work/$1"
    printf 'MaildirStore %s\nPath %s/\nInbox %s/INBOX\nSubFolders Verbatim\n\n' "$1" "$work/$1" "$work/$1"
}

sync_it() { timeout 600 mbsync -c "$work/mbsyncrc" -a -V; }

# again NAME: not one message or flag is moved, in either direction.
again() {
    timeout 600 script -qec "mbsync -c '$work/mbsyncrc' -a" /dev/null </dev/null | tr '\r' '\n' >"$work/again"
    tail -n 3 "$work/again" >"$work/err"
    if grep -q 'C: 1/1 .*F: +0/0 \*0/0 #0/0 *N: +0/0 \*0/0 #0/0' "$work/err"; then say ok "$1"; else say FAILED "$1"; fi
}

# letters DIR: the files of a Maildir.
letters() { find "$1" -type f \( -path '*/cur/*' -o -path '*/new/*' \); }

holds() { [ "$(letters "$1" | wc -l)" = "$2" ]; }

# filled USER: a Maildir of 200 with its folder "work/deep", synchronised with the server.
filled() {
    rm -rf "$work/mbsync.state" "$work/near.$1"
    mkdir -p "$work/mbsync.state"
    quiet_py maildir "$work/near.$1/INBOX" 200
    quiet_py maildir "$work/near.$1/work" 20
    { account_of far "$imap" "$1"; maildir_of "near.$1"; channel :far: ":near.$1:"; } >"$work/mbsyncrc"
    check "mbsync: $1: 220 messages to the server" sync_it
    py count "mbsync: $1: INBOX is filled" "$imap" "$1" 200
    py count "mbsync: $1: the other folder too" "$imap" "$1" 20 work
    again "mbsync: $1: the second run moves nothing"
}

with_mbsync() {
    filled mbsync
    quiet_py append "$imap" mbsync INBOX "$work/corpus/plain" "$work/corpus/octets" "$work/corpus/utf8"
    curl -sS "imap://localhost:$imap/INBOX" -X 'STORE 1:50 +FLAGS (\Flagged)' -u "mbsync:$password" >/dev/null
    for each in $(find "$work/near.mbsync/INBOX/cur" -name '*:2,*' | sort | head -n 20); do rm "$each"; done
    check "mbsync: changes in both directions" sync_it
    again "mbsync: nothing is left to do"
    py count "mbsync: what was deleted here is gone there" "$imap" mbsync 183
    check "mbsync: what was appended there is here" holds "$work/near.mbsync/INBOX" 183
    mv "$work/near.mbsync" "$work/near.before"
    rm -rf "$work/mbsync.state"
    mkdir -p "$work/mbsync.state" "$work/near.mbsync"
    check "mbsync: all of it into an empty Maildir" sync_it
    again "mbsync: and nothing the second time"
    py same "mbsync: the same messages" "$work/near.mbsync/INBOX" $(letters "$work/near.before/INBOX")
}

with_reset() {
    [ "${DRY:-}" = dovecot ] && return
    filled mbsync.renumber
    quiet_py reset INBOX "$imap" mbsync.renumber >"$work/before"
    check "inbox reset-uid --method renumber, served" "$epostadm" inbox reset-uid mbsync.renumber --method renumber --yes --store "$store"
    quiet_py reset INBOX "$imap" mbsync.renumber >"$work/after"
    check "renumbered: the same messages and flags" cmp "$work/before" "$work/after"
    sync_it >"$work/err" 2>&1
    echo "         mbsync after renumber: $(tr '\r' '\n' <"$work/err" | tail -n 1)"
    py count "mbsync: renumbered: nothing lost, nothing doubled there" "$imap" mbsync.renumber 200
    rm -rf "$work/mbsync.state/"* "$work/near.mbsync.renumber"
    mkdir -p "$work/near.mbsync.renumber"
    check "mbsync: renumbered: begun anew" sync_it
    again "mbsync: renumbered: the second run moves nothing"
    filled mbsync.rename
    check "inbox reset-uid, served" "$epostadm" inbox reset-uid mbsync.rename --yes --store "$store"
    py count "reset: INBOX is empty" "$imap" mbsync.rename 0
    py count "reset: OLD_INBOX has it all" "$imap" mbsync.rename 200 OLD_INBOX
    sync_it >"$work/err" 2>&1
    echo "         mbsync after rename: $(tr '\r' '\n' <"$work/err" | tail -n 1)"
    py count "mbsync: reset: nothing lost there" "$imap" mbsync.rename 200 OLD_INBOX
}

with_offlineimap() {
    quiet_py fill "$imap" offlineimap 100
    cat >"$work/offlineimaprc" <<RC
[general]
accounts = one
metadata = $work/offlineimap.meta
ui = basic
[Account one]
localrepository = here
remoterepository = there
[Repository here]
type = Maildir
localfolders = $work/offlineimap.mail
[Repository there]
type = IMAP
remotehost = localhost
remoteport = $imaps
ssl = yes
sslcacertfile = $ca
remoteuser = offlineimap
remotepass = $password
idlefolders = []
RC
    mkdir -p "$work/offlineimap.mail"
    check "offlineimap: first run" timeout 300 offlineimap -c "$work/offlineimaprc" -o
    check "offlineimap: all is here" holds "$work/offlineimap.mail/INBOX" 100
    printf 'Subject: from here\n\nhello\n' >"$work/offlineimap.mail/INBOX/new/1700000000.x.host"
    check "offlineimap: second run" timeout 300 offlineimap -c "$work/offlineimaprc" -o
    py count "offlineimap: what came here is there" "$imap" offlineimap 101
    expect 0 '' "offlineimap: third run" timeout 300 offlineimap -c "$work/offlineimaprc" -o
    check "offlineimap: it copied nothing" sh -c "! grep -qi 'copy message\|adding flags\|deleting' '$work/err'"
}

# A move of servers: 5,000 messages with their flags and dates, from Dovecot and back.
with_dovecot() {
    check "imaplib: $messages messages to Dovecot" quiet_py fill "$dovecot" source "$messages"
    rm -rf "$work/mbsync.state"
    mkdir -p "$work/mbsync.state"
    { account_of far "$dovecot" source; account_of near "$imap" moved; channel :far: :near: 'Patterns INBOX'; } |
        sed '/^Patterns \*/d' >"$work/mbsyncrc"
    check "mbsync: from Dovecot" sync_it
    again "mbsync: from Dovecot: the second run moves nothing"
    py equal "mbsync: from Dovecot: flags, dates and texts are equal" "$dovecot" source "$imap" moved "$(alive)"
    rm -rf "$work/mbsync.state"
    mkdir -p "$work/mbsync.state"
    { account_of far "$imap" moved; account_of near "$dovecot" back; channel :far: :near: 'Patterns INBOX'; } |
        sed '/^Patterns \*/d' >"$work/mbsyncrc"
    check "mbsync: back to Dovecot" sync_it
    py equal "mbsync: back to Dovecot: all equal" "$imap" moved "$dovecot" back "$(alive)"
}

# Both ways by CONDSTORE and QRESYNC alone, with changes of every kind on both sides between two runs.
with_interimap() {
    printf 'database = %s\n' "$work/interimap.db" >"$work/interimaprc"
    for each in "local:$imap:interimap" "remote:$dovecot:sibling"; do
        port=${each#*:}
        printf '[%s]\ntype = imap\nhost = 127.0.0.1\nport = %s\nSTARTTLS = NO\nauth = LOGIN\nusername = %s\npassword = %s\n' \
            "${each%%:*}" "${port%:*}" "${port#*:}" $password
    done >>"$work/interimaprc"
    chmod 600 "$work/interimaprc"
    for each in 1 2 3 4 5 6 7 8; do
        check "interimap: changes, $each" quiet_py disturb "$imap" interimap $((2 * each)) INBOX Work Other
        check "interimap: changes in Dovecot, $each" quiet_py disturb "$dovecot" sibling $((2 * each + 1)) INBOX Work Other
        check "interimap: run, $each" timeout 60 interimap --config="$work/interimaprc"
        check "interimap: once more, $each" timeout 60 interimap --config="$work/interimaprc"
        check "interimap: which moved nothing, $each" sh -c "! grep -qi 'added\|removed\|vanished\|updated\|warning\|error' '$work/err'"
        py alike "interimap: both sides are alike, $each" "$imap" interimap "$dovecot" sibling INBOX Work Other
    done
}

# mbsync takes nothing that is marked as deleted, and with Expunge takes it away: every second group of eight.
alive() { python3 -c "print(sum(1 for i in range($messages) if not i >> 3 & 1))"; }

with_idle() {
    if [ "${DRY:-}" = dovecot ]; then
        py idle "idle: mail appended by another" "$imap" idle python3 "$here/real-clients-imap.py" append "$imap" idle INBOX "$work/corpus/plain"
        return
    fi
    for each in 1 2 3; do
        py idle "idle: mail dropped by hand, $each" "$imap" idle python3 "$here/real-clients-imap.py" drop "$(box idle)"
        py idle "idle: mail by SMTP, $each" "$imap" idle curl -sS --url "smtp://localhost:$smtp" --mail-from a@outside.example.net \
            --mail-rcpt "idle@$domain" --upload-file "$work/corpus/plain"
    done
    py idle "idle: mail appended by another" "$imap" idle python3 "$here/real-clients-imap.py" append "$imap" idle INBOX "$work/corpus/plain"
    py count "idle: each is there once" "$imap" idle 7
}

: >"$work/results"
: >"$work/err"
python3 "$here/real-clients.py" corpus "$work/corpus"
# shellcheck disable=SC2046 # two words
set -- $(python3 "$here/real-clients.py" free_ports 2)
dovecot=$1 dovecots=$2
certificate 1
mkdir -p "$work/dovecot"
cp "$work/server.pem" "$work/server.key" "$work/dovecot/"
DOVECOT_PASSWORD=$password "$here/dovecot.sh" start "$work/dovecot" "$dovecot" "$dovecots" || exit 2
begin
for part in ${PARTS:-with_curl with_imaplib with_mutt with_fetchmail with_mbsync with_reset with_offlineimap with_interimap with_idle with_dovecot}; do
    $part
done
if [ "${DRY:-}" != dovecot ]; then
    # EP-MSG-009: a folder of many messages, which is what was moved.
    "$epostadm" store inspect --store "$store" >"$work/inspected"
    check "store inspect finds the vendor's format unhurt" sh -c \
        "grep -q '^Findings: errors 0, ' '$work/inspected' && ! grep '^warning' '$work/inspected' | grep -v EP-MSG-009"
    check "nothing is wrong in its own log" sh -c "! grep -n ' ERROR \|^	at ' '$work/server.log'"
fi
failures=$(grep -c '^FAILED' "$work/results")
echo "$(grep -c '^ok' "$work/results") ok, $failures failed"
[ "$failures" = 0 ]
