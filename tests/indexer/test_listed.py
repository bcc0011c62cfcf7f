from datetime import UTC, date, datetime, timedelta

from indexer.model import PUBLIC
from indexer.retrieval import IndexLibrary
from tests.indexer.workbench import Workbench

FINANCE = "---\ntitle: Budgets\naudience: [finance]\nexpires: 2026-01-01\n---\nMoney is counted in March."


def test_a_list_holds_what_a_reader_may_see_of_each_document_by_title(bench: Workbench) -> None:
    bench.write("b.md", "---\ntitle: zebra\npublished: 2026-03-01\nsource: https://example.com/z\n---\nStripes help.")
    bench.write("a.md", "# Apples\n\nApples are red.")
    bench.write("budget.md", FINANCE)
    bench.sync()
    library = IndexLibrary(bench.index)
    apples, zebra = library.listed(asker=PUBLIC)
    assert (apples.title, apples.source, apples.as_of) == ("Apples", "a.md", None)
    assert (zebra.title, zebra.as_of, zebra.url) == ("zebra", date(2026, 3, 1), "https://example.com/z")
    held = library.document("b.md", asker=PUBLIC)
    assert held is not None
    assert zebra.content_hash == held.content_hash
    assert apples.changed_at is not None
    assert abs(datetime.now(UTC) - apples.changed_at) < timedelta(minutes=5)
    with_budget = library.listed(asker=frozenset({"finance"}))
    assert [listed.title for listed in with_budget] == ["Apples", "Budgets", "zebra"]
    assert with_budget[1].expired(date(2026, 1, 2))
    assert not with_budget[1].expired(date(2026, 1, 1))


def test_before_the_first_sync_nothing_is_listed(bench: Workbench) -> None:
    assert IndexLibrary(bench.index).listed(asker=PUBLIC) == []
