"""LlamaIndex as it comes, in a process of its own: SimpleDirectoryReader, 1,024-token chunks, sentence-transformers.

    PYTHON benchmarks/stock.py PAGES WEIGHTS

PYTHON is an interpreter with what benchmarks/stock.txt names, WEIGHTS a folder that sentence-transformers can open.
`benchmarks.speed --stock PYTHON` runs it beside Advisor, and reads the one line of JSON that it prints.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"


def main(pages: Path, weights: Path) -> None:
    """Index the pages, ask the questions on standard input (one a line), print the figures."""
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
    from llama_index.embeddings.huggingface import (  # type: ignore[import-not-found]  # the other side, no dependency
        HuggingFaceEmbedding,
    )

    embedding = HuggingFaceEmbedding(model_name=str(weights), device="cpu")
    embedding.get_text_embedding("The first text pays for the model's memory.")
    started = time.perf_counter()
    documents = SimpleDirectoryReader(pages, recursive=True).load_data()
    index = VectorStoreIndex.from_documents(documents, embed_model=embedding)
    seconds = time.perf_counter() - started
    retriever = index.as_retriever(similarity_top_k=8)
    times = []
    for question in sys.stdin.read().splitlines():
        started = time.perf_counter()
        retriever.retrieve(question)
        times.append((time.perf_counter() - started) * 1000)
    warm = times[len(times) // 10 :]
    p50, p95 = statistics.median(warm), statistics.quantiles(warm, n=20)[-1]
    print(json.dumps({"chunks": len(index.docstore.docs), "seconds": seconds, "p50": p50, "p95": p95}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
