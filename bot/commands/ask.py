"""`advisor ask`."""

import click

from bot.commands.lines import inputs
from bot.commands.options import as_json, audience, folders
from bot.commands.output import print_json, print_reply, progress
from bot.contracts import reply_json
from bot.model import Question
from bot.wiring import open_program
from indexer.model import PUBLIC
from indexer.settings import IndexSettings


@click.command()
@click.argument("question")
@as_json
@audience
@folders
def ask(settings: IndexSettings, question: str, as_json: bool, groups: tuple[str, ...]) -> int:
    """Answer QUESTION from the knowledge folder, with quoted sources and a recommendation.

    \b
    advisor ask "How soon could a RAG pipeline be ready for production?"
    advisor ask --json "Fine-tune or RAG?" | jq .recommendation
    advisor ask --json - < questions.txt        one question a line in, one object a line out

    The index is made first when it is missing. When the folder does not hold the answer, Advisor says so.
    """
    program = open_program(settings)
    with progress("Indexing") as bar:
        program.sync_if_missing(bar)
    for text in inputs(question):
        reply = program.advisor.ask(Question(text, asker=PUBLIC | frozenset(groups)))
        if as_json:
            print_json(reply_json(reply))
        else:
            print_reply(reply)
    return 0
