"""Pure rendering: a question that was handed on, for those who can resolve it, and what its asker hears."""

from collections.abc import Iterator

from bot.journal import Kept
from bot.model import Answer, Declined
from bot.slack.answers.blocks import render
from bot.slack.answers.buttons import NO_BUTTONS
from bot.slack.blocks import Block, Rendered, context, section
from bot.slack.controls import button
from bot.slack.escalation.escalations import Escalation
from bot.slack.modals import asking, entry, window
from bot.slack.mrkdwn import channel, fitted, https_host, link, one_line, person, with_addresses

RESOLVED = "escalation_resolved"
"""The action_id of the button; its value is the escalation's id."""
FORM = "escalation_note"
"""The callback_id of the form that asks for a note; its private_metadata is the escalation's id."""
NOTE = "note"
LONGEST_NOTE = 800
QUESTION = 500

_RESTRICTED = (
    "My draft answer quotes documents that not everybody here may read, so it is not shown. Whoever asked has seen it."
)


def shown_to_helpers(
    escalation: Escalation, kept: Kept, draft: Answer | Declined | None, link_to: str = ""
) -> Rendered:
    """The question with the draft answer, None where it may not be read, and the button while nobody resolved it.

    `link_to` is the address of the conversation, "" for none.
    """
    asked = kept.asked
    handed_on = "" if escalation.user == asked.user else f" {person(escalation.user)} passed it on."
    question = f"> {fitted(asked.text, QUESTION, one_line)}"
    head = f"*A question for you.* {person(asked.user)} asked in {channel(asked.channel)}.{handed_on}\n{question}"
    where = [context(link(link_to, "Open the conversation"))] if https_host(link_to) else []
    return Rendered(
        f"A question was passed on to you: {fitted(asked.text, QUESTION, one_line)}",
        (section(head), *where, *_draft(draft), {"type": "divider"}, *_state(escalation)),
    )


def closed(escalation: Escalation) -> Rendered:
    """A post whose question is no longer in the journal."""
    (state,) = _state(escalation)
    return Rendered("This question was resolved.", (section("This question was deleted."), state))


def form(escalation: Escalation) -> Block:
    """The form that asks for a note to whoever asked."""
    element: Block = {"type": "plain_text_input", "action_id": NOTE, "multiline": True, "max_length": LONGEST_NOTE}
    hint = "They are told that you resolved it, with this note if you write one."
    note = entry(NOTE, "A note for whoever asked", element, hint=hint, optional=True)
    return asking(FORM, escalation.id, "Tell the asker", window("Resolved", [note], close="Cancel"))


def news(escalation: Escalation, kept: Kept) -> Rendered:
    """What the asker hears."""
    said = f"{person(kept.asked.user)}, {person(escalation.resolved_by)} resolved your question."
    question = f"> {fitted(kept.asked.text, QUESTION, one_line)}"
    noted = _note(escalation)
    return Rendered(said, (section(f"{said}\n{question}"), *([section(f"*Note:* {noted}")] if noted else [])))


def _draft(draft: Answer | Declined | None) -> Iterator[Block]:
    if draft is None:
        yield context(_RESTRICTED)
        return
    yield context("My answer so far:")
    yield from render(draft, NO_BUTTONS).blocks


def _state(escalation: Escalation) -> Iterator[Block]:
    if not escalation.resolved_by:
        resolved = button(RESOLVED, "Resolved", escalation.id, style="primary")
        yield {"type": "actions", "block_id": "escalation_buttons", "elements": [resolved]}
        return
    noted = _note(escalation)
    yield context(f"Resolved by {person(escalation.resolved_by)}{f': {noted}' if noted else '.'}")


def _note(escalation: Escalation) -> str:
    """What the one who resolved it wrote: a colleague's words, so that an address in them is a link."""
    return fitted(escalation.note, LONGEST_NOTE, with_addresses)
