#!/usr/bin/env python3
"""A peer to measure against: `book N` by python-telegram-bot, its effect in SQLite. Written as its documentation shows it.

    ptb_bot.py DATABASE        with BOT_API and BOT_TOKEN in the environment

`book N` puts one row into `booked` for each time it is done, so that a doubled effect can be counted.
"""
import os
import sqlite3
import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=FULL")
database.execute("CREATE TABLE IF NOT EXISTS booked (chat INTEGER, number TEXT)")


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    words = update.message.text.split()
    if len(words) == 2 and words[0].lstrip("/") == "book":
        database.execute("INSERT INTO booked VALUES (?, ?)", (update.message.chat.id, words[1]))
        await update.message.reply_text(f"booked {words[1]}")
    else:
        await update.message.reply_text("say: book N")


application = (
    ApplicationBuilder()
    .token(os.environ["BOT_TOKEN"])
    .base_url(os.environ["BOT_API"] + "/bot")
    .concurrent_updates(True)
    .connection_pool_size(64)
    .pool_timeout(60)
    .build()
)
application.add_handler(MessageHandler(filters.TEXT, answer))
application.run_polling(allowed_updates=["message", "callback_query"])
