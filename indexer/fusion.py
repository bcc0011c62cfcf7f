"""Convex fusion: two arms' scores, each spread over [0, 1] for this query, then weighed and added.

Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023: better than reciprocal
ranks when one arm is weaker, which is so here (docs/decisions/0002-chunks.md).
"""

from collections.abc import Mapping

DENSE_WEIGHT = 0.4
"""The dense arm's share; flat from 0.3 to 0.5 on the development data."""


def fuse(lexical: Mapping[str, float], dense: Mapping[str, float], dense_weight: float = DENSE_WEIGHT) -> dict[str, float]:
    """A score in [0, 1] for every id of either arm; higher is better. An arm that lacks an id gives it 0."""
    words, meaning = _spread(lexical), _spread(dense)
    share = dense_weight if words and meaning else (1.0 if meaning else 0.0)
    return {
        key: (1 - share) * words.get(key, 0.0) + share * meaning.get(key, 0.0) for key in words.keys() | meaning.keys()
    }


def _spread(scores: Mapping[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}
