"""A first timetable: the most important meetings first, those that are hardest to place before others, each in the slot that suits its two best."""


def timetable(problem):
    plans = problem.plans()
    worth = problem.priority or [1] * problem.count
    order = sorted(range(problem.count), key=lambda meeting: (-worth[meeting], -max(len(plans[person - 1]) for person in problem.meetings[meeting][:2])))
    busy = [0] * problem.people
    free = [sum(1 << slot for slot in range(1, problem.slots + 1) if slot not in forbidden) for forbidden in problem.forbidden]
    seats = [problem.tables] * (problem.slots + 1)
    slots = [0] * problem.count
    for meeting in order:
        one, other = (person - 1 for person in problem.meetings[meeting][:2])
        common = free[one] & free[other]
        best = None
        for slot in problem.open(meeting):
            if common >> slot & 1 and seats[slot]:
                # As many of the slots beside it as can be should be taken already, and the slot not be crowded.
                beside = sum((busy[person] >> (slot + side)) & 1 for person in (one, other) for side in (-1, 1))
                if best is None or (beside, seats[slot]) > best[0]:
                    best = ((beside, seats[slot]), slot)
        if best and not problem.before[meeting]:
            slot = best[1]
            slots[meeting] = slot
            seats[slot] -= 1
            for person in (one, other):
                free[person] &= ~(1 << slot)
                busy[person] |= 1 << slot
    return slots
