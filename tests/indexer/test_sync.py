"""Sync: the index is made equal to the folder, with no more work than that takes."""

import os
import sqlite3
import subprocess
import sys
import threading

import pytest
from filelock import FileLock

from indexer.catalogue_reader import Near
from indexer.folder import FolderError
from indexer.model import PUBLIC, Refusal
from indexer.readers import READING_VERSION
from indexer.sync import IndexBusy, Progress, sync
from tests.indexer.workbench import (
    CountingEmbedder,
    EmbedderStoppedError,
    Workbench,
    article,
    assert_index_equals_folder,
    served,
)

RAG = article("Retrieval", "Retrieval fetches passages while the question is asked.")
TUNING = article("Tuning", "Tuning moves knowledge into the weights of a model.")
PROMPTS = article("Prompts", "Prompting costs nothing but words.")


def texts(bench: Workbench, query: str) -> list[str]:
    return [passage.text for passage in bench.ask(query)]


# What is reported


def test_the_first_sync_adds_every_file_and_makes_it_answerable(bench: Workbench) -> None:
    bench.write("rag.md", RAG)
    bench.write("deep/tuning.txt", TUNING)
    report = bench.sync()
    assert (report.added, report.changed, report.removed) == (("deep/tuning.txt", "rag.md"), (), ())
    assert report.chunks == 2
    assert "Retrieval fetches passages" in texts(bench, "When are passages fetched?")[0]
    assert_index_equals_folder(bench.index)


def test_what_a_first_sync_added_is_not_told_as_unchanged_too(bench: Workbench) -> None:
    bench.write("a.md", "One.")
    bench.write("b.md", "Two.")
    report = bench.sync()
    assert (report.added, report.unchanged) == (("a.md", "b.md"), 0)


def test_an_added_a_changed_a_removed_and_an_unchanged_file_are_each_reported(bench: Workbench) -> None:
    for source, text in (("a.md", RAG), ("b.md", TUNING), ("c.md", PROMPTS)):
        bench.write(source, text)
    bench.sync()
    bench.write("a.md", RAG + "\nMore about it.\n")
    (bench.folder / "b.md").unlink()
    bench.write("d.md", TUNING)
    report = bench.sync()
    assert (report.added, report.changed, report.removed, report.unchanged) == (("d.md",), ("a.md",), ("b.md",), 1)
    assert report.did_something
    assert_index_equals_folder(bench.index)


def test_a_second_sync_does_nothing(bench: Workbench) -> None:
    bench.write("rag.md", RAG)
    bench.write("bad.md", "")
    bench.sync()
    bench.embedder.texts.clear()
    before = served(bench.index).catalogue.state()
    report = bench.sync()
    assert not report.did_something
    assert report.unchanged == 1
    assert bench.embedder.texts == []
    assert served(bench.index).catalogue.state() == before


def test_an_empty_folder_is_an_index_without_documents(bench: Workbench) -> None:
    assert bench.sync().chunks == 0
    assert bench.ask("Anything?") == []
    assert_index_equals_folder(bench.index)


def test_emptying_the_folder_empties_the_index(bench: Workbench) -> None:
    path = bench.write("rag.md", RAG)
    bench.sync()
    path.unlink()
    assert bench.sync().removed == ("rag.md",)
    assert bench.ask("When are passages fetched?") == []
    assert_index_equals_folder(bench.index)


def test_progress_is_told_of_documents_and_then_of_the_chunks_that_are_embedded(bench: Workbench) -> None:
    for source in ("a.md", "b.md"):
        bench.write(source, RAG)
    heard: list[tuple[int, int]] = []
    sync(bench.index, progress=lambda done, of: heard.append((done, of)))
    documents, chunks = heard[:3], heard[3:]
    assert documents == [(0, 2), (1, 2), (2, 2)]
    assert chunks == [(0, 2), (2, 2)]


# Files that cannot be documents


def test_a_bad_file_is_refused_with_its_reason_and_stops_no_other(bench: Workbench) -> None:
    bench.write("good.md", RAG)
    (bench.folder / "latin.md").write_bytes("Größe".encode("latin-1"))
    bench.write("yaml.md", "---\ntitle: RAG: the guide\n---\nText.")
    bench.write("keys.md", "---\nframework: {1: x}\n---\nText.")
    bench.write("sheet.xlsx", "x")
    (bench.folder / os.fsdecode(b"\xf6.md")).write_text("Text.")
    (bench.folder / "link.md").symlink_to(bench.folder / "good.md")
    report = bench.sync()
    assert report.added == ("good.md",)
    assert sorted(refusal.source for refusal in report.refused) == [
        "\\xf6.md", "keys.md", "latin.md", "link.md", "sheet.xlsx", "yaml.md",
    ]  # fmt: skip
    assert Refusal("latin.md", "is not UTF-8 (byte 2 does not fit); save it as UTF-8") in report.refused
    assert_index_equals_folder(bench.index)


def test_a_refused_file_is_told_again_until_it_is_mended(bench: Workbench) -> None:
    bench.write("a.md", "")
    assert bench.sync().refused == bench.sync().refused != ()
    bench.write("a.md", RAG)
    report = bench.sync()
    assert (report.added, report.refused) == (("a.md",), ())


def test_an_article_that_became_unreadable_is_no_longer_answered_from(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    bench.write("a.md", "---\naudience: [\n---\n")
    assert [refusal.source for refusal in bench.sync().refused] == ["a.md"]
    assert bench.ask("When are passages fetched?") == []
    assert_index_equals_folder(bench.index)


def test_a_refused_file_that_is_removed_is_no_longer_told(bench: Workbench) -> None:
    path = bench.write("a.md", "")
    bench.sync()
    path.unlink()
    report = bench.sync()
    assert (report.refused, report.removed) == ((), ())


def test_a_missing_folder_is_an_error_that_leaves_the_index_answering(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    bench.folder.rename(bench.place / "elsewhere")
    with pytest.raises(FolderError):
        bench.sync()
    assert texts(bench, "When are passages fetched?")


# What counts as changed


def test_new_content_is_noticed_when_size_and_mtime_are_the_old_ones(bench: Workbench) -> None:
    path = bench.write("a.md", "Alpha text.")
    os.utime(path, ns=(10**18, 10**18))
    bench.sync()
    bench.write("a.md", "Gamma text.")
    os.utime(path, ns=(10**18, 10**18))
    assert bench.sync().changed == ("a.md",)
    assert_index_equals_folder(bench.index)


def test_an_mtime_in_the_future_hides_no_change(bench: Workbench) -> None:
    path = bench.write("a.md", "Alpha text.")
    os.utime(path, ns=(4 * 10**18, 4 * 10**18))
    bench.sync()
    bench.write("a.md", "Beta text.")
    assert bench.sync().changed == ("a.md",)


def test_a_file_that_was_only_touched_is_unchanged(bench: Workbench) -> None:
    path = bench.write("a.md", RAG)
    bench.sync()
    bench.embedder.texts.clear()
    os.utime(path)
    report = bench.sync()
    assert (report.did_something, report.unchanged, bench.embedder.texts) == (False, 1, [])


def test_a_file_replaced_by_rename_as_editors_do_is_read_again(bench: Workbench) -> None:
    bench.write("a.md", "Alpha text.")
    bench.sync()
    bench.write(".a.md.swp", "Gamma text.").rename(bench.folder / "a.md")
    assert bench.sync().changed == ("a.md",)
    assert_index_equals_folder(bench.index)


def test_a_renamed_file_is_embedded_not_once_more(bench: Workbench) -> None:
    path = bench.write("a.md", RAG)
    bench.sync()
    bench.embedder.texts.clear()
    path.rename(bench.folder / "b.md")
    report = bench.sync()
    assert (report.added, report.removed, bench.embedder.texts) == (("b.md",), ("a.md",), [])
    assert [passage.source for passage in bench.ask("When are passages fetched?")] == ["b.md"]
    assert_index_equals_folder(bench.index)


def test_only_the_section_that_changed_is_embedded(bench: Workbench) -> None:
    sections = "\n\n".join(f"## Part {n}\n\nSentence number {n} of many." for n in range(9))
    bench.write("a.md", sections)
    bench.sync()
    bench.embedder.texts.clear()
    bench.write("a.md", sections.replace("number 4", "number four"))
    bench.sync()
    assert len(bench.embedder.texts) == 1
    assert_index_equals_folder(bench.index)


def test_a_new_title_is_searched_by_at_once(bench: Workbench) -> None:
    bench.write("a.md", "---\ntitle: Alpha\n---\nThe same text.")
    bench.sync()
    bench.write("a.md", "---\ntitle: Zebra\n---\nThe same text.")
    bench.sync()
    assert [passage.title for passage in bench.ask("zebra")] == ["Zebra"]
    assert_index_equals_folder(bench.index)


@pytest.mark.parametrize(("before", "after"), [(None, "finance"), ("finance", None), ("finance", "legal")])
def test_a_new_audience_moves_the_document(bench: Workbench, before: str | None, after: str | None) -> None:
    everyone, finance, legal = PUBLIC, PUBLIC | {"finance"}, PUBLIC | {"legal"}
    readers = {None: {everyone, finance, legal}, "finance": {finance}, "legal": {legal}}
    for audience in (before, after):
        bench.write("a.md", article("Margins", "Margins are thin.", audience=audience))
        bench.sync()
        assert {asker for asker in (everyone, finance, legal) if bench.ask("margins", asker)} == readers[audience]
        assert_index_equals_folder(bench.index)


# A folder that moves while it is read


def test_a_file_that_vanishes_during_a_sync_is_left_for_the_next(bench: Workbench) -> None:
    path = bench.write("a.md", RAG)
    report = sync(bench.index, progress=lambda _done, _of: path.unlink(missing_ok=True))
    assert (report.added, report.unsettled) == ((), ("a.md",))
    assert bench.sync().chunks == 0


def test_a_file_being_written_is_left_for_the_next_sync_and_its_old_version_answers(bench: Workbench) -> None:
    path = bench.write("a.md", RAG)
    bench.sync()
    bench.write("a.md", TUNING)

    def becomes_a_pipe(_done: int, _of: int) -> None:
        path.unlink(missing_ok=True)
        os.mkfifo(path)

    assert sync(bench.index, progress=_once(becomes_a_pipe)).unsettled == ("a.md",)
    assert texts(bench, "When are passages fetched?")
    path.unlink()
    bench.write("a.md", TUNING)
    assert bench.sync().changed == ("a.md",)
    assert_index_equals_folder(bench.index)


def test_a_file_swapped_for_a_link_during_a_sync_is_not_followed(bench: Workbench) -> None:
    path = bench.write("a.md", RAG)
    (bench.place / "secret.md").write_text("A secret.")

    def becomes_a_link(_done: int, _of: int) -> None:
        path.unlink()
        path.symlink_to(bench.place / "secret.md")

    assert sync(bench.index, progress=_once(becomes_a_link)).unsettled == ("a.md",)
    assert [refusal.source for refusal in bench.sync().refused] == ["a.md"]
    assert bench.ask("secret") == []


def _once(act: Progress) -> Progress:
    left = [act]
    return lambda done, of: left.pop()(done, of) if left else None


# An embedder that fails


def test_an_embedder_that_fails_leaves_the_new_versions_answering_by_their_words(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    bench.write("a.md", TUNING)
    bench.write("b.md", PROMPTS)
    bench.embedder.allowed = len(bench.embedder.texts)
    with pytest.raises(EmbedderStoppedError):
        bench.sync()
    assert served(bench.index).waiting.count() == 2
    assert {passage.source for passage in bench.ask("weights words")} == {"a.md", "b.md"}
    assert {passage.relevance for passage in bench.ask("weights words")} == {0.0}
    assert "Retrieval fetches" not in "".join(texts(bench, "When are passages fetched?"))
    bench.embedder.allowed = None
    bench.sync()
    assert {passage.relevance > 0 for passage in bench.ask("weights words")} == {True}
    assert_index_equals_folder(bench.index)


def test_a_change_taken_back_after_a_failed_sync_leaves_no_trace(bench: Workbench) -> None:
    old = article("Old title", "The same text.")
    bench.write("a.md", old)
    bench.sync()
    bench.write("a.md", article("New title", "The same text.", audience="finance"))
    bench.write("b.md", PROMPTS)
    bench.embedder.allowed = len(bench.embedder.texts) + 1
    with pytest.raises(EmbedderStoppedError):
        bench.sync()
    bench.embedder.allowed = None
    bench.write("a.md", old)
    (bench.folder / "b.md").unlink()
    bench.sync()
    assert_index_equals_folder(bench.index)


def test_the_words_of_a_change_taken_back_after_a_failed_sync_find_nothing(bench: Workbench) -> None:
    old = "# One\n\nFirst text.\n\n# Two\n\nSecond text."
    bench.write("a.md", old)
    bench.sync()
    bench.write("a.md", old.replace("Second", "Quagga"))
    bench.embedder.allowed = len(bench.embedder.texts)
    with pytest.raises(EmbedderStoppedError):
        bench.sync()
    bench.embedder.allowed = None
    bench.write("a.md", old)
    bench.sync()
    assert served(bench.index).lexical.search("quagga", 5, [PUBLIC]) == []


def test_vectors_made_before_a_failure_are_not_made_again(bench: Workbench) -> None:
    bench.write("a.md", "\n\n".join(f"## Part {n}\n\nSentence number {n} of many." for n in range(300)))
    bench.embedder.allowed = 256
    with pytest.raises(EmbedderStoppedError):
        bench.sync()
    bench.embedder.allowed = None
    bench.sync()
    assert len(bench.embedder.texts) == len(set(bench.embedder.texts)) == 300
    assert_index_equals_folder(bench.index)


# Generations


def test_a_rebuild_embeds_nothing_again_and_gives_the_same_index(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    before = served(bench.index)
    bench.embedder.texts.clear()
    report = bench.sync(rebuild=True)
    after = served(bench.index)
    assert (report.chunks, bench.embedder.texts) == (1, [])
    assert after.name != before.name
    assert after.lexical.ids() == before.lexical.ids()
    assert_index_equals_folder(bench.index)


def test_the_served_generation_answers_while_another_is_built(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    before = served(bench.index)
    bench.write("a.md", TUNING)
    seen: list[tuple[str, list[str]]] = []
    sync(
        bench.index,
        rebuild=True,
        progress=lambda _done, _of: seen.append((served(bench.index).name, texts(bench, "When are passages fetched?"))),
    )
    assert {name for name, _ in seen} == {before.name}
    assert all("Retrieval fetches" in found[0] for _, found in seen)
    assert "Tuning moves" in texts(bench, "weights of a model")[0]


def test_a_question_under_way_during_a_swap_is_answered_from_the_generation_it_began_with(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    before = served(bench.index)
    bench.sync(rebuild=True)
    (found, *_) = before.lexical.search("passages", 5, [PUBLIC])
    assert [p.source for p in before.catalogue.passages({found[0]: Near(1.0, 1.0)}, PUBLIC)] == ["a.md"]
    assert before.vectors.count() == 1


def test_the_replaced_generation_is_gone_after_the_next_sync(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    bench.sync(rebuild=True)
    bench.sync()
    name = served(bench.index).name
    assert bench.index.generations.others(name) == []
    assert [folder.name for folder in bench.index.folder.glob("lexical-*")] == [f"lexical-{name}"]


def test_another_model_builds_a_new_generation_and_never_mixes_vectors(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    before = served(bench.index)
    other = bench.reopened(CountingEmbedder("hash-64-other"))
    assert not other.is_current()
    sync(other)
    assert served(other).name != before.name
    assert other.is_current()
    assert_index_equals_folder(other)


def test_other_reading_rules_read_every_file_again(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    version, *others = bench.index.identity.split("|")
    assert version == READING_VERSION
    old = bench.index.generations.begin("|".join(("older", *others)))
    bench.index.generations.serve(old)
    assert not bench.index.is_current()
    assert bench.sync().added == ("a.md",)
    assert_index_equals_folder(bench.index)


def test_a_build_beside_that_fails_leaves_the_served_generation_and_is_cleared_away(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    before = served(bench.index)
    failing = CountingEmbedder("hash-64-other")
    failing.allowed = 0
    with pytest.raises(EmbedderStoppedError):
        sync(bench.reopened(failing))
    assert served(bench.index).name == before.name
    bench.sync()
    assert bench.index.generations.others(before.name) == []
    assert_index_equals_folder(bench.index)


# Processes


def test_a_second_writer_is_refused_in_one_sentence(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    with FileLock(bench.index.lock_file), pytest.raises(IndexBusy, match="wait for it to finish, or stop it"):
        sync(bench.reopened())
    assert not bench.sync().did_something


def test_a_second_process_is_refused_while_the_first_writes(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    script = (
        "import sys; from pathlib import Path; from indexer.sync import IndexBusy\n"
        "from tests.indexer.workbench import Workbench\n"
        "try: Workbench(Path(sys.argv[1])).sync()\n"
        "except IndexBusy as error: print(error)"
    )
    told: list[str] = []

    def other_process(_done: int, _of: int) -> None:
        child = subprocess.run([sys.executable, "-c", script, bench.place], capture_output=True, text=True, check=True)
        told.append(child.stdout)

    sync(bench.index, progress=_once(other_process))
    assert told == [
        f"Another Advisor process is writing the index in {bench.index.folder}; wait for it to finish, or stop it.\n"
    ]
    assert_index_equals_folder(bench.index)


def test_a_sync_waits_for_a_database_that_another_process_has_locked(bench: Workbench) -> None:
    bench.write("a.md", RAG)
    bench.sync()
    bench.write("a.md", TUNING)
    locked = threading.Event()

    def lock_for_a_while() -> None:
        with sqlite3.connect(bench.index.folder / "catalogue.db") as other:
            other.execute("BEGIN EXCLUSIVE")
            locked.set()
            threading.Event().wait(2)

    thread = threading.Thread(target=lock_for_a_while)
    thread.start()
    locked.wait()
    report = bench.sync()
    thread.join()
    assert report.changed == ("a.md",)
