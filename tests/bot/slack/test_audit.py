from bot.records import Records
from bot.slack import audit
from bot.slack.audit import Audit, Entry


def test_what_was_done_and_what_was_refused_is_read_newest_first(records: Records) -> None:
    times = iter((10.0, 20.0))
    kept = Audit(records.engine, now=lambda: next(times))
    kept.done("T1", "U1", "removed guides/a.md")
    kept.refused("T1", "U2", "to remove guides/b.md")
    assert kept.latest(10) == (
        Entry(20.0, "T1", "U2", allowed=False, what="to remove guides/b.md"),
        Entry(10.0, "T1", "U1", allowed=True, what="removed guides/a.md"),
    )
    assert [entry.user for entry in kept.latest(1)] == ["U2"]


def test_entries_outlive_the_process_that_wrote_them(records: Records) -> None:
    Audit(records.engine).done("T1", "U1", "added a.md")
    assert [entry.what for entry in Audit(records.engine).latest(5)] == ["added a.md"]


def test_a_name_of_any_length_is_noted_in_short(records: Records) -> None:
    kept = Audit(records.engine)
    kept.refused("T1", "U1", "x" * 100_000)
    assert len(kept.latest(1)[0].what) == audit._LONGEST


def test_the_oldest_entries_go_when_there_are_too_many(records: Records) -> None:
    kept = Audit(records.engine)
    kept.done("T1", "U1", "first")
    with records.engine.begin() as db:  # as if all the others had been written in between
        db.execute(audit._audit.update().values(number=1))
        db.execute(audit._audit.insert().values(
            number=audit.KEPT, at=0.0, team="T1", user="U1", allowed=True, what="almost"
        ))  # fmt: skip
    kept.done("T1", "U1", "last")
    assert [entry.what for entry in kept.latest(5)] == ["last", "almost"]
