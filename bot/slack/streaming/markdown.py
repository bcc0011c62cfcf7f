"""From an answer's Markdown to Markdown that Slack may render in a stream: the same words, inert.

A stream takes no mrkdwn, and nothing in it can be marked `verbatim`; so what `bot.slack.mrkdwn` does for blocks is done
here for streams. Bold, italics, headings and lists stay; no link, address, mention or emoji of a document's does.
"""

import re
from urllib.parse import quote

from bot.slack.mrkdwn import https_host, inert, without_emoji

_JOINER = "\N{WORD JOINER}"  # invisible; where it stands Slack sees no address
_LINK = re.compile(
    r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s[^()]*)?\)"  # of a link or an image only the words stay
    r"|\[((?!\d+\])[^\[\]]+)\]\[[^\[\]]*\]"  # by reference too; [1][2] are citation marks
)
_DEFINITION = re.compile(r"^(\s*\[[^\[\]]*\]):", re.MULTILINE)
_HOST = re.compile(r"(?<=[\w-])\.(?=[A-Za-z]{2})")  # www.example.com, a.b@example.com


def inert_markdown(text: str) -> str:
    """The Markdown with nothing live in it; `[1]` marks stay."""
    lines = "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("```"))
    words = _LINK.sub(lambda link: link[1] or link[2] or "", inert(lines))
    words = _DEFINITION.sub(rf"\1{_JOINER}:", words)
    words = _HOST.sub(f".{_JOINER}", words)
    # Once more: taking a link away may have brought the parts of another together, or the colons of an emoji.
    return without_emoji(words.replace("://", f":{_JOINER}//").replace("](", f"]{_JOINER}("))


def https_address(url: str | None) -> str | None:
    """The URL as it may be given to Slack: https, a plain host, everything else quoted; None for any other."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~") if url and https_host(url) else None
