"""`advisor ask`."""

import sys

import click

from bot.advise import Advisor
from bot.commands.lines import inputs
from bot.commands.options import as_json, audience, folders
from bot.commands.output import print_json, print_reply, progress, reading_width
from bot.commands.typed import Typed
from bot.contracts import reply_json
from bot.model import Answer, Declined, Question, Turn
from bot.wiring import open_program
from indexer.model import PUBLIC, Audience
from indexer.settings import IndexSettings


@click.command()
@click.argument("question", required=False)
@as_json
@audience
@folders
def ask(settings: IndexSettings, question: str | None, as_json: bool, groups: tuple[str, ...]) -> int:
    """Answer QUESTION from the knowledge folder, with quoted sources and a recommendation.

    \b
    advisor ask "How soon could a RAG pipeline be ready for production?"
    advisor ask --json "Fine-tune or RAG?" | jq .recommendation
    advisor ask --json - < questions.txt        one question a line in, one object a line out
    advisor ask                                 asks you, and remembers the thread

    The index is made first when it is missing. When the folder does not hold the answer, Advisor says so.
    With ANTHROPIC_API_KEY set, Claude writes the answer, and each of its sentences is held against the folder.
    """
    program = open_program(settings)
    with progress("Indexing") as bar:
        program.sync_if_missing(bar)
    asker = PUBLIC | frozenset(groups)
    if question is None:
        _converse(program.advisor, asker)
        return 0
    for text in inputs(question):
        asked = Question(text, asker)
        if as_json:
            print_json(reply_json(program.advisor.ask(asked)))
        else:
            _shown(program.advisor, asked)
    return 0


def _shown(advisor: Advisor, question: Question) -> Answer | Declined:
    """The reply, printed: in a terminal sentence by sentence, as soon as each is verified."""
    typed = Typed(sys.stdout.isatty(), reading_width())
    reply = advisor.ask(question, typed)
    typed.end()
    print_reply(reply, written=typed.has_written)
    return reply


def _converse(advisor: Advisor, asker: Audience) -> None:
    """Questions at a prompt until an empty line or the end of input; each leans on the ones before it."""
    if not sys.stdin.isatty():
        raise click.UsageError('QUESTION is missing; write advisor ask "your question", or - for one a line on stdin.')
    thread: tuple[Turn, ...] = ()
    while text := click.prompt("\nYour question (Enter ends)", default="", show_default=False).strip():
        reply = _shown(advisor, Question(text, asker, thread))
        said = reply.markdown if isinstance(reply, Answer) else ""
        thread = (*thread, Turn(by_advisor=False, text=text), Turn(by_advisor=True, text=said))
