#!/usr/bin/env python3
"""Kills a node with SIGKILL again and again while people book by chat on a real Synapse, and counts afterwards.

    matrix-kills.py RIALTO [--python PYTHON] [--people 6] [--cycles 6] [--kills 40]

RIALTO is the program. PYTHON is that of an environment with Synapse; without it Tests/Drills/install-synapse.sh is asked.
Everybody links, then books, agrees, asks for help three times at once, looks at the meetings and cancels, in turn, waiting for
each answer. Every line must have exactly one answer, and every booking exactly one meeting, which is cancelled. Ends with 1
where that is not so.
"""

import argparse
import json
import os
import random
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FORUM = "framework-event-tunis-2027"
UNLIMITED = "{per_second: 100000, burst_count: 100000}"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def call(method, address, token=None, body=None, timeout=60):
    request = urllib.request.Request(address, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def wait_for(what, ask, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return ask()
        except (OSError, ValueError, KeyError):
            time.sleep(0.05)
    raise SystemExit(f"{what} did not come within {seconds} s")


class Synapse:
    """A homeserver of the drill's own: loopback, SQLite, no rate limits."""

    def __init__(self, python, folder, registration):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        names = ["rc_message", "rc_registration", "rc_joins_per_room", "rc_room_creation"]
        limits = [f"{name}: {UNLIMITED}" for name in names] + [
            f"rc_joins: {{local: {UNLIMITED}, remote: {UNLIMITED}}}",
            f"rc_invites: {{per_room: {UNLIMITED}, per_user: {UNLIMITED}, per_issuer: {UNLIMITED}}}",
            f"rc_login: {{address: {UNLIMITED}, account: {UNLIMITED}, failed_attempts: {UNLIMITED}}}",
        ]
        lines = [
            "server_name: localhost",
            "pid_file: homeserver.pid",
            f"listeners: [{{port: {self.port}, bind_addresses: [127.0.0.1], type: http, tls: false, resources: [{{names: [client]}}]}}]",
            "database: {name: sqlite3, args: {database: homeserver.db}}",
            "log_config: log.yaml",
            "signing_key_path: signing.key",
            "macaroon_secret_key: only-for-tests-and-only-on-loopback",
            "form_secret: only-for-tests-and-only-on-loopback",
            "report_stats: false",
            "trusted_key_servers: []",
            "federation_domain_whitelist: []",
            "presence: {enabled: false}",
            f'app_service_config_files: ["{registration}"]',
            "enable_registration: true",
            "enable_registration_without_verification: true",
            "bcrypt_rounds: 4",
        ]
        write(folder, "homeserver.yaml", "\n".join(lines + limits) + "\n")
        write(folder, "log.yaml", "version: 1\nhandlers: {file: {class: logging.FileHandler, filename: homeserver.log}}\nroot: {level: INFO, handlers: [file]}\n")
        command = [python, "-m", "synapse.app.homeserver", "-c", "homeserver.yaml"]
        subprocess.run(command + ["--generate-keys"], cwd=folder, check=True, capture_output=True)
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("Synapse", lambda: urllib.request.urlopen(self.address + "/health", timeout=2).read())

    def stop(self):
        self.process.kill()
        self.process.wait()


def write(folder, name, text):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


class Node:
    """The node, which somebody kills."""

    def __init__(self, program, folder, port, registration, homeserver):
        self.command = [program, "serve", "--data", folder, "--listen", f"127.0.0.1:{port}"]
        self.command += ["--matrix-registration", registration, "--matrix-homeserver", homeserver]
        self.folder = folder
        self.address = f"http://127.0.0.1:{port}"
        self.log = open(os.path.join(folder, "..", "node.log"), "ab")
        self.process = None
        self.kills = 0

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.kills += 1

    def rpc(self, method, params):
        with open(os.path.join(self.folder, "node.json"), encoding="utf-8") as file:
            secret = json.load(file)["secret"]
        answer = call("POST", self.address + "/rpc", secret, {"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        return answer["result"]


class Person:
    """A delegate with a room of their own."""

    def __init__(self, synapse, name, delegate, other):
        self.base = synapse.address + "/_matrix/client/v3/"
        body = {"username": name, "password": secrets.token_hex(8), "auth": {"type": "m.login.dummy"}}
        answer = call("POST", self.base + "register", None, body)
        self.name, self.token, self.delegate, self.other = name, answer["access_token"], delegate, other
        self.room = call("POST", self.base + "createRoom", self.token, {"preset": "private_chat", "is_direct": True, "invite": ["@rialto:localhost"]})["room_id"]
        self.since = None
        self.heard = []
        self.lines = 0
        self.bookings = []
        self.problem = None
        self.hear()

    def send(self, text):
        self.lines += 1
        path = f"rooms/{urllib.parse.quote(self.room)}/send/m.room.message/{self.name}-{self.lines}"
        call("PUT", self.base + path, self.token, {"msgtype": "m.text", "body": text})

    def sync(self, milliseconds):
        query = {"timeout": milliseconds, "filter": json.dumps({"room": {"timeline": {"limit": 1000}}})}
        if self.since:
            query["since"] = self.since
        answer = call("GET", self.base + "sync?" + urllib.parse.urlencode(query), self.token)
        self.since = answer["next_batch"]
        room = answer.get("rooms", {}).get("join", {}).get(self.room, {})
        for event in room.get("timeline", {}).get("events", []):
            if event["type"] == "m.room.message" and event["sender"] == "@rialto:localhost":
                self.heard.append(event["content"]["body"])

    def hear(self, seconds=180):
        end = time.monotonic() + seconds
        while not self.heard:
            if time.monotonic() > end:
                raise SystemExit(f"{self.name} has no answer after {seconds} s")
            self.sync(2000)
        return self.heard.pop(0)

    def ask(self, text):
        self.send(text)
        return self.hear()

    def book(self, others):
        """Books somebody, cancels it again, and keeps the meeting's number."""
        meeting = None
        # Somebody else may take the time between the question and the answer; then it is somebody else's turn.
        for _ in range(10):
            asked = self.ask(f"book {random.choice(others)}")
            if "\n1. " not in asked:
                raise SystemExit(f"{self.name} was not asked: {asked}")
            done = self.ask("1")
            meeting = re.search(r"\bM-\d+\b", done)
            if meeting:
                break
        if not meeting:
            raise SystemExit(f"{self.name} got no meeting: {done}")
        self.bookings.append(meeting.group())
        for _ in range(3):
            self.send("help")
        for _ in range(3):
            self.hear()
        if meeting.group() not in self.ask("meetings"):
            raise SystemExit(f"{self.name} does not see {meeting.group()}")
        answer = self.ask(f"cancel {meeting.group()}")
        if "\n1. " in answer:
            self.ask("1")

    def live(self, others, cycles):
        try:
            for _ in range(cycles):
                self.book(others)
        except (SystemExit, OSError, KeyError) as error:
            self.problem = f"{self.name}: {error}"


def run(options, folder):
    data, home = os.path.join(folder, "data"), os.path.join(folder, "synapse")
    os.mkdir(home)
    port, registration = free_port(), os.path.join(folder, "registration.yaml")
    rialto = [options.rialto]
    file = os.path.join(ROOT, "schedules", "framework-event.yaml")
    subprocess.run(rialto + ["import", file, "--forum", FORUM, "--publish", "--open", "--data", data], check=True, capture_output=True)
    made = ["matrix-registration", "--url", f"http://127.0.0.1:{port}/hooks/matrix", "--server-name", "localhost", "--output", registration]
    subprocess.run(rialto + made, check=True, capture_output=True)
    synapse = Synapse(options.python, home, registration)
    node = Node(options.rialto, data, port, registration, synapse.address)
    try:
        node.start()
        ready = lambda: node.rpc("registration.list", {"forum": FORUM})["registrations"]
        approved = [one for one in wait_for("the node", ready) if one["status"] == "approved" and one["takesMeetings"]]
        people = [one["delegate"] for one in approved if one["organisation"]["kind"] == "msme"][: options.people]
        investors = [one["delegate"] for one in approved if one["role"] == "investor"]
        crowd = []
        for number, delegate in enumerate(people):
            person = Person(synapse, f"user{number}", delegate, investors)
            code = subprocess.run(rialto + ["link", "--forum", FORUM, "--delegate", delegate, "--data", data], check=True, capture_output=True, text=True)
            if "\n1. " in person.ask("link " + code.stdout.strip()):
                person.ask("1")
            crowd.append(person)
        before = node.rpc("meeting.list", {"forum": FORUM})["meetings"]

        lives = [threading.Thread(target=one.live, args=(investors, options.cycles)) for one in crowd]
        began = time.monotonic()
        for life in lives:
            life.start()
        while any(life.is_alive() for life in lives):
            time.sleep(random.uniform(0.2, 1.6))
            if node.kills < options.kills:
                node.kill()
                node.start()
        for life in lives:
            life.join()
        took = time.monotonic() - began

        wait_for("the node", ready)
        time.sleep(5)
        spare = 0
        for person in crowd:
            person.sync(1000)
            spare += len(person.heard)
        after = node.rpc("meeting.list", {"forum": FORUM})["meetings"]
        new = {one["meeting"]: one for one in after if one["meeting"] not in {old["meeting"] for old in before}}
        booked = [meeting for person in crowd for meeting in person.bookings]
        lost = [meeting for meeting in booked if meeting not in new]
        doubled = [meeting for meeting in new if meeting not in booked]
        uncancelled = [meeting for meeting, one in new.items() if one["status"] in ("requested", "waiting", "confirmed", "accepted")]
        problems = [person.problem for person in crowd if person.problem]
        lines = sum(person.lines for person in crowd)
        print(
            f"{node.kills} kills in {took:.0f} s: {len(crowd)} people, {lines} lines, {lines - len(problems)} answered; "
            f"{spare} double replies; {len(booked)} bookings, {len(lost)} lost, {len(doubled)} doubled, {len(uncancelled)} not cancelled"
        )
        for problem in problems:
            print(problem)
        return not (problems or spare or lost or doubled or uncancelled)
    finally:
        if node.process:
            node.process.kill()
            node.process.wait()
        synapse.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rialto")
    parser.add_argument("--python")
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--cycles", type=int, default=6)
    parser.add_argument("--kills", type=int, default=40)
    options = parser.parse_args()
    if not options.python:
        installer = os.path.join(ROOT, "Tests", "Drills", "install-synapse.sh")
        options.python = subprocess.run([installer], check=True, capture_output=True, text=True).stdout.split()[-1]
    folder = tempfile.mkdtemp(prefix="rialto-kills-")
    good = False
    try:
        good = run(options, folder)
    finally:
        if good:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"what was written is in {folder}", file=sys.stderr)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
