"""Small guides for tests: documents as the indexer gives them, with frameworks that share and split on facts."""

from dataclasses import replace

import yaml

from bot.frameworks import Framework
from bot.frameworks.reading import framework_of
from indexer.model import Document

HOUSE_BODY = """# House framework

Prompts come first. When a few examples in the prompt are enough, stop there.

Retrieval comes next, for knowledge that moves and for answers that must show their sources.

## Training last

Training is for behaviour, and needs
five hundred examples or more. Do both when behaviour and moving knowledge meet.

Write twenty test questions. Put the documents in an index. Measure what people accept.
Keep what worked. Then decide again.
"""

HOUSE_FRAMEWORK = """
name: House framework
rules:
  - id: prompts-suffice
    when: {few_shot_suffices: true}
    option: prompt_engineering
    because: A few examples in the prompt already do the job.
    quote: When a few examples in the prompt are enough, stop there.
  - id: both-needed
    when:
      any: [{need: both}, {strict_style: true}]
      knowledge_changes: [monthly, weekly, daily, continuously]
    option: rag_and_fine_tuning
    because: Behaviour and moving knowledge meet.
    quote: Do both when behaviour and moving knowledge meet.
  - id: knowledge-moves
    when: {any: [{knowledge_changes: [monthly, weekly, daily, continuously]}, {citations_needed: true}]}
    option: rag
    because: Retrieval keeps up with the knowledge and shows its sources.
    quote: Retrieval comes next, for knowledge that moves and for answers that must show their sources.
  - id: behaviour-with-examples
    when: {need: behaviour, labelled_examples: {at_least: 500}}
    option: fine_tuning
    because: There are examples enough to teach a behaviour.
    quote: Training is for behaviour, and needs five hundred examples or more.
  - id: behaviour-without-examples
    when: {need: behaviour, labelled_examples: {below: 500}}
    option: prompt_engineering
    because: Too few examples to train on.
    quote: Prompts come first.
anti_patterns:
  - name: Training on moving knowledge
    when: {knowledge_changes: [weekly, daily], labelled_examples: {above: 0}}
    quote: for knowledge that moves
next_steps:
  - {option: rag, step: Write twenty test questions., quote: Write twenty test questions.}
  - {option: rag, step: Index the documents., quote: Put the documents in an index.}
  - {option: rag, step: Measure acceptance., quote: Measure what people accept.}
  - {option: rag, step: Keep what worked., quote: Keep what worked.}
  - {option: rag, step: Decide again., quote: Then decide again.}
  - {option: rag, step: Put prompts first., quote: Prompts come first.}
"""

ADVICE = """
## Knowledge that moves

An index takes in a changed page at once.
Begin with the pages that people ask about most.

Pages nobody asks about can wait.

## What is missing

It depends on what is missing: facts ask for retrieval, manners for a better prompt.

## Prompt or training

Write the prompt first, and count how often it fails.

## Paste or search

Paste what is short, and search the rest.
"""

CAUTIOUS_BODY = """# The cautious guide

Under five thousand examples, retrieve. With more, training is worth a thought.

Retrieval costs 500 to 2,000 dollars to set up, 50 to 500 a month, and 1 to 5 cents a query; an update costs 10 to 50.
Training costs 200 to 5,000 dollars to set up and half a cent to 2 cents a query; an update costs 50 to 500.
"""

CAUTIOUS_FRAMEWORK = """
name: Cautious guide
rules:
  - id: few-examples
    when: {labelled_examples: {below: 5000}}
    option: rag
    because: There are fewer than 5,000 examples.
    quote: Under five thousand examples, retrieve.
  - id: many-examples
    when: {labelled_examples: {at_least: 5000}}
    option: fine_tuning
    because: There are 5,000 examples or more.
    quote: With more, training is worth a thought.
costs:
  - {option: rag, setup: [500, 2000], fixed_monthly: [50, 500], per_query: [0.01, 0.05], update: [10, 50],
     quote: "Retrieval costs 500 to 2,000 dollars to set up, 50 to 500 a month, and 1 to 5 cents a query"}
  - {option: fine_tuning, setup: [200, 5000], fixed_monthly: [0, 0], per_query: [0.005, 0.02], update: [50, 500],
     quote: "Training costs 200 to 5,000 dollars to set up and half a cent to 2 cents a query"}
"""

EAGER_BODY = """# The eager guide

Five hundred examples are enough to teach a behaviour. Hosting runs to 100 to 1,000 dollars a month.
"""

EAGER_FRAMEWORK = """
name: Eager guide
rules:
  - id: enough-examples
    when: {need: [behaviour, both], labelled_examples: {at_least: 500}}
    option: fine_tuning
    because: Five hundred examples are enough.
    quote: Five hundred examples are enough to teach a behaviour.
costs:
  - {option: rag, fixed_monthly: [100, 1000], quote: "Hosting runs to 100 to 1,000 dollars a month."}
"""


def document(source: str, body: str, framework: str | None = None, **fields: object) -> Document:
    """A guide as the indexer reads it: front matter, then the body."""
    front = f"---\ntitle: {source}\n---\n"
    plain = Document(source, front + body, f"hash of {source}", source.removesuffix(".md"), body=len(front))
    given = {"framework": yaml.safe_load(framework)} if framework else {}
    return replace(plain, **given, **fields)  # type: ignore[arg-type]


def read(guide: Document) -> Framework:
    framework = framework_of(guide)
    assert framework is not None
    return framework


HOUSE = read(document("guides/house.md", HOUSE_BODY, HOUSE_FRAMEWORK, kind="framework"))
_KNOWLEDGE_MOVES = (
    "quote: Retrieval comes next, for knowledge that moves and for answers that must show their sources.\n"
)
ADVISED = read(
    document(
        "guides/advised.md",
        HOUSE_BODY + ADVICE,
        HOUSE_FRAMEWORK.replace(_KNOWLEDGE_MOVES, f"{_KNOWLEDGE_MOVES}    advice: Knowledge that moves\n")
        + "turning_points:\n  - {fact: need, advice: What is missing}\n"
        + "  - {between: [fine_tuning, prompt_engineering], advice: Prompt or training}\n"
        + "  - {between: [rag, long_context], advice: Paste or search}\n",
        kind="framework",
    )
)
"""The house with a paragraph of advice for one of its rules, one fact that is open and one choice."""
CAUTIOUS = read(document("guides/cautious.md", CAUTIOUS_BODY, CAUTIOUS_FRAMEWORK))
EAGER = read(document("guides/eager.md", EAGER_BODY, EAGER_FRAMEWORK))
GUIDES = (CAUTIOUS, EAGER)
