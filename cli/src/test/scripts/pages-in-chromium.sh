#!/bin/sh
# Pages of "--output html" in headless Chromium: they show without errors, sort, filter, and print on A4. Needs Debian's
# chromium, fonts-noto-cjk (or another Japanese font), poppler-utils and python3, and a built tree ("mvn -B verify").
# Not part of "mvn verify". JAVA may name a JDK 25. Ends with 0 where all is as it should be.
# docs/developers.md, "Scripts that are not part of the build".
set -u
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$here/../../../.." && pwd -P)
for program in chromium pdfinfo pdftotext python3; do
    command -v $program >/dev/null || { echo "pages-in-chromium.sh: $program is needed" >&2; exit 2; }
done
work=$(mktemp -d /tmp/pages.XXXXXX)
finish() { if [ -n "${KEEP:-}" ]; then echo "kept: $work"; else rm -rf "$work"; fi; }
trap finish EXIT
trap 'exit 130' INT TERM
classes=$root/cli/target/test-classes:$root/cli/target/epostadm.jar
java=${JAVA:-$(ls -d /usr/lib/jvm/*25*/bin/java 2>/dev/null | head -n 1)}
export EPOSTADM_STORE="$work/store"
epostadm() { "${java:-java}" --enable-native-access=ALL-UNNAMED -Xmx64m -cp "$classes" epostadm.cli.Epostadm "$@" --quiet; }
epostadm store init "$work/store" --domain daigaku.example.ac.jp >"$work/said" || exit 1
epostadm accounts import "$root/samples/university/accounts-2026.txt" --scheme plain --create-folders >"$work/said" || exit 1
cp "$root/samples/university/aliases.txt" "$work/store/db/aliases.txt"
for language in en ja; do
    # Of what there is to note, exit code 1 tells.
    epostadm year-end plan "$root/samples/university/accounts-2027-clean.txt" --scheme plain --licence 300 \
        --lang $language --output html >"$work/$language-year-end.html" 2>"$work/said"
    [ $? -eq 1 ] || { cat "$work/said" >&2; exit 1; }
    for rows in 300 100000; do
        "${java:-java}" -Xmx64m -cp "$classes" epostadm.cli.page.SamplePages \
            "$work/$language-$rows.html" $language $rows || exit 1
    done
done
python3 "$here/pages-in-chromium.py" "$work"
