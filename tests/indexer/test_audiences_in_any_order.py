"""Whatever the same words pass through - copies, groups, syncs that fail - nobody is shown what is not theirs."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indexer.model import PUBLIC, Audience
from tests.indexer.workbench import EmbedderStoppedError, Workbench

ASKERS: Sequence[Audience] = [PUBLIC, frozenset({"finance"}), frozenset({"legal"}), frozenset({"finance", "legal"})]
WORDS = ("The zebra gallops at dawn.", "The zebra sleeps at noon.")


class Step(NamedTuple):
    """A file gets these words for this group (None: it is removed; "": for all); then a sync, which may fail."""

    source: str
    words: str | None
    group: str
    texts: int | None  # embedded before the sync fails; None: it does not
    rebuild: bool


steps = st.lists(
    st.builds(
        Step,
        source=st.sampled_from(["a.md", "b.md", "c/d.md"]),
        words=st.sampled_from([*WORDS, None]),
        group=st.sampled_from(["", "finance", "legal"]),
        texts=st.sampled_from([None, None, 0, 1]),
        rebuild=st.booleans(),
    ),
    min_size=2,
    max_size=7,
)
COPY = Step("a.md", WORDS[0], "finance", None, rebuild=False)


@given(steps)
@example([COPY, COPY._replace(source="b.md", group=""), COPY._replace(source="b.md", group="legal", texts=0)])
@example([COPY, COPY._replace(group="legal", texts=0), COPY._replace(words=None)])
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_each_asker_finds_all_the_words_that_are_theirs_and_no_others(steps: list[Step]) -> None:
    with TemporaryDirectory() as place:
        bench = Workbench(Path(place))
        files: dict[str, Step] = {}
        for step in steps:
            files[step.source] = step
            change(bench, step)
            for asker in ASKERS:
                assert found(bench, asker) == readable(files, asker), (step, asker)
        bench.index.close()


def change(bench: Workbench, step: Step) -> None:
    if step.words is None:
        (bench.folder / step.source).unlink(missing_ok=True)
    else:
        front = f"---\naudience: {step.group}\n---\n" if step.group else ""
        bench.write(step.source, front + step.words)
    bench.embedder.allowed = None if step.texts is None else len(bench.embedder.texts) + step.texts
    with suppress(EmbedderStoppedError):  # what was changed is found by its words
        bench.sync(rebuild=step.rebuild and step.texts is None)


def found(bench: Workbench, asker: Audience) -> set[str]:
    """The words shown; of copies, one is."""
    return {passage.text.strip() for passage in bench.ask("zebra", asker)}


def readable(files: dict[str, Step], asker: Audience) -> set[str]:
    return {step.words for step in files.values() if step.words and (not step.group or step.group in asker)}
