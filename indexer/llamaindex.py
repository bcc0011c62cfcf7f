"""Advisor's retriever for a team's own LlamaIndex code. LlamaIndex's types stop here.

from indexer.llamaindex import AdvisorRetriever
engine = RetrieverQueryEngine.from_args(AdvisorRetriever(retriever, k=6))
"""

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from indexer.model import PUBLIC, Audience, Passage, Retriever


class AdvisorRetriever(BaseRetriever):
    """A LlamaIndex retriever that finds what Advisor finds, for one asker."""

    def __init__(self, retriever: Retriever, k: int = 8, asker: Audience = PUBLIC) -> None:
        self._retriever = retriever
        self._k = k
        self._asker = asker
        super().__init__()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._retriever.retrieve(query_bundle.query_str, k=self._k, asker=self._asker)
        return [NodeWithScore(node=_node(passage), score=passage.score) for passage in found]


def _node(passage: Passage) -> TextNode:
    return TextNode(
        id_=f"{passage.source}:{passage.start}-{passage.end}",
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={"source": passage.source, "title": passage.title, "heading": " › ".join(passage.heading)},
    )
