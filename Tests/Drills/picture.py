#!/usr/bin/env python3
"""Draws a transcript of bots/transcripts as a chat in a browser.

    picture.py ar bots/transcripts/ar.png

Needs Debian's chromium and fonts for the language (fonts-noto-core).
"""

import html
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STYLE = """
body { margin: 0; padding: 24px; width: 672px; background: #eef1f4; font: 17px/1.5 "Noto Sans Arabic", "Noto Sans", sans-serif; }
h1 { font-size: 20px; margin: 0 0 16px; }
p { margin: 0; white-space: pre-line; }
.m { max-width: 78%; margin: 0 0 10px; padding: 9px 14px; border-radius: 14px; width: fit-content; }
.you { background: #cfe9d6; margin-inline-start: auto; }
.bot { background: #fff; }
.who { color: #667; font-size: 13px; margin: 14px 0 4px; }
.b { display: inline-block; border: 1px solid #9ab; border-radius: 9px; padding: 2px 12px; margin: 8px 0 0; margin-inline-end: 6px; color: #245; }
"""


def page(language, text):
    direction = "rtl" if language == "ar" else "ltr"
    out = [f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8"><style>{STYLE}</style>']
    bubble, buttons = [], []

    def flush():
        if not bubble and not buttons:
            return
        marks = "".join(f'<span class="b" dir="auto">{html.escape(label)}</span>' for label in buttons)
        lines = html.escape("\n".join(bubble))
        out.append(f'<div class="m bot"><p dir="auto">{lines}</p>{marks}</div>')
        bubble.clear()
        buttons.clear()

    for line in text.split("\n"):
        if line.startswith("> `"):
            buttons += re.findall("`([^`]*)`", line)
            continue
        if line.startswith("> "):
            bubble.append(line[2:].rstrip())
            continue
        flush()
        said = re.fullmatch(r"\*\*(.+?)\*\*: (.*)", line)
        heard = re.fullmatch(r"\*(.+)\*", line)
        if line.startswith("# "):
            out.append(f"<h1>{html.escape(line[2:])}</h1>")
        elif said:
            out.append(f'<div class="who" dir="auto">{html.escape(said[1])}</div><div class="m you"><p dir="auto">{html.escape(said[2])}</p></div>')
        elif heard:
            out.append(f'<div class="who" dir="auto">{html.escape(heard[1])}</div>')
    flush()
    return "".join(out)


def main():
    language, target = sys.argv[1], os.path.abspath(sys.argv[2])
    with open(os.path.join(ROOT, "bots", "transcripts", language + ".md"), encoding="utf-8") as file:
        document = page(language, file.read())
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "page.html")
        with open(source, "w", encoding="utf-8") as file:
            file.write(document)
        height = 400 + document.count('class="m ') * 74 + document.count("\n") * 26
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size=720,{height}",
             f"--screenshot={target}", "file://" + source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


main()
