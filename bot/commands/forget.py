"""`advisor forget`."""

import click

from bot.commands.options import folders
from bot.model import AdvisorError
from bot.wiring import open_program
from indexer.settings import IndexSettings


@click.command()
@click.argument("user")
@click.option("--yes", is_flag=True, help="Do not ask.")
@folders
def forget(settings: IndexSettings, user: str, yes: bool) -> int:
    """Delete what USER (a Slack user id) asked, was answered, rated and had checked.

    \b
    advisor forget U0123ABC
    advisor forget U0123ABC --yes

    What stays: messages in Slack, which Slack's own tools delete; the audit of who changed the knowledge; backups,
    until they are rotated.
    """
    from bot.slack.forgetting import forget as forget_in

    if not (user.isalnum() and user.isascii() and user[:1] in "UW"):
        raise AdvisorError(f"{user} is no Slack user id; a profile in Slack shows it under ⋮ > Copy member ID: U…")
    if not yes and not _confirmed(user):
        raise AdvisorError("Nothing was deleted: it takes a yes, or --yes where nobody can be asked.")
    records = open_program(settings).records
    for team in records.teams():
        forget_in(records.engine, team, user)
    click.echo(f"Deleted what was recorded of {user}.")
    return 0


def _confirmed(user: str) -> bool:
    try:
        return click.confirm(f"Delete all of {user}? This cannot be undone.", err=True)
    except click.Abort:  # Ctrl-C, or no more input
        click.echo(err=True)
        return False
