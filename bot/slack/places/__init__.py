"""Where replies go, and what was said there before."""
