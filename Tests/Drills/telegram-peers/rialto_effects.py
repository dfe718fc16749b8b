#!/usr/bin/env python3
"""Prints the number of each effect that Rialto's journal holds, for commands that were said as `quiet {span}`: rialto_effects.py DATA-FOLDER"""
import json
import pathlib
import sqlite3
import sys

journal = sqlite3.connect(next(pathlib.Path(sys.argv[1]).glob("*.sqlite")))
for (payload,) in journal.execute("SELECT payload FROM records"):
    change = json.loads(payload)
    hours = change.get("quietHours")
    if hours:
        begin, end = hours["fromMinute"], hours["toMinute"]
        print((begin if end == 1439 else end) * 1439 + begin)
