#!/usr/bin/env python3
"""Rialto, OR-tools CP-SAT and UWrMaxSAT on the same timetabling problems, one after the other with the same CPU seconds each.

    bench.py RIALTO [--seconds 60] [--quick] [--only PARTS] [--files GLOB]      with the Python of install-timetable-peers.sh

Every timetable is judged by check.py. Where two verdicts cannot both be right, or a timetable breaks a rule, it ends with status 1. What has been
measured already, with the same program, file and budget, is not measured again. Writes results.md and results.svg beside this file, or to --results.
"""
import argparse
import glob
import hashlib
import importlib.util
import json
import os
import pathlib
import platform
import signal
import subprocess
import sys
import time
from importlib import metadata

import check
import instances
import picture

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# CP-SAT's model of more cells (meeting and slot) than this needs more memory than most machines have.
MOST_CELLS = 1_500_000


class Rialto:
    name, threads = "Rialto", 2

    def __init__(self, program):
        self.program = program
        self.version = hashlib.sha256(pathlib.Path(program).read_bytes()).hexdigest()[:12]

    def suits(self, problem):
        return True

    def command(self, file, budget):
        # It cools at the pace of the clock, so two threads get half the budget of it; on a busy machine that is fewer CPU seconds than the others have.
        return [self.program, "timetable", file, "--json", "--threads", "2", "--seconds", str(budget / 2)]


class Peer:
    def __init__(self, name, program, package, version, threads):
        self.name, self.program, self.threads = name, HERE / "peers" / program, threads
        self.package = f"{package} {version}"
        self.version = version + " " + hashlib.sha256(self.program.read_bytes()).hexdigest()[:12]

    def suits(self, problem):
        if self.name == "UWrMaxSAT":
            return problem.priority is None
        return sum(len(problem.open(meeting)) for meeting in range(problem.count)) <= MOST_CELLS

    def command(self, file, budget):
        return [sys.executable, self.program, file, "--seconds", str(budget)] + (["--threads", "2"] if self.threads == 2 else [])


def solvers(program):
    found = [Rialto(program)]
    for name, file, module, package, threads in [("CP-SAT", "cpsat.py", "ortools", "ortools", 2), ("UWrMaxSAT", "maxsat.py", "hermax", "hermax", 1)]:
        if importlib.util.find_spec(module):
            found.append(Peer(name, file, package, metadata.version(package), threads))
        else:
            print(f"{name} is not installed and left out", file=sys.stderr)
    return found


# MARK: one run

def standing(pid):
    """CPU seconds and peak memory in KiB of a process; None where it is gone."""
    try:
        words = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        memory = [line for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK"), int(memory[0].split()[1]) if memory else 0
    except (OSError, IndexError):
        return None


def run(solver, file, budget, folder):
    """Starts it, watches its CPU time, and stops it where its budget is used up: Rialto from here, the peers by themselves."""
    answer = folder / "answer.json"
    known, seen, memory, asked = [], 0.0, 0, 0
    start = time.monotonic()
    with open(answer, "wb") as out, open(folder / "errors.txt", "wb") as errors:
        child = subprocess.Popen(list(map(str, solver.command(file, budget))), stdout=out, stderr=errors)
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        now = standing(child.pid)
        if now:
            seen, memory = now[0], max(memory, now[1])
            known.append((time.monotonic() - start, seen))
            if isinstance(solver, Rialto) and seen >= budget and asked == 0:
                os.kill(child.pid, signal.SIGINT)
                asked = 1
            # Building a model of Python's takes its time too; but nothing takes for ever.
            if (seen > 2 * budget + 300 or time.monotonic() - start > 4 * budget + 600) and asked < 2:
                os.kill(child.pid, signal.SIGKILL)
                asked = 2
        time.sleep(0.005 if time.monotonic() - start < 1 else 0.02)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall, cpu = time.monotonic() - start, usage.ru_utime + usage.ru_stime
    known.append((wall, cpu))
    result = {"cpu": cpu, "wall": wall, "megabytes": round(memory / 1024, 1), "exit": child.returncode}
    try:
        result.update(json.loads(answer.read_text()))
    except ValueError:
        result.update({"status": "unknown", "slots": [], "trace": [], "note": (folder / "errors.txt").read_text(errors="replace")[-300:]})
    if isinstance(solver, Rialto):
        # Its trace has seconds of a clock since the file was read: CPU seconds as they were seen then.
        late = max(0.0, wall - result.get("seconds", wall))
        result["trace"] = [[cpu_at(known, at + late), *rest] for at, *rest in result["trace"]]
    return result


def cpu_at(known, at):
    before = (0.0, 0.0)
    for here in known:
        if here[0] >= at:
            share = (at - before[0]) / max(1e-9, here[0] - before[0])
            return before[1] + share * (here[1] - before[1])
        before = here
    return before[1]


def judged(problem, result):
    """The result with what check.py says of its timetable, and without the timetable."""
    slots = result.pop("slots")
    result.pop("tables", None)
    said = result.pop("priority", None), result.pop("breaks", None)
    result["faults"] = []
    if result["status"] in ("optimal", "feasible"):
        result["faults"] = check.faults(problem, slots)[:5]
        if not result["faults"]:
            result["priority"], result["breaks"] = check.worth(problem, slots)
            if None not in said and said != (result["priority"], result["breaks"]):
                result["faults"] = [f"says priority {said[0]}, {said[1]} breaks; it is {result['priority']}, {result['breaks']}"]
    return result


# MARK: verdicts

def disagreements(name, problem, results):
    """What cannot all be true."""
    found = [f"{solver}: {fault}" for solver, result in results.items() for fault in result["faults"]]
    sound = {solver: result for solver, result in results.items() if not result["faults"]}
    solved = {solver: (-result["priority"], result["breaks"]) for solver, result in sound.items() if result["status"] in ("optimal", "feasible")}
    refuted = [solver for solver, result in sound.items() if result["status"] == "infeasible"]
    if refuted and solved:
        found.append(f"{', '.join(refuted)}: there is no timetable; {', '.join(solved)}: here is one")
    if ".none" in name and solved:
        found.append(f"{', '.join(solved)}: a timetable, where none can be")
    for solver, result in sound.items():
        for other, value in solved.items():
            if result["status"] == "optimal" and value < solved[solver]:
                found.append(f"{solver}: none is better than {worth(solved[solver])}; {other}: {worth(value)}")
            if result.get("priorityBound", -value[0]) < -value[0]:
                found.append(f"{solver}: no more priority than {result['priorityBound']}; {other}: {-value[0]}")
            if -value[0] == result.get("priorityBound") and value[1] < result.get("breaksBound", 0):
                found.append(f"{solver}: no fewer breaks than {result['breaksBound']}; {other}: {value[1]}")
    return found


def worth(value):
    return f"priority {-value[0]}, {value[1]} breaks"


# MARK: the table

def cell(problem, result):
    if result is None:
        return "–", "–", "–"
    said = {"optimal": "proven", "feasible": "", "infeasible": "no timetable, proven", "unknown": "nothing found"}[result["status"]]
    if "breaks" in result:
        said = " ".join(filter(None, [(f"{result['priority']:,} / " if problem["priority"] else "") + f"{result['breaks']:,}", said]))
    # What goes into making a peer's model is not counted.
    seconds = result["cpu"] - result.get("built", 0)
    return said, f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}", f"{result['megabytes']:,.0f}"


def table(names, about, results, names_of_solvers):
    lines = ["| | people, meetings, slots, tables | " + " | ".join(f"{name} | CPU s | MB" for name in names_of_solvers) + " |",
             "|---|---|" + "---|---:|---:|" * len(names_of_solvers)]
    for name in names:
        it = about[name]
        shape = f"{it['people']:,}, {it['meetings']:,}, {it['slots']}, {it['tables']:,}"
        lines.append(f"| {name} | {shape} | " + " | ".join(" | ".join(cell(it, results[name].get(solver))) for solver in names_of_solvers) + " |")
    return lines


def summary(names, results, names_of_solvers):
    lines = ["", "| all of these | " + " | ".join(names_of_solvers) + " |", "|---|" + "---:|" * len(names_of_solvers)]
    tried = {solver: [results[name][solver] for name in names if solver in results[name]] for solver in names_of_solvers}
    for title, value in [
            ("tried", len), ("proven, best or none", lambda all_: sum(one["status"] in ("optimal", "infeasible") for one in all_)),
            ("nothing found", lambda all_: sum(one["status"] == "unknown" for one in all_)),
            ("breaks, where there is a timetable", lambda all_: f"{sum(one.get('breaks', 0) for one in all_):,}"),
            ("CPU s", lambda all_: f"{sum(one['cpu'] - one.get('built', 0) for one in all_):,.0f}")]:
        lines.append(f"| {title} | " + " | ".join(str(value(tried[solver])) if tried[solver] else "–" for solver in names_of_solvers) + " |")
    return lines


def report(options, about, results, runners, wrong):
    names_of_solvers = [solver.name for solver in runners]
    groups = [("Forums of the published shape", [name for name in results if about[name]["kind"] == "forum"]),
              ("Published forums", [name for name in results if about[name]["kind"] == "file"]),
              ("Big events, where more is asked for than fits: priority / breaks", [name for name in results if about[name]["kind"] == "event"])]
    versions = ", ".join(solver.package for solver in runners if isinstance(solver, Peer))
    lines = ["# Results", "",
             f"Made by `bench.py` on {time.strftime('%Y-%m-%d')}: {processor()}, {os.cpu_count()} cores; {versions}. "
             f"{options.seconds:g} CPU seconds each for a forum, more for an event (`instances.py`); two threads, UWrMaxSAT one. "
             "`proven` after a number: it is known to be the best. Each timetable was checked by `check.py`.", "", "![Breaks over time](results.svg)"]
    for title, names in groups:
        if names:
            lines += ["", f"## {title}", ""] + table(names, about, results, names_of_solvers)
            if title != groups[2][0]:
                lines += summary(names, results, names_of_solvers)
    lines += ["", f"{len(wrong)} disagreements" + (":" if wrong else "."), *[f"- {one}" for one in wrong]]
    (options.results / "results.md").write_text("\n".join(lines) + "\n")
    (options.results / "results.svg").write_text(picture.draw(about, results, names_of_solvers))


def processor():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
        return next(line.split(":")[1].strip() for line in text.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


# MARK: all of it

def chosen(options, folder):
    """Name, file, kind and how many times the budget."""
    files = sorted(pathlib.Path(file) for pattern in options.files for file in glob.glob(pattern))
    if options.files and not files:
        sys.exit("bench: no such files")
    found = [(file.name.removesuffix(".dzn"), file, "file", 1) for file in files if any(part in file.name for part in options.only)]
    names = [name for name in instances.names() if any(part in name for part in options.only)]
    if options.quick:
        names = [name for name in names if name in ("forum-a", "forum-e", "forum-b.none-time", "forum-e.fixed20", "event-400")]
    for name in names:
        file = folder / f"{name}.dzn"
        instances.make(name).write(file)
        found.append((name, file, "event" if name in instances.EVENTS else "forum", instances.share(name)))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rialto", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--seconds", type=float, default=60, help="CPU seconds for each solver on each forum")
    parser.add_argument("--quick", action="store_true", help="five problems, 5 s where nothing else is said")
    parser.add_argument("--only", default="", metavar="PARTS", help="problems whose name has one of these parts, with commas between them")
    parser.add_argument("--files", action="append", default=[], metavar="GLOB", help="these .dzn files too; may be repeated")
    parser.add_argument("--solvers", default="", metavar="NAMES", help="of these names only, with commas between them")
    parser.add_argument("--known", action="store_true", help="measure nothing, and write down what has been measured")
    parser.add_argument("--work", type=pathlib.Path, default=ROOT / ".build" / "timetable-bench", help="where problems and measurements are kept")
    parser.add_argument("--results", type=pathlib.Path, default=HERE, help="where the table and the picture go")
    options = parser.parse_args()
    if options.quick and "--seconds" not in " ".join(sys.argv):
        options.seconds = 5
    options.only = options.only.split(",")
    options.work.mkdir(parents=True, exist_ok=True)
    kept = options.work / "measured.jsonl"
    known = {}
    if kept.exists():
        for line in kept.read_text().splitlines():
            one = json.loads(line)
            known[one["key"]] = one
    runners = [solver for solver in solvers(options.rialto) if not options.solvers or solver.name in options.solvers.split(",")]
    about, results, wrong = {}, {}, []
    every = chosen(options, options.work)
    for number, (name, file, kind, share) in enumerate(every, start=1):
        problem = check.Problem(file)
        content = hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        about[name] = {"people": problem.people, "meetings": problem.count, "slots": problem.slots, "tables": problem.tables, "kind": kind,
                       "priority": problem.priority is not None, "budget": options.seconds * share}
        results[name] = {}
        for solver in runners:
            if not solver.suits(problem):
                continue
            budget = options.seconds * share
            key = " ".join([name, content, solver.name, solver.version, f"{budget:g}"])
            if key not in known and options.known:
                continue
            if key not in known:
                result = judged(problem, run(solver, file, budget, options.work))
                known[key] = {"key": key, "about": about[name], "name": name, "solver": solver.name, "result": result}
                with open(kept, "a") as out:
                    out.write(json.dumps(known[key]) + "\n")
            result = known[key]["result"]
            results[name][solver.name] = result
            said, seconds, megabytes = cell(about[name], result)
            print(f"{number}/{len(every)} {name}: {solver.name}: {said or 'valid'}, {seconds} s of CPU, {megabytes} MB", flush=True)
        if not results[name]:
            del results[name]
            continue
        for one in disagreements(name, problem, results[name]):
            wrong.append(f"{name}: {one}")
            print(f"DISAGREEMENT {wrong[-1]}", flush=True)
        report(options, about, results, runners, wrong)
    print((options.results / "results.md").read_text())
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
