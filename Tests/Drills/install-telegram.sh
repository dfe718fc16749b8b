#!/usr/bin/env bash
# Installs the clients that judge the fake Telegram of the tests, python-telegram-bot and aiogram, into a Python environment of its own.
#
#   Tests/Drills/install-telegram.sh [FOLDER]      (default: .build/telegram beside Package.swift)
#
# Prints the path of the environment's Python. Does nothing when those versions are there already; an installation that
# was cut off is begun again. Two callers at once are fine: the second waits for the first.
set -euo pipefail

clients=("python-telegram-bot==22.8" "aiogram==3.31.0")
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
folder="${1:-$root/.build/telegram}"
mark="$folder/installed-22.8-3.31.0"

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

if [ ! -e "$mark" ]; then
  echo "installing ${clients[*]} into $folder (half a minute)" >&2
  rm -rf "$folder/venv" "$folder"/installed-*
  python3 -m venv "$folder/venv" >&2
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "${clients[@]}" >&2
  "$folder/venv/bin/python" -c 'import aiogram, telegram' >&2
  touch "$mark"
fi
echo "$folder/venv/bin/python"
