"""Pure rendering: how an offered file is shown, in a modal or in a direct message."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.keeping.hidden import Sighting
from bot.keeping.keeper import Saved, Standing
from bot.keeping.preview import Preview
from bot.slack.blocks import Block, Rendered, age, context, day, section
from bot.slack.controls import actions, button, confirm, option, plain_text
from bot.slack.modals import asking, window
from bot.slack.mrkdwn import fitted, inert, one_line
from bot.wording import counted
from indexer.model import EVERYONE, Audience

ADD, DISCARD, ASK = "offer_add", "offer_discard", "offer_ask"
"""The action_ids of the buttons; each has the offer's id as its value."""
MODAL = "offer"
"""The callback_id of the modal, whose private_metadata is the offer's id."""
SURE_BLOCK, SURE = "sure", "offer_sure"
"""The box to tick before a file that seems to hold a secret is added."""

TITLE, NAME, REASON, FIRST_LINES, SECTIONS, MOST_SECTIONS = 150, 100, 500, 900, 400, 8


class Asks(StrEnum):
    """What a page asks of the admin."""

    NOTHING = ""
    DECIDE = "decide"
    DECIDE_WITH_CARE = "decide with care"  # it seems to hold a secret
    TRY_IT = "try it"  # a question about what was added


@dataclass(frozen=True, slots=True)
class Page:
    """One state of an offer: `text` is the same in one line, for notifications."""

    text: str
    blocks: tuple[Block, ...]
    asks: Asks = Asks.NOTHING


def sentence(mrkdwn: str, asks: Asks = Asks.NOTHING) -> Page:
    """A page of a finished sentence or two."""
    return Page(mrkdwn, (section(mrkdwn),), asks)


def fetching(name: str) -> Page:
    """While the file is fetched and read."""
    return sentence(f"Looking at {_named(name)}…")


def adding(name: str) -> Page:
    """While the file is saved and indexed."""
    return sentence(f"Adding {_named(name)}…")


def discarded(name: str) -> Page:
    """After *Discard*."""
    return sentence(f"Discarded. Nothing of {_named(name)} was kept.")


def refused(name: str, reason: str) -> Page:
    """A file that cannot become a document; the reason continues its name: "is not UTF-8; …"."""
    return sentence(f"{_named(name)} cannot be added: it {fitted(reason, REASON, one_line)}.")


def of_other_kind(name: str) -> Page:
    """A file of a kind that cannot be read."""
    return sentence(
        f"I cannot read {_named(name) or 'this file'}. I read `.md` and `.txt` files, which admins can add to what I "
        "know: save it as one of these, and send me that. To ask me something, write it in words."
    )


def decision(preview: Preview) -> Page:
    """What the file would become, what to look at twice, and how it begins."""
    blocks = [
        section(f"*{fitted(preview.title, TITLE, one_line).replace('*', '∗')}*\n{' · '.join(_facts(preview))}"),
        context(_outline(preview)),
        *_cautions(preview),
        section(f"It begins:\n{_quoted(preview.first_lines)}"),
        context("Nothing is saved until you press *Add*."),
    ]
    care = Asks.DECIDE_WITH_CARE if preview.secrets else Asks.DECIDE
    return Page(f"Add {_named(preview.name)} to Advisor’s knowledge?", tuple(blocks), care)


def saved(name: str, outcome: Saved, chunks: int) -> Page:
    """What came of *Add*."""
    place = f"`{_named(outcome.source)}`"
    match outcome.standing:
        case Standing.REFUSED:
            why = fitted(outcome.reason, REASON, one_line)
            return sentence(f"{_named(name)} is saved as {place}, but the index refuses it: it {why}.")
        case Standing.LATER:
            return sentence(f"{_named(name)} is saved as {place}. I answer from it as soon as the index has it.")
    title = fitted(outcome.listed.title if outcome.listed else name, TITLE, one_line)
    readers = _readers(outcome.listed.audience if outcome.listed else frozenset())
    said = f"Added: *{title.replace('*', '∗')}*\n{place} · {counted(chunks, 'passage')} · {readers}"
    return Page(f"Added: {title}", (section(said),), Asks.TRY_IT)


def message(page: Page, offer_id: str) -> Rendered:
    """The page as a message, with its buttons."""
    return Rendered(page.text, (*page.blocks, *_buttons(page.asks, offer_id)))


def modal(page: Page, offer_id: str) -> Block:
    """The page as a modal, whose own buttons are *Add* and *Discard* while there is something to decide."""
    deciding = page.asks in (Asks.DECIDE, Asks.DECIDE_WITH_CARE)
    extra = [_sure()] if page.asks is Asks.DECIDE_WITH_CARE else _buttons(page.asks, offer_id) if not deciding else []
    shown = window("Add to knowledge", [*page.blocks, *extra], close="Discard" if deciding else "Close")
    # Told when it is closed: that is *Discard*.
    view = shown | {"callback_id": MODAL, "private_metadata": offer_id, "notify_on_close": True}
    return asking(MODAL, offer_id, "Add", view) if deciding else view


def _facts(preview: Preview) -> Iterator[str]:
    yield f"`{_named(preview.source)}`"
    yield _readers(preview.audience)
    yield age(preview.as_of)
    if preview.expires:
        yield f"expires {day(preview.expires)}"


def _readers(audience: Audience) -> str:
    if EVERYONE in audience or not audience:
        return "everyone may read it"
    return f"only for {fitted(', '.join(sorted(audience)), NAME, one_line)}"


def _outline(preview: Preview) -> str:
    if not preview.sections:
        return f"No headings · {counted(preview.chunks, 'passage')}"
    names = ", ".join(preview.sections[:MOST_SECTIONS])
    more = len(preview.sections) - MOST_SECTIONS
    shown = fitted(names, SECTIONS, one_line) + (f" and {more} more" if more > 0 else "")
    counts = f"{counted(len(preview.sections), 'section')} · {counted(preview.chunks, 'passage')}"
    return f"{counts}: {shown}"


def _cautions(preview: Preview) -> Iterator[Block]:
    if preview.secrets:
        yield section(
            f"*It seems to hold a secret*\n{_listed(preview.secrets)}\n"
            "Whoever asks could be shown it. Add the file only if you are sure that it is no secret."
        )
    if preview.hidden:
        yield section(f"*Look twice: a reader would not see this*\n{_listed(preview.hidden)}")
    if preview.refused:
        yield section(f"*Its rules take no part in checks*\n{fitted(preview.refused, REASON, one_line)}")


def _listed(sightings: Sequence[Sighting]) -> str:
    return "\n".join(f"• {_sighting(one)}" for one in sightings)


def _sighting(one: Sighting) -> str:
    return f"line {one.line}: {one.what}" + (f", {one.times} times in all" if one.times > 1 else "")


def _quoted(text: str) -> str:
    lines = fitted(text, FIRST_LINES, inert).splitlines()
    return "\n".join(f"> {line}" for line in lines) or "> "


def _buttons(asks: Asks, offer_id: str) -> list[Block]:
    discard = button(DISCARD, "Discard", offer_id)
    match asks:
        case Asks.DECIDE:
            return [actions(button(ADD, "Add", offer_id, style="primary"), discard)]
        case Asks.DECIDE_WITH_CARE:
            ask = confirm("Is it no secret?", "Whoever asks could be shown what the file holds.", "Add it anyway")
            return [actions(button(ADD, "Add anyway", offer_id, style="danger", asks=ask), discard)]
        case Asks.TRY_IT:
            return [actions(button(ASK, "Ask about it", offer_id))]
    return []


def _sure() -> Block:
    looked = option("I have looked: these are no secrets. Add it.", "sure")
    return {
        "type": "input",
        "block_id": SURE_BLOCK,
        "label": plain_text("Are you sure?"),
        "element": {"type": "checkboxes", "action_id": SURE, "options": [looked]},
    }


def _named(name: str) -> str:
    return fitted(name, NAME, one_line).replace("`", "’").replace("*", "∗")
