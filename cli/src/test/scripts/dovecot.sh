#!/bin/sh
# A Dovecot 2.3 of its own on a port of the loopback interface, to try the proof of IMAP on another server. Everybody who
# says the password "pass" (DOVECOT_PASSWORD) is let in, with a Maildir of their own in DIR/mail/NAME. Needs root and Debian's dovecot-imapd.
#   dovecot.sh start DIR PORT [TLSPORT]    and returns when it answers
#   dovecot.sh stop DIR
set -eu
[ $# -ge 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
action=$1
mkdir -p "$2"
dir=$(CDPATH='' cd -- "$2" && pwd -P)
port=${3:-0}
tls=${4:-0}

config() {
    cat <<CONF
base_dir = $dir/run
state_dir = $dir/run
log_path = $dir/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = $([ -f "$dir/server.pem" ] && echo yes || echo no)
$([ -f "$dir/server.pem" ] && printf 'ssl_cert = <%s/server.pem\nssl_key = <%s/server.key\n' "$dir" "$dir")
disable_plaintext_auth = no
auth_mechanisms = plain login cram-md5 scram-sha-256
auth_failure_delay = 0
mail_location = maildir:$dir/mail/%u
mail_uid = mail
mail_gid = mail
first_valid_uid = 1
first_valid_gid = 1
mail_home = $dir/mail/%u
mailbox_list_index = yes
mail_max_userip_connections = 1000
mail_plugins = quota
default_client_limit = 4096
default_process_limit = 500
imap_idle_notify_interval = 2 mins
passdb {
  driver = static
  args = password=${DOVECOT_PASSWORD:-pass}
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$dir/mail/%u
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1G
}
namespace inbox {
  inbox = yes
  separator = /
}
protocol imap {
  mail_plugins = \$mail_plugins imap_quota imap_zlib
  mail_max_userip_connections = 1000
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = $port
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = $tls
    ssl = yes
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
CONF
}

stop() {
    [ -f "$dir/run/master.pid" ] || return 0
    pid=$(cat "$dir/run/master.pid")
    kill "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
}

answers() { python3 -c "import socket; s = socket.create_connection(('127.0.0.1', $port), 2); assert s.recv(9)[:4] == b'* OK'" 2>/dev/null; }

case $action in
    start)
        mkdir -p "$dir/mail" "$dir/run"
        chmod 755 "$dir"
        chown mail:mail "$dir/mail"
        if [ "$tls" != 0 ] && [ ! -f "$dir/server.pem" ]; then
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=localhost' -addext 'subjectAltName=DNS:localhost' \
                -keyout "$dir/server.key" -out "$dir/server.pem" 2>/dev/null
        fi
        config >"$dir/dovecot.conf"
        dovecot -c "$dir/dovecot.conf" >"$dir/start.log" 2>&1 </dev/null
        tries=100
        until answers; do
            tries=$((tries - 1))
            [ $tries -gt 0 ] || { tail -n 20 "$dir/dovecot.log" >&2; stop; exit 1; }
            sleep 0.1
        done
        ;;
    stop) stop ;;
    *) exec "$0" ;;
esac
