#!/usr/bin/env python3
"""Judges, by the platforms' own or well-known libraries, what the bots for Slack, WhatsApp and Discord send and take.

    judge-webhooks.py WHAT INPUT.json      prints one JSON value

Each WHAT takes a JSON value and gives one back; a fault found is a sentence in "faults", so an empty list is a good verdict.
"""
import json
import logging
import sys

logging.disable(logging.CRITICAL)


def slack(given):
    """Signatures of what was delivered, and the blocks of what was sent, by slack_sdk."""
    from slack_sdk.models.blocks import Block
    from slack_sdk.signature import SignatureVerifier

    verifier = SignatureVerifier(given["secret"])
    faults = []
    for request in given["requests"]:
        if not verifier.is_valid(request["body"], request["timestamp"], request["signature"]):
            faults.append("a signature that slack_sdk does not take: " + request["body"][:80])
        if verifier.is_valid(request["body"] + " ", request["timestamp"], request["signature"]):
            faults.append("slack_sdk takes a signature of something else")
    blocks = 0
    for message in given["messages"]:
        for block, parsed in zip(message["blocks"], Block.parse_all(message["blocks"])):
            blocks += 1
            try:
                back = parsed.to_dict()  # validates, also what lies within
            except Exception as fault:
                faults.append(f"{fault} in {json.dumps(block)[:200]}")
                continue
            if back != block:
                faults.append(f"slack_sdk reads {json.dumps(back)[:300]} where {json.dumps(block)[:300]} was written")
    signed = [
        {"timestamp": one["timestamp"], "body": one["body"],
         "signature": verifier.generate_signature(timestamp=one["timestamp"], body=one["body"])}
        for one in given["sign"]
    ]
    return {"faults": faults, "blocks": blocks, "signed": signed}


def whatsapp(given):
    """Signatures, the challenge, what was delivered as pywa reads it, and what pywa would send in the bot's place."""
    from pywa import WhatsApp, filters, types, utils
    from pywa.types import Button, Section, SectionList, SectionRow

    faults, read, sent = [], [], []
    wa = WhatsApp(phone_id=given["number"], token=given["token"], server=None, verify_token=given["verifyToken"],
                  app_secret=given["appSecret"], filter_updates=True)
    for answer in given["challenges"]:
        expected = wa.webhook_challenge_handler(answer["token"], answer["challenge"])
        status = answer["status"]
        if expected[1] != status or (status == 200 and expected[0] != answer["body"]):
            faults.append(f"pywa answers {expected}, the bot {answer}")
    for update in given["updates"]:
        raw = update["body"].encode()
        if not utils.webhook_updates_validator(app_secret=given["appSecret"], request_body=raw, x_hub_signature=update["signature"]):
            faults.append("a signature that pywa does not take")
        if wa.webhook_update_validator(raw, None) is None:
            faults.append("pywa takes an update without a signature")
        body = json.loads(raw)
        value = body["entry"][0]["changes"][0]["value"]
        for message in value.get("messages", []):
            one = {"object": body["object"], "entry": [{**body["entry"][0], "changes": [{"field": "messages", "value": {**value, "messages": [message]}}]}]}
            kind = types.CallbackSelection if "list_reply" in message.get("interactive", {}) else (
                types.CallbackButton if message["type"] in ("interactive", "button") else types.Message)
            parsed = kind.from_update(wa, one)
            line = parsed.data if kind is not types.Message else parsed.text
            read.append({"id": parsed.id, "account": parsed.from_user.bsuid or parsed.from_user.wa_id, "line": line})
    def capture(**members):
        sent.append({name: value for name, value in members.items() if value is not None})
        return {"contacts": [{"input": "1", "wa_id": "1"}], "messages": [{"id": "wamid.1"}]}
    wa.api.send_message = capture
    for page in given["pages"]:
        choices = page["choices"]
        buttons = None
        if page["kind"] == "button":
            buttons = [Button(title=one["title"], callback_data=one["id"]) for one in choices]
        elif page["kind"] == "list":
            rows = [SectionRow(title=one["title"], callback_data=one["id"]) for one in choices]
            buttons = SectionList(button_title=page["open"], sections=[Section(title=page["open"], rows=rows)])
        wa.send_message(to=page["to"], text=page["text"], buttons=buttons)
        theirs = sent[-1]
        ours = page["body"]
        kind = ours["type"]
        if (theirs["typ"], theirs.get("to"), theirs.get("recipient")) != (kind, ours.get("to"), ours.get("recipient")):
            faults.append(f"pywa sends {theirs}, the bot {ours}")
        if json.loads(json.dumps(theirs["msg"])) != ours[kind]:
            faults.append(f"pywa sends {json.dumps(theirs['msg'])[:400]}, the bot {json.dumps(ours[kind])[:400]}")
    return {"faults": faults, "read": read, "compared": len(sent)}


def discord(given):
    """Signatures of what was delivered by discord_interactions; and requests signed by the library below it."""
    from discord_interactions import InteractionResponseFlags, InteractionResponseType, verify_key
    from nacl.signing import SigningKey
    import contextlib, io

    faults = []
    with contextlib.redirect_stdout(io.StringIO()):
        for one in given["requests"]:
            raw = one["body"].encode()
            if not verify_key(raw, one["signature"], one["timestamp"], given["publicKey"]):
                faults.append("a signature that discord_interactions does not take")
            if verify_key(raw, one["signature"], one["timestamp"] + "0", given["publicKey"]):
                faults.append("discord_interactions takes a signature of something else")
    for answer in given["answers"]:
        kind, flags = answer["type"], answer.get("data", {}).get("flags", 0)
        if kind not in (InteractionResponseType.PONG, InteractionResponseType.DEFERRED_CHANNEL_MESSAGE_WITH_SOURCE):
            faults.append(f"an answer of type {kind}")
        if flags not in (0, InteractionResponseFlags.EPHEMERAL):
            faults.append(f"flags {flags}")
    key = SigningKey(bytes.fromhex(given["seed"]))
    signed = [{"timestamp": one["timestamp"], "body": one["body"],
               "signature": key.sign(one["timestamp"].encode() + one["body"].encode()).signature.hex()} for one in given["sign"]]
    return {"faults": faults, "publicKey": key.verify_key.encode().hex(), "signed": signed}


if __name__ == "__main__":
    what, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        print(json.dumps({"slack": slack, "whatsapp": whatsapp, "discord": discord}[what](json.load(file))))
