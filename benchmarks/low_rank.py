"""Trains low-rank additions to the layers of all-MiniLM-L6-v2 (LoRA, Hu et al. 2021, arXiv:2106.09685), with torch.

    PYTHON benchmarks/low_rank.py LESSONS WEIGHTS OUT

`benchmarks.adapter` runs it in an interpreter that has what stock.txt lists, so it imports nothing of ours. LESSONS
is a folder with `questions.json`, a list of [question, row of its answer], and `answers.npy`, (answers, 384) float32 of
length 1. WEIGHTS is a folder with the model's `model.safetensors` and `tokenizer.json`. OUT is written as
`indexer.embedding.adapter` reads it.

Each question's vector is brought nearest to that of its answer by a softmax over all answers, whose vectors stay.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
import torch  # type: ignore[import-not-found]  # no dependency of Advisor's
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional  # type: ignore[import-not-found]  # likewise
from tqdm import tqdm  # type: ignore[import-untyped]  # likewise

LAYERS, HEADS, EPSILON = 6, 12, 1e-12
PARTS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
RANK = 16
STRENGTH = 2.0  # of what is added, beside the model's own: as alpha / rank in the paper
DROPPED = 0.1  # of attention while training
SHARPNESS = 20.0  # of the softmax over cosines
NEARNESS = 2.0  # weight of the distance itself: without it only the order counts, and cosines mean less by themselves
EPOCHS, BATCH, STEP, WARM_UP = 6, 64, 1e-3, 30
SORTED_TOGETHER = 20  # batches: texts of one length are computed together, without padding to the longest of all


class Model(torch.nn.Module):  # type: ignore[misc]  # torch has no types here
    """The model with its own weights held, and what is added to each layer's left to be learned."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.held = load_file(folder / "model.safetensors")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(256)
        self.into, self.back = torch.nn.ParameterDict(), torch.nn.ParameterDict()
        for name in (f"encoder.layer.{layer}.{part}" for layer in range(LAYERS) for part in PARTS):
            wide, narrow = self.held[f"{name}.weight"].shape
            self.into[key(name)] = torch.nn.Parameter(torch.randn(narrow, RANK) / narrow**0.5)
            self.back[key(name)] = torch.nn.Parameter(torch.zeros(RANK, wide))

    def forward(self, texts: list[str]) -> torch.Tensor:
        """(n, 384) of length 1."""
        tokens = [self.tokenizer.encode(text).ids for text in texts]
        ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(each) for each in tokens], batch_first=True)
        seen = torch.arange(ids.shape[1]) < torch.tensor([[len(each)] for each in tokens])
        embedded = "embeddings.{}_embeddings.weight".format
        hidden = self.held[embedded("word")][ids] + self.held[embedded("token_type")][0]
        hidden = self._norm(hidden + self.held[embedded("position")][: ids.shape[1]], "embeddings")
        for layer in range(LAYERS):
            hidden = self._layer(hidden, seen, f"encoder.layer.{layer}")
        summed = (hidden * seen[:, :, None]).sum(1)
        return functional.normalize(summed, dim=1)  # of the mean too: it has the sum's direction

    def _layer(self, hidden: torch.Tensor, seen: torch.Tensor, name: str) -> torch.Tensor:
        split = (*hidden.shape[:2], HEADS, -1)
        query, key_, value = (
            self._linear(hidden, f"{name}.attention.self.{part}").view(split).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        dropped = DROPPED if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(query, key_, value, seen[:, None, None, :], dropped)
        attended = self._linear(mixed.transpose(1, 2).flatten(2), f"{name}.attention.output.dense")
        hidden = self._norm(hidden + attended, f"{name}.attention.output")
        wide = functional.gelu(self._linear(hidden, f"{name}.intermediate.dense"))
        return self._norm(hidden + self._linear(wide, f"{name}.output.dense"), f"{name}.output")

    def _linear(self, inputs: torch.Tensor, name: str) -> torch.Tensor:
        added = inputs @ self.into[key(name)] @ self.back[key(name)]
        own = functional.linear(inputs, self.held[f"{name}.weight"], self.held[f"{name}.bias"])
        return own + STRENGTH * added

    def _norm(self, hidden: torch.Tensor, name: str) -> torch.Tensor:
        weight, bias = (self.held[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return functional.layer_norm(hidden, hidden.shape[-1:], weight, bias, EPSILON)


def key(name: str) -> str:
    """The name as torch lets a parameter be called."""
    return name.replace(".", "/")


def batches(questions: list[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """All questions once, in a new order."""
    shuffled = random.sample(questions, len(questions))
    made = []
    for first in range(0, len(shuffled), BATCH * SORTED_TOGETHER):
        some = sorted(shuffled[first : first + BATCH * SORTED_TOGETHER], key=lambda one: len(one[0]))
        made += [some[start : start + BATCH] for start in range(0, len(some), BATCH)]
    return random.sample(made, len(made))


def train(model: Model, questions: list[tuple[str, int]], answers: torch.Tensor) -> None:
    """Adam, warmed up and then slowed down to a fiftieth."""
    steps = EPOCHS * len(batches(questions))
    optimiser = torch.optim.AdamW(model.parameters(), lr=STEP, weight_decay=0.01)
    slower = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / WARM_UP) * max(0.02, 1 - step / steps)
    )
    bar = tqdm(total=steps)
    for _ in range(EPOCHS):
        for batch in batches(questions):
            vectors = model([text for text, _ in batch])
            right = torch.tensor([row for _, row in batch])
            cosines = vectors @ answers.T
            far = 1 - cosines[torch.arange(len(batch)), right].mean()
            loss = functional.cross_entropy(SHARPNESS * cosines, right) + NEARNESS * far
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            slower.step()
            bar.update()
            bar.set_postfix(loss=f"{loss.item():.2f}")


def main(lessons: Path, weights: Path, out: Path) -> None:
    """See above."""
    torch.manual_seed(0)
    random.seed(0)
    questions = [(text, row) for text, row in json.loads((lessons / "questions.json").read_text(encoding="utf-8"))]
    model = Model(weights)
    train(model, questions, torch.from_numpy(np.load(lessons / "answers.npy")))
    added = {}
    for name in model.into:
        added[f"{name.replace('/', '.')}.into"] = model.into[name].detach().numpy().astype(np.float16)
        added[f"{name.replace('/', '.')}.back"] = (STRENGTH * model.back[name]).detach().numpy().astype(np.float16)
    np.savez_compressed(out, **added)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
