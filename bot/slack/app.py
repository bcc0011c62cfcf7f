"""The Slack face: puts the listeners and the workers together, and answers until it is told to stop."""

import logging
from collections.abc import Callable
from threading import Event

from slack_bolt import App

from bot.message import Message
from bot.records import Records
from bot.settings import SlackSettings
from bot.slack.answers import feedback, in_context, sharing
from bot.slack.channels import settings as channel_settings
from bot.slack.checks import card_buttons
from bot.slack.checks import form as check_form
from bot.slack.connecting import check_tokens, open_socket, revealed
from bot.slack.escalation import escalating, resolving
from bot.slack.home import surface as home
from bot.slack.line import Line, open_line
from bot.slack.listeners import commands, errors, mentions, messages, prompts, shortcuts, teams
from bot.slack.parts import Advice, Parts, open_parts
from bot.slack.replies.opening import open_replies
from bot.slack.replies.queue_news import QueueNews
from bot.slack.replies.workers import Workers
from bot.slack.streaming import sessions
from bot.slack.trouble import quiet
from bot.slack.uploads import deciding, ways

log = logging.getLogger(__name__)

WORKERS = 8  # questions answered at a time


def run_socket_mode(
    settings: SlackSettings,
    records: Records,
    advice: Advice,
    stop: Event,
    *,
    workers: int = WORKERS,
) -> None:
    """Answers Slack by a socket alone until `stop` is set, as `run_slack` does."""

    def let_in(app: App) -> None:
        with open_socket(app, settings):
            stop.wait()

    check_tokens(settings)
    run_slack(open_line(settings), records, advice, let_in, workers=workers)


def run_slack(
    line: Line,
    records: Records,
    advice: Advice,
    let_in: Callable[[App], None],
    *,
    workers: int = WORKERS,
) -> None:
    """Answers Slack until `let_in` returns; what was accepted and not answered by then stays in the inbox.

    `let_in` connects the app with Slack: by a socket, or by HTTP (`bot.slack.serving`).
    Raises AdvisorError when a setting is missing or Slack refuses a token.
    """
    check_tokens(line.settings)
    parts = open_parts(line, records, advice)
    pool = Workers(records, open_replies(parts).answer, size=workers)
    app = build_app(parts, pool.wake, signing_secret=revealed(line.settings.signing_secret))
    pool.start()
    parts.errands.start()
    if parts.offering is not None:
        parts.offering.resume()
    news = QueueNews(parts.client, records)
    news.start()
    try:
        let_in(app)
    finally:
        news.stop()
        parts.errands.stop()
        pool.stop()


def build_app(parts: Parts, wake: Callable[[], None], *, signing_secret: str = "") -> App:
    """The Bolt app: its listeners write each message down before Slack is told that it arrived, and no more.

    Without a signing secret it takes nothing by HTTP.
    """

    def accept(message: Message) -> None:
        if parts.allowance.takes(message) and parts.records.accept(message):
            log.info("accepted %s %s", message.kind, message.event_id)
            wake()

    # process_before_response: Bolt otherwise acknowledges an event first, and a kill then loses it. Verification:
    # without it Bolt asks Slack who it is at the first event, and acknowledges that event even if it gets no answer.
    app = App(
        client=parts.client,
        signing_secret=signing_secret,
        logger=quiet,
        process_before_response=True,
        token_verification_enabled=True,
    )
    teams.register(app, parts.workspace.team)  # first: what it stops reaches no other
    card_buttons.register(app, parts.checks)
    channel_settings.register(app, parts.channel_settings)
    check_form.register(app, accept, parts.checks.cards)
    commands.register(app, accept, parts)
    escalating.register(app, parts.answers)
    feedback.register(app, parts.answers)
    in_context.register(app, parts.answers)
    if parts.home is not None and parts.offering is not None:
        home.register(app, parts.home)
        ways.register(app, parts.offering, accept)  # before messages: a file is not a question without words
        deciding.register(app, parts.offering, accept)
    mentions.register(app, accept)
    messages.register(app, accept, parts.records.takes_part, parts.workspace.auto_answers.wants)
    prompts.register(app, parts.advice.offered)
    resolving.register(app, parts.answers)
    sessions.register(app, parts.stops)
    sharing.register(app, parts.answers)
    shortcuts.register(app, accept)
    errors.register(app)
    return app
