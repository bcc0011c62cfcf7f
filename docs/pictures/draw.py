"""Draws docs/images/answer.png, verdict.png and details.png: what Advisor really sends to Slack about knowledge/.

Run `python docs/pictures/draw.py`; it needs chromium.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.model import Question
from bot.slack.blocks import Rendered, render
from bot.slack.verdict_blocks import card
from bot.slack.verdict_details import details
from bot.wiring import Program, open_program
from docs.pictures.blocks_html import modal, page, question, reply
from docs.pictures.screenshot import NoBrowser, screenshot
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
    answer = render(program.advisor.ask(Question(ASKED)))
    yield "answer.png", _exchange(ASKED, answer)
    checked = program.checker.check_text(PROPOSED)
    yield "verdict.png", _exchange(f"check {PROPOSED}", card(checked, "picture"))
    yield "details.png", page(modal(details(checked)))


def _exchange(asked: str, sent: Rendered) -> str:
    return page(question("Maya", f"<@Advisor|@Advisor> {asked}", "9:41 AM"), reply(sent.blocks, "9:41 AM"))


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
