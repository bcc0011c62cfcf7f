"""*Show in context*: a source of a reply in its document, for whoever sees the reply and may read the document now."""

from slack_bolt import App
from slack_sdk import WebClient

from bot.journal import Kept
from bot.model import Answer, Citation
from bot.slack.answers.answers import UNKNOWN, Answers
from bot.slack.answers.buttons import SOURCE, SOURCE_MENU, read_value
from bot.slack.answers.context_modal import changed, gone, in_context
from bot.slack.blocks import Block
from bot.slack.clicks import Click, click_of
from bot.slack.incoming import Body
from bot.slack.modals import open_modal
from bot.slack.promises import acknowledged, kept_promise
from bot.standing import standing

NO_MODAL = "The sources are quoted in the answer above."


def register(app: App, answers: Answers) -> None:
    """Opens the modal, from a button or from the menu of many."""

    def show(body: Body, client: WebClient) -> None:
        click = click_of(body)
        kept_promise(client, click, lambda: _shown(answers, client, click))

    app.action(SOURCE)(ack=acknowledged, lazy=[show])
    app.action(SOURCE_MENU)(ack=acknowledged, lazy=[show])


def view_for(answers: Answers, kept: Kept, citation: Citation, user: str) -> Block:
    """The modal for this person: what they may not read now is not shown, whatever the reply quoted."""
    document = answers.library.document(citation.source, asker=answers.audience(user))
    if document is None:
        return gone(citation, kept.reply.index_as_of)
    found = standing(citation, document)
    if found is None:
        return changed(citation, kept.reply.index_as_of)
    return in_context(citation, found, answers.today())


def _shown(answers: Answers, client: WebClient, click: Click) -> str:
    """What to tell the one who clicked; "" once the modal is open."""
    reply_id, number = read_value(click.value)
    kept = answers.seen(click, reply_id)
    citation = _cited(kept, number) if kept else None
    if kept is None or citation is None:
        return UNKNOWN
    failed = open_modal(client, click.trigger, view_for(answers, kept, citation, click.user), NO_MODAL)
    return failed.said if failed else ""


def _cited(kept: Kept, number: str) -> Citation | None:
    """The source of this number, as the control named it."""
    citations = kept.reply.citations if isinstance(kept.reply, Answer) else ()
    return next((citation for citation in citations if str(citation.number) == number), None)
