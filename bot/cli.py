"""The command line: one handler for every error, each command in `bot/commands/`."""

import secrets
import sys
import traceback
from pathlib import Path

import click

from bot import logs
from bot.commands.ask import ask
from bot.commands.check import check
from bot.commands.doctor import doctor
from bot.commands.eval import evaluate
from bot.commands.forget import forget
from bot.commands.index import index
from bot.commands.run import run
from bot.commands.search import search
from bot.commands.status import status
from bot.model import AdvisorError
from indexer.model import IndexerError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="advisor-bot", prog_name="advisor")
def advisor() -> None:
    """Ask whether a product needs prompting, RAG, fine-tuning or a mix, answered from a folder of knowledge.

    \b
    Try:
      advisor ask "We have 300 labelled examples and our docs change weekly. Fine-tune or RAG?"
      advisor check "Docs change weekly, answers must cite sources, 300 labelled examples"
      advisor search "retrieval latency" -k 3
      advisor index --watch
      advisor run
      advisor doctor

    Every answer quotes the passages it rests on. Settings come from options, the environment and .env
    (.env.sample lists them).
    """


for command in (ask, check, search, evaluate, index, status, run, doctor, forget):
    advisor.add_command(command)


def main() -> None:
    """Run a command and exit: 0 done, 1 failed with a message, 2 wrong usage."""
    logs.set_up()
    try:
        code = advisor.main(standalone_mode=False)
    except click.UsageError as error:
        error.show()
        code = 2
    except (AdvisorError, IndexerError) as error:
        click.echo(f"advisor: {error}", err=True)
        code = 1
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except BrokenPipeError:
        code = 1  # the reader of our output went away, as `| head` does
    except Exception:  # noqa: BLE001 - the one handler of this process: a bug becomes an apology and a file
        code = _apologise()
    sys.exit(code or 0)


def _apologise() -> int:
    reference = secrets.token_hex(4)
    report = Path(f"advisor-error-{reference}.log")
    try:
        report.write_text(logs.scrubbed(traceback.format_exc()), encoding="utf-8")
        where = f"the details are in {report}"
    except OSError:
        where = "the details could not be written to this folder"
    click.echo(f"advisor: something went wrong inside Advisor (reference {reference}); {where}.", err=True)
    return 1
