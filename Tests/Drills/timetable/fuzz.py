#!/usr/bin/env python3
"""Damaged files for `rialto timetable`: a million in one process, thousands in processes of their own.

    fuzz.py RIALTO [--cases 5000] [--proof PROOF] [--proof-cases 1000000] [--seed N]

Each process must end with status 0 or 2. With 2 it must say in one line what is wrong, with the file's name and the line or the field. With 0 its
timetable is judged by check.py where the file can be read there. A million in one process is `proof timetable-fuzz`; where that crashes, its case
is told. What failed is kept in a folder that is named at the end.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

import check
import instances

NUMBERS = [0, -1, 1, 2, 127, 128, 129, 1_000_000, 1_000_001, 10**9, 10**9 + 1, 2**31, 2**63 - 1, 2**63, -(2**63), 10**40]
BYTES = [b"\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00"]
NESTS = [b"[", b"{", b"[|", b'{"a":', b"[[", b"-", b"%"]


def event(dice):
    """A small problem that can be read."""
    slots, people = dice.randint(1, 8), dice.randint(2, 9)
    it = instances.Instance(people, dice.randint(1, 4), slots, dice.randint(0, slots))
    for person in range(people):
        it.forbidden[person] = {slot for slot in range(1, slots + 1) if dice.random() < 0.1}
    for _ in range(dice.randint(0, 12)):
        it.meetings.append([*(person + 1 for person in dice.sample(range(people), 2)), dice.choice([1, 2, 3, 3, 3])])
    for number in range(1, len(it.meetings) + 1):
        if dice.random() < 0.1:
            it.fixed[number] = dice.randint(1, slots)
        if number > 1 and dice.random() < 0.1:
            it.before[number] = {dice.randint(1, number - 1)}
    if dice.random() < 0.3:
        it.priority = [dice.randint(1, 3) for _ in it.meetings]
    return it


def bend(it, dice):
    """What it says is wrong, and it is written down well."""
    kind = dice.randrange(9)
    number = dice.choice(NUMBERS)
    meeting = dice.choice(it.meetings) if it.meetings else None
    if kind == 0:
        it.tables = 0
    elif kind == 1:
        it.total = number
    elif kind == 2:
        it.tables = number
    elif kind == 3:
        it.forbidden[0] = {number}
    elif kind == 4:
        it.fixed[1] = number
    elif kind == 5:
        it.morning = number
    elif kind == 6 and len(it.meetings) > 1:
        # A circle.
        it.before[1], it.before[2] = {2}, {1}
    elif kind == 7 and len(it.meetings) > 1:
        # One person in two places.
        it.meetings[1][0] = it.meetings[0][0]
        it.fixed[1] = it.fixed[2] = 1
    elif meeting:
        meeting[2] = number


def as_json(path):
    """The same file in the other form."""
    problem = check.Problem(path)
    said = {"nBusiness": problem.people, "nMeetings": problem.count, "nTables": problem.tables, "nTotalSlots": problem.slots,
            "nMorningSlots": problem.morning, "requested": problem.meetings, "forbidden": [sorted(each) for each in problem.forbidden],
            "fixed": problem.fixed, "precedences": problem.before}
    if problem.priority is not None:
        said["priority"] = problem.priority
    return json.dumps(said, indent=1).encode()


def damage(text, dice):
    """How it is written down is wrong."""
    kind, place = dice.randrange(11), dice.randrange(max(1, len(text)))
    lines = text.split(b"\n")
    row = dice.randrange(len(lines))
    if kind == 0:
        return text[:place]
    if kind == 1:
        return text[:place] + bytes([text[place] ^ 1 << dice.randrange(8)]) + text[place + 1:] if text else text
    if kind == 2:
        return text[:place] + dice.choice(BYTES) + text[place:]
    if kind == 3:
        return text[:place] + dice.choice(NESTS) * dice.choice([2, 70, 5_000]) + text[place:]
    if kind == 4:
        del lines[row]
        return b"\n".join(lines)
    if kind == 5:
        return b"\n".join(lines[:row] + [lines[row]] + lines[row:])
    if kind == 6:
        other = dice.randrange(len(lines))
        lines[row], lines[other] = lines[other], lines[row]
        return b"\n".join(lines)
    if kind == 7:
        return text[:place] + text[place + dice.randint(1, 20):]
    if kind == 8:
        return text[:place] + dice.randbytes(dice.randint(1, 8)) + text[place:]
    found = list(re.finditer(rb"\d+", text))
    if not found:
        return text
    one = dice.choice(found)
    return text[:one.start()] + str(dice.choice(NUMBERS + list(range(12)))).encode() + text[one.end():]


def case(seed, folder):
    """The file of that seed, its name, and whether anything was done to it."""
    dice = random.Random(seed)
    file = folder / "case.dzn"
    it, kind = event(dice), dice.randrange(4)
    if kind & 1:
        bend(it, dice)
    it.write(file)
    text = file.read_bytes()
    if dice.random() < 0.5 and not kind & 1:
        file = folder / "case.json"
        text = as_json(folder / "case.dzn")
    if kind & 2:
        for _ in range(dice.randint(1, 3)):
            text = damage(text, dice)
    file.write_bytes(text)
    return file, kind == 0


def judge(rialto, file, is_plain):
    """What came of it, and what is wrong with that, or None."""
    began = time.monotonic()
    try:
        done = subprocess.run([rialto, "timetable", file, "--seconds", "0.2", "--threads", "1", "--json"], capture_output=True, timeout=30)
    except subprocess.TimeoutExpired:
        return "stuck", "no end after 30 s"
    if time.monotonic() - began > 10:
        return "slow", f"took {time.monotonic() - began:.0f} s"
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode == 2:
        start = f"{file}: "
        if not said.startswith(start) or said.count("\n") != 1 or len(said) > len(start) + 400:
            return "refused", f"not one sentence of moderate length: {said[:300]!r}"
        if not re.match(r"(line [1-9]\d*: .|[^ ]+: .)", said[len(start):]):
            return "refused", f"neither line nor field: {said!r}"
        return "refused", None
    if done.returncode != 0:
        return "crashed", f"status {done.returncode}: {said[-300:]!r}"
    answer = json.loads(done.stdout)
    if is_plain and file.suffix == ".dzn" and answer["status"] in ("optimal", "feasible"):
        problem = check.Problem(file)
        wrong = check.faults(problem, answer["slots"])
        if wrong or check.worth(problem, answer["slots"]) != (answer["priority"], answer["breaks"]):
            return answer["status"], f"{wrong or 'priority or breaks are not as said'}"
    return answer["status"], None


def in_one_process(proof, cases, seed, folder):
    """`proof timetable-fuzz`; after a crash, the cases that were at work are tried one by one."""
    journal = folder / "journal"
    command = [proof, "timetable-fuzz", "--seed", str(seed)]
    status = subprocess.run([*command, "--cases", str(cases), "--journal", journal]).returncode
    if status == 0:
        return True
    if journal.exists():
        for number in journal.read_text().split():
            again = subprocess.run([proof, "timetable-fuzz", "--seed", number, "--cases", "1", "--threads", "1"], capture_output=True)
            print(f"case {number} was at work; alone it ends with status {again.returncode}", flush=True)
    print(f"proof timetable-fuzz ended with status {status}; a case's file: {proof} timetable-fuzz --seed NUMBER --show")
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rialto", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--cases", type=int, default=5_000, help="files in processes of their own")
    parser.add_argument("--proof", help="the program `proof`, for the files in one process")
    parser.add_argument("--proof-cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=None, help="the first case; a new one each time where left out")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.randrange(1, 10**9)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="timetable-fuzz-"))
    good = True
    if options.proof:
        print(f"{options.proof_cases} files in one process, from case {seed}", flush=True)
        good = in_one_process(str(pathlib.Path(options.proof).resolve()), options.proof_cases, seed, folder)
    print(f"{options.cases} files in processes of their own, from case {seed}", flush=True)
    seen, failures = collections.Counter(), 0
    for number in range(options.cases):
        file, is_plain = case(seed + number, folder)
        what, wrong = judge(options.rialto, file, is_plain)
        seen[what] += 1
        if is_plain and what == "refused" and not wrong:
            # By chance it contradicts itself; then it could be read.
            text = subprocess.run([options.rialto, "timetable", file, "--seconds", "0", "--json"], capture_output=True).stdout
            wrong = None if text else "a file that is valid is refused"
        if wrong:
            failures += 1
            kept = folder / f"{seed + number}{file.suffix}"
            kept.write_bytes(file.read_bytes())
            print(f"case {seed + number} ({kept}): {what}: {wrong}", flush=True)
        if (number + 1) % 1000 == 0:
            print(f"{number + 1} of {options.cases}", flush=True)
    print(", ".join(f"{what} {count}" for what, count in seen.most_common()))
    print(f"{failures} failures")
    for name in ["case.dzn", "case.json", "journal"]:
        (folder / name).unlink(missing_ok=True)
    if not any(folder.iterdir()):
        os.rmdir(folder)
    sys.exit(0 if good and not failures else 1)


if __name__ == "__main__":
    main()
