"""Keeping the knowledge folder from afar: what an admin may look at, add, take out, put back and index again."""
