#!/usr/bin/env bash
# Installs Synapse, the Matrix homeserver that the tests of bots/matrix talk to, into a Python environment of its own.
#
#   Tests/Drills/install-synapse.sh [FOLDER]      (default: .build/synapse beside Package.swift)
#
# Prints the path of the environment's Python. Does nothing when that version is there already; an installation that
# was cut off is begun again. Two callers at once are fine: the second waits for the first.
set -euo pipefail

version="1.163.0"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
folder="${1:-$root/.build/synapse}"
mark="$folder/installed-$version"

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

if [ ! -e "$mark" ]; then
  echo "installing Synapse $version into $folder (about a minute)" >&2
  rm -rf "$folder/venv" "$folder"/installed-*
  python3 -m venv "$folder/venv" >&2
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "matrix-synapse==$version" >&2
  "$folder/venv/bin/python" -c 'import synapse' >&2
  touch "$mark"
fi
echo "$folder/venv/bin/python"
