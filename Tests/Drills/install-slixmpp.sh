#!/usr/bin/env bash
# Installs slixmpp, the XMPP library that judges bots/xmpp, into a Python environment of its own.
#
#   Tests/Drills/install-slixmpp.sh [FOLDER]      (default: .build/slixmpp beside Package.swift)
#
# Prints the path of the environment's Python. Does nothing when that version is there already; two callers at once are fine.
set -euo pipefail

version="1.17.0"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
folder="${1:-$root/.build/slixmpp}"
mark="$folder/installed-$version"

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

if [ ! -e "$mark" ]; then
  echo "installing slixmpp $version into $folder" >&2
  rm -rf "$folder/venv" "$folder"/installed-*
  python3 -m venv "$folder/venv" >&2
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "slixmpp==$version" >&2
  "$folder/venv/bin/python" -c 'import slixmpp' >&2
  touch "$mark"
fi
echo "$folder/venv/bin/python"
