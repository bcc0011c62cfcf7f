"""Pure rendering: what people can do with a reply. Each control carries the reply's id, some with one word behind it.

The id is looked up in the journal when somebody clicks, and only for people who see the reply.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Citation
from bot.slack.controls import Control, button, menu, option, plain_text
from bot.slack.mrkdwn import fitted, one_line

SOURCE, SOURCE_MENU = "answer_source", "answer_sources"
RATE, ESCALATE, SHARE = "answer_rate", "answer_escalate", "answer_share"
"""The action_ids."""

HELPED, DID_NOT_HELP = "helped", "did_not_help"

MOST_BUTTONS = 3
"""Sources with a button each; more of them share one menu, as a column of buttons would outweigh the text."""
_MOST_TOGETHER = 4  # quotes under one title: so that a long list is cut between titles
_MOST_OPTIONS, _OPTION = 20, 75  # Slack takes 100, but counts their words among those of the message


@dataclass(frozen=True, slots=True)
class Buttons:
    """What may be done with the reply of this id; with id "" nothing, as in a picture or another app."""

    id: str = ""
    escalatable: bool = False
    shareable: bool = False


NO_BUTTONS = Buttons()


def value(reply_id: str, word: str) -> str:
    """What a control carries when the id alone does not say what was pressed."""
    return f"{reply_id}/{word}"


def read_value(sent: str) -> tuple[str, str]:
    """The id and the word of such a value; to be looked up and not believed."""
    reply_id, _, word = sent.partition("/")
    return reply_id, word


def by_place(citations: Sequence[Citation]) -> list[tuple[Citation, ...]]:
    """The citations in order, neighbours from one section of one document together: its title is then said once."""
    places: list[tuple[Citation, ...]] = []
    for citation in citations:
        last = places[-1] if places else ()
        if last and len(last) < _MOST_TOGETHER and _place(last[0]) == _place(citation):
            places[-1] = (*last, citation)
        else:
            places.append((citation,))
    return places


def called(citation: Citation) -> str:
    """The document and, where it is called something else, the section."""
    return " › ".join(dict.fromkeys((citation.title, *citation.heading[-1:])))


def source_button(buttons: Buttons, citations: Sequence[Citation], citation: Citation) -> Control | None:
    """What opens this one of the sources in its context; None when they share a menu."""
    if not buttons.id or _share_a_menu(citations):
        return None
    return button(SOURCE, "Show in context", value(buttons.id, str(citation.number)))


def controls(buttons: Buttons, citations: Sequence[Citation] = ()) -> Iterator[Control]:
    """The row of controls under a reply, if there are any."""
    elements = []
    if buttons.id and _share_a_menu(citations):
        options = [_option(buttons, citation) for citation in citations[:_MOST_OPTIONS]]
        elements.append(menu(SOURCE_MENU, "Show in context", options))
    if buttons.id and buttons.escalatable:
        elements.append(button(ESCALATE, "Escalate to a person", buttons.id))
    if buttons.id and buttons.shareable:
        elements.append(button(SHARE, "Share in channel", buttons.id))
    if elements:
        yield {"type": "actions", "block_id": "answer_buttons", "elements": elements}


def feedback(buttons: Buttons) -> Iterator[Control]:
    """The two small buttons by which anyone who sees the reply says whether it helped."""
    if not buttons.id:
        return
    rating = {
        "type": "feedback_buttons",
        "action_id": RATE,
        "positive_button": _side("Helped", "This reply helped", value(buttons.id, HELPED)),
        "negative_button": _side("Did not help", "This reply did not help", value(buttons.id, DID_NOT_HELP)),
    }
    yield {"type": "context_actions", "block_id": "answer_feedback", "elements": [rating]}


def _share_a_menu(citations: Sequence[Citation]) -> bool:
    return len(citations) > MOST_BUTTONS or len(by_place(citations)) < len(citations)


def _place(citation: Citation) -> tuple[str, tuple[str, ...]]:
    return citation.source, citation.heading[-1:]


def _side(label: str, read_aloud: str, carries: str) -> Control:
    return {"text": plain_text(label), "accessibility_label": read_aloud, "value": carries}


def _option(buttons: Buttons, citation: Citation) -> Control:
    return option(
        fitted(f"[{citation.number}] {called(citation)}", _OPTION, one_line), value(buttons.id, str(citation.number))
    )
