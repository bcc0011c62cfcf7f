"""What a reader would see in a message or view: its text, its links, and the mentions that would notify people."""

import html
import re
from collections.abc import Iterator

from tests.fakes.slack.messages import Message
from tests.fakes.slack.refusal import Json

UNSEEN = {
    "value",
    "action_id",
    "block_id",
    "private_metadata",
    "callback_id",
    "type",
    "style",
    "task_id",
    "id",
    "status",
}
MENTION = re.compile(r"<(?:!(?:channel|here|everyone)(?:\|[^>]*)?|!subteam\^\w+(?:\|[^>]*)?|@[UW]\w+(?:\|[^>]*)?)>")
TYPED_MENTION = re.compile(r"(?<![\w.])@(?:channel|here|everyone)\b")
URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://|mailto:)[^\s<>|)\]\"'`]+", re.IGNORECASE)
LIVE_ELEMENTS = {"user", "usergroup", "broadcast"}


def visible(thing: Message | Json) -> str:
    """All text that a person sees, in order; of a message that has blocks, the blocks rather than the fallback text."""
    grown = isinstance(thing, Message) and thing.streamed and not thing.edited  # its text is shown beside its blocks
    if isinstance(thing, Message) and (grown or not thing.blocks):
        return "\n".join([thing.text, *_texts(thing.tasks), *_texts(thing.blocks)]).strip()
    return "\n".join(_texts(thing.blocks if isinstance(thing, Message) else thing))


def live_mentions(thing: Message | Json) -> list[str]:
    """Every mention that would notify somebody, wherever it stands: text, blocks, task cards, attachments."""
    found = [mention for text in _marked_up(_everything(thing)) for mention in MENTION.findall(text)]
    found += [str(node) for node in _objects(_everything(thing)) if node.get("type") in LIVE_ELEMENTS]
    if isinstance(thing, Message) and (thing.options.get("link_names") or thing.options.get("parse") == "full"):
        found += [mention for text in _texts(_everything(thing)) for mention in TYPED_MENTION.findall(text)]
    return found


def urls(thing: Message | Json) -> list[str]:
    """Every address in it, clickable or spelled out, in order and unescaped."""
    texts = _strings(_everything(thing))
    return [html.unescape(url).rstrip(".,;:!?") for text in texts for url in URL.findall(text)]


def _everything(thing: Message | Json) -> object:
    if isinstance(thing, Message):
        return [
            {"text": thing.text},
            thing.blocks,
            list(thing.tasks.values()),
            thing.attachments,
            thing.plan_title or "",
        ]
    return thing


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, value in node.items():
            if name not in UNSEEN:
                yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)


def _objects(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        yield node
    for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _objects(value)


def _texts(node: object) -> list[str]:
    return [text for text in _strings(node) if not URL.fullmatch(text)]


def _marked_up(node: object) -> Iterator[str]:
    """The strings that Slack reads as markup: not those of plain_text objects, inputs and rich text."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict) and node.get("type") not in {"plain_text", "plain_text_input", "text", "link"}:
        for name, value in node.items():
            if name not in UNSEEN:
                yield from _marked_up(value)
    elif isinstance(node, list):
        for value in node:
            yield from _marked_up(value)
