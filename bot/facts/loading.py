"""Facts from a YAML or JSON file: flat, size-capped, each problem named with its field."""

import json
from collections.abc import Hashable, Mapping

import yaml

from bot.facts.catalogue import FACTS
from bot.facts.known import Facts, Reading
from bot.facts.values import FactRefused, parse_value

_LONGEST = 20_000  # characters; every fact, commented, takes under 3,000
_DEEPEST = 4  # brackets; facts are flat


class _Flat(yaml.BaseLoader):
    """A loader without aliases, repeated keys and YAML's guesses: `0100` stays text, for `parse_value` to judge."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise FactRefused("Facts may not use YAML anchors and aliases: write each value out.")
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        _refuse_repeats([str(key.value) for key, _ in node.value])
        return super().construct_mapping(node, deep)


def facts_from_text(text: str) -> Facts:
    """The facts in a YAML or JSON text; FactRefused names the field, the value and what is allowed."""
    if len(text) > _LONGEST:
        raise FactRefused(f"The facts are {len(text):,} characters long: at most {_LONGEST:,} are read.")
    if sum(map(text.count, "[{")) > _DEEPEST:
        raise FactRefused("Facts are a flat list of `name: value` lines, without nested brackets.")
    try:
        raw = _loaded(text)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise FactRefused(f"The facts are neither YAML nor JSON: {_first_line(problem)}") from problem
    if not isinstance(raw, Mapping):
        raise FactRefused("Facts are `name: value` lines, for example `labelled_examples: 300`.")
    return facts_from_mapping(raw)


def facts_from_mapping(raw: Mapping[str, object]) -> Facts:
    """The facts in a mapping that YAML, JSON or a form gave; FactRefused for the first that is wrong."""
    readings = []
    for name, given in raw.items():
        fact = FACTS.get(name) if isinstance(name, str) else None
        if fact is None:
            raise FactRefused(f"{str(name)[:60]!r} is not a fact. The facts are: {', '.join(FACTS)}.")
        value = parse_value(fact, given)
        if value is not None:
            readings.append(Reading(fact.name, value))
    return Facts(readings)


def _loaded(text: str) -> object:
    if text.lstrip().startswith("{"):
        try:
            return json.loads(text, object_pairs_hook=_pairs)
        except ValueError:
            pass  # `{need: knowledge}` is YAML's way of writing a mapping on one line
    return yaml.load(text, _Flat)  # noqa: S506 - builds text only


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    _refuse_repeats([name for name, _ in pairs])
    return dict(pairs)


def _refuse_repeats(names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise FactRefused(f"{name[:60]} is given {names.count(name)} times: give it once.")


def _first_line(problem: Exception) -> str:
    return str(problem).strip().split("\n")[0][:120] or type(problem).__name__
