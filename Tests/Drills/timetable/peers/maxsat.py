#!/usr/bin/env python3
"""UWrMaxSAT (from hermax) as a peer, with the encoding of Bofill et al. (JAIR 74, 2022): prints its answer as `rialto timetable --json` does.

    maxsat.py FILE.dzn --seconds CPU      all meetings must be required

The seconds are CPU seconds of the solver; reading the file and writing the clauses come on top. It has one thread, and tells of a timetable only when
it is done or stopped.
"""
import argparse
import json
import pathlib
import resource
import sys
import time

from hermax.incremental import UWrMaxSAT
from pysat.card import CardEnc, EncType

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import check  # noqa: E402


class Clauses:
    """The hard clauses; the soft ones say that a gap should not be."""

    def __init__(self, problem):
        self.problem, self.top, self.hard = problem, 0, []
        self.cells = [{slot: self.variable() for slot in problem.open(meeting)} for meeting in range(problem.count)]
        for cells in self.cells:
            self.hard.append(list(cells.values()))
            self.at_most(1, list(cells.values()))
        for slot in range(1, problem.slots + 1):
            self.at_most(problem.tables, [cells[slot] for cells in self.cells if slot in cells])
        for later, cells in enumerate(self.cells):
            for earlier in problem.before[later]:
                for slot, cell in self.cells[earlier - 1].items():
                    self.hard += [[-cell, -against] for other, against in cells.items() if other <= slot]
        self.people()
        self.fairness()

    def variable(self):
        self.top += 1
        return self.top

    def at_most(self, bound, literals):
        if bound < len(literals):
            kind = EncType.pairwise if bound == 1 and len(literals) < 8 else EncType.cardnetwrk if bound > 1 else EncType.seqcounter
            found = CardEnc.atmost(literals, bound=bound, top_id=self.top, encoding=kind)
            self.top = max(self.top, found.nv)
            self.hard += found.clauses

    def people(self):
        """Busy slots; from which slot on somebody has met; and where a gap ends: not busy here, but before and in the next slot."""
        problem = self.problem
        self.busy, self.gaps = [], []
        for plan in problem.plans():
            busy = []
            for slot in range(1, problem.slots + 1):
                cells = [self.cells[meeting][slot] for meeting in plan if slot in self.cells[meeting]]
                self.at_most(1, cells)
                here = self.variable()
                self.hard += [[-cell, here] for cell in cells] + [cells + [-here]]
                busy.append(here)
            # Implied: as many busy slots as meetings.
            found = CardEnc.equals(busy, bound=len(plan), top_id=self.top, encoding=EncType.seqcounter)
            self.top = max(self.top, found.nv)
            self.hard += found.clauses
            begun, gaps = None, []
            for slot in range(problem.slots - 1):
                so_far = self.variable()
                earlier = [begun] if begun else []
                self.hard += [[-busy[slot], so_far], [-so_far, busy[slot]] + earlier] + [[-one, so_far] for one in earlier]
                begun, gap = so_far, self.variable()
                self.hard += [[busy[slot], -begun, -busy[slot + 1], gap], [-gap, -busy[slot]], [-gap, begun], [-gap, busy[slot + 1]]]
                gaps.append(gap)
            self.busy.append(busy)
            self.gaps.append(gaps)
        # Implied: no more busy people in a slot than seats.
        for slot in range(problem.slots):
            self.at_most(2 * problem.tables, [busy[slot] for busy in self.busy])

    def fairness(self):
        """The gaps of each person in unary; nobody has two more than anybody else."""
        limit, longest = self.problem.fairness, (self.problem.slots - 1) // 2
        most = [self.variable() for _ in range(longest)]
        least = [self.variable() for _ in range(longest)]
        yes = self.variable()
        self.hard.append([yes])
        for gaps in self.gaps:
            counted = [-yes] * longest
            for gap in gaps:
                after = []
                for number in range(longest):
                    now, same = self.variable(), counted[number]
                    fewer = counted[number - 1] if number else yes
                    # At least `number + 1` so far: as many before, or one less and this one.
                    self.hard += [[-same, now], [-gap, -fewer, now], [-now, same, gap], [-now, same, fewer]]
                    after.append(now)
                counted = after
            for number in range(longest):
                self.hard += [[-counted[number], most[number]], [-least[number], counted[number]]]
        for number in range(longest - limit):
            self.hard.append([-most[number + limit], least[number]])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--seconds", type=float, required=True)
    options = parser.parse_args()
    problem = check.Problem(options.file)
    if problem.priority:
        sys.exit("maxsat: only for files without priorities")
    if any(not problem.open(meeting) for meeting in range(problem.count)):
        print(json.dumps({"status": "infeasible", "slots": [], "trace": [], "built": time.process_time()}))
        return
    clauses = Clauses(problem)
    solver = UWrMaxSAT()
    for clause in clauses.hard:
        solver.add_clause(clause)
    for gaps in clauses.gaps:
        for gap in gaps:
            solver.set_soft(-gap, 1)
    built = time.process_time()
    # Where it does not listen, it is ended; that limit counts whole ticks of the system's clock, and on a busy machine too many.
    end = built + options.seconds
    resource.setrlimit(resource.RLIMIT_CPU, (int(1.5 * end) + 30, int(1.5 * end) + 30))
    solver.set_terminate(lambda: int(time.process_time() > end))
    found = solver.solve()
    name = solver.get_status().name
    status = "optimal" if name == "OPTIMUM" else "infeasible" if name == "UNSAT" else "feasible" if found else "unknown"
    slots, trace = [], []
    if found:
        true = {literal for literal in solver.get_model() if literal > 0}
        slots = [next((slot for slot, cell in cells.items() if cell in true), 0) for cells in clauses.cells]
        trace = [[time.process_time(), problem.count, solver.get_cost()]]
    print(json.dumps({"status": status, "slots": slots, "trace": trace, "built": built}))


main()
