from bot.part_search import PartSearch
from indexer.model import PUBLIC, Passage
from tests.fakes.knowledge import FakeRetriever, document, passage

PASSAGES = [passage(document(f"{number}.md", f"Passage {number}.")) for number in range(6)]
BOTH = "What is RAG and what does fine-tuning cost?"


class ByQuery(FakeRetriever):
    """Finds for each query what the test says."""

    def __init__(self, found: dict[str, list[Passage]]) -> None:
        super().__init__()
        self._found = found

    def retrieve(self, query, *, k, asker, within=()):
        self.queries.append(query)
        return self._found.get(query, [])[:k]


def test_a_question_that_asks_one_thing_is_searched_for_once():
    retriever = FakeRetriever(*PASSAGES)
    assert list(PartSearch(retriever).retrieve("What is RAG?", k=4, asker=PUBLIC)) == PASSAGES[:4]
    assert retriever.queries == ["What is RAG?"]


def test_each_part_is_searched_for_and_adds_what_the_whole_did_not_find():
    retriever = ByQuery(
        {BOTH: PASSAGES[:2], "What is RAG": [PASSAGES[2]], "what does fine-tuning cost?": [PASSAGES[3]]}
    )
    assert PartSearch(retriever).retrieve(BOTH, k=4, asker=PUBLIC) == PASSAGES[:4]


def test_the_whole_question_keeps_half_of_the_places_and_nothing_comes_twice():
    retriever = ByQuery(
        {BOTH: PASSAGES[:4], "What is RAG": [PASSAGES[0], PASSAGES[5]], "what does fine-tuning cost?": PASSAGES}
    )
    found = PartSearch(retriever).retrieve(BOTH, k=4, asker=PUBLIC)
    assert found[:2] == PASSAGES[:2]
    assert PASSAGES[5] in found
    assert len({passage.source for passage in found}) == len(found) == 4


def test_no_part_is_searched_for_outside_of_what_the_asker_may_read_and_named():
    asked = []

    class Watched(FakeRetriever):
        def retrieve(self, query, *, k, asker, within=()):
            asked.append((asker, within))
            return super().retrieve(query, k=k, asker=asker, within=within)

    PartSearch(Watched(*PASSAGES)).retrieve(BOTH, k=4, asker=frozenset({"hr"}), within=("guides/",))
    assert asked == [(frozenset({"hr"}), ("guides/",))] * 3
