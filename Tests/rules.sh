#!/usr/bin/env bash
# Lists the rules of the house, 1 to 30, with the tests that bear their number ("Rule 12: ...", "Rules 4, 12: ..."), and fails where a rule
# has no test or no place on the page of rules. With -q it only counts.
set -uo pipefail
cd "$(dirname "$0")/.."
page=Sources/ForumCore/ForumCore.docc/Rules.md
quiet=${1:-}
untested=()
unwritten=()

# Names of tests as they stand in the sources; those of suites say nothing of what is tested.
form='"Rules? [0-9]+(,? (and )?[0-9]+)*: ([^"\\]|\\.)*"'
names=$(grep -rhE --include='*.swift' "$form" Tests | grep -v '@Suite' | grep -oE "$form" | sed 's/^"//; s/"$//' | sort -u)

for rule in $(seq 1 30); do
  tests=$(grep -E "^Rules? ([0-9]+,? (and )?)*$rule(,? (and )?[0-9]+)*: " <<<"$names")
  count=$(grep -c . <<<"$tests")
  title=$(grep -E "^### Rule $rule: " "$page" | head -1)
  [ -n "$title" ] || unwritten+=("$rule")
  [ "$count" -gt 0 ] || untested+=("$rule")
  echo "Rule $rule, ${title#\#\#\# Rule "$rule": }: $count tests"
  [ "$quiet" = -q ] || sed "s/^Rule $rule: //; s/^/  /" <<<"$tests" | grep .
done

[ ${#unwritten[@]} -eq 0 ] || echo "rules without a place in $page: ${unwritten[*]}" >&2
[ ${#untested[@]} -eq 0 ] || echo "rules without a test: ${untested[*]}" >&2
[ ${#unwritten[@]} -eq 0 ] && [ ${#untested[@]} -eq 0 ]
