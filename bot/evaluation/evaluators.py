"""LlamaIndex's evaluators over any model: the one file of the evaluation that knows LlamaIndex. Import it late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator
from llama_index.core.llms import CustomLLM
from pydantic import PrivateAttr

_CONTEXT = 100_000  # tokens; half of what the smallest current model takes


class _Model(CustomLLM):
    """A function from prompt to reply as LlamaIndex's LLM."""

    _complete: Callable[[str], str] = PrivateAttr()

    def __init__(self, complete: Callable[[str], str]) -> None:
        super().__init__()
        self._complete = complete

    @property
    def metadata(self) -> LLMMetadata:
        """What LlamaIndex cuts its prompts to."""
        return LLMMetadata(context_window=_CONTEXT, num_output=16, model_name="claude")

    def complete(self, prompt: str, formatted: bool = False, **_: object) -> CompletionResponse:
        """The model's reply."""
        return CompletionResponse(text=self._complete(prompt))

    def stream_complete(self, prompt: str, formatted: bool = False, **_: object) -> CompletionResponseGen:
        """The same in one piece: a judge's YES or NO has no parts."""
        yield self.complete(prompt)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the evaluators found."""

    faithful: bool
    relevant: bool


class Evaluators:
    """LlamaIndex's faithfulness and relevancy evaluators, with its own prompts."""

    def __init__(self, complete: Callable[[str], str]) -> None:
        model = _Model(complete)
        self._faithful = FaithfulnessEvaluator(llm=model)
        self._relevant = RelevancyEvaluator(llm=model)

    def judge(self, question: str, answer: str, texts: Sequence[str]) -> Judged:
        """Whether the texts support the answer, and whether it goes with the question and with them."""
        faithful = self._faithful.evaluate(query=question, response=answer, contexts=texts)
        relevant = self._relevant.evaluate(query=question, response=answer, contexts=texts)
        return Judged(bool(faithful.passing), bool(relevant.passing))
