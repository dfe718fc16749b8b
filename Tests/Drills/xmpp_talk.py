"""Talks to the bot as a client of an independent library does: finds it, adds it, speaks with it. Prints what it saw.

    xmpp_talk.py PORT JID PASSWORD BOT        on the loopback address, without encryption
"""

import asyncio
import sys

import slixmpp
from slixmpp.exceptions import IqError


class Person(slixmpp.ClientXMPP):
    def __init__(self, jid, password):
        super().__init__(jid, password)
        for plugin in ("xep_0030", "xep_0092", "xep_0184", "xep_0199"):
            self.register_plugin(plugin)
        self.plugin["feature_mechanisms"].unencrypted_plain = True
        self.enable_starttls = self.enable_direct_tls = False
        self.enable_plaintext = True
        self.said = asyncio.Queue()
        self.receipts = asyncio.Queue()
        self.add_event_handler("message", self.on_message)
        self.add_event_handler("receipt_received", self.receipts.put_nowait)

    def on_message(self, message):
        if message["type"] in ("chat", "normal") and message["body"]:
            self.said.put_nowait(message["body"])

    async def hear(self):
        text = await asyncio.wait_for(self.said.get(), 10)
        print("heard:", text.replace("\n", " | "))


async def talk(port, jid, password, bot):
    person = Person(jid, password)
    began = asyncio.get_running_loop().create_future()
    granted = asyncio.get_running_loop().create_future()
    person.add_event_handler("session_start", lambda _: began.set_result(None))
    person.add_event_handler("presence_subscribed", lambda presence: granted.done() or granted.set_result(str(presence["from"].bare)))
    person.connect("127.0.0.1", int(port))
    await asyncio.wait_for(began, 10)
    await person.get_roster()
    person.send_presence()

    info = (await person["xep_0030"].get_info(bot))["disco_info"]
    for category, kind, _, name in sorted(info["identities"]):
        print("identity:", category, kind, name)
    print("feature:", next((f for f in info["features"] if f == "urn:xmpp:receipts"), "none"))
    print("version:", (await person["xep_0092"].get_version(bot))["software_version"]["name"])
    try:
        await person.make_iq_get("urn:example:unknown", ito=bot).send(timeout=10)
        print("an unknown question was answered")
    except IqError as error:
        assert error.condition == "service-unavailable", error.condition

    person.send_presence_subscription(bot)
    assert await asyncio.wait_for(granted, 10) == bot
    print("subscription: both granted" if person.client_roster[bot]["to"] else "subscription: none")
    await person.hear()

    person.send_message(mto=bot, mbody="book ana", mtype="chat")
    await person.hear()
    message = person.make_message(mto=bot, mbody="é🎪 <b>&amp;</b>", mtype="chat")
    message["request_receipt"] = True
    message.send()
    receipt = await asyncio.wait_for(person.receipts.get(), 10)
    print("receipt:", "yes" if receipt["receipt"] == message["id"] else "of another")
    await person.hear()
    await person.hear()
    await person.disconnect()


asyncio.run(talk(*sys.argv[1:]))
