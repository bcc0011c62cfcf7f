"""Fits the embedding adapter: near which answer a question's vector should come.

    python -m benchmarks.adapter            # prints what it does for answers that it has not seen
    python -m benchmarks.adapter --write    # also writes indexer/embedding/fitted_adapter.npz

It learns from knowledge/answers/ alone: each heading there and each of its other wordings should come nearest to its
own section. What it is worth is told on other people's questions (same_question.yaml beside this file): those that a
page answers are looked for among all sections, with an adapter that saw the other pages only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import asked_to_write, knowledge_index
from benchmarks.labelled_sections import labelled_questions
from indexer.catalogue import Catalogue
from indexer.derived import embedded_text
from indexer.embedding.adapter import FITTED, Adapter
from indexer.embedding.port import Embedder, Vectors
from indexer.headings import question_of, wordings_of

_RANK = 64  # 128 and 384 find no more, 32 less
_SHARPNESS = 20.0  # of the softmax over cosines
_RIDGE = 1e-2  # 1e-3 finds a little more of what it has seen and less of the rest
_STEPS, _STEP = 200, 0.3

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Section:
    """A section under a question: its page, its heading and that one's other wordings, and what is embedded of it."""

    page: str
    asked_as: Sequence[str]
    embedded: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints, and writes when asked to."""
    write = asked_to_write(__doc__, arguments)
    with knowledge_index() as index:
        served = index.served()
        sections = list(_sections(served.catalogue)) if served else []
        lessons = _Lessons.of(sections, index.embedder)
        _print(sections, lessons, index.embedder)
    if write:
        fitted = _fitted(lessons, np.ones(len(sections), bool))
        np.savez_compressed(FITTED, into=fitted.into.astype(np.float16), back=fitted.back.astype(np.float16))


def _sections(catalogue: Catalogue) -> Iterator[Section]:
    chunks = ((document.title, chunk) for document in catalogue.all_documents() for chunk in catalogue.chunks(document))
    for title, chunk in chunks:
        if heading := question_of(chunk.heading, title):
            yield Section(chunk.source, (heading, *wordings_of(chunk.text)), embedded_text(chunk))


@dataclass(frozen=True, slots=True)
class _Lessons:
    """Questions (n, dimension), the place of each one's section, and the sections (sections, dimension)."""

    questions: Vectors
    section: NDArray[np.intp]
    answers: Vectors

    @classmethod
    def of(cls, sections: Sequence[Section], embedder: Embedder) -> "_Lessons":
        asked = [(at, text) for at, one in enumerate(sections) for text in one.asked_as]
        questions = embedder.embed([text for _, text in asked])
        return cls(questions, np.array([at for at, _ in asked]), embedder.embed([one.embedded for one in sections]))


def _fitted(lessons: _Lessons, seen: NDArray[np.bool_]) -> Adapter:
    """The adapter from the lessons on those sections. A softmax over all that are seen, by gradient descent."""
    place_of = np.cumsum(seen) - 1
    chosen = seen[lessons.section]
    questions, right = lessons.questions[chosen].astype(float), place_of[lessons.section[chosen]]
    answers, rows = lessons.answers[seen].astype(float), np.arange(int(chosen.sum()))
    added = np.zeros((questions.shape[1],) * 2)
    for _ in range(_STEPS):
        chances = _softmax(_SHARPNESS * (questions + questions @ added) @ answers.T)
        chances[rows, right] -= 1
        added -= _STEP * (_SHARPNESS * questions.T @ (chances @ answers) / len(rows) + _RIDGE * added)
    left, strengths, back = np.linalg.svd(added)
    return Adapter((left * strengths)[:, :_RANK].astype(np.float32), back[:_RANK].astype(np.float32))


def _softmax(scores: Numbers) -> Numbers:
    raised: Numbers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _print(sections: Sequence[Section], lessons: _Lessons, embedder: Embedder) -> None:
    asked = [one for one in labelled_questions() if one.full]
    vectors = embedder.embed([one.question for one in asked])
    pages = np.array([one.page for one in sections])
    before, after = [], []
    for page in sorted(set(pages)):
        adapter = _fitted(lessons, pages != page)
        for one, vector in zip(asked, vectors, strict=True):
            full = [at for at, section in enumerate(sections) if section.asked_as[0] in one.full]
            right = [at for at in full if pages[at] == page]
            if right:
                before.append(_place(vector, lessons.answers, right))
                after.append(_place(adapter.adapted(vector), lessons.answers, right))
    print(f"{len(before)} questions by others, {len(sections)} sections; the right one among the first n of them:")
    for most in (1, 3, 12):
        found, adapted = (sum(place < most for place in places) for places in (before, after))
        print(f"{most:3}: {found:4} by the embedder, {adapted:4} by an adapter that has not seen its page")


def _place(vector: Vectors, answers: Vectors, right: Sequence[int]) -> int:
    order = np.argsort(-(answers @ vector), kind="stable").tolist()
    return min(order.index(at) for at in right)


if __name__ == "__main__":
    main()
