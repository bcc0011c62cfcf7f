"""Questions kept to a part of the folder."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.model import PUBLIC, Audience
from indexer.retrieval import IndexLibrary
from indexer.within import first_within
from tests.indexer.workbench import Workbench, article

FINANCE: Audience = frozenset({"finance"})


def with_guides(bench: Workbench) -> Workbench:
    """A hundred guides that say "retrieval" more often than the one case study does."""
    for number in range(100):
        bench.write(f"guides/{number}.md", article(f"Retrieval {number}", f"Retrieval of retrieval number {number}."))
    bench.write("case-studies/clinic.md", article("A clinic", "They chose retrieval for their price lists."))
    bench.write("case-studies/board.md", article("The board", "Retrieval for the board.", audience="[finance]"))
    bench.sync()
    return bench


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """For tests that only ask."""
    return with_guides(Workbench(tmp_path_factory.mktemp("folder")))


@pytest.fixture
def fresh_folder(bench: Workbench) -> Workbench:
    """For tests that change it."""
    return with_guides(bench)


def test_a_question_kept_to_case_studies_never_cites_a_guide(folder: Workbench) -> None:
    assert {passage.source for passage in folder.ask("retrieval")} <= {f"guides/{n}.md" for n in range(100)}
    (found,) = folder.ask("retrieval", within=["case-studies/"])
    assert found.source == "case-studies/clinic.md"


def test_a_part_of_the_folder_shows_nobody_what_they_may_not_read(folder: Workbench) -> None:
    found = folder.ask("retrieval", asker=FINANCE, within=["case-studies/"])
    assert {passage.source for passage in found} == {"case-studies/clinic.md", "case-studies/board.md"}


def test_several_parts_are_searched_together(folder: Workbench) -> None:
    found = folder.ask("retrieval number 7", within=["case-studies/", "guides/7.md"])
    assert {passage.source for passage in found} == {"case-studies/clinic.md", "guides/7.md"}


@pytest.mark.parametrize("prefix", ["nowhere/", "CASE-STUDIES/", "case_studies/", "%", "ase-studies/"])
def test_a_part_that_no_path_begins_with_letter_by_letter_is_empty(folder: Workbench, prefix: str) -> None:
    assert folder.ask("retrieval", within=[prefix]) == []


IDS = st.integers(0, 400).map(str)


# How fast examples are made says what else the machine does, and nothing of the code.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(IDS, unique=True), st.sets(IDS), st.integers(1, 20))
def test_the_first_hits_within_a_part_are_those_of_a_search_over_the_part_alone(
    ranked: list[str], part: set[str], wanted: int
) -> None:
    hits = [(chunk_id, 1.0 / (place + 1)) for place, chunk_id in enumerate(ranked)]
    expected = [hit for hit in hits if hit[0] in part][:wanted]
    assert first_within(lambda most: hits[:most], part, wanted) == expected
    assert first_within(lambda most: hits[:most], None, wanted) == hits[:wanted]


def test_the_state_counts_what_somebody_may_read(folder: Workbench) -> None:
    library = IndexLibrary(folder.index)
    everything, theirs = library.state(), library.state(PUBLIC)
    assert (everything.documents, theirs.documents) == (102, 101)
    assert (everything.chunks, theirs.chunks) == (102, 101)
    assert library.state(FINANCE) == everything


def test_the_folders_are_those_that_hold_documents(fresh_folder: Workbench) -> None:
    fresh_folder.write("guides/deep/er/one.md", article("Deep", "Down here."))
    fresh_folder.write("top.md", article("Top", "Up here."))
    fresh_folder.sync()
    assert IndexLibrary(fresh_folder.index).folders() == ["case-studies/", "guides/", "guides/deep/", "guides/deep/er/"]
