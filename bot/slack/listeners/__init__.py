"""What people say and type in Slack, one file for each way."""
