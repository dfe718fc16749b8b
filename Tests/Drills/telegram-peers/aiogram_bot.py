#!/usr/bin/env python3
"""A peer to measure against: `book N` by aiogram, its effect in SQLite. Written as its documentation shows it.

    aiogram_bot.py DATABASE        with BOT_API and BOT_TOKEN in the environment

`book N` puts one row into `booked` for each time it is done, so that a doubled effect can be counted.
"""
import asyncio
import os
import sqlite3
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=FULL")
database.execute("CREATE TABLE IF NOT EXISTS booked (chat INTEGER, number TEXT)")

dispatcher = Dispatcher()


@dispatcher.message()
async def answer(message: Message) -> None:
    words = (message.text or "").split()
    if len(words) == 2 and words[0].lstrip("/") == "book":
        database.execute("INSERT INTO booked VALUES (?, ?)", (message.chat.id, words[1]))
        await message.answer(f"booked {words[1]}")
    else:
        await message.answer("say: book N")


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API"]))
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session), allowed_updates=["message", "callback_query"])


asyncio.run(main())
