"""What people do on each surface, in two halves: what leads up to it, then, after the `yield`, the act and its end.

Between the halves a test may make a call of Slack's fail. Each act waits until the person has what they wanted, or a
sentence that says why not; it fails when neither comes, or when something is there twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.slack.answers.buttons import ESCALATE, RATE, SHARE, SOURCE
from bot.slack.checks.verdict_blocks import DETAILS
from bot.slack.escalation.blocks import RESOLVED
from bot.slack.home.documents import REMOVE
from bot.slack.uploads.pages import ADD
from bot.slack.uploads.ways import ADD_TO_KNOWLEDGE
from tests.bot.slack.conftest import RunningApp
from tests.bot.slack.kept_app import click
from tests.fakes.slack import RESPONSE_URL, FakeSlack, Message, Said, View, visible
from tests.indexer.workbench import Workbench

EXPERTS, EXPERT = "C0EXPERTS", "U0EXPERT"
PROPOSAL = "Our documents change weekly and we have 300 labelled examples."


@dataclass
class Scene:
    """One person, an admin, in one channel; `number` makes them, and what they write, different from any others."""

    slack: FakeSlack
    app: RunningApp
    bench: Workbench
    number: int

    def __post_init__(self) -> None:
        self.user, self.channel = f"UADMIN{self.number}", f"C{self.number}"
        self.person = self.slack.user(self.user)
        self.direct = self.slack.workspace.direct_channel(self.user).id
        self.question = f"How soon, number {self.number}?"

    def private(self) -> list[Message]:
        """All that the app shows to this person alone, oldest first."""
        log = self.slack.workspace.log
        return [m for m in log if m.by_app and (m.only_for == self.user or m.channel == self.direct)]

    def told(self, *words: str) -> Message:
        """The newest private message that says one of these, once it is there."""

        def found() -> list[Message]:
            return [m for m in self.private() if any(one in visible(m) for one in words)]

        return self.slack.wait_for(found, what=" or ".join(words))[-1]

    def asks_alone(self) -> Message:
        """A whispered answer."""
        self.person.runs("/advisor", f"ask {self.question}", channel=self.channel)
        return self.told(f"You asked: {self.question}")

    def asks(self) -> Message:
        """An answer in a thread."""
        return self.app.reply_to(self.person.mentions(self.channel, self.question))

    def modal(self) -> View | None:
        return self.slack.modal(self.user)

    def opens_or_is_told(self) -> None:
        """A window opened, or the person was told that it did not."""
        self.slack.wait_for(
            lambda: self.modal() or [m for m in self.private() if "did not open the window" in visible(m)],
            what="a window",
        )

    def shares_guide(self, channel: str) -> Said:
        """A file that can be added."""
        text = f"# Re-ranking {self.number}\n\nA re-ranker adds {self.number} ms.\n"
        return self.person.shares_file(channel, f"re-ranking-{self.number}.md", text.encode(), twin=False)

    def answered_once(self, said: Said) -> None:
        """One whole answer in the thread, and nothing else that has ended."""
        self.app.reply_to(said)
        self.app.settle()
        (answer,) = [m for m in self.slack.answers(said) if not m.files and not m.streaming]
        assert "You asked" in visible(answer) or "RAG · the one guide" in visible(answer)


Surface = Callable[[Scene], Iterator[None]]


def mention(scene: Scene) -> Iterator[None]:
    yield
    scene.answered_once(scene.person.mentions(scene.channel, scene.question))


def mention_without_streams(scene: Scene) -> Iterator[None]:
    scene.slack.missing("chat.startStream")
    yield
    scene.answered_once(scene.person.mentions(scene.channel, scene.question))


def follow_up(scene: Scene) -> Iterator[None]:
    first = scene.asks()
    yield
    scene.person.replies(scene.channel, first.thread_ts or "", "And what does it cost?")
    scene.slack.wait_for(
        lambda: [m for m in scene.slack.messages(scene.channel, first.thread_ts) if "what does it cost" in visible(m)]
    )


def direct_message(scene: Scene) -> Iterator[None]:
    yield
    scene.person.opens_dm()
    scene.answered_once(scene.person.says_in_dm(scene.question))


def command(scene: Scene) -> Iterator[None]:
    yield
    scene.asks_alone()
    scene.app.settle()
    assert len([m for m in scene.private() if "You asked" in visible(m)]) == 1


def command_whose_url_is_spent(scene: Scene) -> Iterator[None]:
    scene.slack.fail_next(RESPONSE_URL, error="used_url")
    yield from command(scene)


def check(scene: Scene) -> Iterator[None]:
    yield
    scene.answered_once(scene.person.mentions(scene.channel, f"check {PROPOSAL}"))


def check_form(scene: Scene) -> Iterator[None]:
    yield
    scene.person.runs("/advisor", "check", channel=scene.channel)
    scene.opens_or_is_told()


def check_details(scene: Scene) -> Iterator[None]:
    card = scene.app.reply_to(scene.person.mentions(scene.channel, f"check {PROPOSAL}"))
    yield
    scene.person.clicks(card, DETAILS)
    scene.opens_or_is_told()


def sharing(scene: Scene) -> Iterator[None]:
    private = scene.asks_alone()
    yield
    scene.person.clicks(private, SHARE)
    scene.told("It is shared", "did not take the message", "did not say whether")
    assert len(scene.slack.messages(scene.channel)) <= 1


def source(scene: Scene) -> Iterator[None]:
    answer = scene.asks()
    yield
    scene.person.clicks(answer, SOURCE)
    scene.opens_or_is_told()


def rating(scene: Scene) -> Iterator[None]:
    answer = scene.asks()
    yield
    scene.person.clicks(answer, RATE, "negative")
    scene.slack.wait_for(
        lambda: scene.modal() or [m for m in scene.private() if "did not help" in visible(m)], what="the form"
    )


def praise(scene: Scene) -> Iterator[None]:
    answer = scene.asks()
    yield
    scene.person.clicks(answer, RATE, "positive")
    scene.told("noted that this helped")


def escalating(scene: Scene) -> Iterator[None]:
    answer = scene.asks()
    yield
    scene.person.clicks(answer, ESCALATE)
    scene.told("I passed the question on", "I could not pass the question on")
    assert len([m for m in scene.slack.messages(EXPERTS) if scene.question in visible(m)]) <= 1


def resolving(scene: Scene) -> Iterator[None]:
    answer = scene.asks()
    scene.person.clicks(answer, ESCALATE)
    scene.told("I passed the question on.")
    post = [m for m in scene.slack.messages(EXPERTS) if scene.question in visible(m)][-1]
    yield
    expert = scene.slack.user(EXPERT)
    expert.clicks(post, RESOLVED)

    def news() -> list[Message]:
        log = scene.slack.workspace.log
        return [m for m in log if "resolved your question" in visible(m) and scene.question in visible(m)]

    form = scene.slack.wait_for(lambda: scene.slack.modal(EXPERT) or news(), what="the form, or the news")
    if isinstance(form, View):
        expert.submits(form)
    scene.slack.wait_for(news, what="the news")


def home(scene: Scene) -> Iterator[None]:
    scene.asks()  # whose address the Home asks for
    yield
    scene.person.opens_home()
    view = scene.slack.wait_for(lambda: scene.slack.home(scene.user), what="a Home")
    assert "Ask me" in visible(view.body["blocks"])


def removing(scene: Scene) -> Iterator[None]:
    name = f"old-{scene.number}.md"
    scene.bench.write(name, f"# Old {scene.number}\n\nWords.")
    scene.bench.sync()
    scene.person.opens_home()
    view = scene.slack.wait_for(lambda: scene.slack.home(scene.user), what="a Home")
    assert REMOVE in str(view.body)
    yield
    click(scene.slack, view, "Remove", name, user=scene.user)

    def known() -> bool:
        now = scene.slack.home(scene.user)
        shown = now is not None and f"`{name}` · 30 days left" in visible(now.body["blocks"])
        return shown or any(f"Removed: {name}" in visible(m) for m in scene.private())

    scene.slack.wait_for(known, what="that it is removed")
    assert not (scene.bench.folder / name).exists()


def upload(scene: Scene) -> Iterator[None]:
    yield
    scene.shares_guide(scene.direct)
    scene.told("Nothing is saved until you press", "Only the admins", "again")


def adding(scene: Scene) -> Iterator[None]:
    scene.shares_guide(scene.direct)
    preview = scene.told("Nothing is saved until you press")
    yield
    scene.person.clicks(preview, ADD)
    scene.told("Added: ")
    assert len(list(scene.bench.folder.rglob(f"re-ranking-{scene.number}*"))) == 1


def upload_by_shortcut(scene: Scene) -> Iterator[None]:
    said = scene.shares_guide(scene.channel)
    yield
    scene.person.uses_shortcut(ADD_TO_KNOWLEDGE, said.message)

    def shown() -> bool:
        view = scene.modal()
        shows = visible(view.body["blocks"]) if view is not None else ""
        return any(words in shows for words in ("Nothing is saved", "Please try again")) or any(
            "Nothing is saved" in visible(m) for m in scene.private()
        )

    scene.slack.wait_for(shown, what="the preview, or why there is none")


def channel_settings(scene: Scene) -> Iterator[None]:
    yield
    scene.person.runs("/advisor", "settings", channel=scene.channel)
    scene.opens_or_is_told()


CALLS: dict[Surface, tuple[str, ...]] = {
    mention: ("agents.sessions.setStatus", "chat.startStream", "chat.stopStream"),
    mention_without_streams: ("chat.postMessage", "chat.update", "assistant.threads.setStatus"),
    follow_up: ("conversations.replies",),
    direct_message: ("assistant.threads.setSuggestedPrompts",),
    command: (RESPONSE_URL,),
    command_whose_url_is_spent: ("conversations.open", "chat.postMessage", "chat.update"),
    check: ("chat.startStream", "chat.stopStream", "files.getUploadURLExternal", "files.completeUploadExternal"),
    check_form: ("views.open",),
    check_details: ("views.open",),
    sharing: ("chat.postMessage", RESPONSE_URL),
    source: ("views.open",),
    rating: ("views.open",),
    praise: (RESPONSE_URL,),
    escalating: ("chat.getPermalink", "conversations.open", "chat.postMessage", RESPONSE_URL),
    resolving: ("views.open", "chat.postMessage", "chat.update", "chat.postEphemeral"),
    home: ("views.publish", "chat.getPermalink"),
    removing: ("conversations.open", "chat.postMessage", "views.publish"),
    upload: ("users.info", "files.info", "chat.postMessage"),
    adding: ("chat.update",),
    upload_by_shortcut: ("views.open", "views.update", "files.info"),
    channel_settings: ("views.open",),
}
"""The calls on which each surface rests, its own courtesies aside."""

FAULTS: dict[str, dict[str, object]] = {
    "refused": {"error": "fatal_error"},
    "limited": {"rate_limited": 1},
    "timed out": {"timeout": 0.1},
}

__all__ = ["CALLS", "EXPERT", "EXPERTS", "FAULTS", "Scene", "Surface"]
