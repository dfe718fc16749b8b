#!/usr/bin/env python3
"""OR-tools CP-SAT as a peer: prints its answer as `rialto timetable --json` does.

    cpsat.py FILE.dzn --seconds CPU [--threads 2]

The seconds are CPU seconds of the solver; reading the file and making the model come on top. It is given what is known to help: how many slots of
each person are busy, that no breaks are less than none, how many people can be busy in a slot, and a greedy timetable to begin with where not all meetings fit.
"""
import argparse
import json
import pathlib
import sys
import threading
import time

from ortools.sat.python import cp_model

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
import check  # noqa: E402
import greedy  # noqa: E402


class Model:
    def __init__(self, problem):
        self.problem, self.model = problem, cp_model.CpModel()
        model = self.model
        self.cells = [{slot: model.new_bool_var("") for slot in problem.open(meeting)} for meeting in range(problem.count)]
        for cells in self.cells:
            (model.add_at_most_one if problem.priority else model.add_exactly_one)(cells.values())
        for slot in range(1, problem.slots + 1):
            model.add(sum(cells[slot] for cells in self.cells if slot in cells) <= problem.tables)
        self.order()
        self.people()
        if problem.fairness is not None:
            least = model.new_int_var(0, problem.slots, "")
            for count in self.breaks:
                model.add(count >= least)
                model.add(count <= least + problem.fairness)
        if problem.priority:
            heavy = sum(1 + problem.slots // 2 for _ in self.breaks)
            worth = sum(problem.priority[meeting] * cell for meeting, cells in enumerate(self.cells) for cell in cells.values())
            model.maximize(heavy * worth - sum(self.breaks))
            self.heavy = heavy
        else:
            model.minimize(sum(self.breaks))

    def order(self):
        for later, cells in enumerate(self.cells):
            for earlier in self.problem.before[later]:
                # Whatever slot the earlier one has, the later one has none that is not after it.
                for slot, cell in self.cells[earlier - 1].items():
                    for other, against in cells.items():
                        if other <= slot:
                            self.model.add_at_most_one([cell, against])

    def people(self):
        """Which slots of each person are busy, where a run of them begins, and so their breaks."""
        model, problem = self.model, self.problem
        self.breaks, self.busy, self.starts, self.present = [], [], [], []
        for plan in problem.plans():
            busy = {}
            for slot in range(1, problem.slots + 1):
                cells = [self.cells[meeting][slot] for meeting in plan if slot in self.cells[meeting]]
                if cells:
                    busy[slot] = model.new_bool_var("")
                    model.add_exactly_one(cells + [~busy[slot]])
            starts = {}
            for slot, here in busy.items():
                if slot - 1 in busy:
                    before, starts[slot] = busy[slot - 1], model.new_bool_var("")
                    model.add_implication(starts[slot], here)
                    model.add_implication(starts[slot], ~before)
                    model.add_bool_or([~here, before, starts[slot]])
                else:
                    starts[slot] = here
            if problem.priority is None:
                model.add(sum(busy.values()) == len(plan))
                present = 1 if plan else 0
            else:
                present = model.new_bool_var("")
                model.add_bool_or([*busy.values(), ~present])
                for here in busy.values():
                    model.add_implication(here, present)
            # A variable of its own says at once that there are never fewer breaks than none.
            count = 0
            if plan:
                count = model.new_int_var(0, problem.slots // 2, "")
                model.add(sum(starts.values()) == count + present)
            self.breaks.append(count)
            self.busy.append(busy)
            self.starts.append(starts)
            self.present.append(present)
        if problem.priority is None:
            for slot in range(1, problem.slots + 1):
                model.add(sum(busy[slot] for busy in self.busy if slot in busy) <= 2 * problem.tables)

    def hint(self, slots):
        """All variables, so that the timetable is complete for the solver."""
        model = self.model
        taken = [set() for _ in range(self.problem.people)]
        for meeting, cells in enumerate(self.cells):
            for slot, cell in cells.items():
                model.add_hint(cell, slots[meeting] == slot)
            if slots[meeting]:
                for person in self.problem.meetings[meeting][:2]:
                    taken[person - 1].add(slots[meeting])
        for busy, starts, present, count, its in zip(self.busy, self.starts, self.present, self.breaks, taken):
            for slot, here in busy.items():
                model.add_hint(here, slot in its)
                if starts[slot] is not here:
                    model.add_hint(starts[slot], slot in its and slot - 1 not in its)
            if not isinstance(present, int):
                model.add_hint(present, bool(its))
            if not isinstance(count, int):
                model.add_hint(count, check.breaks(its))


class Watch(cp_model.CpSolverSolutionCallback):
    """Notes each better timetable."""

    def __init__(self, heavy, problem):
        super().__init__()
        self.trace, self.heavy, self.problem = [], heavy, problem

    def on_solution_callback(self):
        value = round(self.objective_value)
        if self.heavy:
            priority = -(-value // self.heavy)
            self.trace.append([time.process_time(), priority, priority * self.heavy - value])
        else:
            self.trace.append([time.process_time(), self.problem.count, value])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    problem = check.Problem(options.file)
    model = Model(problem)
    if problem.priority:
        model.hint(greedy.timetable(problem))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = options.threads
    solver.parameters.random_seed = 1
    built = time.process_time()
    watch = Watch(getattr(model, "heavy", 0), problem)
    done = threading.Event()

    def guard():
        while not done.wait(0.02):
            if time.process_time() - built > options.seconds:
                solver.stop_search()

    threading.Thread(target=guard, daemon=True).start()
    status = solver.solve(model.model, watch)
    done.set()
    names = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}
    slots = []
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        slots = [next((slot for slot, cell in cells.items() if solver.value(cell)), 0) for cells in model.cells]
    print(json.dumps({"status": names.get(status, "unknown"), "slots": slots, "trace": watch.trace, "built": built}))


main()
