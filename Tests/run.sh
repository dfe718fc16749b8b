#!/usr/bin/env bash
# `make test`: one release build serves the tests, the proofs and the demo. Ends with a line that counts the steps, and
# with what failed said once more, so that whoever sees only the end of a long output knows what to look for.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0
output=$(mktemp)
complaints=$(mktemp)
trap 'rm -f "$output" "$complaints"' EXIT

step() { # step NAME COMMAND...
  local name=$1 began=$SECONDS
  shift
  echo "=== $name"
  if "$@" 2>&1 | tee "$output"; then
    passed=$((passed + 1))
    echo "=== $name: passed in $((SECONDS - began)) s"
  else
    failed=$((failed + 1))
    echo "=== $name: FAILED after $((SECONDS - began)) s" | tee -a "$complaints"
    # Of a test run the lines that complain; of anything else its last words.
    { grep -aE "^✘ Test |error:" "$output" || tail -n 12 "$output"; } | cut -c 1-600 | head -n 18 >>"$complaints"
    return 1
  fi
}

finish() {
  echo "steps: $passed passed, $failed failed"
  cat "$complaints"
  exit "$((failed > 0))"
}

step "packages" docker/install-packages.sh libssl-dev libsqlite3-dev libcadical-dev python3-venv prosody inspircd ngircd atheme-services openssl || finish
step "build" swift build -c release --build-tests || finish
step "homeserver" Tests/Drills/install-synapse.sh || finish
step "webhook judges" Tests/Drills/install-webhook-judges.sh || finish
step "Telegram clients" Tests/Drills/install-telegram.sh || finish
step "XMPP library" Tests/Drills/install-slixmpp.sh || finish
# One after the other: tests that measure how long something may take would starve each other on two cores.
step "tests" swift test -c release --skip-build --disable-xctest --no-parallel
step "a test for every rule" Tests/rules.sh -q
# From one seed here, so that what passes passes again; the drills play from a new one each time.
step "simulation of 20 million commands" .build/release/proof simulate --seed 20261122 --commands 20000000
step "20,000 damaged timetable files" .build/release/proof timetable-fuzz --cases 20000 --seed 1
step "10 kills under load" .build/release/proof kill --cycles 10
step "20 kills while people chat on Telegram" .build/release/proof chat-kill --cycles 20
step "demo" .build/release/rialto demo --once
finish
