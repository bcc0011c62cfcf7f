"""An answer that people watch while it is made."""
