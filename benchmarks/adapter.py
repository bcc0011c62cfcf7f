"""Fits the embedder's adapter for questions: near which answer a question's vector should come.

    python -m benchmarks.adapter --stock PYTHON            # prints what it does for answers that it has not seen
    python -m benchmarks.adapter --stock PYTHON --write    # also writes indexer/embedding/fitted_adapter.npz

PYTHON is an interpreter with what benchmarks/stock.txt lists; low_rank.py beside this file trains there, for a quarter
of an hour each time. It learns from knowledge/answers/ alone: each heading there and each of its other wordings should
come nearest to its own section. What it is worth is told on other people's questions (same_question.yaml beside this
file): those that the pages of one half answer are looked for among all sections, with an adapter that saw the other
half only.
"""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import knowledge_index, stock_to_fit_with
from benchmarks.labelled_sections import Labelled, labelled_questions
from indexer.catalogue import Catalogue
from indexer.derived import embedded_text
from indexer.embedding.adapter import FITTED, Adapter
from indexer.embedding.open import open_embedder
from indexer.embedding.port import Embedder, Vectors
from indexer.embedding.weights import find_weights
from indexer.headings import question_of, wordings_of
from indexer.index import Index

_MOST = (1, 3, 12)


@dataclass(frozen=True, slots=True)
class Section:
    """A section under a question: its page, its heading and that one's other wordings, and what is embedded of it."""

    page: str
    asked_as: Sequence[str]
    embedded: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints, and writes when asked to."""
    stock, write = stock_to_fit_with(__doc__, arguments)
    with knowledge_index() as index, tempfile.TemporaryDirectory() as scratch:
        served = index.served()
        sections = list(_sections(served.catalogue)) if served else []
        training = _Training(index, sections, stock, Path(scratch))
        if write:
            FITTED.write_bytes(training.on(np.ones(len(sections), bool)).read_bytes())
        _print(training)


def _sections(catalogue: Catalogue) -> Iterator[Section]:
    chunks = ((document.title, chunk) for document in catalogue.all_documents() for chunk in catalogue.chunks(document))
    for title, chunk in chunks:
        if heading := question_of(chunk.heading, title):
            yield Section(chunk.source, (heading, *wordings_of(chunk.text)), embedded_text(chunk))


class _Training:
    def __init__(self, index: Index, sections: Sequence[Section], python: Path, scratch: Path) -> None:
        self.index = index
        self.sections = sections
        self.answers = index.embedder.embed([one.embedded for one in sections])
        self._python = python
        self._scratch = scratch

    def on(self, seen: NDArray[np.bool_]) -> Path:
        """A file with the adapter that learns from those sections."""
        places = [at for at, one in enumerate(seen) if one]
        asked = [(text, row) for row, at in enumerate(places) for text in self.sections[at].asked_as]
        (self._scratch / "questions.json").write_text(json.dumps(asked), encoding="utf-8")
        np.save(self._scratch / "answers.npy", self.answers[places])
        weights, out = find_weights(self.index.settings.weights).folder, self._scratch / "adapter.npz"
        program = Path(__file__).with_name("low_rank.py")
        subprocess.run([str(self._python), str(program), str(self._scratch), str(weights), str(out)], check=True)
        return out

    def embedder(self, adapter: Path) -> Embedder:
        """The embedder for questions with that adapter."""
        settings = self.index.settings
        models = self._scratch / "models"
        return open_embedder(models, settings.weights, settings.precision, settings.threads, Adapter(adapter))


def _print(training: _Training) -> None:
    asked = [one for one in labelled_questions() if one.full]
    pages = np.array([one.page for one in training.sections])
    first_half = np.isin(pages, sorted(set(pages))[::2])
    before, after = [], []
    for seen in (first_half, ~first_half):
        before += _places(training, training.index.embedder, asked, ~seen)
        after += _places(training, training.embedder(training.on(seen)), asked, ~seen)
    print(f"{len(before)} questions by others, {len(pages)} sections; the right one among the first n of them:")
    for most in _MOST:
        found, adapted = (sum(place < most for place in places) for places in (before, after))
        print(f"{most:3}: {found:4} by the embedder, {adapted:4} by an adapter that has not seen its page")


def _places(
    training: _Training, embedder: Embedder, asked: Sequence[Labelled], looked_for: NDArray[np.bool_]
) -> list[int]:
    """Of each question that one of those sections answers the place, from 0, at which the first of them comes."""
    vectors = embedder.embed([one.question for one in asked])
    right = [_answering(training, one, looked_for) for one in asked]
    return [_place(vector, training.answers, at) for vector, at in zip(vectors, right, strict=True) if at]


def _answering(training: _Training, one: Labelled, looked_for: NDArray[np.bool_]) -> list[int]:
    return [at for at in np.flatnonzero(looked_for).tolist() if training.sections[at].asked_as[0] in one.full]


def _place(vector: Vectors, answers: Vectors, right: Sequence[int]) -> int:
    order = np.argsort(-(answers @ vector), kind="stable").tolist()
    return min(order.index(at) for at in right)


if __name__ == "__main__":
    main()
