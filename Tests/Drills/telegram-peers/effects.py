#!/usr/bin/env python3
"""Prints the number of each effect that a peer's database holds: effects.py DATABASE"""
import sqlite3
import sys

print(*[number for (number,) in sqlite3.connect(sys.argv[1]).execute("SELECT number FROM booked")])
