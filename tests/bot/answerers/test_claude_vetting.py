"""What Claude says in words of its own: true paraphrases stay, by hand; what code can tell to be false goes."""

import pytest

from bot.answerers.claude.recital import Recital
from bot.answerers.claude.request import Room, composed
from bot.answerers.claude.vetting import TURNED_ROUND, UNKNOWN_NAME, UNRELATED, Vetting
from bot.model import Question, Statement
from tests.bot.answerers.claude_rig import Rig
from tests.fakes.claude import Cite, Part
from tests.fakes.knowledge import document, passage, quote

BESIDE = "\n\nThe notes of the Berlin workshop name Weaviate. Retrieval-augmented generation is meant by RAG."


def objection(cited: str, said: str, asked: str = "What should we know?", title: str = "RAG or fine-tuning") -> str:
    """What is held against a statement that cites this; "" for nothing."""
    held = document("guides/openai-notes.md", cited + BESIDE, title=title)
    request = composed("s", Question(asked), [passage(held)], (), Room())
    found = Vetting(request, Recital("")).objection(Statement(said, (quote(held, cited),)))
    return found.notice if found else ""


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("Exchanges are free.", "You pay nothing to exchange an item."),
        ("Exchanges are free.", "No, exchanges do not cost anything; they are free."),
        ("Exchanges are free.", "It is not true that exchanges cost money."),
        ("Helmets are included.", "Helmets are included, they do not cost extra."),
        ("Refunds take five days.", "A refund does not arrive at once: it takes five days."),
        ("A refund above $500 needs a manager.", "Unless it is above $500, a refund needs no manager."),
        ("A refund above $500 needs a manager.", "You cannot refund more than $500 without a manager."),
        ("A refund above $500 needs a manager.", "Below $500 no manager is needed."),
        ("No more than 5 passages fit.", "Up to 5 passages fit."),
        ("Refunds take no longer than five days.", "Refunds take five days at the longest."),
        ("Not until the audit is done may the model ship.", "The model may ship once the audit is done."),
        ("RAG needs no labelled data, only source documents.", "RAG works from source documents, without labels."),
        ("RAG does not alter the base model.", "With RAG, the base model stays as it is."),
        ("RAG does not alter the base model.", "RAG leaves the base model untouched."),
        ("The wish to own something custom is not a reason to fine-tune.", "Wanting a custom model is no good reason."),
        ("Avoid fine-tuning on data that changes weekly.", "Do not fine-tune on data that changes weekly."),
        ("Fine-tuning is overkill when the problem is access to knowledge.", "For access to facts, do not fine-tune."),
        ("RAG for a behaviour fails because RAG cannot teach skills.", "Skills cannot be taught by retrieval."),
        ("RAG changes what a model knows and cannot change how it writes.", "RAG cannot change how it writes."),
        ("RAG changes what a model knows and cannot change how it writes.", "RAG changes what a model knows."),
        ("Myth: fine-tuning adds knowledge.", "Fine-tuning does not add knowledge."),
        ("Teams think that fine-tuning is cheaper.", "Fine-tuning is not cheaper, whatever teams think."),
        ("Fine-tuning almost never fits into a 90-day MVP.", "Within 90 days you will hardly fine-tune an MVP."),
        ("If documents do not change weekly, fine-tuning fits.", "Fine-tuning fits unless documents change weekly."),
        ("Fine-tuning does not only add facts, it changes style.", "Fine-tuning adds facts and changes the style."),
        ("Exchanges are free, but exchanges are not free in a sale.", "Exchanges are free."),
        ("A fine-tuned model is a snapshot of its training data.", "What a tuned model knows is frozen in training."),
        ("Latency is higher with RAG and lower with prompting.", "Latency is lower with prompting."),
        ("Costs rise before launch and after launch.", "Costs rise after launch."),
        ("RAG is cheaper than fine-tuning.", "Fine-tuning is more expensive than RAG."),
        ("RAG scales by adding to the vector index.", "Growing is no problem for RAG: the index grows too."),
        ("Most products never need step 3.", "Few products get as far as step 3."),
        ("RAG is the only option for a base that changes weekly.", "When it changes weekly, only RAG will do."),
        ("The CEO signs contracts above $10,000.", "Contracts above 10,000 USD are signed by the CEO."),
        ("It uses a large language model.", "It uses an LLM."),
        ("It runs in Amazon Web Services.", "It is hosted on AWS."),
        ("RAG means retrieval.", "RAG, which stands for Retrieval-Augmented Generation, means retrieval."),
        ("Postgres holds the records.", "The records are in PostgreSQL."),
        ("Open AI sells tokens.", "You buy tokens from OpenAI."),
        ("It was published on 2026-11-21.", "It was published on 21 November 2026."),
        ("Ask the data team first.", "As the guide on RAG or Fine-Tuning says, you should ask the Data Team first."),
        ("Part 3 is on costs. RAG does not alter the model.", "By Part III on costs, RAG does NOT alter the model."),
        ("A bot answers questions from the folder.", "For your AcmeBot, a bot can answer from the folder."),
        ("Begin with RAG and measure the results.", "According to the OpenAI notes, you should begin with RAG."),
        ("Exchanges are free of charge.", "Swapping something costs nothing."),
        ("This keeps answers current.", "Retrieval keeps replies up to date, with whatever the documents hold."),
        ("Voice assistants often cannot accept the latency of RAG.", "RAG tends to be too slow for a voice assistant."),
        ("Getting 500-1,000 examples takes real effort.", "Collecting 500 to 1,000 examples is a lot of work."),
        ("RAG needs no labelled data, only source documents.", "RAG braucht keine gelabelten Daten, nur Dokumente."),
        ("Fine-tuning needs labelled examples.", "Zum Nachtrainieren braucht man Beispiele mit bekannten Ergebnissen."),
        ("RAG does not alter the base model.", "RAG lässt das Basismodell unverändert; die DSGVO spielt keine Rolle."),
        ("Users may see different documents.", "Les utilisateurs ne voient pas tous les mêmes documents."),
        ("Der Umtausch ist kostenlos.", "Exchanging an item is free for every customer of the shop."),
        ("| RAG | 2–4 weeks |", "RAG takes 2 to 4 weeks until it is ready for production."),
    ],
)  # fmt: skip
def test_a_true_paraphrase_stays(cited: str, said: str):
    assert objection(cited, said, asked="What is it for our AcmeBot?") == ""


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("Exchanges are free.", "Exchanges are not free."),
        ("Exchanges are free.", "Yes, exchanges aren't free."),
        ("Exchanges are free.", "Exchanges are never free."),
        ("RAG does not alter the base model.", "RAG alters the base model."),
        ("RAG needs no labelled data, only source documents.", "RAG needs labelled data."),
        ("RAG cannot change how a model writes.", "RAG can change how a model writes, and what it knows."),
        ("Never fine-tune before trying prompts.", "Fine-tune before trying prompts."),
        ("The index is no longer rebuilt at night.", "The index is rebuilt at night."),
        ("Users may not see different documents.", "You are right: users may see different documents."),
        ("A refund above $500 needs a manager.", "A refund below $500 needs a manager."),
        ("All refunds need a manager.", "No refunds need a manager."),
        ("RAG is cheaper than fine-tuning.", "RAG is not cheaper than fine-tuning."),
        ("A second look is required.", "A second look is optional."),
        ("Fine-tuning is possible on premises.", "Fine-tuning is impossible on premises."),
        ("Der Umtausch ist kostenlos.", "Der Umtausch ist nicht kostenlos."),
    ],
)  # fmt: skip
def test_a_quote_turned_round_is_left_out(cited: str, said: str):
    assert objection(cited, said) == TURNED_ROUND


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("A vector database is needed.", "You need a vector database such as Pinecone or Milvus."),
        ("A vector database is needed.", "For this the team recommends ChromaDB."),
        ("Begin with RAG and measure the results.", "Begin with RAG, and measure the results with RAGAS."),
        ("A manager decides.", "The manager is a certain Mr Hopkins of the finance team."),
        ("Data must stay on premises.", "Data must stay on premises, as GDPR has it."),
    ],
)
def test_a_name_that_no_source_holds_is_left_out(cited: str, said: str):
    assert objection(cited, said) == UNKNOWN_NAME


def test_a_name_of_another_passage_or_of_the_question_may_be_said():
    assert objection("A vector database is needed.", "You need a vector database such as Weaviate.") == ""
    asked = "Is Pinecone what we need?"
    assert objection("A vector database is needed.", "A database such as Pinecone is needed.", asked) == ""


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        ("Exchanges are free.", "The knowledge base should be stored by a dedicated service in each region."),
        ("A manager signs the form.", "You should always begin with prompt engineering, which is the fastest way."),
    ],
)
def test_a_sentence_without_a_word_of_what_it_cites_is_left_out(cited: str, said: str):
    assert objection(cited, said, title="Shop") == UNRELATED


def test_what_is_left_out_is_told_and_the_rest_stands(rig: Rig):
    rig.claude.writes(Part("Exchanges are not free.", [Cite(0, 2)]), Part(" Refunds take five days.", [Cite(0, 1)]))
    reply = rig.answer()
    assert reply.markdown == "Refunds take five days. [1]"
    assert reply.notice == TURNED_ROUND
