"""The table of phrases that state a fact. To read a new one, add a row in its file and a proposal to its test."""

from bot.facts.patterns.amounts import AMOUNTS
from bot.facts.patterns.everyday import EVERYDAY
from bot.facts.patterns.knowledge import KNOWLEDGE
from bot.facts.patterns.need import GAPS, NEED
from bot.facts.patterns.task import TASK

PHRASES = (*NEED, *GAPS, *KNOWLEDGE, *TASK, *AMOUNTS, *EVERYDAY)
