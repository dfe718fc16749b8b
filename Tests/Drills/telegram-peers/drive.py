#!/usr/bin/env python3
"""Measures a Telegram bot and kills it: the same load for every bot, which is known only by the command that starts it.

    drive.py latency [options] -- COMMAND...      (a) reply latency, one command at a time and in a burst
    drive.py kill    [options] -- COMMAND...      (b) kill -9 under five-fold redelivery and reordering

The command is started with BOT_API (such as http://127.0.0.1:40123) and BOT_TOKEN in its environment, in a shell's manner: `{api}`, `{token}`
and `{data}` in it stand for the address, the token and an empty folder that lives through the kills. Needs Python 3.11 and nothing else.

What it says to the bot is `--line`, where `{n}` is the number of the command: unique over all people, and to be found in the reply
(`--reply`, a regular expression whose first group is that number; by default the last number of the reply). What the bot did is read at the
end by `--effects`, a command that prints the number of each command once for each time it had its effect; for the peers it is
`sqlite3`'s work:

    drive.py kill --effects "python effects.py {data}/booked.db" -- python ptb_bot.py {data}/booked.db

`{span}` in a line is the same number as two times of day, for a bot whose commands take such; `--reply span` reads it from a reply.

`--prepare FILE` holds lines that every person says first, one after the other, each after the answer to the one before, with `{person}` for
the person's place counted from 0 (to link a chat, say); `--codes FILE` gives one line of it for each person as `{code}`.

Prints one JSON object.
"""
import argparse
import asyncio
import collections
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

TOKEN = "1234567890:AAE_only-for-tests-and-on-loopback01"
BOT = {"id": 1234567890, "is_bot": True, "first_name": "Rialto", "username": "RialtoTestBot", "can_join_groups": True,
       "can_read_all_group_messages": False, "supports_inline_queries": False, "can_connect_to_business": False, "has_main_web_app": False}


class BotAPI(asyncio.Protocol):
    """Just enough of the Bot API over HTTP/1.1 to be much faster than what is measured. Updates stay until an offset confirms them."""

    def __init__(self, telegram):
        self.telegram, self.buffer = telegram, b""

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, error):
        self.telegram.forget(self)

    def data_received(self, data):
        self.buffer += data
        while True:
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = self.buffer[:end].decode("latin-1")
            found = re.search(r"\r\ncontent-length: *(\d+)", head, re.I)
            if re.search(r"\r\ntransfer-encoding: *chunked", head, re.I):
                rest, body = self.buffer[end + 4:], b""
                while True:
                    line = rest.find(b"\r\n")
                    if line < 0:
                        return
                    size = int(rest[:line].split(b";")[0], 16)
                    if len(rest) < line + 2 + size + 2:
                        return
                    body += rest[line + 2:line + 2 + size]
                    rest = rest[line + 2 + size + 2:]
                    if size == 0:
                        break
                self.buffer = rest
            else:
                size = int(found.group(1)) if found else 0
                if len(self.buffer) < end + 4 + size:
                    return
                body, self.buffer = self.buffer[end + 4:end + 4 + size], self.buffer[end + 4 + size:]
            kind = re.search(r"\r\ncontent-type: *([^\r]*)", head, re.I)
            target = head.split(" ", 2)[1]
            self.telegram.ask(self, target, kind.group(1) if kind else "", body)

    def answer(self, result=None, status=200, description=""):
        value = {"ok": True, "result": result} if status == 200 else {"ok": False, "error_code": status, "description": description}
        body = json.dumps(value).encode()
        self.transport.write(b"HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body)) + body)


def parameters(target, kind, body):
    query = urllib.parse.urlsplit(target).query
    given = dict(urllib.parse.parse_qsl(query))
    if kind.startswith("application/json"):
        given |= json.loads(body or b"{}")
    elif kind.startswith("application/x-www-form-urlencoded"):
        given |= dict(urllib.parse.parse_qsl(body.decode()))
    elif kind.startswith("multipart/form-data"):
        boundary = kind.split("boundary=")[1].strip('"').encode()
        for part in body.split(b"--" + boundary):
            head, mark, value = part.partition(b"\r\n\r\n")
            name = re.search(rb'name="([^"]*)"', head)
            if mark and name:
                given[name.group(1).decode()] = value.removesuffix(b"\r\n").decode()
    return given


class Telegram:
    def __init__(self, people):
        self.people = [700_000_001 + n for n in range(people)]
        self.queue = collections.deque()
        self.next_update = 100_000_001
        self.numbers = dict.fromkeys(self.people, 10)
        self.waiting = None
        self.replies = collections.defaultdict(list)  # (moment, text) by chat
        self.heard = None

    # what the bot asks

    def ask(self, connection, target, kind, body):
        path = urllib.parse.urlsplit(target).path.split("/")
        if len(path) != 3 or path[1] != "bot" + TOKEN:
            return connection.answer(status=401, description="Unauthorized")
        method, given = path[2].lower(), parameters(target, kind, body)
        if method == "getupdates":
            return self.get_updates(connection, int(given.get("offset") or 0), int(given.get("limit") or 100), float(given.get("timeout") or 0))
        if method == "sendmessage":
            chat = int(given["chat_id"])
            if chat not in self.numbers:
                return connection.answer(status=400, description="Bad Request: chat not found")
            if not 1 <= len(given["text"]) <= 4096:
                return connection.answer(status=400, description="Bad Request: message is too long")
            self.numbers[chat] += 1
            self.replies[chat].append((time.monotonic(), given["text"]))
            connection.answer({"message_id": self.numbers[chat], "date": 1_790_000_000, "chat": self.chat(chat), "from": BOT, "text": given["text"]})
            if self.heard:
                self.heard.set()
            return
        if method == "getme":
            return connection.answer(BOT)
        if method == "getwebhookinfo":
            return connection.answer({"url": "", "has_custom_certificate": False, "pending_update_count": len(self.queue)})
        if method == "getmycommands":
            return connection.answer([])
        connection.answer(True)

    def get_updates(self, connection, offset, limit, timeout):
        if offset < 0:
            while len(self.queue) > -offset:
                self.queue.popleft()
        else:
            while self.queue and self.queue[0]["update_id"] < offset:
                self.queue.popleft()
        if self.waiting:
            other, _, timer = self.waiting
            self.waiting = None
            timer.cancel()
            other.answer(status=409, description="Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
        if self.queue or timeout <= 0:
            return connection.answer([self.queue[n] for n in range(min(len(self.queue), limit))])
        self.waiting = (connection, limit, asyncio.get_running_loop().call_later(timeout, self.ring))

    def ring(self):
        if self.waiting:
            connection, limit, timer = self.waiting
            self.waiting = None
            timer.cancel()
            connection.answer([self.queue[n] for n in range(min(len(self.queue), limit))])

    def forget(self, connection):
        if self.waiting and self.waiting[0] is connection:
            self.waiting[2].cancel()
            self.waiting = None

    # what people do

    @staticmethod
    def chat(person):
        return {"id": person, "type": "private", "first_name": f"P{person}"}

    def message(self, person, text):
        self.numbers[person] += 1
        message = {"message_id": self.numbers[person], "date": 1_790_000_000, "chat": self.chat(person), "text": text,
                   "from": {"id": person, "is_bot": False, "first_name": f"P{person}"}}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        return message

    def deliver(self, messages):
        for message in messages:
            self.queue.append({"update_id": self.next_update, "message": message})
            self.next_update += 1
        self.ring()

    async def wait(self, is_so, seconds):
        """Whether it came to be so in time."""
        self.heard = asyncio.Event()
        end = time.monotonic() + seconds
        while not is_so():
            self.heard.clear()
            try:
                await asyncio.wait_for(self.heard.wait(), max(0.001, min(end - time.monotonic(), 1)))
            except TimeoutError:
                if time.monotonic() >= end:
                    return False
        return True


class Bot:
    """The process under test, and all that it started."""

    def __init__(self, command, api, data, log):
        self.command = [word.replace("{api}", api).replace("{token}", TOKEN).replace("{data}", data) for word in command]
        self.environment = os.environ | {"BOT_API": api, "BOT_TOKEN": TOKEN}
        self.log, self.process = log, None

    def start(self):
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL, start_new_session=True)

    def kill(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        if self.process:
            self.process.wait()


def shuffled(lanes, chance):
    """The conversations mixed at random, each in its order."""
    lanes = [collections.deque(lane) for lane in lanes if lane]
    while lanes:
        place = chance.randrange(len(lanes))
        yield lanes[place].popleft()
        if not lanes[place]:
            lanes.pop(place)


def quantile(values, part):
    return round(sorted(values)[min(len(values) - 1, int(len(values) * part))], 2) if values else None


def clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


def spoken(line, n):
    """The line of a command: its number as it is, or as two times of day that differ."""
    begin, end = n % 1439, n // 1439 % 1439
    return line.replace("{n}", str(n)).replace("{span}", f"{clock(begin)} {clock(1439 if end == begin else end)}")


def number_of_span(text):
    found = re.findall(r"(\d\d):(\d\d)", text)[:2]
    if len(found) < 2:
        return None
    begin, end = (int(hour) * 60 + int(minute) for hour, minute in found)
    return (begin if end == 1439 else end) * 1439 + begin


def number_in(pattern, text):
    if pattern == "span":
        return number_of_span(text)
    if pattern:
        found = re.search(pattern, text)
        return int(found.group(1)) if found else None
    found = re.findall(r"\d+", text)
    return int(found[-1]) if found else None


async def prepare(telegram, options):
    lines = pathlib.Path(options.prepare).read_text().splitlines() if options.prepare else []
    codes = pathlib.Path(options.codes).read_text().split() if options.codes else []
    for line in lines:
        for place, person in enumerate(telegram.people):
            text = line.replace("{person}", str(place)).replace("{code}", codes[place] if place < len(codes) else "")
            telegram.deliver([telegram.message(person, text)])
        if not await telegram.wait(lambda: all(telegram.replies[p] for p in telegram.people), options.patience):
            sys.exit(f"drive: {sum(not telegram.replies[p] for p in telegram.people)} of {len(telegram.people)} were not answered to {line!r}")
        await asyncio.sleep(0.5)  # what else is said to the same line
        telegram.replies.clear()


async def begin(telegram, bot, options):
    """Starts the bot and waits until it answers."""
    bot.start()
    telegram.deliver([telegram.message(telegram.people[0], options.hello)])
    if not await telegram.wait(lambda: telegram.replies[telegram.people[0]], options.patience):
        sys.exit("drive: the bot does not answer; see --log")
    await asyncio.sleep(0.5)
    telegram.replies.clear()
    await prepare(telegram, options)


async def latency(telegram, bot, options):
    await begin(telegram, bot, options)
    count, singles = 0, []
    for _ in range(options.singles):
        count += 1
        person = telegram.people[count % len(telegram.people)]
        began = time.monotonic()
        telegram.deliver([telegram.message(person, spoken(options.line, count))])
        if not await telegram.wait(lambda: telegram.replies[person], options.patience):
            sys.exit("drive: a command was not answered")
        singles.append((telegram.replies[person][0][0] - began) * 1000)
        await asyncio.sleep(0.005)
        telegram.replies[person].clear()
    began, asked, first = time.monotonic(), {}, count + 1
    total = options.rate * options.seconds
    while len(asked) < total:  # as many as are due by now, each millisecond or so
        due = min(total, int((time.monotonic() - began) * options.rate) + 1)
        batch = []
        while len(asked) < due:
            count += 1
            asked[count] = time.monotonic()
            batch.append(telegram.message(telegram.people[count % len(telegram.people)], spoken(options.line, count)))
        if batch:
            telegram.deliver(batch)
        await asyncio.sleep(0.001)
    said = time.monotonic() - began
    await telegram.wait(lambda: sum(map(len, telegram.replies.values())) >= total, options.patience)
    await asyncio.sleep(0.5)
    moments, doubles = {}, 0
    for replies in telegram.replies.values():
        for moment, text in replies:
            number = number_in(options.reply, text)
            if number in moments:
                doubles += 1
            elif number in asked:
                moments[number] = moment
    waits = [(moments[n] - asked[n]) * 1000 for n in moments]
    return {
        "single": {"commands": len(singles), "median_ms": quantile(singles, 0.5), "p99_ms": quantile(singles, 0.99)},
        "burst": {
            "commands": total, "per_second": round(total / said), "people": len(telegram.people), "unanswered": total - len(moments),
            "double_replies": doubles, "median_ms": quantile(waits, 0.5), "p99_ms": quantile(waits, 0.99),
            "answered_per_second": round(len(moments) / (max(moments.values()) - began)) if moments else 0,
        },
        "first": first,
    }


async def kill(telegram, bot, options):
    chance = random.Random(options.seed)
    await begin(telegram, bot, options)
    lanes = [[] for _ in telegram.people]
    for n in range(1, options.commands + 1):
        place = (n - 1) % len(telegram.people)
        lanes[place].append(telegram.message(telegram.people[place], spoken(options.line, n)))
    # Each conversation in its order, with copies right behind and some of them much later.
    mixed = list(shuffled([[m for m in lane for _ in range(min(options.copies, 2))] for lane in lanes], chance))
    for _ in range(options.copies - 2):
        mixed += shuffled(lanes, chance)
    kills = sorted(chance.sample(range(1, len(mixed)), options.kills))
    step, done, killed = max(1, len(mixed) // options.lumps), 0, 0
    while done < len(mixed):
        telegram.deliver(mixed[done:done + step])
        done += step
        await asyncio.sleep(chance.uniform(0.01, 0.06))
        if killed < len(kills) and done >= kills[killed]:
            bot.kill()
            killed += 1
            await asyncio.sleep(0.05)
            bot.start()
            # It works again before it is killed again.
            before = sum(map(len, telegram.replies.values()))
            await telegram.wait(lambda: sum(map(len, telegram.replies.values())) > before + 3 or not telegram.queue, 30)
    quiet, end = -1, time.monotonic() + options.patience
    while time.monotonic() < end:  # until nothing is left and nothing more is said for a while
        now = sum(map(len, telegram.replies.values()))
        if now == quiet and not telegram.queue:
            break
        quiet = now
        await asyncio.sleep(2)
    bot.kill()
    replies = collections.Counter(number_in(options.reply, text) for said in telegram.replies.values() for _, text in said)
    asked = range(1, options.commands + 1)
    result = {
        "commands": options.commands, "delivered": len(mixed), "kills": killed, "people": len(telegram.people),
        "unanswered": sum(replies[n] == 0 for n in asked), "double_replies": sum(max(0, replies[n] - 1) for n in asked),
        "unconfirmed": len(telegram.queue),
    }
    if options.effects:
        words = [word.replace("{data}", options.data) for word in shlex.split(options.effects)]
        printed = subprocess.run(words, check=True, capture_output=True, text=True, env=bot.environment).stdout
        effects = collections.Counter(int(word) for word in printed.split() if word.isdigit())
        result["lost"] = sum(effects[n] == 0 for n in asked)
        result["doubled_effects"] = sum(max(0, effects[n] - 1) for n in asked)
    return result


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["latency", "kill"])
    parser.add_argument("--line", default="book {n}", help="what is said (default: book {n})")
    parser.add_argument("--reply", default="", help="a regular expression that finds the number in a reply")
    parser.add_argument("--effects", default="", help="a command that prints the number of each effect")
    parser.add_argument("--hello", default="hello", help="what the first person says until the bot is up")
    parser.add_argument("--prepare", help="a file of lines that everybody says first")
    parser.add_argument("--codes", help="a file with a code for each person")
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--patience", type=float, default=120, help="seconds until what is not answered never will be")
    parser.add_argument("--singles", type=int, default=300, help="latency: commands one at a time")
    parser.add_argument("--rate", type=int, default=2000, help="latency: commands a second in the burst")
    parser.add_argument("--seconds", type=int, default=1, help="latency: how long the burst is")
    parser.add_argument("--commands", type=int, default=300, help="kill: how many commands")
    parser.add_argument("--copies", type=int, default=5, help="kill: how often each is delivered; 1 shows best what is lost")
    parser.add_argument("--lumps", type=int, default=12, help="kill: in how many parts they come, as after a session they do")
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", default=os.devnull, help="where the bot's output goes")
    words = sys.argv[1:]
    split = words.index("--") if "--" in words else len(words)
    options, command = parser.parse_args(words[:split]), words[split + 1:]
    if not command:
        parser.error("no command that starts the bot: put it behind --")
    options.data = tempfile.mkdtemp(prefix="telegram-peer-")
    telegram = Telegram(options.people)
    server = await asyncio.get_running_loop().create_server(lambda: BotAPI(telegram), "127.0.0.1", 0)
    api = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    with open(options.log, "ab") as log:
        bot = Bot(command, api, options.data, log)
        try:
            result = await (latency if options.what == "latency" else kill)(telegram, bot, options)
        finally:
            bot.kill()
            shutil.rmtree(options.data, ignore_errors=True)
    print(json.dumps({options.what: result}, indent=1))


asyncio.run(main())
