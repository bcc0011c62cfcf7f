import errno
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.keeping.keeper import Keeper
from bot.keeping.not_written import NO_ROOM, NOT_WRITABLE
from bot.keeping.opening import recorded
from bot.records import Records
from bot.slack.home.admin_view import REINDEX, RESTORE
from bot.slack.home.documents import FIND, LATER, REMOVE, document_id
from bot.slack.home.home import MOST_BLOCKS
from bot.slack.home.keeping import BUSY, GONE, NOT_ADMIN, NOT_KEPT, NOTHING_NEW
from bot.slack.home.looking import PER_PAGE
from indexer.database import DatabaseError
from indexer.model import IndexerError, Listed, SyncReport
from indexer.placing import FolderNotWritable
from indexer.removed import Kept, Removed
from indexer.room import DiskFull, NotWritable
from tests.bot.keeping.keepers import keeper_of
from tests.bot.slack.conftest import ScriptedAsk
from tests.bot.slack.kept_app import ADMIN, KeptApp, bench, click, keeper, kept, text_of
from tests.fakes.slack import ALWAYS, FakeSlack, View, events, live_mentions, visible
from tests.indexer.workbench import Workbench

__all__ = ["bench", "keeper", "kept"]  # fixtures

FINANCE = "---\ntitle: Budget plan\naudience: [finance]\n---\nMoney is counted in March.\n"
EXPIRED = "---\ntitle: Prices of 2020\nas_of: 2020-01-02\nexpires: 2021-01-01\n---\nA token cost a cent.\n"


@pytest.fixture
def filled(kept: KeptApp) -> KeptApp:
    """With a guide, an expired price list, and a document for finance alone."""
    kept.bench.write("guides/rag.md", "# All of RAG\n\nRAG retrieves passages.\n")
    kept.bench.write("prices.md", EXPIRED)
    kept.bench.write("plans/budget.md", FINANCE)
    kept.bench.sync()
    return kept


def test_everyone_sees_what_advisor_knows_and_how_to_ask(filled: KeptApp) -> None:
    text = text_of(filled.home("U1"))
    assert "2 documents · index as of" in text
    assert "All of RAG" in text
    assert "Prices of 2020 · as of 2 Jan 2020 · *expired*" in text
    assert "/advisor ask" in text


def test_nothing_tells_somebody_outside_a_group_that_its_documents_exist(slack: FakeSlack, filled: KeptApp) -> None:
    slack.workspace.groups["S1"] = ["U2"]
    slack.workspace.handles["S1"] = "finance"
    member, outsider = filled.home("U2"), filled.home("U1")
    assert "Budget plan" in text_of(member)
    assert "3 documents" in text_of(member)
    assert not {"Budget", "Plans", "plans", "finance", "3 documents"} & set(text_of(outsider).split())
    filled.bench.write("plans/budget.md", "")
    (filled.bench.folder / "plans/budget.md").unlink()
    without = filled.home("U1")
    assert [b for b in without.body["blocks"] if "index as of" not in str(b)] == [
        b for b in outsider.body["blocks"] if "index as of" not in str(b)
    ]


def test_an_empty_folder_says_so(kept: KeptApp) -> None:
    assert "Nothing yet" in text_of(kept.home("U1"))


def test_my_questions_are_listed_with_what_became_of_them_and_nobody_elses(slack: FakeSlack, filled: KeptApp) -> None:
    filled.reply_to(slack.user("U1").mentions("C1", "What is *RAG* <!channel>?"))
    filled.reply_to(slack.user("U2").mentions("C1", "What is LoRA?"))
    home = filled.home("U1")
    assert "What is *RAG*" in text_of(home).replace("\N{WORD JOINER}", "")
    assert "answered" in text_of(home)
    assert "archives/C1/p" in str(home.body["blocks"])
    assert "What is LoRA? ·" not in text_of(home)
    assert live_mentions(home.body["blocks"]) == []


def test_a_question_is_listed_without_its_address_when_slack_does_not_tell_it(
    slack: FakeSlack, filled: KeptApp
) -> None:
    filled.reply_to(slack.user("U1").mentions("C1", "What is RAG?"))
    slack.missing("chat.getPermalink")
    home = filled.home("U1")
    assert "What is RAG? · answered" in text_of(home)
    assert "archives" not in str(home.body["blocks"])


def test_my_checks_are_listed_and_their_details_open_from_there(slack: FakeSlack, filled: KeptApp) -> None:
    filled.reply_to(slack.user("U1").mentions("C1", "check Our documents change weekly"))
    home = filled.home("U1")
    assert "*RAG · " in text_of(home)
    click(slack, home, "Details", "Our documents change weekly", user="U1")
    assert slack.wait_for(lambda: slack.modal("U1"), what="the details")
    assert "Your last checks" not in text_of(filled.home("U2"))


def test_a_check_is_begun_from_the_home_and_its_verdict_comes_directly(slack: FakeSlack, filled: KeptApp) -> None:
    click(slack, filled.home("U1"), "Check a decision", user="U1")
    form = slack.wait_for(lambda: slack.modal("U1"), what="the form")
    slack.user("U1").submits(form, {"knowledge_changes": "weekly"})
    card = filled.told("RAG · ", "U1")
    assert "Share in channel" not in visible(card)


@pytest.mark.parametrize("label", ["Check a decision", "Details"])
def test_when_no_window_opens_from_the_home_the_person_is_told(slack: FakeSlack, filled: KeptApp, label: str) -> None:
    filled.reply_to(slack.user("U1").mentions("C1", "check Our documents change weekly"))
    slack.missing("views.open")
    click(slack, filled.home("U1"), label, user="U1")
    filled.told("Slack did not open the window this time.", "U1")


def test_a_date_that_a_whole_folder_has_is_said_once(filled: KeptApp) -> None:
    for number in range(3):
        filled.bench.write(f"notes/{number}.md", f"---\nas_of: 2026-03-01\n---\n# Note {number}\n\nWords {number}.")
    filled.bench.sync()
    text = text_of(filled.home("U1"))
    assert "*Notes* · as of 1 Mar 2026\n• Note 0\n• Note 1" in text


def test_documents_without_a_date_are_said_to_have_none(filled: KeptApp) -> None:
    filled.bench.write("notes/dated.md", "---\nas_of: 2026-03-01\n---\n# Dated\n\nWords.")
    filled.bench.write("notes/plain.md", "# Plain\n\nWords.")
    for number in range(2):
        filled.bench.write(f"talks/{number}.md", f"# Talk {number}\n\nWords {number}.")
    filled.bench.sync()
    text = text_of(filled.home("U1"))
    assert "• Dated · as of 1 Mar 2026\n• Plain · no date given" in text
    assert "*Talks* · no date given\n• Talk 0\n• Talk 1" in text


def test_only_admins_see_the_folder(filled: KeptApp) -> None:
    assert "The knowledge folder" not in text_of(filled.home("U1"))
    admin = text_of(filled.home())
    assert "3 documents · " in admin
    assert "`plans/budget.md` · no date given · saved" in admin
    assert "only for finance" in admin
    assert "*expired 1 Jan 2021*" in admin


def test_what_the_last_syncs_changed_and_refused_is_told_to_admins_with_reasons(kept: KeptApp, keeper: Keeper) -> None:
    kept.bench.write("good.md", "Words.")
    kept.bench.write("bad.md", "---\nno end")
    keeper.sync()
    text = text_of(kept.home())
    assert "added `good.md` · 1 refused\n• `bad.md` begins with ---" in text
    assert "no second ---" in text
    assert "*Refused:* `bad.md`" in text


def test_a_removed_document_answers_no_more_until_it_is_restored(slack: FakeSlack, filled: KeptApp) -> None:
    click(slack, filled.home(), "Remove", "guides/rag.md")
    filled.told("Removed: guides/rag.md. It can be restored in the Home tab for 30 days.")
    assert not (filled.bench.folder / "guides/rag.md").exists()
    assert "guides/rag.md" not in [passage.source for passage in filled.bench.ask("retrieves passages")]
    view = filled.shows("`guides/rag.md` · 30 days left")
    assert "All of RAG" not in text_of(view)
    click(slack, view, "Restore", "guides/rag.md")
    filled.told("Restored: guides/rag.md. I answer from it again.")
    assert filled.bench.ask("retrieves passages")[0].source == "guides/rag.md"
    filled.shows("restored guides/rag.md")
    assert [entry.what for entry in filled.audit.latest(2)] == ["restored guides/rag.md", "removed guides/rag.md"]


def test_removing_asks_first(filled: KeptApp) -> None:
    buttons = [block.get("accessory", {}) for block in filled.home().body["blocks"]]
    removing = [button for button in buttons if button.get("action_id") == REMOVE]
    assert len(removing) == 3
    for button in removing:
        assert button["confirm"]["style"] == "danger"
        assert len(button["confirm"]["text"]["text"]) <= 300


def test_a_refused_file_can_be_removed_too(slack: FakeSlack, kept: KeptApp) -> None:
    kept.bench.write("bad.md", "---\nno end")
    kept.bench.sync()
    click(slack, kept.home(), "Remove", "bad.md")
    kept.told("Removed: bad.md")
    assert not (kept.bench.folder / "bad.md").exists()


def test_a_document_that_is_gone_already_is_said_to_be(slack: FakeSlack, filled: KeptApp) -> None:
    view = filled.home()
    (filled.bench.folder / "prices.md").unlink()
    click(slack, view, "Remove", "prices.md")
    filled.told(GONE)
    slack.user(ADMIN)
    forged(slack, ADMIN, view, REMOVE, "0" * 16)
    slack.wait_for(lambda: len([m for m in slack.workspace.log if m.text == GONE]) == 2, what="a second sentence")


def test_a_document_is_not_restored_over_a_new_one(slack: FakeSlack, filled: KeptApp) -> None:
    click(slack, filled.home(), "Remove", "guides/rag.md")
    filled.told("Removed")
    filled.bench.write("guides/rag.md", "# Another")
    click(slack, filled.shows("days left"), "Restore", "guides/rag.md")
    filled.told("A document of the same name is there now.")
    assert (filled.bench.folder / "guides/rag.md").read_text() == "# Another"


def test_a_document_restored_twice_is_restored_once(slack: FakeSlack, filled: KeptApp) -> None:
    click(slack, filled.home(), "Remove", "guides/rag.md")
    view = filled.shows("days left")
    for _ in range(2):
        click(slack, view, "Restore", "guides/rag.md")
    filled.told("Restored")
    filled.told(NOT_KEPT.split(":")[0])


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(slack: FakeSlack, filled: KeptApp) -> None:
    view = filled.home()
    (filled.bench.folder / ".removed").write_text("a file where a folder should be")
    click(slack, view, "Remove", "guides/rag.md")
    filled.told(NOT_WRITABLE)
    assert (filled.bench.folder / "guides/rag.md").exists()


def test_reindexing_finds_what_changed_and_says_so_in_the_home_and_directly(slack: FakeSlack, filled: KeptApp) -> None:
    view = filled.home()
    filled.bench.write("new.md", "# Brand new\n\nFresh words.")
    click(slack, view, "Re-index now")
    filled.told("Knowledge folder: 1 added")
    filled.shows("Brand new")
    assert filled.audit.latest(1)[0].what == "re-indexed the folder"
    click(slack, filled.home(), "Re-index now")
    filled.told(NOTHING_NEW)


class Gate:
    """A sync that waits until it is let go."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench
        self.entered, self.go = threading.Event(), threading.Event()

    def __call__(self) -> SyncReport:
        self.entered.set()
        assert self.go.wait(10)
        return self._bench.sync()


def test_a_second_click_while_the_folder_is_indexed_starts_nothing(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench
) -> None:
    gate = Gate(bench)
    running = KeptApp(slack, ask, records, bench, keeper_of(bench, records.engine, sync=gate))
    running.start()
    try:
        view = running.home()
        click(slack, view, "Re-index now")
        running.shows("Indexing now.")
        forged(slack, ADMIN, view, REINDEX, "now")
        running.told(BUSY)
        gate.go.set()
        running.told(NOTHING_NEW)
        running.shows("Re-index now")
    finally:
        gate.go.set()
        running.stop()


@pytest.mark.parametrize("error", [IndexerError("Chroma at /srv/secret is away"), RuntimeError("a bug")])
def test_a_sync_that_fails_is_told_without_the_errors_own_words(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, error: Exception
) -> None:
    def failing() -> SyncReport:
        raise error

    running = KeptApp(slack, ask, records, bench, keeper_of(bench, records.engine, sync=failing))
    running.start()
    try:
        click(slack, running.home(), "Re-index now")
        said = running.told("omething")
        assert str(error) not in said.text
        running.shows("Re-index now")
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (DiskFull("no room on /srv/secret"), "There is no room left on the disk with Advisor's data."),
        (NotWritable("/srv/secret cannot be written"), "Advisor's user may not write its data folder."),
    ],
)
def test_data_that_take_no_change_are_told_with_what_to_do_directly_and_in_the_home(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, error: IndexerError, told: str
) -> None:
    def failing() -> SyncReport:
        raise error

    def synced() -> SyncReport:
        return recorded(keeper, failing)

    keeper = keeper_of(bench, records.engine, sync=synced)
    running = KeptApp(slack, ask, records, bench, keeper)
    running.start()
    try:
        click(slack, running.home(), "Re-index now")
        said = running.told(f"The index was not made new. {told}")
        assert "it goes on by itself" in said.text
        assert "secret" not in said.text
        assert f"failed: {told}" in text_of(running.shows("Re-index now"))
    finally:
        running.stop()


class FullDisk(Removed):
    """What was removed from a folder whose disk has no room, not even to move a file in it."""

    def remove(self, source: str) -> Kept:
        raise FolderNotWritable(f"/srv/secret/{source} cannot be moved") from OSError(errno.ENOSPC, "No space left")


def test_a_full_disk_of_the_folder_is_told_as_such(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper
) -> None:
    bench.write("guides/rag.md", "# All of RAG\n\nRAG retrieves passages.\n")
    bench.sync()
    running = KeptApp(slack, ask, records, bench, replace(keeper, removed=FullDisk(bench.folder)))
    running.start()
    try:
        click(slack, running.home(), "Remove", "guides/rag.md")
        assert running.told("no room left").text == NO_ROOM
    finally:
        running.stop()


def test_a_folder_of_hundreds_fits_and_can_be_turned_through(slack: FakeSlack, kept: KeptApp) -> None:
    for number in range(150):
        kept.bench.write(f"folder-{number % 12}/{number:03}.md", f"# Document {number:03}\n\nWords {number}.")
        if number < 12:
            kept.bench.write(f"bad-{number}.md", "---\nno end")
    kept.bench.sync()
    view = kept.home()
    assert len(view.body["blocks"]) <= MOST_BLOCKS
    text = text_of(view)
    assert "150 documents" in text
    assert "and 3 more" in text
    assert "more refused" in text
    assert "Page 1 of 8" in text
    assert f"`folder-{PER_PAGE % 12}/{PER_PAGE:03}.md`" not in text
    click(slack, view, "More documents")
    assert f"`folder-{PER_PAGE % 12}/{PER_PAGE:03}.md`" in text_of(kept.shows("Page 2 of 8"))


@pytest.fixture
def thousands(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper
) -> Iterator[KeptApp]:
    """The app over a list of 5,000 documents, the first of which is a file of the folder."""
    bench.write("area-00/0000.md", "# Topic 0000\n\nWords.")
    bench.sync()
    every = [
        Listed(f"area-{number % 40:02}/{number:04}.md", f"Topic {number:04}", str(number)) for number in range(5_000)
    ]
    running = KeptApp(slack, ask, records, bench, replace(keeper, listed=lambda _asker: every))
    running.start()
    yield running
    running.stop()


def test_a_folder_of_thousands_fits_and_its_last_page_can_be_reached(slack: FakeSlack, thousands: KeptApp) -> None:
    view = thousands.home()
    assert len(view.body["blocks"]) <= MOST_BLOCKS
    assert "5,000 documents · index as of" in text_of(view)
    assert "Page 1 of 250" in text_of(view)
    forged(slack, ADMIN, view, LATER, "249")
    last = text_of(thousands.shows("Page 250 of 250"))
    assert "`area-39/4999.md`" in last
    assert "More documents" not in last


def search(slack: FakeSlack, view: View, words: str) -> None:
    slack.user(ADMIN).clicks(view, FIND, words)


def test_a_document_among_thousands_is_found_by_words_of_its_title_or_path(
    slack: FakeSlack, thousands: KeptApp
) -> None:
    search(slack, thousands.home(), "  TOPIC  area-17 ")
    view = thousands.shows("125 of 5,000 documents with “TOPIC area-17”")
    assert "Page 1 of 7" in text_of(view)
    assert "Topic 0017" in text_of(view)
    click(slack, view, "More documents")
    view = thousands.shows("Page 2 of 7")
    assert "Topic 0817" in text_of(view)
    search(slack, view, "4217")
    view = thousands.shows("1 of 5,000 documents with “4217”")
    assert "`area-17/4217.md`" in text_of(view)
    assert "Page" not in text_of(view)
    click(slack, view, "Show all documents")
    thousands.shows("Page 1 of 250")


def test_a_search_that_finds_nothing_says_so_and_mentions_nobody(slack: FakeSlack, thousands: KeptApp) -> None:
    search(slack, thousands.home(), "<!channel> *x*")
    view = thousands.shows("None of 5,000 documents has")
    assert live_mentions(view.body["blocks"]) == []
    click(slack, view, "Show all documents")
    thousands.shows("Page 1 of 250")


def test_what_is_removed_from_a_search_leaves_the_search(slack: FakeSlack, thousands: KeptApp) -> None:
    search(slack, thousands.home(), "0000")
    click(slack, thousands.shows("1 of 5,000 documents with “0000”"), "Remove", "area-00/0000.md")
    thousands.told("Removed: area-00/0000.md")
    assert "1 of 5,000 documents with “0000”" in text_of(thousands.shows("30 days left"))


def test_a_small_folder_has_nothing_to_search_for(filled: KeptApp) -> None:
    assert FIND not in str(filled.home().body)


@pytest.mark.parametrize("page", ["-1", "999", "²", "x", ""])
def test_a_forged_page_shows_one_that_there_is(slack: FakeSlack, filled: KeptApp, page: str) -> None:
    view = filled.home()
    forged(slack, ADMIN, view, LATER, page)
    slack.wait_for(lambda: len(slack.calls("views.publish")) == 2, what="the page")
    filled.shows("guides/rag.md")


def forged(slack: FakeSlack, user: str, view: object, action_id: str, value: str) -> None:
    action = {"action_id": action_id, "block_id": "b", "type": "button", "value": value, "action_ts": "1.0"}
    assert view is not None
    slack.deliver(events.block_actions(slack.workspace, user, view, [action]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("action_id", "value"),
    [(REINDEX, "now"), (REMOVE, document_id("guides/rag.md")), (RESTORE, "1-00000000"), (LATER, "1"), (FIND, "budget")],
)
@pytest.mark.parametrize("about", [{}, {"guest": True}, {"deleted": True}])
def test_a_click_that_a_non_admin_forged_is_refused_and_written_down(
    slack: FakeSlack, filled: KeptApp, action_id: str, value: str, about: dict[str, bool]
) -> None:
    view = filled.home("U1")
    slack.user("U1", **about)
    forged(slack, "U1", view, action_id, value)
    filled.told(NOT_ADMIN, "U1")
    assert (filled.bench.folder / "guides/rag.md").exists()
    (entry,) = filled.audit.latest(5)
    assert (entry.user, entry.allowed) == ("U1", False)
    assert ": refused" in text_of(filled.home())


@pytest.mark.parametrize("fault", [{"error": "invalid_arguments"}, {"error": "not_enabled"}])
def test_a_home_that_slack_refuses_shows_a_sentence_instead(
    slack: FakeSlack, filled: KeptApp, fault: dict[str, str]
) -> None:
    slack.fail_next("views.publish", **fault)  # type: ignore[arg-type]
    filled.home("U1")
    assert "please open it again" in text_of(slack.home("U1"))
    assert "All of RAG" in text_of(filled.home("U1"))


@pytest.mark.parametrize("error", [DatabaseError("the catalogue is locked"), PermissionError("a disk's trouble")])
def test_a_home_whose_contents_cannot_be_read_shows_a_sentence_instead(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper, error: Exception
) -> None:
    def unreadable(_asker: object) -> list[Listed]:
        raise error

    running = KeptApp(slack, ask, records, bench, replace(keeper, listed=unreadable))
    running.start()
    try:
        assert "please open it again" in text_of(running.home("U1"))
    finally:
        running.stop()


def test_when_no_home_can_be_published_the_admin_still_hears_what_was_done(slack: FakeSlack, filled: KeptApp) -> None:
    view = filled.home()
    slack.missing("views.publish")
    click(slack, view, "Remove", "guides/rag.md")
    filled.told("Removed: guides/rag.md")


@pytest.mark.parametrize("method", ["chat.postMessage", "conversations.open"])
def test_when_no_message_can_be_sent_the_home_still_shows_what_was_done(
    slack: FakeSlack, filled: KeptApp, method: str
) -> None:
    view = filled.home()
    slack.fail_next(method, error="internal_error", times=ALWAYS)
    click(slack, view, "Remove", "guides/rag.md")
    filled.shows("days left")


def test_opening_the_messages_tab_publishes_no_home(slack: FakeSlack, filled: KeptApp) -> None:
    slack.user("U1").opens_dm()
    filled.home("U2")
    assert slack.home("U1") is None


def test_a_hostile_document_mentions_nobody_and_links_nowhere(filled: KeptApp, tmp_path: Path) -> None:
    filled.bench.write("<!here>.md", "---\ntitle: '<!channel> *x* <https://evil.example|y>'\n---\nText.\n")
    filled.bench.sync()
    blocks = filled.home().body["blocks"]
    assert live_mentions(blocks) == []
    assert "<https" not in str(blocks)
