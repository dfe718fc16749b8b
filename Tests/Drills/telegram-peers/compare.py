#!/usr/bin/env python3
"""Rialto, python-telegram-bot and aiogram under the same load, one after the other in one run, and a table of what came of it.

    compare.py RIALTO [--rounds 3] [--people 100]      with the Python of install-telegram.sh

Rialto's people register, and link their chats as people do, before anything is measured. The table has the median of the rounds; what was
lost or done twice is added up over them.
"""
import argparse
import asyncio
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import aiohttp

HERE = pathlib.Path(__file__).parent
FORUM = "comparison"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def forum_file(people):
    lines = [f"forum: {FORUM}", "title: Comparison", "place: Tunis", "country: TN", "zone: Africa/Tunis", "firstDay: 2190-03-10", "lastDay: 2190-03-11",
             "organisations:", "  - {name: Firm, kind: msme, country: TN}", "registrations:"]
    for n in range(1, people + 1):
        lines.append(f"  - {{givenName: Given{n}, familyName: Family{n}, email: d{n}@comparison.example, organisation: Firm, role: attendee, approved: true}}")
    return "\n".join(lines) + "\n"


async def link_codes(address, secret, people):
    async with aiohttp.ClientSession() as session, session.ws_connect(address.rstrip("/") + "/ws", headers={"Authorization": f"Bearer {secret}"}) as socket:
        async def call(method, params):
            await socket.send_json({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
            answer = await socket.receive_json()
            if "error" in answer:
                sys.exit(f"compare: {method}: {answer['error']}")
            return answer["result"]

        await call("forum.setPhase", {"forum": FORUM, "phase": "open"})
        codes = []
        for n in range(1, people + 1):
            codes.append((await call("delegate.linkCode", {"forum": FORUM, "delegate": f"D-{n}", "isLong": True}))["code"])
            await asyncio.sleep(0.01)
        return codes


def prepare_rialto(rialto, folder, people):
    """A node's data with a forum whose delegates have codes for their chats."""
    data = folder / "data"
    data.mkdir()
    (folder / "forum.yaml").write_text(forum_file(people))
    subprocess.run([rialto, "import", folder / "forum.yaml", "--forum", FORUM, "--data", data], check=True, stdout=subprocess.DEVNULL)
    with open(folder / "serve.log", "wb") as log:
        node = subprocess.Popen([rialto, "serve", "--data", data, "--listen", f"127.0.0.1:{free_port()}"], stdout=log, stderr=log)
    told = data / "node.json"
    while not told.exists() or json.loads(told.read_text())["pid"] != node.pid:
        if node.poll() is not None:
            sys.exit((folder / "serve.log").read_text())
        time.sleep(0.02)
    told = json.loads(told.read_text())
    codes = asyncio.run(link_codes(told["address"], told["secret"], people))
    node.terminate()
    node.wait()
    (folder / "codes").write_text("\n".join(codes))
    (folder / "lines").write_text("/start {code} #!\n")
    return data


def drive(what, bot, command, options):
    words = [sys.executable, HERE / "drive.py", what, "--log", bot["log"], *bot["options"], *options, "--", *command]
    return json.loads(subprocess.run(list(map(str, words)), check=True, stdout=subprocess.PIPE, text=True).stdout)[what]


def peer(name):
    return {
        "options": ["--effects", f"{sys.executable} {HERE / 'effects.py'} {{data}}/booked.db"], "log": os.devnull,
        "command": lambda folder: [sys.executable, HERE / name, "{data}/booked.db"],
    }


def rialto(program, people, folder):
    data = prepare_rialto(program, folder, people)
    settings = ["RIALTO_TELEGRAM_SERVER={api}", "RIALTO_TELEGRAM_TOKEN={token}", "RIALTO_TELEGRAM_MESSAGES_PER_SECOND=100000",
                "RIALTO_TELEGRAM_MESSAGES_PER_SECOND_IN_CHAT=100000"]
    return {
        "options": ["--line", "quiet {span}", "--reply", "span", "--prepare", folder / "lines", "--codes", folder / "codes",
                    "--effects", f"{sys.executable} {HERE / 'rialto_effects.py'} {data}"],
        "log": folder / "bot.log",
        "command": lambda _: ["env", *settings, program, "serve", "--data", data, "--listen", f"127.0.0.1:{free_port()}"],
    }


def measure(make, options):
    """One round: latency and a burst, then kills with each command once, then five times; each on a bot of its own."""
    results = {}
    for name, what, more in [("latency", "latency", []), ("once", "kill", ["--copies", "1"]), ("fivefold", "kill", [])]:
        folder = pathlib.Path(tempfile.mkdtemp(prefix="compare-"))
        try:
            bot = make(folder)
            results[name] = drive(what, bot, bot["command"](folder), ["--people", options.people, *more])
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return results


def row(title, rounds, read, total=False):
    values = [[read(result) for result in results] for results in rounds]
    said = [sum(each) if total else round(statistics.median(each), 1) for each in values]
    return f"| {title} | " + " | ".join(map(str, said)) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rialto", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=100)
    options = parser.parse_args()
    bots = {"Rialto": lambda folder: rialto(options.rialto, options.people, folder),
            "python-telegram-bot": lambda _: peer("ptb_bot.py"), "aiogram": lambda _: peer("aiogram_bot.py")}
    results = {name: [] for name in bots}
    for number in range(options.rounds):
        for name, make in bots.items():
            results[name].append(measure(make, options))
            print(f"round {number + 1}: {name}: {json.dumps(results[name][-1])}", file=sys.stderr, flush=True)
    rounds = list(results.values())
    asked = sum(result["once"]["commands"] for result in rounds[0])
    print("| | " + " | ".join(bots) + " |\n|" + "---|" * (len(bots) + 1))
    print(row("one command at a time: median, ms", rounds, lambda r: r["latency"]["single"]["median_ms"]))
    print(row("p99, ms", rounds, lambda r: r["latency"]["single"]["p99_ms"]))
    print(row("2,000 commands a second: answered a second", rounds, lambda r: r["latency"]["burst"]["answered_per_second"]))
    print(row("of these not answered", rounds, lambda r: r["latency"]["burst"]["unanswered"], total=True))
    for name, title in [("once", f"{asked} commands, {3 * options.rounds} kill -9"), ("fivefold", "the same, each delivered five times")]:
        print(row(f"{title}: without an effect", rounds, lambda r, name=name: r[name]["lost"], total=True))
        print(row("not answered", rounds, lambda r, name=name: r[name]["unanswered"], total=True))
        print(row("done twice", rounds, lambda r, name=name: r[name]["doubled_effects"], total=True))
        print(row("answered twice", rounds, lambda r, name=name: r[name]["double_replies"], total=True))


main()
