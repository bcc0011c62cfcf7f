"""Which generation of the index is served. A new model or chunking builds another beside it, then swaps."""

import secrets

from sqlalchemy import Engine, bindparam, delete, select
from sqlalchemy.orm import Session

from indexer.catalogue import Catalogue
from indexer.database import make_tables
from indexer.tables import FactRow, GenerationTable, Table
from indexer.waiting import WaitingChunks

_INDEX = ""  # the rows that speak of the index as a whole
_VALUE = select(FactRow.value).where(FactRow.generation == bindparam("generation"), FactRow.name == bindparam("name"))


class Generations:
    """The generations in one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        make_tables(engine, Table.metadata)

    def served(self) -> str | None:
        """The generation that questions are answered from, or None for an index never made."""
        return self._fact(_INDEX, "served")

    def identity(self, generation: str) -> str | None:
        """The chunking and model that a generation was made with."""
        return self._fact(generation, "identity")

    def begin(self, identity: str) -> str:
        """A new, empty generation that nobody is served from yet."""
        generation = secrets.token_hex(6)
        self._put(generation, "identity", identity)
        return generation

    def serve(self, generation: str) -> None:
        """Answer from this generation from now on."""
        self._put(_INDEX, "served", generation)

    def unfinished(self, generation: str) -> bool:
        """Whether a sync began to write this generation's derived indexes and did not come to its end."""
        return self._fact(generation, "writing") is not None

    def begin_writing(self, generation: str) -> None:
        """Record that the derived indexes may hold more or less than the catalogue from now on."""
        self._put(generation, "writing", "yes")

    def end_writing(self, generation: str) -> None:
        """Record that the derived indexes hold what the catalogue holds."""
        self._put(generation, "writing", "")

    def others(self, generation: str) -> list[str]:
        """Every other generation that has rows."""
        with Session(self._engine) as session:
            found = session.query(FactRow.generation).distinct().all()
        return [other for (other,) in found if other not in {_INDEX, generation}]

    def drop(self, generation: str) -> None:
        """Forget every row of a generation that is not served."""
        with Session(self._engine) as session, session.begin():
            for table in GenerationTable.__subclasses__():
                session.execute(delete(table).where(table.generation == generation))

    def catalogue(self, generation: str) -> Catalogue:
        """The catalogue of one generation."""
        return Catalogue(self._engine, generation)

    def waiting(self, generation: str) -> WaitingChunks:
        """The chunks of one generation that wait for their vectors."""
        return WaitingChunks(self._engine, generation)

    def close(self) -> None:
        """Close the database's connections; the next use opens others."""
        self._engine.dispose()

    def _fact(self, generation: str, name: str) -> str | None:
        # A plain connection: a session takes twice as long, and every question asks which generation is served.
        with self._engine.connect() as connection:
            return connection.scalar(_VALUE, {"generation": generation, "name": name}) or None

    def _put(self, generation: str, name: str, value: str) -> None:
        with Session(self._engine) as session, session.begin():
            session.merge(FactRow(generation=generation, name=name, value=value))
