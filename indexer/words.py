"""Words as the lexical side sees them: without case, accents or endings, common words left out."""

from functools import cache
from typing import Any


@cache
def analyser() -> Any:
    """tantivy's text analyser, the same for documents, questions and evidence."""
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(80))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def stems(text: str) -> list[str]:
    """The stems of a text's words in order, common words left out."""
    return [str(term) for term in analyser().analyze(text)]
