#!/bin/sh
# The whole change-over of a domain: stop the server, make the plan that was read, check, start again; whatever fails is
# taken back. 年度更新の全手順: サーバー停止、計画の実行、確認、起動。途中で失敗したら元に戻します。
#   year-end.sh PLAN STORE     (the plan comes from: epostadm year-end plan FILE --out PLAN --store STORE)
# Where the store has several domains, DOMAIN names the plan's. / ドメインが複数あれば DOMAIN で指定します。
# With a plan of "--changes keep" the store differs from the list by intent: set VERIFY=no.
# STOP and START may name other commands than those of samples/epostadm.service.
set -eu
plan=${1:?usage: year-end.sh PLAN STORE}
store=${2:?usage: year-end.sh PLAN STORE}
stop=${STOP-systemctl stop epostadm}
start=${START-systemctl start epostadm}

take_back() { epostadm year-end undo --yes --store "$store" ${DOMAIN:+--domain "$DOMAIN"}; }

$stop
trap '$start' EXIT
if epostadm year-end apply "$plan" --yes --store "$store"; then
    if [ "${VERIFY-yes}" = no ] || epostadm year-end verify "$plan" --store "$store"; then
        exit 0
    fi
    echo "year-end.sh: the store is not what the list says; taking it back" >&2
    take_back
    exit 1
else
    status=$?
fi
# Refused, or failed and taken back by itself; where the program was killed it is still open, which status 1 tells.
open=0
epostadm year-end status --store "$store" ${DOMAIN:+--domain "$DOMAIN"} || open=$?
if [ "$open" -eq 1 ]; then
    echo "year-end.sh: cut short with status $status; taking it back" >&2
    take_back
fi
exit "$status"
