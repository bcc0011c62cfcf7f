"""Retrieval over real files, a real tantivy and a real throwaway Chroma."""

import pytest

from indexer.catalogue import Indexed
from indexer.chunking import chunk_document
from indexer.derived import DerivedIndexes
from indexer.folder import FileStat
from indexer.model import PUBLIC, Audience
from indexer.readers import read_document
from indexer.retrieval import HybridRetriever
from tests.indexer.workbench import Workbench, article, served

FINANCE: Audience = frozenset({"finance"})


def with_guides(bench: Workbench) -> Workbench:
    bench.write("tuning.md", article("Training", "Fine-tuning changes how a model behaves.", "It needs examples."))
    bench.write("costs.md", article("Prices", "Embedding costs $3–$25 a month.", "Coding with ICD-10 costs more."))
    bench.write("sprachen.md", article("Sprachen", "Die Größe der Modelle zählt.", "Les données changent souvent."))
    bench.write("lookup.md", article("Lookup", "Retrieval-augmented generation reads facts at question time."))
    bench.sync()
    return bench


@pytest.fixture(scope="module")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """For tests that only ask."""
    return with_guides(Workbench(tmp_path_factory.mktemp("guides")))


@pytest.fixture
def fresh_guides(bench: Workbench) -> Workbench:
    """For tests that change them."""
    return with_guides(bench)


def test_a_passage_is_its_documents_text_at_its_offsets(guides: Workbench) -> None:
    found = guides.ask("what does embedding cost a month")
    texts = {document.source: document.text for document in served(guides.index).catalogue.all_documents()}
    assert found
    assert all(texts[passage.source][passage.start : passage.end] == passage.text for passage in found)


def test_passages_come_best_first_with_scores_between_0_and_1(guides: Workbench) -> None:
    found = guides.ask("fine-tuning a model with examples")
    scores = [passage.score for passage in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all(-1.0001 <= passage.relevance <= 1.0001 for passage in found)


def test_a_better_match_scores_higher_across_questions(guides: Workbench) -> None:
    exact = guides.ask("fine-tuning changes how a model behaves")[0].score
    vague = guides.ask("a model for breakfast on Tuesdays")[0].score
    assert exact > vague


@pytest.mark.parametrize(
    "query",
    [
        "fine-tuning",
        "fine tuning",
        "finetuning",
        "Finetune",
        "FT",
        "fine-tunning",
        "FINE‑TUNING",
        "fintuning behavoir",
    ],
)
def test_every_usual_spelling_finds_the_guide(guides: Workbench, query: str) -> None:
    assert guides.ask(query)[0].source == "tuning.md"


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("$3–$25", "costs.md"),
        ("ICD-10", "costs.md"),
        ("icd 10", "costs.md"),
        ("RAG", "lookup.md"),
        ("Größe", "sprachen.md"),
        ("GROSSE Modelle zahlt", "sprachen.md"),
        ("donnees", "sprachen.md"),
    ],
)
def test_figures_names_and_accents_are_found(guides: Workbench, query: str, source: str) -> None:
    assert guides.ask(query)[0].source == source


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  \n",
        "\x00",
        "((",
        '"',
        "AND OR NOT",
        "words:*",
        "🤷",
        "\ud800",
        "the of and",
        "x" * 9_000,
        "cost " * 9_000,
    ],
)
def test_any_text_is_a_question(guides: Workbench, query: str) -> None:
    assert isinstance(guides.ask(query), list)


def test_an_index_never_made_answers_with_nothing(bench: Workbench) -> None:
    assert bench.ask("anything") == []


def test_no_more_than_k_passages_come(guides: Workbench) -> None:
    assert len(guides.ask("model examples month question", k=2)) == 2


def test_a_restricted_document_is_found_by_its_group_alone(fresh_guides: Workbench) -> None:
    fresh_guides.write("salaries.md", article("Salaries", "Salaries rise by four per cent.", audience="finance"))
    fresh_guides.sync()
    assert fresh_guides.ask("salaries rise", FINANCE)[0].source == "salaries.md"
    assert "salaries.md" not in {passage.source for passage in fresh_guides.ask("salaries rise")}


def test_a_group_reads_what_everyone_reads_too(fresh_guides: Workbench) -> None:
    fresh_guides.write("salaries.md", article("Salaries", "Salaries rise by four per cent.", audience="finance"))
    fresh_guides.sync()
    assert fresh_guides.ask("fine-tuning", FINANCE)[0].source == "tuning.md"


def test_a_hidden_document_changes_no_score(fresh_guides: Workbench) -> None:
    queries = ["fine-tuning behaves", "costs a month", "modle", "salaries of the model"]
    before = [fresh_guides.ask(query) for query in queries]
    hidden = [f"The model of salaries costs {n} a month; fine-tuning behaves." for n in range(40)]
    fresh_guides.write("salaries.md", article("Salaries modle", *hidden, audience="finance"))
    fresh_guides.sync()
    assert [fresh_guides.ask(query) for query in queries] == before


def test_a_word_weighs_the_same_wherever_it_stands(fresh_guides: Workbench) -> None:
    fresh_guides.write("a.md", article("A", "The zebra is here."))
    fresh_guides.write("b.md", article("B", "The zebra is here.", "Another zebra.", audience="finance"))
    fresh_guides.sync()
    found = [passage for passage in fresh_guides.ask("zebra", FINANCE) if "zebra" in passage.text]
    assert {passage.source for passage in found} == {"a.md", "b.md"}
    assert max(p.score for p in found) - min(p.score for p in found) < 0.2


def write_derived(derived: DerivedIndexes, item: Indexed) -> None:
    derived.write_words([item])
    derived.write_vectors([(item.document.audience, chunk) for chunk in item.chunks])


def test_a_chunk_that_the_catalogue_lacks_is_never_shown(fresh_guides: Workbench) -> None:
    generation = served(fresh_guides.index)
    document = read_document("ghost.md", article("Ghost", "Unrecorded zebras gallop.").encode())
    chunks = chunk_document(document, fresh_guides.embedder.token_offsets)
    ghost = Indexed(document, chunks, FileStat("ghost.md", 1, 1, 1, 1))
    write_derived(DerivedIndexes(generation, fresh_guides.index.kept_vectors), ghost)
    assert all(passage.source != "ghost.md" for passage in fresh_guides.ask("unrecorded zebras gallop"))


def test_a_removed_document_is_no_longer_found(fresh_guides: Workbench) -> None:
    (fresh_guides.folder / "tuning.md").unlink()
    fresh_guides.sync()
    assert all(passage.source != "tuning.md" for passage in fresh_guides.ask("fine-tuning"))


def test_the_same_text_in_two_documents_is_shown_once(fresh_guides: Workbench) -> None:
    fresh_guides.write(
        "copy/tuning.md",
        article("Training", "Fine-tuning changes how a model behaves.", "It needs examples."),
    )
    fresh_guides.sync()
    texts = [passage.text for passage in fresh_guides.ask("fine-tuning changes a model")]
    assert len(texts) == len(set(texts))


def test_a_generation_being_built_is_not_shown_until_it_is_served(fresh_guides: Workbench) -> None:
    before = fresh_guides.ask("embedding costs")
    index = fresh_guides.index
    building = index.generation(index.generations.begin("another"))
    document = read_document("new.md", article("New", "Embedding costs nothing now.").encode())
    new = Indexed(
        document, chunk_document(document, fresh_guides.embedder.token_offsets), FileStat("new.md", 1, 1, 1, 1)
    )
    write_derived(DerivedIndexes(building, index.kept_vectors), new)
    building.catalogue.record([new])
    assert fresh_guides.ask("embedding costs") == before
    index.generations.serve(building.name)
    assert {passage.source for passage in fresh_guides.ask("embedding costs")} == {"new.md"}


def test_a_rebuild_gives_the_same_passages(fresh_guides: Workbench) -> None:
    before = [fresh_guides.ask(query) for query in ("fine-tuning", "costs a month", "données")]
    fresh_guides.sync(rebuild=True)
    assert [fresh_guides.ask(query) for query in ("fine-tuning", "costs a month", "données")] == before


def test_a_reader_in_another_process_sees_what_a_sync_added(fresh_guides: Workbench) -> None:
    reader = HybridRetriever(fresh_guides.reopened())
    assert reader.retrieve("zebras", k=1, asker=PUBLIC)[0].source != "zoo.md"
    fresh_guides.write("zoo.md", article("Zoo", "Zebras gallop."))
    fresh_guides.sync()
    assert reader.retrieve("zebras", k=1, asker=PUBLIC)[0].source == "zoo.md"


def test_chroma_and_the_matrix_say_the_same(fresh_guides: Workbench) -> None:
    fresh_guides.write("salaries.md", article("Salaries", "Salaries rise by four per cent.", audience="finance"))
    fresh_guides.sync()
    generation = served(fresh_guides.index)
    vector = fresh_guides.embedder.embed_query("salaries rise with examples")
    both = [frozenset({"finance"}), PUBLIC]
    for audiences in ([PUBLIC], both):
        ours, chromas = (dict(part.search(vector, 50, audiences)) for part in (generation.matrix, generation.vectors))
        assert ours == pytest.approx(chromas, abs=1e-5)
        everything = list(dict(generation.matrix.search(vector, 50, both)))
        ours, chromas = (
            part.cosines(vector, everything, audiences) for part in (generation.matrix, generation.vectors)
        )
        assert ours == pytest.approx(chromas, abs=1e-5)
