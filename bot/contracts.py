"""The JSON that other programs rely on (DESIGN.md, Contracts): keys are added, never renamed or removed."""

from dataclasses import asdict

from bot.model import Answer, Citation, Declined, Recommendation
from bot.wording import COMES_CLOSEST, perhaps_meant
from indexer.model import IndexState, Passage, SyncReport

Json = dict[str, object]


def reply_json(reply: Answer | Declined) -> Json:
    """`advisor ask --json`."""
    if isinstance(reply, Answer):
        cited = [citation_json(citation) for citation in reply.citations]
        said: Json = {"status": "answered", "answer": reply.markdown, "citations": cited}
    else:
        said = {"status": "declined", "answer": declined_markdown(reply), "citations": [], "nearest": reply.nearest}
    return {
        "question": reply.question,
        **said,
        "answerer": reply.answerer,
        "recommendation": _recommendation_json(reply.recommendation),
        "index_as_of": reply.index_as_of.isoformat(timespec="seconds") if reply.index_as_of else None,
        "timings_ms": dict(reply.timings_ms),
        "searched_for": reply.searched_for,
        "notice": reply.notice,
        "usage": asdict(reply.usage) if reply.usage else None,
    }


def citation_json(citation: Citation) -> Json:
    """A citation: `document.text[start:end] == quote`."""
    return {
        "number": citation.number,
        "source": citation.source,
        "title": citation.title,
        "heading": list(citation.heading),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "url": citation.url,
    }


def search_json(query: str, passages: list[Passage], milliseconds: float) -> Json:
    """`advisor search --json`."""
    return {
        "query": query,
        "passages": [
            {
                "source": passage.source,
                "title": passage.title,
                "heading": list(passage.heading),
                "start": passage.start,
                "end": passage.end,
                "text": passage.text,
                "score": round(passage.score, 4),
            }
            for passage in passages
        ],
        "timings_ms": {"retrieve": milliseconds, "total": milliseconds},
    }


def sync_json(report: SyncReport) -> Json:
    """`advisor index --json`."""
    return {
        "added": list(report.added),
        "changed": list(report.changed),
        "removed": list(report.removed),
        "unchanged": report.unchanged,
        "refused": [{"source": refusal.source, "reason": refusal.reason} for refusal in report.refused],
        "chunks": report.chunks,
        "seconds": report.seconds,
    }


def state_json(state: IndexState, knowledge: str, data: str) -> Json:
    """`advisor status --json`."""
    return {
        "knowledge": knowledge,
        "data": data,
        "documents": state.documents,
        "chunks": state.chunks,
        "index_as_of": state.as_of.isoformat(timespec="seconds") if state.as_of else None,
        "refused": [{"source": refusal.source, "reason": refusal.reason} for refusal in state.refused],
    }


def declined_markdown(reply: Declined) -> str:
    """What a declined question is told."""
    if reply.closest:
        return f"{COMES_CLOSEST}\n\n**{reply.closest}**\n{reply.suggestion}"
    lines = ["The knowledge folder does not say."]
    if reply.meant:
        lines.append(perhaps_meant(reply.meant))
    elif reply.nearest:
        lines.append("Nearest documents: " + "; ".join(reply.nearest) + ".")
    lines.append(reply.suggestion)
    return " ".join(line for line in lines if line)


def _recommendation_json(recommendation: Recommendation | None) -> Json | None:
    if recommendation is None:
        return None
    return {
        "option": recommendation.option.value,
        "because": recommendation.because,
        "missing": list(recommendation.missing),
    }
