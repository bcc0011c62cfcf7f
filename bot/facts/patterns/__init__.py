"""The table of phrases that state a fact. To read a new one, add a row in its file and a proposal to its test."""

from bot.facts.patterns.amounts import AMOUNTS
from bot.facts.patterns.asked_of_texts import ASKED_OF_TEXTS
from bot.facts.patterns.everyday import EVERYDAY
from bot.facts.patterns.jobs import JOBS
from bot.facts.patterns.knowledge import KNOWLEDGE
from bot.facts.patterns.manner import MANNER
from bot.facts.patterns.measured import MEASURED
from bot.facts.patterns.need import GAPS, NEED
from bot.facts.patterns.plainly import PLAINLY
from bot.facts.patterns.task import TASK
from bot.facts.patterns.volume import ASKED_ABOUT, VOLUME

__all__ = ["ASKED_ABOUT", "PHRASES"]

PHRASES = (
    *NEED,
    *GAPS,
    *ASKED_OF_TEXTS,
    *MANNER,
    *KNOWLEDGE,
    *TASK,
    *AMOUNTS,
    *VOLUME,
    *MEASURED,
    *JOBS,
    *EVERYDAY,
    *PLAINLY,
)
