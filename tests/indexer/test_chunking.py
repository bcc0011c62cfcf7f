"""Chunks: exact slices of their document, within the embedder's window, none across a heading."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.chunking import ANSWER_TOKENS, MAX_CHARACTERS, REACH, TARGET_TOKENS, chunk_document
from indexer.derived import embedded_text
from indexer.embedding.port import Embedder
from indexer.headings import question_of, wordings_at
from indexer.model import Chunk, Document
from tests.fakes.embedder import HashEmbedder

OFFSETS = HashEmbedder().token_offsets
PIECES = st.sampled_from(
    [
        "# Heading\n",
        "## Deeper\n",
        "### Deepest ###\n",
        "## How dear?\n",
        "Retrieval fetches passages. ",
        "It costs $3–$25, e.g. for 1.5 M tokens. ",
        "\n\n",
        "\r\n",
        "\r",
        "\u2028",
        "\x85",
        "- item one\n",
        "1. step\n",
        "| a | b |\n",
        "```\n",
        "~~~\n",
        "   ",
        "\t",
        "\u00a0",
        "x" * 150,
        "字" * 40,
        "word " * 90,
        "e\u0301",
        "🙂🏽",
        "\ufeff",
        "\u202e",
        "…",
        "Ä. ",
        "\ud800",
        "\n---\n",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=300))
SUFFIXES = st.sampled_from([".md", ".txt"])


def document(text: str, body: int = 0, source: str = "a.md") -> Document:
    return Document(source, text, "hash", "Title", body)


def chunks_of(text: str, source: str = "a.md") -> list[Chunk]:
    return chunk_document(document(text, source=source), OFFSETS)


def assert_exact(text: str, body: int, chunks: list[Chunk]) -> None:
    rest, last = list(text[:body].replace(text[:body], " " * body)) + list(text[body:]), body
    for chunk in chunks:
        assert last <= chunk.start < chunk.end
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.end - chunk.start <= MAX_CHARACTERS
        rest[chunk.start : chunk.end] = " " * (chunk.end - chunk.start)
        last = chunk.end
    assert not "".join(rest).strip(), "a character that is not white space is in no chunk"
    assert len({chunk.id for chunk in chunks}) == len(chunks)


@given(TEXTS, SUFFIXES, st.integers(0, 5), st.sampled_from([1, 7, TARGET_TOKENS]))
@example("x" * 10_000, ".md", 0, TARGET_TOKENS)
@example("word " * 2_000, ".txt", 0, TARGET_TOKENS)
@example("a" + " " * 6_000 + "b", ".md", 0, TARGET_TOKENS)
def test_chunks_of_any_text_are_exact_ordered_disjoint_and_lose_nothing(
    text: str, suffix: str, body: int, target: int
) -> None:
    body = min(body, len(text))
    made = chunk_document(document(text, body, f"a{suffix}"), OFFSETS, target)
    assert_exact(text, body, made)
    for chunk in made:
        assert len(OFFSETS(chunk.text)) <= (ANSWER_TOKENS if question_of(chunk.heading, "Title") else target)
    assert all(chunk.text.strip() for chunk in made)


def test_no_chunk_has_more_tokens_than_the_model_reads(real_embedder: Embedder) -> None:
    @settings(max_examples=60)
    @given(TEXTS)
    @example("x" * 2_450 + " " + "y" * 90 + " word" * 195)
    @example("字" * 3_000)
    def holds(text: str) -> None:
        for chunk in chunk_document(document(text), real_embedder.token_offsets):
            assert real_embedder.count_tokens(chunk.text) <= real_embedder.max_tokens - 2  # [CLS] and [SEP]

    holds()


def test_no_chunk_crosses_a_heading() -> None:
    text = "# One\nFirst.\n\n## Inner\nSecond.\n\n# Two\nThird.\n"
    assert [(chunk.heading, chunk.text) for chunk in chunks_of(text)] == [
        (("One",), "# One\nFirst."),
        (("One", "Inner"), "## Inner\nSecond."),
        (("Two",), "# Two\nThird."),
    ]


def test_a_heading_without_text_stays_with_the_section_below_it() -> None:
    made = chunks_of("# One\n\n## Inner\n\nText.")
    assert [(chunk.heading, chunk.text) for chunk in made] == [(("One", "Inner"), "# One\n\n## Inner\n\nText.")]


@given(st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=12))
def test_every_chunk_lies_under_the_headings_above_it(shape: list[tuple[int, bool]]) -> None:
    parts = [(f"{'#' * level} H{n}\n", f"Body {n}.\n" if filled else "") for n, (level, filled) in enumerate(shape)]
    text = "".join(heading + body for heading, body in parts)
    for chunk in chunks_of(text):
        path: list[tuple[int, str]] = []
        for line in text[: chunk.end].splitlines():
            if line.startswith("#"):
                level = len(line.split()[0])
                path = [*((above, title) for above, title in path if above < level), (level, line.split()[1])]
        assert chunk.heading == tuple(title for _, title in path)


def test_chunks_end_where_sentences_end() -> None:
    text = " ".join(f"Sentence number {n} says something about retrieval and its costs." for n in range(100))
    made = chunks_of(text)
    assert len(made) > 3
    assert all(chunk.text.endswith(".") and chunk.text.startswith("Sentence") for chunk in made)


@given(TEXTS, SUFFIXES)
def test_chunking_twice_gives_the_same_ids(text: str, suffix: str) -> None:
    assert chunks_of(text, f"a{suffix}") == chunks_of(text, f"a{suffix}")


SECTION = st.lists(st.sampled_from(["One fact. ", "Another fact. ", "The same again. "]), min_size=1).map("".join)


@given(st.lists(SECTION, min_size=1, max_size=8), st.integers(0, 7), SECTION)
def test_a_paragraph_inserted_somewhere_leaves_the_ids_that_are_not_near_it(
    sections: list[str], place: int, inserted: str
) -> None:
    place %= len(sections)
    before = [f"# {n}\n{text}\n\n" for n, text in enumerate(sections)]
    after = [*before]
    after[place] += f"New here: {inserted}\n\n"
    far = {str(n) for n in range(len(sections)) if abs(n - place) > REACH}
    kept = {chunk.id for chunk in chunks_of("".join(before)) if chunk.heading[0] in far}
    assert kept == {chunk.id for chunk in chunks_of("".join(after)) if chunk.heading[0] in far}


def test_ids_tell_apart_whatever_a_search_index_keeps_of_a_chunk() -> None:
    """The vector and the place of a chunk follow from its id, so that neither is ever out of date."""
    text = "Only words."
    variants = [
        Document("a.md", text, "", "Title"),
        Document("b.md", text, "", "Title"),
        Document("a.md", text, "", "Another title"),
        Document("a.md", text, "", "Title", audience=frozenset({"finance"})),
        Document("a.md", "Other words.", "", "Title"),
    ]
    assert len({chunk.id for variant in variants for chunk in chunk_document(variant, OFFSETS)}) == len(variants)


def test_ids_do_not_change_with_line_ends_elsewhere_or_front_matter() -> None:
    with_front_matter = "---\nauthor: X\n---\nThe text."
    (short,) = chunk_document(document("The text."), OFFSETS)
    (long,) = chunk_document(document(with_front_matter, body=with_front_matter.index("The")), OFFSETS)
    assert short.id == long.id


def test_what_answers_a_question_above_it_stays_in_one_chunk_where_other_sections_are_cut() -> None:
    long = "word " * (TARGET_TOKENS + 50)
    assert len(chunks_of(f"# Guide\n\n## How dear?\n\n{long}")) == 1
    assert len(chunks_of(f"# Guide\n\n## Costs\n\n{long}")) > 1


WORDINGS = "Also asked: " + "is that too dear for us? " * 33
ANSWER = "word " * (ANSWER_TOKENS - 40) + "end."


def test_two_hundred_words_of_other_wordings_stay_in_one_chunk_with_what_answers_them() -> None:
    for text in (f"{WORDINGS}\n\n{ANSWER}", f"{ANSWER}\n\n{WORDINGS}"):
        (chunk,) = chunks_of(f"# Guide\n\n## How dear?\n\n{text}")
        assert chunk.text.endswith(text.strip())


def test_what_is_embedded_of_a_chunk_is_its_headings_and_its_text_without_other_wordings() -> None:
    for text in (f"{WORDINGS}\n\nIt costs $500.", f"It costs $500.\n\n{WORDINGS}"):
        (chunk,) = chunks_of(f"# Guide\n\n## How dear?\n\n{text}")
        said = embedded_text(chunk)
        assert said.startswith("Guide › How dear?\n")
        assert said.endswith("It costs $500.")
        assert "asked" not in said


MIXED = st.lists(PIECES | st.sampled_from(["\n\nAlso asked: how dear? too dear?\n\n", "Also asked: "]), max_size=25)


@given(MIXED.map("".join), SUFFIXES, st.integers(0, 5), st.sampled_from([1, 7, TARGET_TOKENS]))
@example("\n\n".join([WORDINGS * 4, ANSWER, WORDINGS]), ".md", 0, TARGET_TOKENS)
def test_chunks_of_text_with_other_wordings_are_exact_and_only_these_count_no_tokens(
    text: str, suffix: str, body: int, target: int
) -> None:
    body = min(body, len(text))
    made = chunk_document(document(text, body, f"a{suffix}"), OFFSETS, target)
    assert_exact(text, body, made)
    free = {at for span in wordings_at(text, body, markdown=suffix == ".md") for at in range(*span)}
    counted = [body + start for start, _ in OFFSETS(text[body:]) if body + start not in free]
    for chunk in made:
        most = ANSWER_TOKENS if question_of(chunk.heading, "Title") else target
        assert sum(chunk.start <= at < chunk.end for at in counted) <= most
