"""`advisor run`."""

import click

from bot.commands.options import folders
from indexer.settings import IndexSettings


@click.command()
@folders
def run(settings: IndexSettings) -> int:
    """Answer in Slack, and keep the index equal to the folder, until stopped."""
    return 0
