"""Slack messages and modals, as Block Kit JSON, as an HTML page that looks like Slack."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from docs.pictures.inputs_html import input_html
from docs.pictures.mrkdwn_html import mrkdwn_html, plain_html
from docs.pictures.unknown import UnknownBlock

Block = dict[str, object]

_THUMB = (  # Slack's own outline, one turned upside down by the style sheet
    '<svg viewBox="0 0 20 20"><path d="M6.5 9 9.6 3c1.3 0 2 .9 1.8 2.1L10.9 8h4.3c1 0 1.7.9 1.5 1.9l-1.1 5c-.2.9-.8 1.4'
    '-1.7 1.4H6.5M3.2 9h3.3v7.3H3.2z"/></svg>'
)
_STYLE = Path(__file__).with_name("slack.css")


def page(*parts: str) -> str:
    """A whole HTML document around messages or a modal."""
    style = _STYLE.read_text(encoding="utf-8")
    body = "\n".join(parts)
    head = f'<meta charset="utf-8"><style>{style}</style>'
    return f'<!doctype html>\n<html lang="en">{head}<body>\n{body}\n</body></html>\n'


def question(name: str, mrkdwn: str, time: str) -> str:
    """A message that a person wrote, in mrkdwn."""
    return _message(name, "", "person", time, f'<div class="section">{mrkdwn_html(mrkdwn)}</div>')


def reply(blocks: Sequence[Block], time: str, plan: str = "") -> str:
    """A message of these blocks, from Advisor; `plan` is the line over the task cards of a stream, folded."""
    folded = f'<div class="plan">{plain_html(plan)}</div>' if plan else ""
    return _message("Advisor", '<span class="badge">APP</span>', "app", time, folded + _blocks(blocks))


def modal(view: Block) -> str:
    """A modal with its title, its blocks and its buttons."""
    match view:
        case {"title": {"text": str(title)}, "blocks": list(blocks), "close": {"text": str(close)}}:
            buttons = f'<span class="button">{plain_html(close)}</span>'
        case _:
            raise UnknownBlock(f"A modal needs a title, blocks and a close button: {view!r:.200}.")
    match view:
        case {"submit": {"text": str(submit)}}:
            buttons += f' <span class="button primary">{plain_html(submit)}</span>'
    head = f'<header><span class="avatar app">A</span><h1>{plain_html(title)}</h1><span class="cross">×</span></header>'
    return f'<div class="modal">{head}<main>{_blocks(blocks)}</main><footer>{buttons}</footer></div>'


def home(view: Block) -> str:
    """The Home tab, under the names of the tabs."""
    match view:
        case {"type": "home", "blocks": list(blocks)}:
            head = '<header><span class="avatar app">A</span><h1>Advisor</h1></header>'
            tabs = "<nav><b>Home</b><span>Messages</span><span>About</span></nav>"
            return f'<div class="home">{head}{tabs}<main>{_blocks(blocks)}</main></div>'
    raise UnknownBlock(f"A Home tab needs blocks: {view!r:.200}.")


def _message(name: str, badge: str, kind: str, time: str, content: str) -> str:
    who = f'<b class="name">{escape(name)}</b>{badge}<span class="time">{escape(time)}</span>'
    avatar = f'<span class="avatar {kind}">{escape(name[:1])}</span>'
    return f'<div class="message">{avatar}<div class="said"><div>{who}</div>{content}</div></div>'


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(map(_block, blocks))


def _block(block: Block) -> str:  # noqa: PLR0911 - one line a kind
    match block:
        case {"type": "divider"}:
            return "<hr>"
        case {"type": "header", "text": {"text": str(text)}}:
            return f"<h2>{plain_html(text)}</h2>"
        case {"type": "section", "fields": list(fields)}:
            above = f'<div class="section">{_text(block["text"])}</div>' if "text" in block else ""
            return f'{above}<div class="fields">{"".join(_each("field", fields))}</div>'
        case {"type": "section", "text": text, "accessory": accessory}:
            return f'<div class="section beside"><div>{_text(text)}</div>{_button(accessory)}</div>'
        case {"type": "section", "text": text}:
            return f'<div class="section">{_text(text)}</div>'
        case {"type": "context", "elements": list(elements)}:
            return f'<div class="context">{"".join(_each("element", elements))}</div>'
        case {"type": "actions", "elements": list(elements)}:
            return f'<div class="actions">{"".join(map(_button, elements))}</div>'
        case {"type": "context_actions", "elements": [{"type": "feedback_buttons"}]}:
            return f'<div class="thumbs">{_THUMB}{_THUMB}</div>'
        case {"type": "input"}:
            return input_html(block)
        case {"type": "rich_text", "elements": list(parts)}:
            return f'<div class="section">{"".join(map(_rich, parts))}</div>'
    raise UnknownBlock(f"No picture of this block: {block!r:.200}. Teach docs/pictures/blocks_html.py its kind.")


def _each(kind: str, texts: Iterable[object]) -> Iterator[str]:
    return (f'<div class="{kind}">{_text(text)}</div>' for text in texts)


def _text(text: object) -> str:
    match text:
        case {"type": "mrkdwn", "text": str(mrkdwn)}:
            return mrkdwn_html(mrkdwn)
        case {"type": "plain_text", "text": str(plain)}:
            return f"<p>{plain_html(plain)}</p>"
    raise UnknownBlock(f"No picture of this text: {text!r:.200}.")


def _rich(part: object) -> str:
    match part:
        case {"type": "rich_text_section", "elements": list(elements)}:
            return f"<p>{''.join(map(_words, elements))}</p>"
        case {"type": "rich_text_quote", "elements": list(elements)}:
            return f"<blockquote>{''.join(map(_words, elements))}</blockquote>"
    raise UnknownBlock(f"No picture of this part: {part!r:.200}.")


def _words(element: object) -> str:
    """Rich text is literal: no entities, no marks; lines stay."""
    match element:
        case {"type": "text", "text": str(text), "style": {"bold": True}}:
            return f"<b>{_literal(text)}</b>"
        case {"type": "text", "text": str(text)}:
            return _literal(text)
    raise UnknownBlock(f"No picture of this element: {element!r:.200}.")


def _literal(text: str) -> str:
    return escape(text.replace("\N{WORD JOINER}", "")).replace("\n", "<br>")


def _button(button: object) -> str:
    match button:
        case {"type": "static_select", "placeholder": {"text": str(label)}}:
            return f'<span class="button menu">{plain_html(label)}</span>'
        case {"type": "overflow"}:
            return '<span class="button">⋯</span>'
        case {"type": "button", "text": {"text": str(label)}, "style": "primary" | "danger" as style}:
            return f'<span class="button {style}">{plain_html(label)}</span>'
        case {"type": "button", "text": {"text": str(label)}}:
            return f'<span class="button">{plain_html(label)}</span>'
    raise UnknownBlock(f"No picture of this element: {button!r:.200}.")
