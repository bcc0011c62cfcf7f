"""A question that is passed on to people, until one of them resolves it."""
