import numpy as np

from benchmarks.declining_fit import Seen, cross_validated, fit, rates

RANDOM = np.random.default_rng(0)
ANSWERABLE = np.arange(200) % 2 == 0
FIGURES = np.c_[RANDOM.normal(size=200) + 2 * ANSWERABLE, RANDOM.normal(size=200), RANDOM.normal(size=200) - ANSWERABLE]
SEEN = Seen(FIGURES, ANSWERABLE, ~ANSWERABLE & (np.arange(200) % 4 == 1))


def test_what_goes_with_an_answer_weighs_for_it_and_noise_hardly_weighs():
    weights = fit(FIGURES, ANSWERABLE).weights
    assert weights[0] > 0.5
    assert weights[2] < -0.5
    assert abs(weights[1]) < 0.5


def test_a_chance_is_larger_where_there_is_an_answer():
    chances = cross_validated(SEEN)
    assert chances[ANSWERABLE].mean() > 0.7
    assert chances[~ANSWERABLE].mean() < 0.3


def test_a_higher_threshold_answers_less_and_declines_more():
    chances = fit(FIGURES, ANSWERABLE).chances(FIGURES)
    low, high = rates(chances, SEEN, 0.2), rates(chances, SEEN, 0.8)
    assert low[0] > high[0]
    assert low[1] < high[1]
    assert low[2] < high[2]
