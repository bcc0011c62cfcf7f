"""Pure rendering: the lines that a check's card and its details share, in finished mrkdwn."""

from collections.abc import Iterable

from bot.checks.firmness import firmness_in_words
from bot.checks.marks import mark
from bot.checks.verdict import Disagreement, Finding, Verdict, one_a_pair
from bot.facts import FACTS, Reading, said
from bot.model import Citation, Option
from bot.slack.blocks import Block, age, mrkdwn_text
from bot.slack.mrkdwn import fitted, link, one_line, shortened
from bot.wording import IN_WORDS, capital

LINE = 240
SIDE = 700
LONGEST_URL = 500


def headline(verdict: Verdict) -> str:
    """The option and how firm it is: "RAG · four of five guides agree"."""
    return f"{option_name(verdict.option)} · {firmness_in_words(verdict)}"


def option_name(option: Option) -> str:
    """The option in two or three words, with a capital."""
    return option.label if option is Option.NEED_MORE_INFORMATION else capital(IN_WORDS[option])


def fact_line(reading: Reading) -> str:
    """One fact, with the words that it was read from: "You have 300 labelled examples (“300 examples”)"."""
    stated = capital(said(FACTS[reading.fact], reading.value))
    return f"{stated} (“{shortened(reading.evidence.words, 80)}”)" if reading.evidence else stated


def source_line(citation: Citation, said: str = "") -> str:
    """Number and document (a link where it has an address) with its age, unless that is `said`, in finished mrkdwn."""
    url = citation.url if len(citation.url or "") <= LONGEST_URL else None
    old = "" if age(citation.as_of) == said else f" · {age(citation.as_of)}"
    expired = " · *expired*" if citation.expired else ""
    return f"*[{citation.number}]* {link(url, shortened(citation.title, 120))}{old}{expired}"


def quoted(citation: Citation, limit: int) -> str:
    """The citation's words, in quotation marks."""
    return f"“{fitted(citation.quote, limit, one_line)}”"


def bullets(lines: Iterable[str], limit: int = LINE) -> str:
    """The lines as an inert list."""
    return "\n".join(f"• {fitted(line, limit, one_line)}" for line in lines)


def shown_pairs(verdict: Verdict) -> list[Disagreement]:
    """One disagreement for each two options, those about the verdict's own option first."""
    pairs = one_a_pair(verdict.disagreements)
    return sorted(pairs, key=lambda pair: verdict.option not in (pair.one.option, pair.other.option))


def sides(pair: Disagreement) -> list[Block]:
    """Two fields, which Slack shows side by side, or one below the other on a phone."""
    return [mrkdwn_text(_side(finding)) for finding in (pair.one, pair.other)]


def _side(finding: Finding) -> str:
    """One guide's side of a disagreement: its option, its name and its words."""
    guide = fitted(finding.guide, 120, one_line)
    words = quoted(finding.citation, SIDE - 200)
    return f"*{option_name(finding.option)}*\n{guide}{mark(finding.citation)}\n> {words}"
