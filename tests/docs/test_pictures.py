import pytest

from bot.slack.mrkdwn import inert, link
from docs.pictures.blocks_html import Block, modal, page, question, reply
from docs.pictures.mrkdwn_html import mrkdwn_html
from docs.pictures.unknown import UnknownBlock


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def drawn(*blocks: Block) -> str:
    return reply(blocks, "9:41 AM")


def test_what_a_text_says_is_shown_and_never_becomes_markup() -> None:
    assert mrkdwn_html(inert("<script>a & b</script>")) == "<p>&lt;script&gt;a &amp; b&lt;/script&gt;</p>"


def test_the_line_over_folded_task_cards_is_drawn_only_where_there_is_one() -> None:
    assert '<div class="plan">Read A &amp; B</div>' in reply((), "9:41 AM", "Read A &amp; B")
    assert "plan" not in reply((), "9:41 AM")


def test_an_entity_that_a_document_spells_out_is_shown_as_it_is_spelt() -> None:
    assert mrkdwn_html(inert("&lt; &copy;")) == "<p>&amp;lt; &amp;copy;</p>"


def test_the_joiners_that_keep_addresses_still_are_shown_as_nothing() -> None:
    still = inert("https://example.com :smile:")
    assert "\N{WORD JOINER}" in still
    assert mrkdwn_html(still) == "<p>https://example.com :smile:</p>"


def test_links_show_their_words_and_lead_to_their_address() -> None:
    shown = mrkdwn_html(link("https://example.com/a?b=1&c=2", "Costs & time"))
    assert shown == '<p><a href="https://example.com/a?b=1&amp;c=2">Costs &amp; time</a> (example.com)</p>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*[1]* a guide", "<p><b>[1]</b> a guide</p>"),
        ("_so_ it is", "<p><i>so</i> it is</p>"),
        ("`sync`", "<p><code>sync</code></p>"),
        ("2*3*4 and snake_case_name", "<p>2*3*4 and snake_case_name</p>"),
        ("• one\n• two", '<p class="bullet">one</p><p class="bullet">two</p>'),
        ("a\n> b\n> c\nd", "<p>a</p><blockquote>b<br>c</blockquote><p>d</p>"),
        ("<@U1|@Advisor>", '<p><span class="mention">@Advisor</span></p>'),
    ],
)
def test_mrkdwn_is_shown_as_slack_shows_it(text: str, shown: str) -> None:
    assert mrkdwn_html(text) == shown


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        ({"type": "divider"}, "<hr>"),
        ({"type": "header", "text": plain("*RAG* <1>")}, "<h2>*RAG* &lt;1&gt;</h2>"),
        ({"type": "section", "text": mrkdwn("*Why*")}, '<div class="section"><p><b>Why</b></p></div>'),
        ({"type": "section", "text": plain("*Why*")}, '<div class="section"><p>*Why*</p></div>'),
        (
            {"type": "section", "text": mrkdwn("Two"), "fields": [mrkdwn("a"), mrkdwn("b")]},
            '<div class="section"><p>Two</p></div>'
            '<div class="fields"><div class="field"><p>a</p></div><div class="field"><p>b</p></div></div>',
        ),
        ({"type": "context", "elements": [mrkdwn("small")]}, '<div class="element"><p>small</p></div>'),
        (
            {"type": "actions", "elements": [{"type": "button", "text": plain("Go"), "style": "primary"}]},
            '<span class="button primary">Go</span>',
        ),
        ({"type": "actions", "elements": [{"type": "button", "text": plain("More")}]}, '<span class="button">More'),
    ],
)
def test_each_kind_of_block_is_drawn(block: Block, shown: str) -> None:
    assert shown in drawn(block)


LABEL: Block = {"type": "input", "label": plain("How soon?")}
WEEKLY: Block = {"text": plain("Weekly"), "value": "w"}
MENU: Block = {"type": "static_select", "options": [WEEKLY]}
ASKED: Block = {"type": "plain_text_input", "placeholder": plain("For example 8")}
THAT: Block = {"text": plain("That"), "value": "b"}
TWO: Block = {"type": "checkboxes", "options": [{"text": plain("This"), "value": "a"}, THAT]}


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        (ASKED, '<div class="field-box empty">For example 8</div>'),
        (ASKED | {"multiline": True}, '<div class="field-box tall empty">For example 8</div>'),
        (ASKED | {"initial_value": "<8>"}, '<div class="field-box">&lt;8&gt;</div>'),
        (MENU, '<div class="field-box empty menu">Select an item</div>'),
        (MENU | {"initial_option": WEEKLY}, '<div class="field-box menu">Weekly</div>'),
        ({"type": "multi_users_select"}, '<div class="field-box empty menu">Select users</div>'),
        ({"type": "multi_users_select", "initial_users": ["@Maya"]}, '<span class="tag">@Maya</span>'),
        (TWO | {"initial_options": [THAT]}, '<span class="mark checkboxes on"></span>That'),
    ],
)
def test_each_kind_of_input_is_drawn_under_its_label(element: Block, shown: str) -> None:
    html = drawn(LABEL | {"element": element, "hint": plain("In weeks"), "optional": True})
    assert shown in html
    assert '<div class="label">How soon? <span class="optional">(optional)</span></div>' in html
    assert html.index("How soon?") < html.index(shown) < html.index('<div class="hint">In weeks</div>')


def test_an_input_that_must_be_given_is_not_called_optional() -> None:
    assert "optional" not in drawn(LABEL | {"element": ASKED})


@pytest.mark.parametrize("element", [{"type": "datepicker"}, {"type": "radio_buttons", "options": [3]}])
def test_an_input_that_cannot_be_drawn_is_refused_by_name(element: Block) -> None:
    with pytest.raises(UnknownBlock, match="No picture of this"):
        drawn(LABEL | {"element": element})


@pytest.mark.parametrize(
    "block",
    [{"type": "carousel"}, {"type": "actions", "elements": [{"type": "slider"}]}, {"type": "section", "text": "bare"}],
)
def test_what_cannot_be_drawn_is_refused_by_name_rather_than_left_out(block: Block) -> None:
    with pytest.raises(UnknownBlock, match="No picture of this"):
        drawn(block)


def test_a_modal_has_its_title_its_blocks_and_its_buttons_in_this_order() -> None:
    view: Block = {
        "title": plain("Details"),
        "blocks": [{"type": "divider"}],
        "close": plain("Close"),
        "submit": plain("Send"),
    }
    parts = [modal(view).index(part) for part in ("<h1>Details</h1>", "<hr>", ">Close<", ">Send<")]
    assert parts == sorted(parts)


def test_a_page_holds_the_question_before_the_reply_and_only_the_app_has_a_badge() -> None:
    whole = page(question("Maya", "RAG?", "9:40 AM"), drawn({"type": "divider"}))
    assert whole.index("Maya") < whole.index("RAG?") < whole.index("Advisor")
    assert whole.count(">APP<") == 1
    assert ".badge {" in whole
