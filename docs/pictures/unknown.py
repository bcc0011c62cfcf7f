"""What is raised for JSON of which there is no picture."""


class UnknownBlock(ValueError):
    """A block, or a part of one, of a kind that is not drawn."""
