"""The Home tab: what Advisor knows, what a person asked, and for admins the keeping of the knowledge folder."""
