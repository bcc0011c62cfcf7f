"""Slack's mrkdwn as HTML, as Slack would show it."""

import re
from html import escape

_JOINER = "\N{WORD JOINER}"
_TOKEN = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<address>[^<>|\n]+)(?:\|(?P<label>[^<>\n]*))?>"
    r"|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<!\w)_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?!\w)"
)
_ENTITY = re.compile("&(amp|lt|gt);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">"}


def mrkdwn_html(mrkdwn: str) -> str:
    """The lines of a mrkdwn text as HTML; consecutive lines that start with ">" become one quote."""
    html, quoted = list[str](), list[str]()
    for line in [*mrkdwn.split("\n"), None]:
        if line is not None and line.startswith(">"):
            quoted.append(_inline(line.removeprefix(">").strip()))
            continue
        if quoted:
            html.append(f"<blockquote>{'<br>'.join(quoted)}</blockquote>")
            quoted = []
        if line is not None:
            html.append(_line(line))
    return "".join(html)


def plain_html(text: str) -> str:
    """Finished plain text as HTML: Slack shows its entities as the characters, and joiners as nothing."""
    shown = _ENTITY.sub(lambda entity: _CHARACTERS[entity[1]], text)  # each once: "&amp;lt;" reads "&lt;"
    return escape(shown.replace(_JOINER, ""))


def _line(line: str) -> str:
    if line.startswith("• "):
        return f'<p class="bullet">{_inline(line.removeprefix("• "))}</p>'
    return f"<p>{_inline(line)}</p>" if line.strip() else '<p class="gap"></p>'


def _inline(text: str) -> str:
    """One line, its marks made elements and the rest plain."""
    html, at = "", 0
    for token in _TOKEN.finditer(text):
        html += plain_html(text[at : token.start()]) + _element(token)
        at = token.end()
    return html + plain_html(text[at:])


def _element(token: re.Match[str]) -> str:
    if token["code"]:
        return f"<code>{plain_html(token['code'])}</code>"
    if token["bold"]:
        return f"<b>{_inline(token['bold'])}</b>"
    if token["italic"]:
        return f"<i>{_inline(token['italic'])}</i>"
    address = token["address"]
    if address.startswith(("@", "!", "#")):
        return f'<span class="mention">{plain_html(token["label"] or address)}</span>'
    return f'<a href="{plain_html(address)}">{plain_html(token["label"] or address)}</a>'
