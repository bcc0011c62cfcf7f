"""From text that others wrote to Slack's mrkdwn, inert.

The only angle brackets that ever reach Slack are those of `link`, round a URL that passed `https_host`: every
other text goes through `inert`, so that nothing in a document or a question can mention, link or page anyone.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

Render = Callable[[str], str]

_JOINER = "\N{WORD JOINER}"  # invisible; where it stands Slack sees no address and no emoji
_UNSEEN = re.compile(  # control characters, and those that hide or turn round what follows them
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_MARKS = re.compile(
    r"!?\[(?P<label>[^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)"  # of a link or an image only the words stay
    r"|\[(?P<reference>(?!\d+\])[^\[\]]+)\]\[[^\[\]]*\]"  # by reference too; [1][2] are citation marks
    r"|\*\*(?P<bold>[^*\n]+)\*\*|__(?P<strong>[^_\n]+)__"
    r"|(?<![\w*])\*(?P<italic>[^*\s][^*\n]*)\*(?![\w*])"
)
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^(\s*)[-*+]\s+")


def escape(text: str) -> str:
    """The text with the three characters that are markup to Slack replaced, each once."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str) -> str:
    """The text as mrkdwn that shows what it says: escaped, no live address or emoji, nothing that hides."""
    seen = _UNSEEN.sub("", text.encode("utf-8", "replace").decode())
    return _still(escape(seen))


def one_line(text: str) -> str:
    """The text inert, with every run of white space made one space."""
    return inert(" ".join(text.split()))


def from_markdown(text: str) -> str:
    """An answer's Markdown as inert mrkdwn: bold, italics, headings, lists and `[1]`; links lose their address."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("```"))
    return _still("\n".join(map(_line, lines)).strip())  # once more: taking marks away may bring colons together


def link(url: str | None, label: str) -> str:
    """The label (any text), as a link when the URL is a plain https one, with its real host beside it."""
    words = one_line(label)
    host = https_host(url)
    if url is None or host is None:
        return words
    address = escape(quote(url, safe=":/?#[]@!$&'()*+,;=%~"))
    return f"<{address}|{words.replace('|', '¦')}> ({one_line(host)})"


def https_host(url: str | None) -> str | None:
    """The host of a URL that may become a link: https, with a host in plain ASCII and no user before it."""
    try:
        parts = urlsplit(url or "")
        host = parts.hostname
    except ValueError:
        return None
    good = parts.scheme == "https" and host and host.isascii() and "@" not in parts.netloc
    return host if good and re.fullmatch(r"[a-z0-9.-]+", host or "") else None


def shortened(text: str, limit: int, render: Render = inert) -> str:
    """The text, cut (then ending with "…") so that its rendering has at most `limit` characters."""
    whole = text
    while len(render(text)) > limit:
        size = (len(text) - 1) * (limit - 1) // len(render(text))
        text = _cut(whole, size).rstrip() + "…"
    return text


def fitted(text: str, limit: int, render: Render = inert) -> str:
    """The text rendered in at most `limit` characters."""
    return render(shortened(text, limit, render))


def pieces(text: str, limit: int, render: Render = inert) -> Iterator[str]:
    """All of the text, rendered in pieces of at most `limit` characters, cut where it reads best."""
    while text:
        head = text
        while len(render(head)) > limit:
            head = _cut(head, max(1, (len(head) - 1) * limit // len(render(head))))
        yield render(head)
        text = text[len(head) :].lstrip()


def _cut(text: str, size: int) -> str:
    """At most the first `size` characters, to the end of a sentence or a word if the later half has one."""
    head = text[:size]
    for ends in (r"\n\n", r"[.!?](?=\s)", r"\s"):
        last = max((match.end() for match in re.finditer(ends, head)), default=0)
        if last > size // 2:
            return head[:last]
    return head


def _still(text: str) -> str:
    """The text without anything that Slack would make an address or an emoji of."""
    return _EMOJI.sub(f":{_JOINER}", text.replace("://", f":{_JOINER}//"))


def _line(line: str) -> str:
    heading = _HEADING.match(line)
    if heading:
        return f"*{_MARKS.sub(_words, inert(heading[1])).replace('*', '')}*"
    return _MARKS.sub(_styled, inert(_BULLET.sub(r"\1• ", line)))


def _styled(match: re.Match[str]) -> str:
    bold = match["bold"] or match["strong"]
    if bold:
        return f"*{bold}*"
    return f"_{match['italic']}_" if match["italic"] else _words(match)


def _words(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")
