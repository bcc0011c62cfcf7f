"""The running app with a knowledge folder of its own, kept from Slack by the admin UADMIN."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.keeping.keeper import Keeper
from bot.records import Records
from bot.slack.app import run_socket_mode
from bot.slack.audit import Audit
from bot.slack.parts import Advice
from tests.bot.keeping.keepers import keeper_of
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, checker, draw
from tests.fakes.slack import FakeSlack, Message, View, visible
from tests.fakes.slack.refusal import Json
from tests.indexer.workbench import Workbench

ADMIN = "UADMIN"


class KeptApp(RunningApp):
    """`bench` holds the folder and its index, `audit` what was written down."""

    def __init__(self, slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper) -> None:
        super().__init__(slack, ask, records)
        self.bench, self.audit = bench, Audit(records.engine)
        slack.user(ADMIN)
        self.settings = self.settings.model_copy(update={"admins": (ADMIN,)})
        advice = Advice(ask, checker(records), draw, keeper=keeper)
        self._thread = threading.Thread(
            target=run_socket_mode,
            args=(self.settings, records, advice, self._stop),
            kwargs={"workers": 1},
            daemon=True,
        )

    def home(self, user: str = ADMIN) -> View:
        """The person's Home as it is once it has been opened, and published anew for that."""
        before = self.slack.home(user)
        seen = before.hash if before else None
        self.slack.user(user).opens_home()
        return self.slack.wait_for(
            lambda: view if (view := self.slack.home(user)) and view.hash != seen else None, what="a Home tab"
        )

    def told(self, words: str, user: str = ADMIN) -> Message:
        """The direct message in which Advisor says so."""

        def found() -> list[Message]:
            channel = self.slack.workspace.direct_channel(user).id
            own = [message for message in self.slack.workspace.log if message.by_app and message.channel == channel]
            return [message for message in own if words in visible(message)]

        return self.slack.wait_for(found, what=f"{words!r} in a direct message")[-1]

    def shows(self, words: str, user: str = ADMIN) -> View:
        """The person's Home, once it says so."""
        self.slack.wait_for(lambda: words in text_of(self.slack.home(user)), what=f"{words!r} in the Home tab")
        view = self.slack.home(user)
        assert view is not None
        return view


def text_of(view: View | None) -> str:
    return visible(view.body["blocks"]) if view else ""


def click(slack: FakeSlack, view: View, label: str, about: str = "", user: str = ADMIN) -> None:
    """Uses the button, or the entry of a menu, with this label that stands beside the words `about`."""
    for block in view.body["blocks"]:
        for control in (block.get("accessory"), *block.get("elements", [])):
            if about in visible([block]) and label in labels(control):
                alone = replace(view, body={**view.body, "blocks": [{"type": "actions", "elements": [control]}]})
                slack.user(user).clicks(alone, control["action_id"], label if "options" in control else None)
                return
    raise AssertionError(f"no {label!r} beside {about!r} in:\n{text_of(view)}")


def labels(control: Json | None) -> list[str]:
    """What can be pressed on a control."""
    if not control or control.get("type") not in {"button", "overflow"}:
        return []
    return [one["text"]["text"] for one in control.get("options", [control])]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    made = Workbench(tmp_path / "bench")
    made.sync()  # what a first sync imports takes seconds on a busy machine, which no wait below reckons with
    return made


@pytest.fixture
def keeper(bench: Workbench, records: Records) -> Keeper:
    return keeper_of(bench, records.engine)


@pytest.fixture
def kept(slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper) -> Iterator[KeptApp]:
    running = KeptApp(slack, ask, records, bench, keeper)
    running.start()
    yield running
    running.stop()
