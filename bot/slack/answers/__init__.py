"""An answer in Slack: how it looks, and what people can do with it."""
