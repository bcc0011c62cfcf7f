"""A check as people read it in a terminal: the option first, then why, then all that it rests on."""
