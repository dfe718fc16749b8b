#!/usr/bin/env python3
"""Drives the fake Telegram of the tests with the clients that bots are written with, python-telegram-bot and aiogram.

    judge-telegram.py ADDRESS TOKEN PERSON BLOCKED GROUP MOVED

ADDRESS is where the Bot API is, PERSON a chat, BLOCKED one of somebody who blocked the bot, GROUP a group that was moved to MOVED. The test
beside it writes "one", then a picture, from PERSON, and presses the first button it is shown. Prints one line for each thing that
was as the client expects it, and ends with 1 where something was not.
"""
import asyncio
import sys

import aiogram
import aiogram.exceptions
import telegram
import telegram.error
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

address, token = sys.argv[1:3]
person, blocked, group, moved = map(int, sys.argv[3:7])
failed = 0


def check(name, is_so, seen=""):
    global failed
    failed += not is_so
    print(f"{'ok' if is_so else 'NOT'} {name} {seen if not is_so else ''}".rstrip(), flush=True)


async def raises(name, kind, call, and_so=lambda error: True):
    try:
        seen = await call
    except kind as error:
        check(name, and_so(error), repr(error))
    except Exception as error:  # what another kind of fault is, is to be seen
        check(name, False, repr(error))
    else:
        check(name, False, repr(seen))


async def updates(ask, count):
    """Asks as a bot does, confirming what came, until there are so many."""
    found, offset = [], None
    async with asyncio.timeout(15):
        while len(found) < count:
            for update in await ask(offset):
                found.append(update)
                offset = update.update_id + 1
        await ask(offset, 0)
    return found


async def by_python_telegram_bot():
    error = telegram.error
    bot = telegram.Bot(token, base_url=address + "/bot")
    async with bot:
        check("ptb getMe", bot.username == "RialtoTestBot" and bot.id == 1234567890, bot.bot)
        await bot.delete_webhook()
        keyboard = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("Ana & Bo", callback_data="book D-1")]])
        sent = await bot.send_message(person, "which? *_[]<@>& مرحبا 😀", reply_markup=keyboard)
        check("ptb sendMessage", sent.text == "which? *_[]<@>& مرحبا 😀" and sent.chat.id == person and sent.from_user.is_bot, sent)
        check("ptb keyboard", sent.reply_markup.inline_keyboard[0][0].callback_data == "book D-1", sent.reply_markup)
        ask = lambda offset, timeout=5: bot.get_updates(offset=offset, timeout=timeout, allowed_updates=["message", "callback_query"])
        found = await updates(ask, 3)
        one, picture, press = found
        check("ptb message", one.message.text == "one" and one.message.from_user.id == person and one.message.chat.type == "private", one)
        check("ptb picture", picture.message.photo is not None and picture.message.text is None, picture)
        query = press.callback_query
        check("ptb press", query is not None and query.data == "book D-1" and query.message.message_id == sent.message_id, press)
        check("ptb answerCallbackQuery", await query.answer())
        check("ptb confirmed", await bot.get_updates(timeout=0) == ())
        await raises("ptb stale press", error.BadRequest, bot.answer_callback_query("1"), lambda e: "query is too old" in e.message.lower())
        edited = await query.message.edit_reply_markup(None)
        check("ptb editMessageReplyMarkup", edited.reply_markup is None, edited)
        await raises("ptb not modified", error.BadRequest, query.message.edit_reply_markup(None), lambda e: "not modified" in e.message)
        await raises("ptb too long", error.BadRequest, bot.send_message(person, "x" * 4097), lambda e: "message is too long" in e.message.lower())
        await raises("ptb empty", error.BadRequest, bot.send_message(person, " \n"), lambda e: "text is empty" in e.message)
        long = telegram.InlineKeyboardMarkup([[telegram.InlineKeyboardButton("x", callback_data="ع" * 33)]])
        await raises("ptb payload of 66 bytes", error.BadRequest, bot.send_message(person, "x", reply_markup=long), lambda e: "BUTTON_DATA_INVALID" in e.message.upper())
        await raises("ptb nobody", error.BadRequest, bot.send_message(17, "x"), lambda e: e.message == "Chat not found" or "chat not found" in e.message)
        await raises("ptb blocked", error.Forbidden, bot.send_message(blocked, "x"), lambda e: "blocked by the user" in e.message)
        await raises("ptb moved", error.ChatMigrated, bot.send_message(group, "x"), lambda e: e.new_chat_id == moved)
        check("ptb setMyCommands", await bot.set_my_commands([("help", "ce que je comprends")], language_code="fr"))
        check("ptb getMyCommands", [c.description for c in await bot.get_my_commands(language_code="fr")] == ["ce que je comprends"])
        await raises("ptb bad command", error.BadRequest, bot.set_my_commands([("aidé", "x")]), lambda e: "BOT_COMMAND_INVALID" in e.message.upper())
        await raises("ptb 429", error.RetryAfter, bot.send_chat_action(person, "typing"), lambda e: "7" in str(e))
        await raises("ptb 502", error.NetworkError, bot.send_chat_action(person, "typing"), lambda e: type(e) is error.NetworkError)
        await bot.set_webhook("https://forum.example.org/hooks/telegram", secret_token="s" * 32)
        await raises("ptb conflict", error.Conflict, bot.get_updates(timeout=0))
        info = await bot.get_webhook_info()
        check("ptb getWebhookInfo", info.url == "https://forum.example.org/hooks/telegram" and info.pending_update_count == 0, info)
        await bot.delete_webhook()
    await raises("ptb wrong token", error.InvalidToken, telegram.Bot("1:" + "x" * 35, base_url=address + "/bot").get_me())


async def by_aiogram():
    error = aiogram.exceptions
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = aiogram.Bot(token, session=session)
    me = await bot.me()
    check("aiogram getMe", me.username == "RialtoTestBot" and me.is_bot, me)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Ana", callback_data="book D-2")]])
    sent = await bot.send_message(person, "which?", reply_markup=keyboard)
    check("aiogram sendMessage", sent.text == "which?" and sent.reply_markup.inline_keyboard[0][0].text == "Ana", sent)
    found = await updates(lambda offset, timeout=5: bot.get_updates(offset=offset, timeout=timeout), 3)
    one, picture, press = found
    check("aiogram message", one.message.text == "one" and one.message.from_user.id == person, one)
    check("aiogram picture", picture.message.photo == [] and picture.event_type == "message", picture)
    query = press.callback_query
    check("aiogram press", press.event_type == "callback_query" and query.data == "book D-2" and query.message.message_id == sent.message_id, press)
    check("aiogram answerCallbackQuery", await bot.answer_callback_query(query.id))
    await raises("aiogram stale press", error.TelegramBadRequest, bot.answer_callback_query("1"), lambda e: "query is too old" in e.message)
    edited = await bot.edit_message_text("done", chat_id=person, message_id=sent.message_id)
    check("aiogram editMessageText", edited.text == "done" and edited.reply_markup is None, edited)
    await raises("aiogram too long", error.TelegramBadRequest, bot.send_message(person, "x" * 4097), lambda e: "message is too long" in e.message)
    await raises("aiogram nobody", error.TelegramBadRequest, bot.send_message(17, "x"), lambda e: "chat not found" in e.message)
    await raises("aiogram blocked", error.TelegramForbiddenError, bot.send_message(blocked, "x"), lambda e: "blocked by the user" in e.message)
    await raises("aiogram moved", error.TelegramMigrateToChat, bot.send_message(group, "x"), lambda e: e.migrate_to_chat_id == moved)
    check("aiogram setMyCommands", await bot.set_my_commands([BotCommand(command="help", description="x")]))
    await raises("aiogram 429", error.TelegramRetryAfter, bot.send_chat_action(person, "typing"), lambda e: e.retry_after == 7)
    await raises("aiogram 502", error.TelegramServerError, bot.send_chat_action(person, "typing"))
    await raises("aiogram half JSON", error.ClientDecodeError, bot.send_chat_action(person, "typing"))
    await bot.session.close()
    other = aiogram.Bot("1:" + "x" * 35, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    await raises("aiogram wrong token", error.TelegramUnauthorizedError, other.get_me())
    await other.session.close()


async def main():
    await by_python_telegram_bot()
    await by_aiogram()
    print("judged: " + ("all as expected" if failed == 0 else f"{failed} not as expected"))


asyncio.run(main())
sys.exit(failed > 0)
