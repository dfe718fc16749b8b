"""Draws what bench.py has measured: for each event the breaks over CPU seconds, and how many forums were proven by when. Plain SVG, for light and dark."""
import html
import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 250, 62, 178, 34, 40
COLOURS = {"Rialto": "rialto", "CP-SAT": "cpsat", "UWrMaxSAT": "maxsat"}
STYLE = """
svg { font: 13px system-ui, sans-serif; background: #fff; color: #1b1f24; }
text { fill: currentColor; } .title { font-weight: 600; } .small { font-size: 11px; fill: #57606a; }
.grid { stroke: #d0d7de; stroke-width: 1; } .line { fill: none; stroke-width: 2; }
.rialto { stroke: #0969da; } .cpsat { stroke: #bc4c00; } .maxsat { stroke: #1a7f37; }
text.rialto { fill: #0969da; stroke: none; } text.cpsat { fill: #bc4c00; stroke: none; } text.maxsat { fill: #1a7f37; stroke: none; }
@media (prefers-color-scheme: dark) {
  svg { background: #0d1117; color: #e6edf3; } .small { fill: #9198a1; } .grid { stroke: #30363d; }
  .rialto { stroke: #58a6ff; } .cpsat { stroke: #f0883e; } .maxsat { stroke: #3fb950; }
  text.rialto { fill: #58a6ff; } text.cpsat { fill: #f0883e; } text.maxsat { fill: #3fb950; }
}
"""


class Panel:
    """One plot: x is seconds on a logarithmic axis."""

    def __init__(self, top, title, first, last, most, unit):
        self.top, self.first, self.last, self.most = top, math.log10(first), math.log10(last), max(1, most)
        self.out, self.labels = [f'<text class="title" x="{LEFT}" y="{top + 20}">{html.escape(title)}</text>'], []
        for power in range(math.ceil(self.first - 1e-9), math.floor(self.last + 1e-9) + 1):
            x = self.x(10.0 ** power)
            self.out.append(f'<line class="grid" x1="{x:.1f}" y1="{top + TOP}" x2="{x:.1f}" y2="{top + HEIGHT - BOTTOM}"/>')
            self.out.append(f'<text class="small" x="{x:.1f}" y="{top + HEIGHT - BOTTOM + 16}" text-anchor="middle">{10.0 ** power:g} s</text>')
        for part in range(5):
            value = self.most * part / 4
            y = self.y(value)
            self.out.append(f'<line class="grid" x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}"/>')
            self.out.append(f'<text class="small" x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:,.0f}</text>')
        self.out.append(f'<text class="small" x="{LEFT}" y="{top + HEIGHT - 6}">{html.escape(unit)}</text>')

    def x(self, seconds):
        share = (math.log10(max(seconds, 10 ** self.first)) - self.first) / (self.last - self.first)
        return LEFT + min(1.0, share) * (WIDTH - LEFT - RIGHT)

    def y(self, value):
        return self.top + HEIGHT - BOTTOM - value / self.most * (HEIGHT - TOP - BOTTOM)

    def steps(self, points, name, label, end):
        """A line that stays where it is until the next point."""
        if not points:
            return
        path = [f"M{self.x(points[0][0]):.1f} {self.y(points[0][1]):.1f}"]
        for seconds, value in points[1:]:
            path.append(f"H{self.x(seconds):.1f} V{self.y(value):.1f}")
        path.append(f"H{self.x(end):.1f}")
        kind = COLOURS.get(name, "rialto")
        self.out.append(f'<path class="line {kind}" d="{" ".join(path)}"/>')
        self.labels.append([self.y(points[-1][1]), kind, label])

    def drawn(self):
        """With the labels beside the ends of the lines, none over another."""
        low = self.top + TOP
        for y, kind, label in sorted(self.labels):
            low = max(y + 4, low)
            self.out.append(f'<text class="{kind}" x="{WIDTH - RIGHT + 8}" y="{low:.1f}">{html.escape(label)}</text>')
            low += 15
        return self.out


def draw(about, results, solvers):
    panels, top = [], 0
    for name, each in results.items():
        if about[name]["kind"] == "event" and each:
            panels += event(top, name, about[name], each, solvers)
            top += HEIGHT
    forums = [name for name in results if about[name]["kind"] != "event"]
    if forums:
        panels += proofs(top, forums, about, results, solvers)
        top += HEIGHT
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img" aria-label="Breaks over CPU seconds"><style>{STYLE}</style>\n'
            + "\n".join(panels) + "\n</svg>\n")


def event(top, name, it, each, solvers):
    lines = {}
    for solver in solvers:
        if solver in each:
            built = each[solver].get("built", 0)
            lines[solver] = [(max(1e-3, point[0] - built), point[2], point[1]) for point in each[solver]["trace"]]
    # A timetable with less priority may have fewer breaks: it is the last one that counts.
    most = max((point[1] for points in lines.values() for point in points), default=1)
    panel = Panel(top, f"{name}: {it['people']:,} people, {it['meetings']:,} requests", 0.01, it["budget"], most,
                  "breaks, by CPU seconds; beside the line: priority / breaks at the end")
    for solver, points in lines.items():
        if points:
            panel.steps([point[:2] for point in points], solver, f"{solver} {points[-1][2]:,} / {points[-1][1]:,}", it["budget"])
        else:
            panel.labels.append([top + HEIGHT - BOTTOM, COLOURS[solver], f"{solver}: nothing found"])
    return panel.drawn()


def proofs(top, names, about, results, solvers):
    budget = max(about[name]["budget"] for name in names)
    panel = Panel(top, f"{len(names)} forums: the best timetable, or that there is none, proven", 0.01, budget, len(names), "forums, by CPU seconds for each")
    for solver in solvers:
        ends = sorted(result["cpu"] - result.get("built", 0) for name in names for result in [results[name].get(solver)]
                      if result and result["status"] in ("optimal", "infeasible"))
        points = [(0.01, 0)] + [(max(0.01, seconds), number) for number, seconds in enumerate(ends, start=1)]
        if any(solver in results[name] for name in names):
            panel.steps(points, solver, f"{solver} {len(ends)}", budget)
    return panel.drawn()
