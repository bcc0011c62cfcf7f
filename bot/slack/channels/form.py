"""Pure rendering: the form with the settings of one channel, and reading it back."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from bot.slack.blocks import Block
from bot.slack.channels.choices import AS_ALWAYS, Choices
from bot.slack.controls import option, plain_text
from bot.slack.modals import asking, entry, given, window

CALLBACK = "channel_settings"
"""The callback_id of the form."""

OPEN = "channel_settings_open"
"""The action_id of a button that opens the form."""

CHANGED = "changed the settings of "
"""What the audit says of a submitted form, before the id of the channel."""

CHANNEL, WITHIN, AUTO, LANGUAGE = "settings_channel", "within", "auto_answer", "language"
PEOPLE, CHANNELS = "escalate_people", "escalate_channels"
"""The inputs: each block has the id of its element."""

MOST_FOLDERS = 100  # options of a menu in Slack
MOST_TOLD = 5  # people, and channels, that one question is escalated to
OWN_LANGUAGE = "own"
ON = "on"
LANGUAGES = (
    *("English", "German", "French", "Spanish", "Italian", "Portuguese", "Dutch", "Polish", "Swedish", "Danish"),
    *("Norwegian", "Finnish", "Czech", "Greek", "Turkish", "Ukrainian", "Japanese", "Korean", "Chinese", "Hindi"),
)

NO_CHANNEL = "Choose a channel; its settings then appear here."
NOT_READ = "I could not read this. Choose again."

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{1,30}")
_USER_ID = re.compile(r"[UW][A-Z0-9]{1,30}")


def form(channel: str, choices: Choices, folders: Sequence[str]) -> Block:
    """The modal for a channel, "" while none is chosen; it carries the channel's id and nothing else."""
    inputs = _inputs(choices, _offered(choices, folders)) if channel else ()
    shown = window("Advisor in a channel", [*_which(channel), *inputs], close="Cancel")
    return asking(CALLBACK, channel, "Save", shown)


def is_channel(channel: str) -> bool:
    """Whether this is the id of a channel, public or private."""
    return _CHANNEL_ID.fullmatch(channel) is not None


def chosen(values: object, before: Choices, folders: Sequence[str]) -> Choices | dict[str, str]:
    """The choices in a submitted form's state, else what is wrong, by the block it belongs to."""
    known = {_key(folder): folder for folder in _offered(before, folders)}
    keys = _several(values, WITHIN, "selected_options")
    language = next(iter(_several(values, LANGUAGE, "selected_option")), OWN_LANGUAGE)
    people, channels = _several(values, PEOPLE, "selected_users"), _several(values, CHANNELS, "selected_conversations")
    wrong = {
        WITHIN: not known.keys() >= set(keys),
        LANGUAGE: language not in (OWN_LANGUAGE, before.language, *LANGUAGES),
        PEOPLE: len(people) > MOST_TOLD or not all(map(_USER_ID.fullmatch, people)),
        CHANNELS: len(channels) > MOST_TOLD or not all(map(is_channel, channels)),
    }
    if any(wrong.values()):
        return {block: NOT_READ for block, is_wrong in wrong.items() if is_wrong}
    return Choices(
        within=tuple(known[key] for key in keys),
        auto_answer=ON in _several(values, AUTO, "selected_options"),
        language="" if language == OWN_LANGUAGE else language,
        escalate_to=(*people, *channels),
    )


def _which(channel: str) -> Iterator[Block]:
    if channel:
        yield {"type": "section", "text": {"type": "mrkdwn", "text": f"These hold in <#{channel}>."}}
        return
    pick: Block = {"type": "conversations_select", "action_id": CHANNEL, "placeholder": plain_text("Choose a channel")}
    pick["filter"] = {"include": ["public", "private"], "exclude_bot_users": True}
    yield entry(CHANNEL, "Channel", pick, hint="Its settings appear here once it is chosen.") | {
        "dispatch_action": True
    }


def _inputs(choices: Choices, folders: Sequence[str]) -> Iterator[Block]:
    if folders:
        yield _wish(WITHIN, "Answer from", _folders(choices, folders), "Nothing chosen: from the whole folder.")
    yield _wish(
        AUTO,
        "Without being asked",
        _checkbox(choices),
        "Questions to the room only, at most one in ten minutes, and only when the folder has the answer. "
        "I must be a member of the channel.",
    )
    stay = "Quotes stay as they are in the documents."
    yield entry(LANGUAGE, "Language of my answers", _languages(choices), hint=stay)
    users = [target for target in choices.escalate_to if _USER_ID.fullmatch(target)]
    yield _wish(
        PEOPLE,
        "Escalate to people",
        _picker(PEOPLE, "users", users),
        "They get the questions that somebody escalates here. Nothing chosen, here and below: whoever my operator set.",
    )
    channels = [target for target in choices.escalate_to if is_channel(target)]
    yield _wish(
        CHANNELS, "Escalate to channels", _picker(CHANNELS, "conversations", channels), "Invite me there first."
    )


def _wish(name: str, label: str, element: Block, hint: str) -> Block:
    return entry(name, label, element, hint=hint, optional=True)


def _folders(choices: Choices, folders: Sequence[str]) -> Block:
    options = [option(_ending(folder), _key(folder)) for folder in folders]
    initial = [one for one, folder in zip(options, folders, strict=True) if folder in choices.within]
    menu: Block = {"type": "multi_static_select", "action_id": WITHIN, "options": options}
    menu["placeholder"] = plain_text("All of it")
    return menu | ({"initial_options": initial} if initial else {})


def _checkbox(choices: Choices) -> Block:
    on = option("Answer questions that nobody asked me", ON)
    box: Block = {"type": "checkboxes", "action_id": AUTO, "options": [on]}
    return box | ({"initial_options": [on]} if choices.auto_answer else {})


def _languages(choices: Choices) -> Block:
    known = dict.fromkeys((*LANGUAGES, *filter(None, (choices.language,))))
    options = [option("That of the question", OWN_LANGUAGE), *(option(name, name) for name in known)]
    initial = next((one for one in options if one["value"] == choices.language), options[0])
    return {"type": "static_select", "action_id": LANGUAGE, "options": options, "initial_option": initial}


def _picker(name: str, kind: str, initial: Sequence[str]) -> Block:
    picker: Block = {"type": f"multi_{kind}_select", "action_id": name, "max_selected_items": MOST_TOLD}
    picker["placeholder"] = plain_text("Nobody chosen" if kind == "users" else "No channel chosen")
    if kind == "conversations":
        picker["filter"] = {"include": ["public", "private"]}
    return picker | ({f"initial_{kind}": list(initial)} if initial else {})


def _offered(choices: Choices, folders: Sequence[str]) -> list[str]:
    """The folders to choose from; one that was chosen stays, though it may be gone."""
    return list(dict.fromkeys((*choices.within, *folders)))[:MOST_FOLDERS]


def _several(values: object, name: str, field: str) -> list[str]:
    """What was chosen in an input, as ids; nothing for a state that is not as Slack makes it."""
    found = given(values, name).get(field)
    several = found if isinstance(found, list) else [found]
    ids = [one.get("value") if isinstance(one, Mapping) else one for one in several]
    return [one for one in ids if isinstance(one, str)]


def _key(folder: str) -> str:
    """A folder as an option's value, which holds 150 characters."""
    return hashlib.sha256(folder.encode()).hexdigest()[:16]


def _ending(folder: str) -> str:
    """A folder as a label, which has 75 characters: its end tells more than its beginning."""
    return folder if len(folder) <= 75 else f"…{folder[-74:]}"


NOTHING_CHOSEN = form("", AS_ALWAYS, ())
"""The form before a channel is chosen."""
