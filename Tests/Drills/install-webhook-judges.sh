#!/usr/bin/env bash
# Installs the independent libraries that judge the bots for Slack, WhatsApp and Discord in the tests, into a Python environment of their own.
#
#   Tests/Drills/install-webhook-judges.sh [FOLDER]      (default: .build/webhook-judges beside Package.swift)
#
# Prints the path of the environment's Python. Does nothing when those versions are there already; an installation that was cut off is begun
# again. Two callers at once are fine: the second waits for the first.
set -euo pipefail

packages=(slack_sdk==3.47.0 pywa==4.5.0 discord-interactions==0.4.0)
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
folder="${1:-$root/.build/webhook-judges}"
mark="$folder/installed-$(IFS=_; echo "${packages[*]}")"

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

if [ ! -e "$mark" ]; then
  echo "installing ${packages[*]} into $folder" >&2
  rm -rf "$folder/venv" "$folder"/installed-*
  python3 -m venv "$folder/venv" >&2
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "${packages[@]}" >&2
  "$folder/venv/bin/python" -c 'import slack_sdk, pywa, discord_interactions' >&2
  touch "$mark"
fi
echo "$folder/venv/bin/python"
