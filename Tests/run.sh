#!/usr/bin/env bash
# `make test`: one release build serves the tests, the proofs and the demo. Ends with a line that counts the steps.
set -uo pipefail
cd "$(dirname "$0")/.."
passed=0
failed=0

step() { # step NAME COMMAND...
  local name=$1 began=$SECONDS
  shift
  echo "=== $name"
  if "$@"; then
    passed=$((passed + 1))
    echo "=== $name: passed in $((SECONDS - began)) s"
  else
    failed=$((failed + 1))
    echo "=== $name: FAILED after $((SECONDS - began)) s"
    return 1
  fi
}

finish() {
  echo "steps: $passed passed, $failed failed"
  exit "$((failed > 0))"
}

step "packages" docker/install-packages.sh libssl-dev libsqlite3-dev python3-venv prosody inspircd ngircd atheme-services openssl || finish
step "build" swift build -c release --build-tests || finish
step "homeserver" Tests/Drills/install-synapse.sh || finish
step "webhook judges" Tests/Drills/install-webhook-judges.sh || finish
step "Telegram clients" Tests/Drills/install-telegram.sh || finish
step "XMPP library" Tests/Drills/install-slixmpp.sh || finish
# One after the other: tests that measure how long something may take would starve each other on two cores.
step "tests" swift test -c release --skip-build --disable-xctest --no-parallel
step "a test for every rule" Tests/rules.sh -q
step "simulation of 20 million commands" .build/release/proof simulate --commands 20000000
step "10 kills under load" .build/release/proof kill --cycles 10
step "20 kills while people chat on Telegram" .build/release/proof chat-kill --cycles 20
step "demo" .build/release/rialto demo --once
finish
