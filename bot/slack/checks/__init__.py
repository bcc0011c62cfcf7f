"""A check in Slack: its form, its card, its details."""
