"""Pure rendering: the half of the Home tab that everyone sees, of what they may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.slack.blocks import Block, age, context, day, header, minute
from bot.slack.checks.verdict_blocks import DETAILS
from bot.slack.controls import actions, button
from bot.slack.home.pieces import DIVIDER, folded, line
from bot.slack.mrkdwn import fitted, link, one_line, shortened
from bot.wording import counted
from indexer.model import Listed

CHECK = "home_check"
"""The action_id of the button that opens the form of a check."""
MOST_GROUPS, MOST_IN_GROUP, MOST_RECENT = 8, 10, 5
TITLE, ASKED, LONGEST_URL = 100, 120, 200


@dataclass(frozen=True, slots=True)
class RecentQuestion:
    """Something the viewer asked; `at` in seconds since the epoch, `url` where the reply stands, "" when unknown."""

    text: str
    at: float
    answered: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class RecentCheck:
    """A check that the viewer made; `verdict` is its headline, "" when it is not known."""

    card: str
    text: str
    at: float
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class UserHome:
    """What one person's Home shows. `documents` are those that they may read."""

    documents: Sequence[Listed]
    as_of: datetime | None
    today: date
    questions: Sequence[RecentQuestion] = ()
    checks: Sequence[RecentCheck] = ()


def user_blocks(home: UserHome) -> list[Block]:
    """At most 30 blocks; Slack takes 100."""
    return [*_welcome(), *_known(home), *_questions(home.questions), *_checks(home.checks)]


def _welcome() -> Iterator[Block]:
    yield header("Prompting, RAG or fine-tuning?")
    yield line("Ask me. I answer from your team’s knowledge folder, and show the exact passages that I rely on.")
    yield line(
        "• In a channel: `@Advisor We have 300 labelled examples. Fine-tune or RAG?`\n"
        "• Only for you: `/advisor ask What is LoRA?`, or write to me under *Messages*\n"
        "• To check a decision: `/advisor check Fine-tune a support bot on 2,000 tickets`"
    )
    yield actions(button(CHECK, "Check a decision", "new", style="primary"))


def _known(home: UserHome) -> Iterator[Block]:
    yield DIVIDER
    yield header("What I know")
    if not home.documents:
        yield line("Nothing yet. As soon as an admin adds a document, you find it here.")
        return
    count = counted(len(home.documents), "document")
    yield context(f"{count} · index as of {minute(home.as_of)}" if home.as_of else count)
    groups = _by_folder(home.documents)
    for name, held in groups[:MOST_GROUPS]:
        yield line(_group(name, held, home.today))
    if len(groups) > MOST_GROUPS:
        rest = sum(len(held) for _, held in groups[MOST_GROUPS:])
        yield context(f"and {rest:,} more in {len(groups) - MOST_GROUPS:,} other folders")


def _by_folder(documents: Sequence[Listed]) -> list[tuple[str, list[Listed]]]:
    """The documents under the names of their folders in words, "Case studies"; of those in none, "Documents"."""
    groups: dict[str, list[Listed]] = {}
    for listed in documents:
        folder, inside, _ = listed.source.partition("/")
        name = (folder if inside else "documents").replace("-", " ").replace("_", " ").capitalize()
        groups.setdefault(name, []).append(listed)
    return sorted(groups.items(), key=lambda group: group[0])


def _group(name: str, held: Sequence[Listed], today: date) -> str:
    """One folder's documents; an age that all of them have is said once, beside its name."""
    dates = {listed.as_of for listed in held}
    common = age(dates.pop()) if len(dates) == 1 and len(held) > 1 else ""
    heading = " · ".join(filter(None, (f"*{fitted(name, TITLE, one_line)}*", common)))
    lines = (_document(listed, today, common) for listed in held)
    return "\n".join((heading, *folded(lines, len(held), MOST_IN_GROUP)))


def _document(listed: Listed, today: date, said: str) -> str:
    """A document's line; `said` is the age that needs not be said again."""
    url = listed.url if len(listed.url or "") <= LONGEST_URL else None
    parts = [f"• {link(url, shortened(listed.title, TITLE))}"]
    if age(listed.as_of) != said:
        parts.append(age(listed.as_of))
    if listed.expired(today):
        parts.append("*expired*")
    return " · ".join(parts)


def _questions(asked: Sequence[RecentQuestion]) -> Iterator[Block]:
    if not asked:
        return
    yield DIVIDER
    yield header("Your last questions")
    yield line("\n".join(_question(one) for one in asked[:MOST_RECENT]))


def _question(asked: RecentQuestion) -> str:
    words = fitted(asked.text, ASKED, one_line).replace("|", "¦") or "(no words)"
    # Slack's own address of a message, which `link` would show with its host behind every line.
    shown = f"<{asked.url}|{words}>" if asked.url else words
    return f"• {shown} · {'answered' if asked.answered else 'the folder did not say'}, {_date(asked.at)}"


def _date(seconds: float) -> str:
    return day(datetime.fromtimestamp(seconds, UTC))


def _checks(checks: Sequence[RecentCheck]) -> Iterator[Block]:
    if not checks:
        return
    yield DIVIDER
    yield header("Your last checks")
    for check in checks[:MOST_RECENT]:
        about = fitted(check.text, ASKED, one_line) or "A check by its form"
        verdict = f"*{one_line(check.verdict)}*\n" if check.verdict else ""
        yield line(f"{verdict}{about} · {_date(check.at)}", button(DETAILS, "Details", check.card))
