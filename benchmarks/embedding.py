"""Embedding speed, side by side in one run: ours in int8 and fp32, and sentence-transformers on torch.

    python benchmarks/embedding.py [--chunks 96] [--threads 2] [--rounds 3] [--weights DIR]

sentence-transformers takes part when it can be imported. To compare, in a virtual environment of its own:

    pip install sentence-transformers onnx onnxruntime tokenizers safetensors numpy
    PYTHONPATH=. python benchmarks/embedding.py --weights DIR   (a folder with model.safetensors and tokenizer.json)

The contestants take turns, round by round, and medians are printed: another program's load then hits all alike.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.embedding.open import open_embedder
from indexer.embedding.weights import find_weights

QUERY = "Should we fine-tune a model or retrieve from our knowledge base?"
QUERIES = 40  # per round
SENTENCES = (
    "Fine-tuning changes how a model behaves; retrieval changes what it knows.",
    "The support team labels two hundred tickets a month, and the product facts change every week.",
    "A prompt that fits on one page is the cheapest thing to try, so measure it before anything else.",
    "Latency fell from 2.4 s to 900 ms, but the answers lost their citations.",
    "If nobody can say what a good answer looks like, no amount of training data will help.",
    "Costs: $4,500 once for training, then $0.60 per thousand requests.",
)


@dataclass
class Contestant:
    """Something that embeds, and what it needed: seconds per round for all chunks, and per query."""

    name: str
    embed: Callable[[Sequence[str]], NDArray[np.float32]]
    embed_query: Callable[[str], object]
    rounds: list[float] = field(default_factory=list)
    queries: list[float] = field(default_factory=list)

    def run(self, chunks: Sequence[str]) -> None:
        """Adds one round."""
        self.rounds.append(_seconds(lambda: self.embed(chunks)))
        self.queries += [_seconds(lambda: self.embed_query(QUERY)) for _ in range(QUERIES)]


def chunks_of(count: int) -> list[str]:
    """Texts of 2 to 13 sentences (about 35 to 230 tokens), the same in every run."""
    dice = random.Random(20_26)
    return [" ".join(dice.choices(SENTENCES, k=dice.randint(2, 13))) for _ in range(count)]


def sentence_transformers(folder: Path, threads: int) -> Contestant:
    """The usual way to run this model, with its own defaults, on as many threads."""
    import torch  # type: ignore[import-not-found]  # the other side of the comparison, no dependency of ours
    from sentence_transformers import SentenceTransformer  # type: ignore[import-not-found]  # likewise

    torch.set_num_threads(threads)
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return Contestant(
        f"sentence-transformers, torch {torch.__version__}",
        lambda texts: model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False),
        lambda text: model.encode(text, normalize_embeddings=True, show_progress_bar=False),
    )


def main() -> None:
    """Prints the table."""
    arguments = _arguments()
    chunks = chunks_of(arguments.chunks)
    with tempfile.TemporaryDirectory() as models:
        fp32, int8 = (
            open_embedder(Path(models), arguments.weights, precision, arguments.threads)
            for precision in ("fp32", "int8")
        )
    tokens = sum(min(fp32.max_tokens, fp32.count_tokens(chunk) + 2) for chunk in chunks)
    contestants = [
        Contestant("ours, int8", int8.embed, int8.embed_query),
        Contestant("ours, fp32", fp32.embed, fp32.embed_query),
    ]
    if find_spec("sentence_transformers"):
        contestants.append(sentence_transformers(find_weights(arguments.weights).folder, arguments.threads))
    for contestant in contestants:
        contestant.embed(chunks[:8])  # the first call of each pays for its memory
    for _ in range(arguments.rounds):
        for contestant in contestants:
            contestant.run(chunks)
    print(f"{len(chunks)} chunks, {tokens} tokens, {arguments.threads} threads, medians of {arguments.rounds} rounds\n")
    _table(contestants, len(chunks), tokens)
    if len(contestants) == 2:
        print("\nsentence-transformers is not installed here; the head of this file says how to compare.")


def _table(contestants: Sequence[Contestant], chunks: int, tokens: int) -> None:
    slowest = statistics.median(contestants[-1].rounds)
    print(f"{'':42}{'tokens/s':>10}{'chunks/s':>10}{'query ms':>10}{'speed':>8}")
    for contestant in contestants:
        seconds = statistics.median(contestant.rounds)
        query = statistics.median(contestant.queries) * 1000
        figures = f"{tokens / seconds:>10,.0f}{chunks / seconds:>10.1f}{query:>10.2f}{slowest / seconds:>7.2f}x"
        print(f"{contestant.name:42}{figures}")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Embedding speed, side by side.")
    parser.add_argument("--chunks", type=int, default=96)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--weights", type=Path, default=None)
    return parser.parse_args()


if __name__ == "__main__":
    main()
