"""What people asked in vain as the skeleton of a set of questions for `advisor eval`: a person completes it.

A question that was declined is written as one that the folder does not answer, a reply that somebody disliked as one
that its sources do. Both are guesses: comments above each say what to look at. The form is that of evals/README.md.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import yaml

from bot.gaps import Gap, InVain
from bot.model import Answer

HEAD = """\
# Questions that people asked Advisor in vain, the latest first. A skeleton: read each, look its answer up,
# correct `answerable`, `sources` and `phrases`, and leave out names. evals/README.md explains the keys.
"""
_LONGEST = 300  # characters of a remark: enough to see what was missed


def exported(gaps: Iterable[Gap]) -> str:
    """The gaps as a YAML set with one question each; without any, the explanation alone."""
    return "\n".join([HEAD, *(_entry(number, gap) for number, gap in enumerate(gaps, 1))])


def _entry(number: int, gap: Gap) -> str:
    latest = gap.questions[0]
    item = {"id": f"x{number:02}", "split": "dev" if number % 2 else "held", "question": _one_line(gap.text)} | _guess(
        latest
    )
    comments = "".join(f"# {comment}\n" for comment in _comments(gap))
    return comments + yaml.safe_dump([item], sort_keys=False, allow_unicode=True, width=110)


def _guess(question: InVain) -> dict[str, object]:
    reply = question.reply
    if not isinstance(reply, Answer):
        return {"answerable": False, "why": "near_miss"}
    sources = list(dict.fromkeys(citation.source for citation in reply.citations))
    return {"answerable": True, "sources": sources, "phrases": [], "figures": False}


def _comments(gap: Gap) -> Iterator[str]:
    when = datetime.fromtimestamp(gap.last_asked, UTC)
    yield f"asked {gap.times} times, last on {when:%Y-%m-%d}; declined {gap.declined}, disliked {gap.disliked}"
    if gap.reasons:
        yield f"people said: {', '.join(reason.replace('_', ' ') for reason in gap.reasons)}"
    for remark in dict.fromkeys(remark for question in gap.questions for remark in question.remarks):
        yield f"remark: {_one_line(remark)[:_LONGEST]}"


def _one_line(text: str) -> str:
    """The text on one line, whatever ends a line in YAML, and printable."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
