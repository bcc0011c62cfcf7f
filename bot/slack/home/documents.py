"""Pure rendering: the documents in the admins' half of the Home tab, found by their words, removed one by one."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from bot.slack.blocks import Block, age, context, day
from bot.slack.controls import actions, button, confirm, overflow, plain_text
from bot.slack.home.looking import LONGEST, PER_PAGE, Looking, pages
from bot.slack.home.pieces import line
from bot.slack.modals import entry
from bot.slack.mrkdwn import fitted, one_line
from bot.wording import counted
from indexer.model import EVERYONE, Listed
from indexer.removed import KEPT_DAYS

REMOVE = "home_remove"
EARLIER, LATER, FIND, ALL = "home_earlier", "home_later", "home_find", "home_all"
"""The action_ids; a menu's value is the id of its document, a button's the number of a page."""

TITLE, SOURCE = 100, 120


def document_id(source: str) -> str:
    """The id by which a menu names a file of the folder."""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def document_blocks(documents: Sequence[Listed], looking: Looking, today: date) -> Iterator[Block]:
    """The page that is looked at; how to find others where there are more than one page shows."""
    found = looking.among(documents)
    if len(documents) > PER_PAGE:
        yield _search(looking)
    if looking.words:
        yield context(_outcome(len(found), len(documents), looking))
        yield actions(button(ALL, "Show all documents", "0"))
    last = pages(len(found)) - 1
    page = min(looking.page, last)
    for listed in found[page * PER_PAGE : (page + 1) * PER_PAGE]:
        yield line(_document(listed, today), remove_menu(listed.source))
    if last:
        yield from _turns(page, last)


def remove_menu(source: str) -> Block:
    """The menu beside a file, which asks first."""
    ask = confirm(
        "Remove this document?",
        f"Nobody gets answers from {source[-150:]} any more. You can restore it for {KEPT_DAYS} days.",
        "Remove",
    )
    return overflow(REMOVE, "Remove", document_id(source), ask)


def code(source: str) -> str:
    """A source, fit to stand between backticks."""
    return fitted(source, SOURCE, one_line).replace("`", "’")


def _search(looking: Looking) -> Block:
    field: Block = {"type": "plain_text_input", "action_id": FIND, "max_length": LONGEST}
    field["placeholder"] = plain_text("Words of its title or its path, then Enter")
    field["dispatch_action_config"] = {"trigger_actions_on": ["on_enter_pressed"]}
    filled = {"initial_value": looking.words} if looking.words else {}
    # Slack keeps what was typed while the block keeps its id: another one for each search shows what was searched for.
    return entry(f"{FIND}_{document_id(looking.words)}", "Find a document", field | filled) | {"dispatch_action": True}


def _outcome(found: int, documents: int, looking: Looking) -> str:
    words = fitted(looking.words, TITLE, one_line)
    if not found:
        return f"None of {counted(documents, 'document')} has “{words}” in its title or its path."
    return f"{found:,} of {counted(documents, 'document')} with “{words}”"


def _turns(page: int, last: int) -> Iterator[Block]:
    turns = [button(EARLIER, "Earlier", str(page - 1))] if page else []
    turns += [button(LATER, "More documents", str(page + 1))] if page < last else []
    yield context(f"Page {page + 1:,} of {last + 1:,}")
    yield actions(*turns)


def _document(listed: Listed, today: date) -> str:
    parts = [f"`{code(listed.source)}`", age(listed.as_of)]
    if listed.changed_at:
        parts.append(f"saved {day(listed.changed_at)}")
    if listed.audience != {EVERYONE}:
        parts.append(f"only for {fitted(', '.join(sorted(listed.audience)), TITLE, one_line)}")
    if listed.expired(today) and listed.expires:
        parts.append(f"*expired {day(listed.expires)}*")
    return f"*{fitted(listed.title, TITLE, one_line).replace('*', '∗')}*\n{' · '.join(parts)}"
