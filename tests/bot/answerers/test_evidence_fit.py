import numpy as np

from benchmarks.evidence_fit import Listed, fit, places, places_unseen

RANDOM = np.random.default_rng(0)


def question(group: str) -> Listed:
    """Ten pieces, one of which answers: it has more of the first figure, and of the second no more than others."""
    answers = np.arange(10) == RANDOM.integers(10)
    return Listed(np.c_[RANDOM.normal(size=10) + 3 * answers, RANDOM.normal(size=10)], answers, group)


LISTS = [question(group) for group in "ab" for _ in range(60)]


def test_what_pieces_that_answer_have_weighs_and_noise_hardly_weighs():
    first, second = fit(LISTS)
    assert first > 1
    assert abs(second) < first / 3


def test_weights_put_the_pieces_that_answer_first():
    assert places(LISTS, fit(LISTS)).mean() < places(LISTS, np.array([0.0, 1.0])).mean() / 2


def test_a_set_is_judged_by_weights_of_the_others():
    turned = [Listed(-one.figures, one.answers, "b") if one.group == "b" else one for one in LISTS]
    assert places_unseen(LISTS).mean() < 2
    assert places_unseen(turned).mean() > 5


def test_figures_that_say_the_same_do_not_lead_the_fit_astray():
    twins = [Listed(np.c_[one.figures[:, :1] @ [[1, 1.001]], one.figures], one.answers, one.group) for one in LISTS]
    assert np.abs(fit(twins)).max() < 100
    assert places(twins, fit(twins)).mean() < 2
