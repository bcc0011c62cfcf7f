"""What the tables of the records share: how they are made, and how long an id is."""

from sqlalchemy import Engine, MetaData, String
from sqlalchemy.schema import CreateIndex, CreateTable

ID = String(32)
"""An id of ours, which is a UUID's 32 hexadecimal digits, or one of Slack's, which are shorter, as a `ts` is."""


def make_tables(engine: Engine, metadata: MetaData) -> None:
    """Makes the tables and their indexes where they are missing; another process may be at it too."""
    with engine.begin() as db:
        for table in metadata.sorted_tables:
            db.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                db.execute(CreateIndex(index, if_not_exists=True))
