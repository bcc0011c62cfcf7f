"""The questions of a check in the terminal: only what can still change the outcome."""

import click

from bot.checks.checker import Checker
from bot.facts import FACTS, NOTHING, Fact, FactRefused, Facts, Value, parse_value
from indexer.model import Audience

_ENOUGH = ("q", "done", "stop")


def ask_facts(checker: Checker, asker: Audience) -> Facts:
    """The facts that somebody gives, asked in the order in which they tell most; Enter leaves one unknown."""
    facts, passed = NOTHING, set[str]()
    click.echo("A few questions; only those whose answer can change the verdict are asked.", err=True)
    click.echo("Enter: not known. q: enough, show the verdict.", err=True)
    while name := next((name for name in checker.worth_asking(facts, asker) if name not in passed), None):
        try:
            value = _asked(FACTS[name])
        except (_Enough, click.Abort):
            break
        passed.add(name)
        facts = facts.changed(name, value)
    click.echo(err=True)
    return facts


class _Enough(Exception):
    """Whoever answers wants the verdict now."""


def _asked(fact: Fact) -> Value | None:
    click.echo(err=True)
    click.secho(fact.question, bold=True, err=True)
    click.secho(f"{fact.why} Answer: {_usage(fact)}.", dim=True, err=True)
    while True:
        given = click.prompt(">", default="", show_default=False, prompt_suffix=" ", err=True).strip()
        if given.lower() in _ENOUGH:
            raise _Enough
        try:
            return parse_value(fact, _spelled(given))
        except FactRefused as refusal:
            click.secho(str(refusal), fg="yellow", err=True)


def _usage(fact: Fact) -> str:
    """What may be answered, with what the words stand for where they do not say it by themselves."""
    if not fact.allowed:
        return fact.usage
    meanings = {word: fact.verbs.get(word, word) for word in fact.allowed}
    speaking = all(word in said for word, said in meanings.items())
    return ", ".join(word if speaking else f"{word} ({said})" for word, said in meanings.items())


def _spelled(given: str) -> str:
    """One letter is enough for yes and no."""
    return {"y": "yes", "n": "no", "?": "unknown"}.get(given.lower(), given)
