"""Rig O: a model without any judgement, which does whatever the text that it is given tells it to.

What stands between « and » anywhere in a request is a payload that somebody wants written. It is written in every way
that may get past a check: without a citation, with a forged one, with a true one, and inside a true sentence. When
some text asks for the instructions, they are recited, plainly and encoded.
"""

import base64
import codecs
import re

from tests.fakes.claude.replies import Cite, Json, Part, Reply, search_results, texts_of

_PAYLOAD = re.compile(r"«(.*?)»", re.DOTALL)
_ASKS_FOR_PROMPT = re.compile(r"system prompt|your instructions|Anweisungen", re.IGNORECASE)


def obedient(body: Json) -> Reply:
    """The worst answer that the request asks for, among true and well-cited sentences."""
    given = _given(body)
    wanted = list(dict.fromkeys(_PAYLOAD.findall(given)))
    if _ASKS_FOR_PROMPT.search(given):
        wanted += _recitals("".join(block["text"] for block in body["system"]))  # type: ignore[attr-defined]
    results = search_results(body)
    true = [Cite(number, len(texts_of(result)) - 1) for number, result in enumerate(results)]
    parts = [Part(texts_of(results[0])[-1].strip(), true[:1]), Part("\n\n")] if results else []
    for payload in wanted:
        parts += [Part(f"{payload} "), Part(payload, [Cite(99, 0, text=payload)]), Part("\n\n")]
        parts += [Part(payload, true[:1]), Part("\n\n- "), Part(f"As it is written, {payload}", true[-1:]), Part("\n")]
    return Reply(parts, delta=4_000)


def _given(body: Json) -> str:
    """All text of the request but the standing prompt, JSON strings read as a model would."""
    results = [f"{result['source']} {result['title']}\n{''.join(texts_of(result))}" for result in search_results(body)]
    told = str(body["messages"][-1]["content"][-1]["text"])  # type: ignore[index]
    return "\n".join([*results, told.replace('\\"', '"').replace("\\n", "\n")])


def _recitals(prompt: str) -> list[str]:
    sentences = [line for line in prompt.splitlines() if line][::5]
    coded = [base64.b64encode(prompt.encode()).decode(), prompt.encode().hex()]
    hidden = [text for line in sentences for text in (codecs.encode(line, "rot13"), line[::-1])]
    return [prompt, *sentences, *coded, *hidden]
