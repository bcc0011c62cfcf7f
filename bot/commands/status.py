"""`advisor status`."""

from dataclasses import asdict, replace

import click

from bot.checks.sync_news import refused_json, refused_lines
from bot.commands.options import as_json, folders
from bot.commands.output import print_json
from bot.contracts import state_json
from bot.unindexed import unindexed
from bot.wiring import open_program
from bot.wording import counted
from indexer.settings import IndexSettings


@click.command()
@as_json
@folders
def status(settings: IndexSettings, as_json: bool) -> int:
    """Tell what the index holds, its age, which files were refused, and what Claude has cost."""
    program = open_program(settings)
    state, not_voting, expenses = program.library.state(), program.refused_for_checks(), program.expenses()
    state = replace(state, refused=unindexed(settings, state))
    if as_json:
        held = state_json(state, str(settings.knowledge), str(settings.data))
        print_json({**held, **refused_json(not_voting), "spending": asdict(expenses) if expenses else None})
        return 0
    if state.as_of is None:
        click.echo(f"There is no index of {settings.knowledge} yet; make it with: advisor index")
        return 0
    known = f"{counted(state.documents, 'document')} in {counted(state.chunks, 'passage')}"
    click.echo(f"{known}, as of {state.as_of:%Y-%m-%d %H:%M} UTC")
    for refusal in state.refused:
        click.echo(f"refused: {refusal.source} {refusal.reason}")
    for line in refused_lines(not_voting):
        click.echo(line)
    if expenses:
        click.echo(expenses.in_words())
    return 0
