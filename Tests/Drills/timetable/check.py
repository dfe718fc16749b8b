#!/usr/bin/env python3
"""Reads a timetabling problem (.dzn) and says plainly whether a timetable keeps its rules, and what it is worth.

    check.py FILE.dzn ANSWER.json      the answer as `rialto timetable --json` prints it

It shares no code with any solver. Everything is counted from one, as in the file; slot 0 is a meeting that is not scheduled.
"""
import json
import pathlib
import re
import sys


class Problem:
    """What a file says. `meetings` are (participant, participant, session)."""

    def __init__(self, path):
        text = re.sub(r"%.*", "", pathlib.Path(path).read_text(encoding="utf-8"))
        fields = dict(re.findall(r"(\w+)\s*=\s*(\[.*?\]|[^;\[]*)\s*;", text, re.S))
        self.people, self.count, self.tables, self.slots, self.morning = (
            int(fields[name]) for name in ["nBusiness", "nMeetings", "nTables", "nTotalSlots", "nMorningSlots"])
        numbers = list(map(int, re.findall(r"-?\d+", fields["requested"])))
        self.meetings = list(zip(numbers[0::3], numbers[1::3], numbers[2::3]))
        self.forbidden = [set(each) - {0} for each in sets(fields.get("forbidden"), self.people)]
        self.fixed = list(map(int, re.findall(r"\d+", fields.get("fixed", "")))) or [0] * self.count
        self.before = sets(fields.get("precedences"), self.count)
        self.priority = list(map(int, re.findall(r"\d+", fields["priority"]))) if "priority" in fields else None
        # The published tables allow a difference of two breaks between any two; nobody asks for it where not all can meet.
        self.fairness = 2 if self.priority is None else None
        sizes = [self.meetings, self.fixed, self.before, self.priority or self.meetings]
        if {self.count} != set(map(len, sizes)) or len(self.forbidden) != self.people:
            raise ValueError(f"{path}: the lists are not as long as the sizes say")

    def open(self, meeting):
        """The slots that a meeting could have as far as it and its two participants go."""
        one, other, session = self.meetings[meeting]
        first, last = {1: (1, self.morning), 2: (self.morning + 1, self.slots), 3: (1, self.slots)}[session]
        return [slot for slot in range(first, last + 1)
                if self.fixed[meeting] in (0, slot) and slot not in self.forbidden[one - 1] and slot not in self.forbidden[other - 1]]

    def plans(self):
        """The meetings of each participant."""
        plans = [[] for _ in range(self.people)]
        for meeting, (one, other, _) in enumerate(self.meetings):
            plans[one - 1].append(meeting)
            plans[other - 1].append(meeting)
        return plans


def sets(text, count):
    found = [[int(number) for number in re.findall(r"\d+", each)] for each in re.findall(r"\{([^}]*)\}", text or "")]
    return found or [[] for _ in range(count)]


def breaks(slots):
    """Groups of idle slots between the first and the last of these."""
    slots = sorted(slots)
    return sum(1 for earlier, later in zip(slots, slots[1:]) if later > earlier + 1)


def faults(problem, slots):
    """Every rule that a timetable breaks, as sentences; none where it is valid."""
    if len(slots) != problem.count:
        return [f"there are {len(slots)} meetings, not {problem.count}"]
    found = []
    taken = {}
    per_slot = [0] * (problem.slots + 1)
    for meeting, slot in enumerate(slots):
        if slot == 0:
            if problem.priority is None:
                found.append(f"meeting {meeting + 1} has no slot")
            continue
        if slot not in problem.open(meeting):
            found.append(f"meeting {meeting + 1} may not be in slot {slot}")
            continue
        per_slot[slot] += 1
        for person in problem.meetings[meeting][:2]:
            if (person, slot) in taken:
                found.append(f"participant {person} has meetings {taken[person, slot] + 1} and {meeting + 1} in slot {slot}")
            taken[person, slot] = meeting
        for earlier in problem.before[meeting]:
            if slots[earlier - 1] and slots[earlier - 1] >= slot:
                found.append(f"meeting {earlier} is not before meeting {meeting + 1}")
    for slot, count in enumerate(per_slot):
        if count > problem.tables:
            found.append(f"slot {slot} has {count} meetings at {problem.tables} tables")
    if problem.fairness is not None:
        each = breaks_of_all(problem, slots)
        if max(each) - min(each) > problem.fairness:
            found.append(f"somebody has {max(each)} breaks, somebody else {min(each)}")
    return found


def breaks_of_all(problem, slots):
    return [breaks([slots[meeting] for meeting in plan if slots[meeting]]) for plan in problem.plans()]


def worth(problem, slots):
    """Priority, where each meeting without one counts 1, and breaks."""
    priority = sum(problem.priority[meeting] if problem.priority else 1 for meeting, slot in enumerate(slots) if slot)
    return priority, sum(breaks_of_all(problem, slots))


def main():
    problem = Problem(sys.argv[1])
    slots = json.loads(pathlib.Path(sys.argv[2]).read_text())["slots"]
    wrong = faults(problem, slots)
    print("\n".join(wrong) if wrong else "valid: priority %d, %d breaks" % worth(problem, slots))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
