"""Files that people offer from Slack to Advisor's knowledge: fetched, previewed, added or discarded."""
