"""Draws answer, verdict, details, home, home-admin and upload.png in docs/images/: what Advisor sends to Slack.

Run `python docs/pictures/draw.py`; it needs chromium.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.model import Question
from bot.slack.answers.blocks import render
from bot.slack.answers.buttons import Buttons
from bot.slack.blocks import Rendered
from bot.slack.checks.verdict_blocks import card
from bot.slack.checks.verdict_details import details
from bot.slack.checks.verdict_lines import headline
from bot.slack.streaming.tasks import ANSWER, CHECK, Chunk
from bot.watching import Nobody
from bot.wiring import Program, open_program
from docs.pictures import upload
from docs.pictures.blocks_html import home, modal, page, question, reply
from docs.pictures.home import admin_view, user_view
from docs.pictures.screenshot import NoBrowser, screenshot
from indexer.model import Passage
from indexer.settings import IndexSettings, read_settings

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGES = ROOT / "docs" / "images"
ASKED = "We have 300 labelled examples and our docs change weekly. Fine-tune or RAG?"
PROPOSED = (
    "A support bot that answers from our docs, in our tone of voice. "
    "The docs change monthly, we have 2,000 labelled examples and 200k queries a month."
)


def pages(program: Program) -> Iterator[tuple[str, str]]:
    """The name of each picture and its page."""
    program.sync()
    onlooker = Onlooker()
    answer = render(program.advisor.ask(Question(ASKED), onlooker), Buttons("picture", escalatable=True))
    yield "answer.png", _exchange(ASKED, answer, onlooker.headline())
    checked = program.checker.check_text(PROPOSED)
    yield (
        "verdict.png",
        _exchange(f"check {PROPOSED}", card(checked, "picture"), _headline(CHECK.ending("picture", None, True))),
    )
    yield "details.png", page(modal(details(checked)))
    yield "home.png", page(home(user_view(program.keeper, headline(checked.verdict))))
    yield "home-admin.png", page(home(admin_view(program.keeper)))
    sent = question("Maya", f"`{upload.NAME}`", "9:41 AM")
    yield "upload.png", page(sent, reply(upload.preview(program.keeper).blocks, "9:41 AM"))


class Onlooker(Nobody):
    """Keeps what was found, for the line over the task cards."""

    def __init__(self) -> None:
        self.found: tuple[Passage, ...] = ()

    def reading(self, passages: Sequence[Passage]) -> None:
        """Keeps them."""
        self.found = tuple(passages)

    def headline(self) -> str:
        """What stands over its cards."""
        return _headline(ANSWER.ending("picture", self.found, True))


def _headline(cards: Sequence[Chunk]) -> str:
    """The line over the cards of a stream's end, as words."""
    return str(cards[0]["title"])


def _exchange(asked: str, sent: Rendered, plan: str = "") -> str:
    return page(question("Maya", f"<@Advisor|@Advisor> {asked}", "9:41 AM"), reply(sent.blocks, "9:41 AM", plan))


def main() -> int:
    """0 when every picture is drawn."""
    with tempfile.TemporaryDirectory() as data:
        program = open_program(read_settings(IndexSettings, knowledge=ROOT / "knowledge", data=Path(data)))
        for name, html in pages(program):
            try:
                (IMAGES / name).write_bytes(screenshot(html))
            except NoBrowser as error:
                sys.stderr.write(f"{error}\n")
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
