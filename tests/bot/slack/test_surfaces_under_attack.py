"""Every surface of the real app, with hostile documents, questions, names and answers behind it: all that it sends is
harmless. People press whatever they are shown, so that a new surface is under attack as soon as it has a button."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.keeping.keeper import Keeper
from bot.model import Answer, Declined, Question
from bot.records import Records
from bot.slack.answers.buttons import ESCALATE
from bot.slack.checks.cards import Cards
from bot.slack.escalation.blocks import LONGEST_NOTE, NOTE, RESOLVED
from bot.slack.mrkdwn import with_addresses
from indexer.model import Document
from tests.bot.slack.attacks import TEXT, assert_all_harmless
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.bot.slack.kept_app import bench, keeper
from tests.bot.slack.shelf import AS_OF, RAG, Shelf, advice
from tests.bot.slack.test_rendering_attacks import GOOD, answer, declines
from tests.fakes.slack import FakeSlack, Message, View, urls, visible
from tests.fakes.slack.interactions import controls
from tests.fakes.slack.refusal import Json
from tests.indexer.workbench import Workbench

__all__ = ["bench", "keeper"]

ASKER, ADMIN, COLLEAGUE = "U1", "UADMIN", "U2"
PEOPLE = {ASKER, ADMIN, COLLEAGUE}
CHANNELS = {"C1", "CADMIN"}
TYPED = TEXT.encode(errors="ignore").decode()  # a socket carries no lone surrogates
NOTED = set(urls({"text": with_addresses(TYPED[:LONGEST_NOTE])}))
"""What a colleague's note spells out: links, being a colleague's own words to one person."""
PROPOSAL = f"check We have 300 labelled examples, docs change weekly. {TYPED}"
MOST_PRESSED = 60
NOT_SUBSCRIBED = {"file_shared"}  # the manifest leaves it to the message that brings the file


def hostile_guide() -> Document:
    """A document that is an attack from its title to its last line."""
    text = f"---\ntitle: x\n---\n# {TEXT}\n\n{TEXT}\n\n## {TEXT}\n\n{TEXT}\n"
    return Document(RAG, text, "0" * 64, TEXT, body=text.index("# "), url=GOOD, author=TEXT, tags=(TEXT,))


def replied(question: Question) -> Answer | Declined:
    """What a model that is on the attacker's side would say, past all checks of what answerers write."""
    if "in vain" in question.text:
        return replace(declines(TEXT)[1], question=question.text)
    text = hostile_guide().text
    quoted = [replace(one, source=RAG, start=20, end=400, quote=text[20:400]) for one in answer(TEXT).citations]
    return replace(answer(TEXT), question=question.text, citations=tuple(quoted), index_as_of=AS_OF)


@pytest.fixture
def app(slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper) -> Iterator[RunningApp]:
    for person in PEOPLE:
        slack.user(person, name=TYPED)
    (bench.folder / "guides").mkdir()
    (bench.folder / "guides" / "a & <b>.md").write_text(hostile_guide().text, encoding="utf-8", errors="ignore")
    (bench.folder / "refused <!channel> https:evil.example.md").write_bytes(b"\xff\xfe\xfd\xff")
    keeper.sync()
    parts = replace(advice(ask, records, Shelf(hostile_guide())), keeper=keeper, offered=lambda: (TEXT, "What is RAG?"))
    ask.reply = replied
    running = RunningApp(
        slack, ask, records, advice=parts, admins=(ADMIN,), escalate_to=(COLLEAGUE,), admin_channel="CADMIN"
    )
    slack.workspace.channel("CADMIN")
    yield running.start()
    running.stop()


class Presser:
    """Somebody who presses every control that they see, once, and writes the attack into every field."""

    def __init__(self, slack: FakeSlack, user: str) -> None:
        self._slack, self._user = slack, user
        self._pressed: set[tuple[str, str, str]] = set()

    def press_all(self) -> list[str]:
        """The action_ids, in the order in which they were pressed, until nothing new shows."""
        pressed = []
        while len(pressed) < MOST_PRESSED and (found := self._new()) is not None:
            place, block, element = found
            pressed.append(element["action_id"])
            self._press(place, block, element)
            self._fill_in()
        return pressed

    def _new(self) -> tuple[Message | View, Json, Json] | None:
        for place in self._places():
            blocks = place.body["blocks"] if isinstance(place, View) else place.blocks
            for block, element in controls(blocks):
                key = (_name(place), element.get("action_id", ""), element.get("value", ""))
                if (
                    element["type"] in {"button", "feedback_buttons"}
                    and "url" not in element
                    and key not in self._pressed
                ):
                    self._pressed.add(key)
                    return place, block, element
        return None

    def _places(self) -> list[Message | View]:
        slack, direct = self._slack, self._slack.workspace.direct_channel(self._user).id
        here = ["C1", direct, *(["CADMIN"] if self._user == ADMIN else [])]
        shown = [m for m in slack.workspace.log if m.by_app and m.channel in here and m.only_for in (None, self._user)]
        return [view for view in (slack.modal(self._user), slack.home(self._user)) if view is not None] + shown

    def _press(self, place: Message | View, block: Json, element: Json) -> None:
        alone = {**block, "type": "actions", "elements": [element], "accessory": None}
        only = (
            replace(place, body={**place.body, "blocks": [alone]})
            if isinstance(place, View)
            else replace(place, blocks=[alone])
        )
        choice = "negative" if element["type"] == "feedback_buttons" else None
        click = self._slack.user(self._user).clicks(only, element["action_id"], choice)
        assert click.acked_within(10), f"{element['action_id']} was not acked"

    def _fill_in(self) -> None:
        """Sends the form on top, if there is one, with the attack in each of its fields."""
        view = self._slack.modal(self._user)
        if view is None or not view.body.get("submit"):
            return
        fields = [one for _, one in controls(view.body["blocks"]) if one["type"] == "plain_text_input"]
        entered = {one["action_id"]: TYPED[: one.get("max_length", 3_000)] for one in fields}
        assert self._slack.user(self._user).submits(view, entered).acked_within(10)
        view.closed = True


def _name(place: Message | View) -> str:
    return place.id if isinstance(place, View) else f"{place.channel}/{place.ts}"


def settle(slack: FakeSlack) -> None:
    """Waits until all that was asked is answered: one more question is, by the one worker that answers in order."""
    wanted = [one for one in slack.deliveries if one.event.payload.get("event", {}).get("type") not in NOT_SUBSCRIBED]
    slack.wait_for(lambda: all(delivery.acked_at for delivery in wanted), 30, "acks")
    asked = slack.user("USETTLE").says_in_dm("Is all done?")
    slack.wait_for(lambda: any("Recommendation" in visible(one) for one in slack.answers(asked)), 60, "the last reply")


@pytest.mark.timeout(180)
def test_all_that_people_can_make_advisor_say_is_harmless(slack: FakeSlack, app: RunningApp) -> None:
    asker = slack.user(ASKER)
    asked = asker.mentions("C1", f"How soon? {TYPED}")
    app.reply_to(asked)
    asker.says_in_dm(f"Said in vain: {TYPED}")
    for command in (f"ask {TYPED}", PROPOSAL, "check", "status", "help", TYPED, "gaps", "settings"):
        asker.runs("/advisor", command)
    asker.mentions("C1", PROPOSAL)
    asker.replies("C1", asked.ts, TYPED)
    for callback in ("ask_about", "check_decision"):
        asker.uses_shortcut(callback, asked.message)
    asker.opens_home()
    asker.opens_dm()
    asker.shares_file("C1", "<!channel>.md", f"# {TYPED}\n\n{TYPED}\n".encode(errors="ignore"), text=TYPED)
    settle(slack)
    pressed = Presser(slack, ASKER).press_all()
    settle(slack)
    assert {"answer_rate", "check_details", "check_share"} <= set(pressed)
    assert_all_harmless(slack, {GOOD}, PEOPLE | CHANNELS)


@pytest.mark.timeout(180)
def test_all_that_admins_and_helpers_are_shown_is_harmless(slack: FakeSlack, app: RunningApp) -> None:
    app.reply_to(slack.user(ASKER).mentions("C1", f"In vain: {TYPED}"))
    Presser(slack, ASKER).press_all()  # escalates, among others
    admin = slack.user(ADMIN)
    admin.opens_home()
    for command in ("gaps", "settings", "status"):
        admin.runs("/advisor", command)
    settle(slack)
    pressed = Presser(slack, ADMIN).press_all() + Presser(slack, COLLEAGUE).press_all()
    settle(slack)
    assert len(pressed) > 3
    assert_all_harmless(
        slack, {GOOD} | NOTED, PEOPLE | CHANNELS
    )  # whether or not the colleague came in time for a note


def test_a_colleagues_note_links_nothing_but_the_addresses_that_it_spells_out(
    slack: FakeSlack, app: RunningApp
) -> None:
    reply = app.reply_to(slack.user(ASKER).mentions("C1", f"In vain: {TYPED}"))
    slack.user(ASKER).clicks(reply, ESCALATE)
    passed_on = slack.wait_for(lambda: _with_button(slack, COLLEAGUE, RESOLVED), 30, "the question, passed on")
    slack.user(COLLEAGUE).clicks(passed_on, RESOLVED)
    form = slack.wait_for(lambda: slack.modal(COLLEAGUE), 30, "the form for a note")
    assert slack.user(COLLEAGUE).submits(form, {NOTE: TYPED[:LONGEST_NOTE]}).acked_within(10)
    slack.wait_for(lambda: any("Note:" in visible(one) for one in slack.workspace.log), 30, "the note to the asker")
    settle(slack)
    assert_all_harmless(slack, {GOOD} | NOTED, PEOPLE | CHANNELS)


def _with_button(slack: FakeSlack, user: str, action: str) -> Message | None:
    """What the user was sent with that button in it."""
    direct = slack.workspace.direct_channel(user).id
    sent = [one for one in slack.workspace.log if one.channel == direct]
    return next(
        (one for one in sent if action in {element.get("action_id") for _, element in controls(one.blocks)}), None
    )


def test_a_forged_value_opens_and_changes_nothing(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    reply = app.reply_to(slack.user(ASKER).mentions("C1", "How soon?"))
    for block, element in controls(reply.blocks):
        if element["type"] != "button" or "url" in element:
            continue
        for value in ("", "0" * 32, "../../etc/passwd", "'; DROP TABLE slack_cards; --", TYPED, "x" * 2_000):
            alone = {**block, "type": "actions", "elements": [{**element, "value": value}], "accessory": None}
            forged = replace(reply, blocks=[alone])
            assert slack.user(COLLEAGUE).clicks(forged, element["action_id"]).acked_within(10)
    settle(slack)
    assert slack.modal(COLLEAGUE) is None or "do not find" in str(slack.modal(COLLEAGUE))
    assert Cards(records.engine).find("0" * 32) is None
    assert_all_harmless(slack, {GOOD}, PEOPLE | CHANNELS)
