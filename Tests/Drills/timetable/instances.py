#!/usr/bin/env python3
"""Makes timetabling problems by seed: of the shape and size of the published forums, variants of them, and big events.

    instances.py FOLDER [--only PART]      writes all, or those whose name has PART, as .dzn

The shapes are numbers out of the published files; who meets whom is made here. Each forum of the first kind is made around a timetable that keeps
all rules but fairness, so that it is hard and not hopeless. Which file is meant to have no timetable stands in its name: `none`.
"""
import argparse
import itertools
import pathlib
import random

# Name: people, meetings, tables, slots, slots of the morning; how many meetings ask for the morning and the afternoon; people with a forbidden slot
# and forbidden slots in all; people who meet nobody.
SHAPES = {
    "forum-a": (70, 154, 14, 21, 13, 91, 4, 22, 22, 0),
    "forum-b": (70, 154, 12, 21, 13, 91, 4, 22, 22, 0),
    "forum-c": (60, 237, 27, 10, 10, 0, 0, 7, 14, 0),
    "forum-d": (60, 236, 25, 10, 10, 0, 0, 7, 14, 0),
    "forum-e": (42, 125, 21, 8, 8, 0, 0, 0, 0, 1),
    "forum-f": (47, 180, 21, 10, 10, 0, 0, 0, 0, 2),
    "forum-g": (47, 180, 19, 10, 10, 0, 0, 0, 0, 2),
    "forum-h": (60, 237, 27, 10, 10, 0, 0, 0, 0, 0),
    "forum-i": (76, 195, 14, 22, 12, 64, 31, 0, 0, 3),
    "forum-j": (78, 302, 22, 22, 12, 67, 4, 0, 0, 2),
}

# People, requests, slots, tables, and how many times the budget of a small one they are given.
EVENTS = {
    "event-400": (400, 3_000, 20, 60, 2),
    "event-2000": (2_000, 20_000, 30, 300, 5),
    "event-15000": (15_000, 100_000, 60, 1_400, 10),
}


class Instance:
    """A problem before it is written down. `slots` is a timetable that it has, 0 for meetings that have none in it."""

    def __init__(self, people, tables, slots, morning):
        self.people, self.tables, self.total, self.morning = people, tables, slots, morning
        self.meetings, self.slots, self.priority = [], [], None
        self.forbidden = [set() for _ in range(people)]
        self.fixed, self.before = {}, {}

    def write(self, path):
        plans = [[] for _ in range(self.people)]
        for number, (one, other, _) in enumerate(self.meetings, start=1):
            plans[one - 1].append(number + 1)
            plans[other - 1].append(number + 1)
        numbers = range(1, len(self.meetings) + 1)
        lines = [f"nBusiness = {self.people};", f"nMeetings = {len(self.meetings)};", f"nTables = {self.tables};", f"nTotalSlots = {self.total};",
                 f"nMorningSlots = {self.morning};", "requested = [|" + "\n|".join(f"{one}, {other}, {session}," for one, other, session in self.meetings) + "\n|];",
                 "meetingsxBusiness = " + sets(plan or [1] for plan in plans) + ";",
                 "nMeetingsBusiness = [" + ",".join(str(len(plan)) for plan in plans) + "];",
                 "forbidden = " + sets(sorted(each) or [0] for each in self.forbidden) + ";",
                 "fixed = [" + ",".join(str(self.fixed.get(number, 0)) for number in numbers) + "];",
                 "precedences = " + sets(sorted(self.before.get(number, ())) for number in numbers) + ";"]
        if self.priority:
            lines.append("priority = [" + ",".join(map(str, self.priority)) + "];")
        path.write_text("\n\n".join(lines) + "\n")


def sets(each):
    return "[" + ",\n".join("{" + ",".join(map(str, one)) + "}" for one in each) + "]"


def forum(name):
    """A forum of that shape, around a timetable."""
    people, wanted, tables, slots, morning, mornings, afternoons, kept, forbidden, idle = SHAPES[name]
    for attempt in range(1000):
        dice = random.Random(f"{name} {attempt}")
        it = Instance(people, tables, slots, morning)
        busy_people = dice.sample(range(people), kept)
        for number in range(forbidden):
            open_slots = set(range(1, slots + 1)) - it.forbidden[busy_people[number % kept]]
            it.forbidden[busy_people[number % kept]].add(dice.choice(sorted(open_slots)))
        if fill(it, wanted, mornings, afternoons, idle, dice):
            return it
    raise RuntimeError(f"{name}: no such forum was found")


def fill(it, wanted, mornings, afternoons, idle, dice):
    """Meetings, each with a slot that its two have free. Some people are asked for more often than others."""
    sought = [0.0 if person < idle else 0.35 + dice.random() ** 2 for person in range(it.people)]
    free = [set(range(1, it.total + 1)) - it.forbidden[person] for person in range(it.people)]
    pairs, per_slot = set(), [0] * (it.total + 1)
    # Whoever is there meets somebody.
    pending = [person for person in range(idle, it.people)]
    dice.shuffle(pending)
    for _ in range(wanted * 400):
        if len(it.meetings) == wanted:
            break
        one = pending[-1] if pending else dice.choices(range(it.people), sought)[0]
        other = dice.choices(range(it.people), sought)[0]
        pair = (min(one, other), max(one, other))
        common = [slot for slot in free[one] & free[other] if per_slot[slot] < it.tables]
        if one == other or pair in pairs or not common:
            continue
        # Beside what both already have, so that the timetable behind it has few breaks.
        def isolation(slot):
            return sum(slot + side in free[person] for person in (one, other) for side in (-1, 1)) + dice.random()
        slot = min(sorted(common), key=isolation)
        for person in (one, other):
            free[person].discard(slot)
            if person in pending:
                pending.remove(person)
        per_slot[slot] += 1
        pairs.add(pair)
        it.meetings.append([one + 1, other + 1, 3])
        it.slots.append(slot)
    if len(it.meetings) < wanted or pending:
        return False
    early = [number for number, slot in enumerate(it.slots) if slot <= it.morning]
    late = [number for number, slot in enumerate(it.slots) if slot > it.morning]
    if len(early) < mornings or len(late) < afternoons:
        return False
    for number in dice.sample(early, mornings):
        it.meetings[number][2] = 1
    for number in dice.sample(late, afternoons):
        it.meetings[number][2] = 2
    return True


# MARK: variants

def fixed(share):
    """A share of the meetings is fixed to the slot that it has."""
    def change(it, dice):
        for number in dice.sample(range(len(it.meetings)), round(len(it.meetings) * share)):
            it.fixed[number + 1] = it.slots[number]
    return change


def kept_free(share):
    """More slots are forbidden, without a look at the timetable: whether there is one left is for the solvers to say."""
    def change(it, dice):
        for _ in range(max(1, round(it.people * it.total * share))):
            it.forbidden[dice.randrange(it.people)].add(dice.randint(1, it.total))
    return change


def ordered(count):
    """Meetings that come before others, as in the timetable."""
    def change(it, dice):
        for _ in range(count):
            one, other = dice.sample(range(len(it.meetings)), 2)
            if it.slots[one] > it.slots[other]:
                one, other = other, one
            if it.slots[one] < it.slots[other]:
                it.before.setdefault(other + 1, set()).add(one + 1)
    return change


def ordered_by_chance(count):
    """Meetings that come before others, in any order without a circle."""
    def change(it, dice):
        for _ in range(count):
            one, other = sorted(dice.sample(range(len(it.meetings)), 2))
            it.before.setdefault(other + 1, set()).add(one + 1)
    return change


def too_long_a_chain(it, dice):
    """A row of meetings one after the other, longer than there are slots."""
    chain = dice.sample(range(1, len(it.meetings) + 1), it.total + 1)
    for earlier, later in zip(chain, chain[1:]):
        it.before.setdefault(later, set()).add(earlier)


def too_few_tables(it, dice):
    """One table less than all meetings need, however they are spread."""
    it.tables = (len(it.meetings) - 1) // it.total


def too_little_time(it, dice):
    """The busiest person keeps so many slots free that their meetings do not fit any more."""
    counts = [sum(person in meeting[:2] for meeting in it.meetings) for person in range(1, it.people + 1)]
    busiest = counts.index(max(counts))
    it.forbidden[busiest] = set(dice.sample(range(1, it.total + 1), it.total - max(counts) + 1))


def too_uneven(it, dice):
    """Somebody can meet in every other slot only and has three breaks at least; somebody else has one meeting and so none."""
    counts = [sum(person in meeting[:2] for meeting in it.meetings) for person in range(1, it.people + 1)]
    able = [person for person, count in enumerate(counts) if 4 <= count <= (it.total + 1) // 2]
    person = dice.choice(able)
    it.forbidden[person] = set(range(2, it.total + 1, 2))
    other = next(number for number in range(it.people) if counts[number] <= 1 and number != person)
    assert counts[other] <= 1


# Each forum as it is, and each in two of these ways.
VARIANTS = {
    "fixed20": fixed(0.2), "fixed40": fixed(0.4), "free3": kept_free(0.003), "free7": kept_free(0.007), "order15": ordered(20), "order25": ordered(50),
    "chance20": ordered_by_chance(20), "none-chain": too_long_a_chain, "none-tables": too_few_tables, "none-time": too_little_time,
    "none-uneven": too_uneven,
}
CHOSEN = {
    "forum-a": ["fixed20", "none-uneven"], "forum-b": ["order15", "none-time"], "forum-c": ["free3", "chance20"], "forum-d": ["fixed40", "none-tables"],
    "forum-e": ["fixed20", "none-chain"], "forum-f": ["free7", "none-time"], "forum-g": ["order25", "none-tables"], "forum-h": ["free3", "chance20"],
    "forum-i": ["free7", "none-uneven"], "forum-j": ["order25", "fixed20"],
}


def event(name):
    """Buyers ask for sellers, and there is not room for all of it. A few are wanted by everybody; people come late, leave early, or give a talk."""
    people, requests, slots, tables, _ = EVENTS[name]
    dice = random.Random(name)
    it = Instance(people, tables, slots, slots // 2)
    buyers = people * 2 // 5
    # How much somebody is sought after falls with their rank.
    weight = [1 / (rank + 10) ** 0.8 for rank in range(people)]
    buying, selling = list(range(buyers)), list(range(buyers, people))
    dice.shuffle(buying)
    dice.shuffle(selling)
    buying_weight = list(itertools.accumulate(weight[:len(buying)]))
    selling_weight = list(itertools.accumulate(weight[:len(selling)]))
    pairs = set()
    while len(pairs) < requests:
        for pair in zip(dice.choices(buying, cum_weights=buying_weight, k=4096), dice.choices(selling, cum_weights=selling_weight, k=4096)):
            if pair not in pairs and len(pairs) < requests:
                pairs.add(pair)
                it.meetings.append([pair[0] + 1, pair[1] + 1, dice.choices([1, 2, 3], [6, 6, 88])[0]])
    it.priority = dice.choices([3, 2, 1], [20, 30, 50], k=requests)
    for person in range(people):
        kind = dice.random()
        if kind < 0.05:
            it.forbidden[person] = set(range(1, slots // 3 + 1))
        elif kind < 0.10:
            it.forbidden[person] = set(range(slots - slots // 3, slots + 1))
        elif kind < 0.35:
            length = dice.randint(1, max(1, slots // 6))
            start = dice.randint(1, slots - length + 1)
            it.forbidden[person] = set(range(start, start + length))
    return it


def names():
    """Every problem that can be made: forums, their variants, events."""
    return list(SHAPES) + [f"{forum}.{variant}" for forum, variants in CHOSEN.items() for variant in variants] + list(EVENTS)


def make(name):
    if name in EVENTS:
        return event(name)
    base, _, variant = name.partition(".")
    it = forum(base)
    if variant:
        VARIANTS[variant](it, random.Random(name))
    return it


def share(name):
    """How many times the budget of a small problem this one is given."""
    return EVENTS[name][4] if name in EVENTS else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only", default="", metavar="PART")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for name in names():
        if options.only in name:
            make(name).write(options.folder / f"{name}.dzn")
            print(name, flush=True)


if __name__ == "__main__":
    main()
