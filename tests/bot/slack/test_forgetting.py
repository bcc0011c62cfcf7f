from pathlib import Path

from sqlalchemy import Engine, text

from bot.checks.log import CheckRecord, ChecksLog
from bot.checks.verdict import Firmness
from bot.journal import Asked, Journal, Rating
from bot.message import Kind, Message
from bot.model import Declined, Option
from bot.records import open_records
from bot.slack import allowance
from bot.slack.audit import Audit
from bot.slack.checks.cards import Card, Cards
from bot.slack.escalation.escalations import Escalations, Post
from bot.slack.forgetting import forget
from indexer.model import PUBLIC

SECRET = "My secret plan"
EMPTY = dict.fromkeys(("inbox", "journal", "ratings", "slack_cards", "checks", "escalations", "slack_told_to_wait"), 0)


def rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as db:
        return {table: db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in EMPTY}


def holds(file: Path, words: str) -> bool:
    """Whether any file of the database still has the words in it as a row would."""
    engine = open_records(f"sqlite:///{file}").engine
    with engine.connect() as db:
        tables = list(db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")))
        found = any(words in str(tuple(row)) for table in tables for row in db.execute(text(f"SELECT * FROM {table}")))
    engine.dispose()
    return found


def used_by(engine: Engine, user: str, words: str, *, team: str = "T1") -> None:
    """Everything that one person can leave behind."""
    records = open_records(str(engine.url))
    records.accept(Message(f"Ev{team}{user}", Kind.MENTION, team, "C1", f"{user}.1", "1.1", user, words))
    records.close()
    reply_id = f"q{team}{user}"
    asked = Asked(reply_id, team, "C1", "1.1", user, "mention", words, 1.0)
    Journal(engine).keep(asked, Declined(words, "extractive", searched_for=words))
    Journal(engine).rate(reply_id, team, user, Rating(False, "wrong", words))
    Cards(engine).open(Card(f"c{team}{user}", f"o{team}{user}", team, user, "C1", text=words))
    record = CheckRecord(f"k{team}{user}", words, {}, PUBLIC, None, Option.RAG, Firmness.MAJORITY, {}, {})
    ChecksLog(engine).note(record)
    begun = Escalations(engine).begin(reply_id, team, user, ["C9"])
    assert begun is not None
    Escalations(engine).posted(begun.id, Post("C9", "C9", "1.1"))
    Escalations(engine).helped_by(begun.id, user)
    Escalations(engine).resolve(begun.id, user, words)
    allowance.make_table(engine)
    with engine.begin() as db:  # it takes twenty questions to be told
        db.execute(allowance._told.insert().values(team=team, user=user, told_at=1.0))


def test_every_row_about_a_person_is_gone_and_others_keep_theirs(tmp_path: Path) -> None:
    file = tmp_path / "records.sqlite3"
    engine = open_records(f"sqlite:///{file}").engine
    used_by(engine, "U1", SECRET)
    used_by(engine, "U2", "Harmless")
    used_by(engine, "U1", "Of another workspace", team="T2")
    before = rows(engine)
    forget(engine, "T1", "U1")
    assert rows(engine) == {table: number - 1 for table, number in before.items()}
    assert not holds(file, SECRET)
    assert Journal(engine).find("qT1U2") is not None
    assert Journal(engine).find("qT2U1") is not None
    engine.dispose()


def test_what_others_said_of_a_persons_answers_goes_with_them(tmp_path: Path) -> None:
    engine = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}").engine
    used_by(engine, "U1", SECRET)
    Journal(engine).rate("qT1U1", "T1", "U2", Rating(False, "wrong", f"{SECRET} is nonsense"))
    forget(engine, "T1", "U1")
    assert rows(engine) == EMPTY
    engine.dispose()


def test_a_proposal_that_another_checked_too_stays_theirs(tmp_path: Path) -> None:
    engine = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}").engine
    used_by(engine, "U1", "The same")
    used_by(engine, "U2", "The same")
    forget(engine, "T1", "U1")
    assert rows(engine)["checks"] == 2
    engine.dispose()


def test_the_audit_stays(tmp_path: Path) -> None:
    engine = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}").engine
    Audit(engine).done("T1", "U1", "removed guides/a.md")
    forget(engine, "T1", "U1")
    assert len(Audit(engine).latest(5)) == 1
    engine.dispose()


def test_nobody_is_forgotten_in_an_empty_database(tmp_path: Path) -> None:
    engine = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}").engine
    forget(engine, "T1", "U1")
    assert rows(engine) == EMPTY
    engine.dispose()
