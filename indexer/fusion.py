"""Convex fusion: a passage's words and its meaning, each a share of the most possible, weighed and added.

Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023: better than reciprocal
ranks when one arm is weaker, and as good with the scores' theoretical bounds as with each question's own least and
most, which would make every question's best passage a 1 (docs/decisions/0002-chunks-and-fusion.md).
"""

from collections.abc import Mapping

DENSE_WEIGHT = 0.3
"""The dense arm's share; flat from 0.2 to 0.35 on the development data."""


def fuse(
    lexical: Mapping[str, float], dense: Mapping[str, float], dense_weight: float = DENSE_WEIGHT
) -> dict[str, float]:
    """A score in [0, 1] for every id of either arm; higher is better, and means the same from question to question.

    `lexical` is the share of the question's words' weight that a passage holds, in [0, 1]; `dense` the cosine, in
    [-1, 1]. An arm that lacks an id gives it 0.
    """
    return {
        key: (1 - dense_weight) * lexical.get(key, 0.0) + dense_weight * max(0.0, dense.get(key, 0.0))
        for key in lexical.keys() | dense.keys()
    }
