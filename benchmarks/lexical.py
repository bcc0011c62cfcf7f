"""Lexical indexes side by side: tantivy, SQLite FTS5 and bm25s on the same texts.

    python -m benchmarks.lexical [--pages 20000] [--chunkeval DIR]

bm25s takes part when it can be imported (pip install bm25s, in an environment of its own). Each is given the same
stemmed words. Ranking is judged on chunkeval: the share of questions with a wanted place in the first five chunks.
"""

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import tantivy
from rich.console import Console
from rich.table import Table

from benchmarks.pages import question, write_pages
from benchmarks.questions import Asked, Place, chunkeval
from indexer.blocks import blocks
from indexer.words import analyser

_DEPTH = 60
_analyser = analyser()


@dataclass(frozen=True, slots=True)
class Held:
    """An index that was built: how to ask it, and how to change one text (None: it is built again)."""

    search: Callable[[Sequence[str]], Sequence[int]]
    change: Callable[[int, str], None] | None
    folder: Path


def with_tantivy(texts: Sequence[str], folder: Path) -> Held:
    """tantivy, as the product uses it."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("row", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="stemmed", index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder))
    index.register_tokenizer("stemmed", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    writer = index.writer(64_000_000, 1)
    for row, text in enumerate(texts):
        writer.add_document(tantivy.Document(row=str(row), words=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = [index.searcher()]

    def search(words: Sequence[str]) -> list[int]:
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "words", word)) for word in words]
        found = searcher[0].search(tantivy.Query.boolean_query(terms), limit=_DEPTH, count=False)
        return [int(searcher[0].doc(address)["row"][0]) for _, address in found.hits]

    def change(row: int, text: str) -> None:
        writer = index.writer(64_000_000, 1)
        writer.delete_documents_by_term("row", str(row))
        writer.add_document(tantivy.Document(row=str(row), words=text))
        writer.commit()
        index.reload()
        searcher[0] = index.searcher()

    return Held(search, change, folder)


def with_fts5(texts: Sequence[str], folder: Path) -> Held:
    """SQLite's FTS5."""
    database = sqlite3.connect(folder / "fts.db")
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE VIRTUAL TABLE chunks USING fts5(words, tokenize='unicode61')")
    database.executemany("INSERT INTO chunks(rowid, words) VALUES (?, ?)", enumerate(texts))
    database.commit()

    def search(words: Sequence[str]) -> list[int]:
        match = " OR ".join(f'"{word}"' for word in words)
        query = f"SELECT rowid FROM chunks WHERE chunks MATCH ? ORDER BY rank LIMIT {_DEPTH}"
        return [row for (row,) in database.execute(query, (match,))]

    def change(row: int, text: str) -> None:
        database.execute("UPDATE chunks SET words = ? WHERE rowid = ?", (text, row))
        database.commit()

    return Held(search, change, folder)


def with_bm25s(texts: Sequence[str], folder: Path) -> Held:
    """bm25s, which has no way to change a text."""
    import bm25s  # type: ignore[import-not-found]  # another contestant, no dependency of ours

    retriever = bm25s.BM25(k1=1.2, b=0.75)
    retriever.index([text.split() for text in texts], show_progress=False)
    retriever.save(folder)

    def search(words: Sequence[str]) -> list[int]:
        rows, _ = retriever.retrieve([list(words)], k=min(_DEPTH, len(texts)), show_progress=False)
        return [int(row) for row in rows[0]]

    return Held(search, None, folder)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--chunkeval", type=Path, default=Path("../shared/datasets/chunkeval"))
    arguments = parser.parse_args()
    makers = [with_tantivy, with_fts5]
    if find_spec("bm25s"):
        makers.append(with_bm25s)
    else:
        print("bm25s cannot be imported: left out.")
    with tempfile.TemporaryDirectory() as temporary:
        pages = _stemmed(_paragraphs_of_pages(Path(temporary) / "pages", arguments.pages))
        title = f"{len(pages):,} generated paragraphs; ranking on chunkeval"
        table = Table("", "build", "p50 / p95", "one change", "disk", "hit@5", title=title)
        for maker in makers:
            table.add_row(
                maker.__name__.removeprefix("with_"),
                *_row(maker, pages, arguments.chunkeval, Path(temporary)),
            )
    Console(width=110).print(table)


def _row(
    make: Callable[[Sequence[str], Path], Held], texts: Sequence[str], evaluation: Path, place: Path
) -> tuple[str, ...]:
    folder = Path(tempfile.mkdtemp(dir=place))
    started = time.perf_counter()
    held = make(texts, folder)
    build = time.perf_counter() - started
    asked = [_words(question(number)) for number in range(220)]
    times = sorted(_seconds(lambda words=words: held.search(words)) * 1000 for words in asked)
    change = held.change
    changes = [_seconds(lambda row=row: change(row, texts[row + 1])) for row in range(5)] if change else []
    changed = f"{statistics.median(changes) * 1000:.0f} ms" if changes else "built again"
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    hit = f"{_hits(make, evaluation, place):.3f}" if (evaluation / "queries.jsonl").exists() else "no chunkeval"
    p50, p95 = statistics.median(times), times[int(0.95 * len(times))]
    return f"{build:.1f} s", f"{p50:.1f} / {p95:.1f} ms", changed, f"{disk:.0f} MB", hit


def _hits(make: Callable[[Sequence[str], Path], Held], evaluation: Path, place: Path) -> float:
    places, texts = [], []
    for path in sorted((evaluation / "corpora").glob("*.md")):
        text = path.read_bytes().decode("utf-8")
        for block in blocks(text):
            places.append(Place(path.name, block.start, block.end))
            texts.append(text[block.start : block.end])
    held = make(_stemmed(texts), Path(tempfile.mkdtemp(dir=place)))
    questions = chunkeval(evaluation)
    return sum(_hit(asked, [places[row] for row in held.search(_words(asked.text))[:5]]) for asked in questions) / len(
        questions
    )


def _hit(asked: Asked, found: Sequence[Place]) -> bool:
    return any(wanted.shared(place) for wanted in asked.wanted for place in found)


def _paragraphs_of_pages(folder: Path, pages: int) -> list[str]:
    write_pages(folder, pages)
    return [
        part for path in sorted(folder.rglob("*.md")) for part in path.read_text(encoding="utf-8").split("\n\n") if part
    ]


def _stemmed(texts: Sequence[str]) -> list[str]:
    return [" ".join(_analyser.analyze(text)) for text in texts]


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(_analyser.analyze(text)))


def _seconds(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
