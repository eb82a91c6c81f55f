#!/bin/sh
# Real German PDFs out of Debian's packages, for the tests; nothing is installed.
set -eu
target=$1
packages="debian-faq-de debian-reference-de developers-reference-de installation-guide-amd64 maint-guide-de"
[ -f "$target/.complete" ] && exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "error: the tests with real PDFs need Debian's packages $packages" >&2
    exit 1
fi
echo "fetching real PDFs for the tests"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
[ "$(id -u)" = 0 ] && apt-get update -qq
# shellcheck disable=SC2086
(cd "$folder" && apt-get download -qq $packages 2>/dev/null)
for package in "$folder"/*.deb; do
    dpkg-deb -x "$package" "$folder/unpacked"
done
mkdir -p "$target"
find "$folder/unpacked" -name '*.de.pdf.gz' -exec cp {} "$target" \;
find "$folder/unpacked" -name '*.de.pdf' -exec cp {} "$target" \;
find "$folder/unpacked" -path '*/de/developers-reference.pdf' -exec cp {} "$target" \;
gunzip -f "$target"/*.gz
[ "$(ls "$target"/*.pdf | wc -l)" = 5 ] || { echo "error: not all PDFs were found" >&2; exit 1; }
touch "$target/.complete"
