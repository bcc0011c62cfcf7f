"""From a message of the inbox to its reply."""
