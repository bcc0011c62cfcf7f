"""From text that others wrote to Slack's mrkdwn, inert.

The only angle brackets that ever reach Slack are those of `link` and `with_addresses`, round a URL that passed
`https_host`, and those of `person` and `channel`, round an id that Slack gave: every other text goes through `inert`,
so that nothing in a document or a question can mention, link or page anyone.
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
# Each begins with the character that it is about: what is found by its surroundings alone is fifty times slower.
_SLASHES = re.compile(r":(?=//)")
_SCHEME = re.compile(
    r":(?=\S)(?:(?<=mailto:)|(?<=\b(?:sms|tel):)|(?<=\b(?:data|file):)|(?<=\bslack:)|(?<=script:))", re.IGNORECASE
)
_HOST = re.compile(  # of a bare address
    r"\.(?:(?<=\bwww\.)|(?<=[\w-]\.)(?=[A-Za-z]{2,18}(?::\d+)?[/?#]\S))", re.IGNORECASE
)
_MARKS = re.compile(
    r"!?\[(?P<label>[^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)"  # of a link or an image only the words stay
    r"|\[(?P<reference>(?!\d+\])[^\[\]]+)\]\[[^\[\]]*\]"  # by reference too; [1][2] are citation marks
    r"|\*\*(?P<bold>[^*\n]+)\*\*|__(?P<strong>[^_\n]+)__"
    r"|(?<![\w*])\*(?P<italic>[^*\s][^*\n]*)\*(?![\w*])"
)
_ADDRESS = re.compile(r"https://[^\s<>|]+")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
_BULLET = re.compile(r"^(\s*)[-*+]\s+")


def escape(text: str) -> str:
    """The text with the three characters that are markup to Slack replaced, each once."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str) -> str:
    """The text as mrkdwn that shows what it says: escaped, no live address or emoji, nothing that hides."""
    return _still(escape(_seen(text)))


def literal(text: str) -> str:
    """The text inert where Slack reads no markup, as in the text of a rich_text block: nothing is escaped."""
    return _still(_seen(text))


def without_emoji(text: str) -> str:
    """The text with no name of an emoji between two colons."""
    return _EMOJI.sub(f":{_JOINER}", text)


def one_line(text: str) -> str:
    """The text inert, with every run of white space made one space."""
    return inert(" ".join(text.split()))


def from_markdown(text: str) -> str:
    """An answer's Markdown as inert mrkdwn: bold, italics, headings, lists and `[1]`; links lose their address."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("```"))
    return _still("\n".join(map(_line, lines)).strip())  # once more: taking marks away may bring colons together


def words(text: str) -> str:
    """A document's Markdown as plain words: no marks of headings, emphasis or links. Not inert by itself."""
    lines = (_BULLET.sub(r"\1• ", _HEADING.sub(r"\1", line)) for line in text.splitlines())
    return _MARKS.sub(_words, "\n".join(line for line in lines if not line.lstrip().startswith("```")))


def link(url: str | None, label: str) -> str:
    """The label (any text), as a link when the URL is a plain https one, with its real host beside it."""
    words = one_line(label)
    host = https_host(url)
    if url is None or host is None:
        return words
    return f"<{_quoted(url)}|{words.replace('|', '¦')}> ({host})"


def with_addresses(text: str) -> str:
    """The text on one line, inert but for the https addresses in it: each is a link that shows where it leads."""
    line, shown, end = " ".join(text.split()), "", 0
    for found in _ADDRESS.finditer(line):
        url = found[0].rstrip(".,;:!?)]}'\"")
        if https_host(url) and "…" not in url:  # one that was cut would lead elsewhere
            shown += f"{inert(line[end : found.start()])}<{_quoted(url)}>"
            end = found.start() + len(url)
    return shown + inert(line[end:])


def person(user: str) -> str:
    """A person by name, from their user id; Slack tells them that they were named."""
    return f"<@{user}>" if re.fullmatch(r"[UW][A-Z0-9]{1,30}", user) else "somebody"


def channel(channel_id: str) -> str:
    """A channel by name, from its id; a direct message has none."""
    return f"<#{channel_id}>" if re.fullmatch(r"[CG][A-Z0-9]{1,30}", channel_id) else "a direct message"


def https_host(url: str | None) -> str | None:
    """The host of a URL that may become a link: https, with a host in plain ASCII and no user before it."""
    # urlsplit passes over control characters, and would tell of another host than a browser goes to.
    if not url or not url.startswith("https://") or re.search(r"[\x00-\x1f\x7f]", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return host if host and "@" not in parts.netloc and re.fullmatch(r"[a-z0-9.-]+", host) else None


def shortened(text: str, limit: int, render: Render = inert) -> str:
    """The text, cut (then ending with "…") so that its rendering has at most `limit` characters."""
    whole = text
    if len(text) > 20 * limit:
        text = text[: 20 * limit] + "…"  # a whole document would take long to render, to be cut all the same
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


def _quoted(url: str) -> str:
    """The address as it may stand in a link."""
    return escape(quote(url, safe=":/?#[]@!$&'()*+,;=%~"))


def _cut(text: str, size: int) -> str:
    """At most the first `size` characters, to the end of a sentence or a word if the later half has one."""
    head = text[:size]
    for ends in (r"\n\n", r"[.!?](?=\s)", r"\s"):
        last = max((match.end() for match in re.finditer(ends, head)), default=0)
        if last > size // 2:
            return head[:last]
    return head


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text.encode("utf-8", "replace").decode())


def _still(text: str) -> str:
    """The text without anything that Slack would make an address or an emoji of."""
    schemes = _SLASHES.sub(f":{_JOINER}", _SCHEME.sub(f"{_JOINER}:", text))
    return without_emoji(_HOST.sub(f"{_JOINER}.", schemes))


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
