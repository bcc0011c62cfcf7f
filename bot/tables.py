"""What the tables of the records share: how long an id is."""

from sqlalchemy import String

ID = String(32)
"""An id of ours, which is a UUID's 32 hexadecimal digits, or one of Slack's, which are shorter, as a `ts` is."""
