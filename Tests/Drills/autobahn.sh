#!/usr/bin/env bash
# The WebSocket codec against Autobahn's fuzzing client: sections 1-7, 9 and 10, 301 cases.
#
#   Tests/Drills/autobahn.sh            all of them, against `proof echo` (built if need be)
#   PROOF=path/to/proof CASES='"1.*"'   another binary, other cases (a JSON list without its brackets)
#
# Ends 0 when no case FAILED, 1 when one did, 2 when the suite cannot be had here: it needs Python 2.7.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
cache=$root/.build/autobahn
cases=${CASES:-'"1.*","2.*","3.*","4.*","5.*","6.*","7.*","9.*","10.*"'}
port=${PORT:-19001}

find_python() {
  local candidate
  for candidate in "${PYTHON27:-}" python2.7 "$(command -v pyenv >/dev/null 2>&1 && pyenv prefix 2.7.18 2>/dev/null)/bin/python2.7"; do
    [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (2, 7))' 2>/dev/null && { echo "$candidate"; return; }
  done
  return 1
}

install_suite() {
  local python
  if ! python=$(find_python); then
    echo "autobahn: Python 2.7 is not here (the suite runs on nothing newer). Install it with pyenv, or set PYTHON27." >&2
    exit 2
  fi
  mkdir -p "$cache"
  echo "autobahn: installing the suite into ${cache#"$root"/}"
  "$python" -m pip install --quiet --disable-pip-version-check \
    --target "$cache/virtualenv" 'virtualenv==20.15.1' || { echo "autobahn: virtualenv cannot be installed" >&2; exit 2; }
  PYTHONPATH="$cache/virtualenv" "$python" -m virtualenv --quiet --python "$python" "$cache/python" || exit 2
  "$cache/python/bin/pip" install --quiet --disable-pip-version-check 'autobahntestsuite==25.10.1' ||
    { echo "autobahn: the suite cannot be installed" >&2; exit 2; }
  [ -x "$cache/python/bin/wstest" ] || { echo "autobahn: the suite has no wstest" >&2; exit 2; }
}

[ -x "$cache/python/bin/wstest" ] || install_suite

proof=${PROOF:-}
if [ -z "$proof" ]; then
  swift build -c release --product proof
  proof=.build/release/proof
fi

run=$cache/run
rm -rf "$run" && mkdir -p "$run"
"$proof" echo --port "$port" >"$run/echo.log" 2>&1 &
echo_pid=$!
trap 'kill "$echo_pid" 2>/dev/null || true; wait "$echo_pid" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
  kill -0 "$echo_pid" 2>/dev/null || { echo "autobahn: the echo did not start:" >&2; cat "$run/echo.log" >&2; exit 1; }
  sleep 0.1
done

cat >"$run/spec.json" <<END
{"outdir": "$run/reports", "servers": [{"agent": "rialto", "url": "ws://127.0.0.1:$port/"}],
 "cases": [$cases], "exclude-cases": [], "exclude-agent-cases": {}}
END
(cd "$run" && "$cache/python/bin/wstest" -m fuzzingclient -s spec.json >wstest.log 2>&1) ||
  { echo "autobahn: wstest broke off:" >&2; tail -20 "$run/wstest.log" >&2; exit 1; }

"$cache/python/bin/python" - "$run/reports/index.json" <<'END'
import collections, json, sys
agents = json.load(open(sys.argv[1]))
cases = agents.get("rialto", {})
key = lambda case: [int(part) for part in case.split(".")]
verdicts = collections.Counter(result["behavior"] for result in cases.values())
closes = collections.Counter(result["behaviorClose"] for result in cases.values())
print("autobahn: %d cases: %s" % (len(cases), ", ".join("%s %d" % pair for pair in sorted(verdicts.items()))))
print("autobahn: how they closed: %s" % ", ".join("%s %d" % pair for pair in sorted(closes.items())))
bad = ("FAILED", "WRONG CODE", "UNCLEAN", "FAILED BY CLIENT")
failed = sorted((c for c, r in cases.items() if r["behavior"] == "FAILED" or r["behaviorClose"] in bad), key=key)
for case in failed:
    print("autobahn: FAILED %s (%s, close %s, code %s)" % (
        case, cases[case]["behavior"], cases[case]["behaviorClose"], cases[case]["remoteCloseCode"]))
sys.exit(1 if failed or not cases else 0)
END
