#!/usr/bin/env bash
# Installs the solvers that the timetables are measured beside, OR-tools CP-SAT and UWrMaxSAT (in hermax), into a Python environment of its own.
#
#   Tests/Drills/install-timetable-peers.sh [FOLDER]      (default: .build/timetable-peers beside Package.swift)
#
# Prints the path of the environment's Python. Does nothing when those versions are there already; two callers at once are fine. Where hermax does
# not install, it is left out, and so is UWrMaxSAT in the comparison.
set -euo pipefail

ortools="ortools==9.15.6755"
hermax="hermax==1.2.10"
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
folder="${1:-$root/.build/timetable-peers}"
mark="$folder/installed-9.15.6755-1.2.10"

mkdir -p "$folder"
exec 9>"$folder/lock"
flock 9

if [ ! -e "$mark" ]; then
  echo "installing $ortools and $hermax into $folder (a minute)" >&2
  rm -rf "$folder/venv" "$folder"/installed-*
  python3 -m venv "$folder/venv" >&2
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$ortools" >&2
  "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$hermax" >&2 || echo "hermax does not install here" >&2
  "$folder/venv/bin/python" -c 'from ortools.sat.python import cp_model' >&2
  touch "$mark"
fi
echo "$folder/venv/bin/python"
