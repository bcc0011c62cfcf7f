"""Quality of retrieval, side by side: Advisor, BM25 alone, dense alone, LlamaIndex's default pipeline.

    python -m benchmarks.retrieval [--chunkeval DIR] [--data DIR]

chunkeval's corpora are indexed together and its questions asked of each contestant; so are our own questions
(evals/knowledge.yaml, those with phrases to find) of knowledge/. chunkeval is left out where it is not there. With
--data the index is kept for the next run. Three minutes on two cores.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from benchmarks.contestants import Contestant, advisor, bm25, dense, llama_index
from benchmarks.questions import Asked, Measures, Tokens, chunkeval, measure, own
from indexer.index import Index
from indexer.settings import IndexSettings
from indexer.sync import sync

_ROOT = Path(__file__).parents[1]
_QUESTIONS = _ROOT / "evals" / "knowledge.yaml"
_KNOWLEDGE = _ROOT / "knowledge"
_console = Console(width=160)


def main() -> None:
    """Prints a table for each question set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunkeval", type=Path, default=Path("../shared/datasets/chunkeval"))
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        data = arguments.data or Path(temporary)
        if (arguments.chunkeval / "queries.jsonl").exists():
            corpora = _copied(arguments.chunkeval / "corpora", data / "chunkeval")
            _compare("chunkeval", corpora, data, chunkeval(arguments.chunkeval))
        else:
            _console.print(f"No chunkeval in {arguments.chunkeval}: left out.")
        _compare("our own questions", _KNOWLEDGE, data, own(_QUESTIONS, _KNOWLEDGE))


def _copied(corpora: Path, into: Path) -> Path:
    """A copy: the same folder name in every run, so that --data finds its index again."""
    into.mkdir(parents=True, exist_ok=True)
    for path in corpora.glob("*.md"):
        if not (into / path.name).exists():
            shutil.copyfile(path, into / path.name)
    return into


def _compare(title: str, folder: Path, data: Path, questions: Sequence[Asked]) -> None:
    index = _indexed(title, IndexSettings(knowledge=folder, data=data))
    in_fp32 = _indexed(f"{title} in fp32", IndexSettings(knowledge=folder, data=data / "fp32", precision="fp32"))
    generation = index.served()
    assert generation is not None
    texts = {document.source: document.text for document in generation.catalogue.all_documents()}
    tokens = Tokens(texts, index.embedder.token_offsets)
    corpora = sorted({asked.corpus for asked in questions})
    title = f"{title}: {len(questions)}"
    table = Table("", "recall@1000", "tuned half", "held half", "hit@5", "full@5", "nDCG@10", *corpora, title=title)
    for contestant in _contestants(index, in_fp32):
        table.add_row(contestant.name, *_row(contestant, questions, tokens, corpora))
    _console.print(table)


def _indexed(title: str, settings: IndexSettings) -> Index:
    index = Index(settings)
    with Progress(console=_console) as bar:
        task = bar.add_task(f"indexing {title}")
        sync(index, progress=lambda done, of: bar.update(task, completed=done, total=of))
    return index


def _contestants(index: Index, in_fp32: Index) -> Iterator[Contestant]:
    yield advisor(index)
    yield replace(advisor(in_fp32), name="Advisor in fp32")
    for make in (bm25, dense, llama_index):
        yield make(index)


def _row(contestant: Contestant, questions: Sequence[Asked], tokens: Tokens, corpora: Sequence[str]) -> list[str]:
    measured: list[tuple[Asked, Measures]] = []
    for asked in track(questions, contestant.name, console=_console, transient=True):
        measured.append((asked, measure(asked, contestant.search(asked.text), tokens, contestant.places)))
    whole = Measures.mean([m for _, m in measured])
    halves = [Measures.mean([m for asked, m in measured if asked.held_out is held]).recall for held in (False, True)]
    each = [Measures.mean([m for asked, m in measured if asked.corpus == corpus]).recall for corpus in corpora]
    values = [whole.recall, *halves, whole.hit, whole.full, whole.ndcg, *each]
    return [f"{value:.3f}" for value in values]


if __name__ == "__main__":
    main()
