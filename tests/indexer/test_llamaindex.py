"""The retriever inside LlamaIndex's own machinery: a response synthesizer reads what Advisor finds."""

from llama_index.core import MockEmbedding, Settings
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine

from indexer.llamaindex import AdvisorRetriever
from tests.fakes.knowledge import FakeRetriever, document, passage

REFUNDS = document("refunds.md", "Refunds take five days. Exchanges are free.", title="Refunds")


def test_nodes_carry_text_score_offsets_and_place():
    (found,) = AdvisorRetriever(FakeRetriever(passage(REFUNDS, score=0.8))).retrieve("refunds")
    assert found.score == 0.8
    assert found.node.get_content() == REFUNDS.text
    assert (found.node.start_char_idx, found.node.end_char_idx) == (0, len(REFUNDS.text))
    assert found.node.metadata["source"] == "refunds.md"


def test_k_and_asker_reach_advisors_retriever():
    asked = []

    class Noting(FakeRetriever):
        def retrieve(self, query, *, k, asker, within=()):
            asked.append((query, k, asker))
            return []

    AdvisorRetriever(Noting(), k=3, asker=frozenset({"board"})).retrieve("pay")
    assert asked == [("pay", 3, frozenset({"board"}))]


def test_a_query_engine_of_llamaindex_answers_over_it():
    Settings.embed_model = MockEmbedding(embed_dim=8)
    engine = RetrieverQueryEngine.from_args(AdvisorRetriever(FakeRetriever(passage(REFUNDS))), llm=MockLLM())
    response = engine.query("How long do refunds take?")
    assert [node.node.metadata["title"] for node in response.source_nodes] == ["Refunds"]
    assert "Refunds take five days." in str(response)
