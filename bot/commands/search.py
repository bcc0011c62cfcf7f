"""`advisor search`."""

import time

import click

from bot.commands.lines import inputs
from bot.commands.options import as_json, audience, folders
from bot.commands.output import print_json, progress
from bot.contracts import search_json
from bot.wiring import open_program
from indexer.model import PUBLIC
from indexer.settings import IndexSettings


@click.command()
@click.argument("query")
@click.option("-k", "count", type=click.IntRange(1, 1000), default=8, show_default=True, help="How many passages.")
@as_json
@audience
@folders
def search(settings: IndexSettings, query: str, count: int, as_json: bool, groups: tuple[str, ...]) -> int:
    """Show the passages that QUERY finds, best first, with their scores from 0 to 1.

    \b
    advisor search "labelled examples" -k 3
    advisor search --json - < queries.txt       one query a line in, one object a line out
    """
    program = open_program(settings)
    with progress("Indexing") as bar:
        program.sync_if_missing(bar)
    for text in inputs(query):
        started = time.perf_counter()
        passages = list(program.retriever.retrieve(text, k=count, asker=PUBLIC | frozenset(groups)))
        milliseconds = round((time.perf_counter() - started) * 1000, 1)
        if as_json:
            print_json(search_json(text, passages, milliseconds))
            continue
        if not passages:
            click.echo("The folder holds nothing near it.", err=True)
        for passage in passages:
            place = " › ".join((passage.title, *passage.heading[-1:]))
            click.secho(f"{passage.score:.2f}  {place}  ({passage.source} {passage.start}–{passage.end})", bold=True)
            click.echo(f"{passage.text}\n")
    return 0
