from dataclasses import replace

from bot.facts import CATALOGUE, FACTS, Facts, Reading, read_facts
from bot.frameworks.condition_reading import read_condition
from bot.frameworks.conditions import facts_of
from bot.model import Option, Recommendation
from bot.proposals import Wanted
from bot.reasons import grounds, open_questions, reasons, ways_on
from tests.bot.decision.guides import ADVISED, GUIDES, HOUSE, document, read

NEEDING = read(
    document(
        "guides/needing.md",
        "Retrieve what is lacking. Retrieve what moves.",
        """
name: Needing
rules:
  - {id: moves, when: {knowledge_changes: weekly}, option: rag, because: Moving., quote: Retrieve what moves.}
  - {id: lacks, when: {need: knowledge}, option: rag, because: Lacking., quote: Retrieve what is lacking.}
""",
        kind="framework",
    )
)
WEEKLY_WITH_FEW_EXAMPLES = Facts.of(knowledge_changes="weekly", labelled_examples=300)


def test_the_decision_leads_with_the_facts_that_speak_for_it_and_the_house_is_quoted():
    lead, *_ = reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, HOUSE, GUIDES)
    assert lead.text == "Use RAG (retrieval-augmented generation), since the knowledge changes weekly."
    quote, second = lead.quotes
    assert HOUSE.document.text[quote.start : quote.end] == quote.text
    assert second.source != HOUSE.document.source


def test_facts_of_several_rules_for_the_option_are_all_said():
    lead, *_ = reasons(Option.RAG, Facts.of(knowledge_changes="weekly", citations_needed=True), HOUSE, ())
    assert lead.text.endswith("since the knowledge changes weekly and answers must show their sources.")


def test_a_fact_that_holds_an_and_is_set_off_by_a_comma():
    known = Facts.of(need="both", knowledge_changes="weekly")
    lead, *_ = reasons(Option.RAG_AND_FINE_TUNING, known, HOUSE, ())
    assert lead.text == (
        "Use RAG together with fine-tuning, since the model needs facts that it does not have and a particular way of "
        "answering, and the knowledge changes weekly."
    )


def test_of_many_facts_those_of_the_rule_that_decides_are_told():
    rules = [
        replace(NEEDING.rules[0], when=read_condition(when, "one"))
        for when in ({"citations_needed": True}, {"task_scope": "narrow"}, {"stable_inputs": True}, {"need": "both"})
    ]
    known = Facts.of(need="both", task_scope="narrow", stable_inputs=True, citations_needed=True)
    lead, *_ = reasons(Option.RAG, known, replace(NEEDING, rules=tuple(rules)), ())
    assert lead.text.endswith("since answers must show their sources, the task is narrow and the inputs are stable.")


def test_a_number_that_speaks_for_the_option_by_its_size_is_told_with_what_that_means():
    def lead(option: Option, examples: int) -> str:
        return reasons(option, Facts.of(need="behaviour", labelled_examples=examples), HOUSE, ())[0].text

    start = "Start with the prompt, since "
    assert lead(Option.PROMPT_ENGINEERING, 300) == f"{start}300 labelled examples are too few to train on."
    assert lead(Option.PROMPT_ENGINEERING, 0) == f"{start}you have no labelled examples."
    assert lead(Option.FINE_TUNING, 600) == "Plan for fine-tuning, since you have 600 labelled examples to train on."


def test_every_fact_that_is_told_comes_with_the_rule_that_it_speaks_by():
    known = read_facts("Our wiki has about 300 pages, and it changes weekly.").facts
    large = replace(NEEDING.rules[1], when=read_condition({"knowledge_tokens": {"above": 1}}, "large"))
    lead, *_ = reasons(Option.RAG, known, replace(NEEDING, rules=(NEEDING.rules[0], large)), ())
    assert lead.quotes == (NEEDING.rules[0].quote, large.quote)


def test_with_prompts_one_starts_goes_on_or_stays_by_what_was_tried():
    def lead(**known: object) -> str:
        facts = Facts.of(need="behaviour", labelled_examples=30, **known)
        return reasons(Option.PROMPT_ENGINEERING, facts, HOUSE, ())[0].text

    assert lead().startswith("Start with the prompt")
    assert lead(prompting_tried=True).startswith("Keep working on the prompt")
    assert lead(prompting_tried=True, few_shot_suffices=True).startswith("Stay with the prompt")


def test_what_the_house_advises_stands_in_a_paragraph_of_its_own_word_for_word():
    lead, *_, advice = reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, ADVISED, GUIDES)
    assert lead.text.startswith("Use RAG")
    assert advice.joint == "\n\n"
    assert advice.text == (
        "An index takes in a changed page at once.\nBegin with the pages that people ask about most."
    )
    (quote,) = advice.quotes
    assert ADVISED.document.text[quote.start : quote.end] == quote.text == advice.text


def test_a_house_without_advice_says_its_reason():
    _, because, *_ = reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, HOUSE, GUIDES)
    assert because.text == "Retrieval keeps up with the knowledge and shows its sources."


def test_the_order_of_facts_does_not_change_what_is_said_of_them():
    other_way = Facts.of(labelled_examples=300, knowledge_changes="weekly")
    assert reasons(Option.RAG, other_way, HOUSE, GUIDES) == reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, HOUSE, GUIDES)


def test_without_a_rule_that_fired_there_are_no_reasons():
    assert reasons(Option.NEED_MORE_INFORMATION, Facts.of(), HOUSE, GUIDES) == ()


def test_where_nothing_decides_yet_the_rules_that_could_are_quoted_one_for_an_option():
    ways = ways_on(Facts.of(), ["knowledge_changes"], HOUSE)
    assert ways
    assert ways[0].text.startswith(f"What decides it now: {FACTS['knowledge_changes'].question}")
    quotes = [quote for way in ways for quote in way.quotes]
    options = [rule.option for quote in quotes for rule in HOUSE.rules if rule.quote == quote]
    assert len(set(options)) == len(ways)
    assert all(HOUSE.document.text[quote.start : quote.end] == quote.text for quote in quotes)


def test_where_nothing_decides_yet_the_house_says_what_the_decision_turns_on():
    (way,) = ways_on(Facts.of(), ["need", "knowledge_changes"], ADVISED)
    assert way.text == "It depends on what is missing: facts ask for retrieval, manners for a better prompt."
    (way,) = ways_on(Facts.of(labelled_examples=300), ["need"], ADVISED)
    assert way.text.startswith("That you have 300 labelled examples does not decide it yet. It depends on what")
    assert len(ways_on(Facts.of(), ["knowledge_changes", "need"], ADVISED)) > 1  # another fact is the most telling


def test_where_a_choice_between_two_options_is_asked_for_the_house_says_what_that_turns_on():
    prompt, tune, rag = Option.PROMPT_ENGINEERING, Option.FINE_TUNING, Option.RAG
    for named, said in (
        ({prompt, tune}, "Write the prompt first"),
        ({tune, rag}, "It depends on what is missing"),
        ({Option.LONG_CONTEXT}, "Paste what is short"),
    ):
        (way,) = ways_on(Facts.of(), ["need"], ADVISED, Wanted(named=frozenset(named)))
        assert way.text.startswith(said)


def test_what_training_would_add_is_left_out_of_the_advice_where_nobody_named_it():
    text = ADVISED.document.text
    sentence = "Begin with the pages that people ask about most."
    with_training = text.replace(sentence, f"{sentence} Fine-tuning can wait.")
    house = replace(ADVISED, document=replace(ADVISED.document, text=with_training))
    start = with_training.index("An index takes in")
    whole = with_training[start : with_training.index("can wait.", start) + len("can wait.")]
    advice = replace(ADVISED.rules[2].quote, start=start, end=start + len(whole), text=whole)
    house = replace(house, rules=tuple(replace(rule, advice=rule.advice and advice) for rule in house.rules))
    asked_of = {frozenset[Option](): f"at once.\n{sentence}", frozenset({Option.FINE_TUNING}): "Fine-tuning can wait."}
    for named, end in asked_of.items():
        *_, told = reasons(Option.RAG, Facts.of(knowledge_changes="weekly"), house, (), Wanted(named=named))
        assert told.text.endswith(end)
        (quoted,) = told.quotes
        assert with_training[quoted.start : quoted.end] == quoted.text == told.text


def test_a_style_is_told_in_the_words_that_named_it_where_they_are_a_name():
    def lead(text: str) -> str:
        known = Facts([*read_facts(text).facts.readings, Reading("need", "behaviour")])
        return reasons(Option.PROMPT_ENGINEERING, known, HOUSE, ())[0].text

    matter = "is a matter of how the model answers and not of what it knows, and 30 labelled examples are too few"
    assert f"since “our brand voice” {matter}" in lead("It must follow our brand voice. We have 30 labelled examples.")
    assert "since 30 labelled examples are too few" in lead("Our format has to be strict. 30 labelled examples.")


def test_a_style_without_a_name_is_told_where_a_rule_asks_for_it():
    for name, value, told in (
        (
            "strict_style",
            True,
            "a strict style or format is a matter of how the model answers and not of what it knows.",
        ),
        ("need", "behaviour", "this is about how the model answers and not about what it knows."),
    ):
        rule = replace(NEEDING.rules[0], when=read_condition({name: value}, "manner"))
        lead, *_ = reasons(Option.RAG, Facts.of(**{name: value}), replace(NEEDING, rules=(rule,)), ())
        assert lead.text.endswith(f"since {told}")


def test_how_large_the_knowledge_is_is_told_in_the_pages_that_were_named():
    known = read_facts("About 300 pages, and it changes monthly.").facts
    large = replace(NEEDING.rules[0], when=read_condition({"knowledge_tokens": {"above": 1}}, "large"))
    moving = replace(NEEDING.rules[0], when=read_condition({"knowledge_changes": "monthly"}, "moving"))
    lead, *_ = reasons(Option.RAG, known, replace(NEEDING, rules=(moving, large)), ())
    assert lead.text.endswith(
        "changes monthly and about 300 pages are more than the house framework puts into one prompt."
    )
    small = replace(NEEDING.rules[0], when=read_condition({"knowledge_tokens": {"at_most": 200_000}}, "small"))
    lead, *_ = reasons(Option.RAG, known, replace(NEEDING, rules=(small,)), ())
    assert lead.text.endswith("since about 300 pages are few enough for that.")
    each = read_facts("The editors read 300-page manuscripts.").facts
    lead, *_ = reasons(Option.RAG, each, replace(NEEDING, rules=(large,)), ())
    assert lead.text.endswith("since 300 pages are more than the house framework puts into one prompt.")
    lead, *_ = reasons(Option.RAG, Facts.of(knowledge_tokens=150_400), replace(NEEDING, rules=(large,)), ())
    assert lead.text.endswith("since about 150,000 tokens are more than the house framework puts into one prompt.")


def test_a_pace_between_weekly_and_monthly_is_told_as_it_was_said():
    known = read_facts("Our price list changes every two weeks.").facts
    lead, *_ = reasons(Option.RAG, known, HOUSE, ())
    assert lead.text.endswith("since the knowledge changes every few weeks.")


def test_what_other_guides_would_do_stands_beside_the_decision_and_both_together_last():
    both, tune = (
        replace(GUIDES[0], name=str(option), rules=(replace(GUIDES[0].rules[0], option=option),))
        for option in (Option.RAG_AND_FINE_TUNING, Option.FINE_TUNING)
    )
    lead, advice = reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, ADVISED, (both, tune))
    assert advice.joint == "\n\n"
    assert lead.text.endswith(" (some guides would plan for fine-tuning or use RAG together with fine-tuning).")


def test_that_knowledge_is_lacking_is_left_to_what_says_it_better():
    lead, *_ = reasons(Option.RAG, Facts.of(need="knowledge", knowledge_changes="weekly"), NEEDING, ())
    assert lead.text == "Use RAG (retrieval-augmented generation), since the knowledge changes weekly."
    lead, *_ = reasons(Option.RAG, Facts.of(need="knowledge"), NEEDING, ())
    assert lead.text.endswith("since the model needs facts that it does not have.")


def test_the_rule_on_the_most_telling_fact_comes_first_and_a_rule_that_cannot_apply_is_left_out():
    known = Facts.of(labelled_examples=10)
    ways = [
        rule for way in ways_on(known, ["knowledge_changes"], HOUSE) for rule in HOUSE.rules if rule.quote in way.quotes
    ]
    assert "knowledge_changes" in facts_of(ways[0].when)
    assert all(rule.when.holds(known) is None for rule in ways)


def test_a_recommendation_rests_on_its_reasons_and_an_open_one_on_what_would_decide():
    known = WEEKLY_WITH_FEW_EXAMPLES
    assert grounds(Recommendation(Option.RAG, ""), known, HOUSE, GUIDES) == reasons(Option.RAG, known, HOUSE, GUIDES)
    undecided = Recommendation(Option.NEED_MORE_INFORMATION, "", ("knowledge_changes",))
    assert grounds(undecided, Facts.of(), HOUSE, GUIDES) == ways_on(Facts.of(), ("knowledge_changes",), HOUSE)


def test_missing_facts_are_asked_for_in_plain_words():
    names = [fact.name for fact in CATALOGUE]
    asked = open_questions(names)
    assert all(name not in asked for name in names if "_" in name)
    assert asked.count("?") >= len(names) - 1


def test_the_guide_whose_rule_rests_on_most_of_what_is_known_is_quoted_beside_the_house():
    known = Facts.of(need="behaviour", labelled_examples=6000)
    lead, *_ = reasons(Option.FINE_TUNING, known, HOUSE, GUIDES)
    _, second = lead.quotes
    assert second.source == "guides/eager.md"  # its rule asks for both facts, the other guide's for one
    assert second.text == "Five hundred examples are enough to teach a behaviour."


def test_who_asked_about_an_option_with_yes_or_no_is_told_so_first():
    def lead(option: Option, known: Facts, proposed: Option | None) -> str:
        return reasons(option, known, HOUSE, GUIDES, Wanted(proposed, frozenset({proposed} - {None})))[0].text

    changing = Facts.of(knowledge_changes="weekly")
    assert lead(Option.RAG, changing, Option.FINE_TUNING).startswith("No, use RAG")
    assert lead(Option.RAG, changing, Option.RAG).startswith("Yes, use RAG, since")
    assert lead(Option.RAG, changing, None).startswith("Use RAG (retrieval-augmented generation)")
    both = Facts.of(need="both", knowledge_changes="weekly")
    assert lead(Option.RAG_AND_FINE_TUNING, both, Option.FINE_TUNING).startswith("Use RAG together with fine-tuning")


def test_that_guides_would_do_something_else_is_said_with_a_quote_for_each_option():
    known = Facts.of(need="behaviour", labelled_examples=600)
    cautious = replace(GUIDES[0], name="Another cautious guide")
    for guides, who in ((GUIDES, "one guide"), ((*GUIDES, cautious), "some guides")):
        lead, *_ = reasons(Option.FINE_TUNING, known, HOUSE, guides)
        assert lead.text.endswith(f"since you have 600 labelled examples to train on ({who} would use RAG).")
        assert lead.quotes[-1].text == "Under five thousand examples, retrieve."


def test_of_guides_that_abstain_nothing_is_said_and_those_that_agree_are_not_counted():
    said = reasons(Option.RAG, Facts.of(knowledge_changes="weekly"), HOUSE, GUIDES)
    assert not any("guide" in statement.text for statement in said)
    said = reasons(Option.FINE_TUNING, Facts.of(need="behaviour", labelled_examples=6000), HOUSE, GUIDES)
    assert not any("guide" in statement.text for statement in said)
