"""Who the app under test is in the fake workspace: ids, tokens, and the scopes that were granted to it."""

TEAM_ID, TEAM_DOMAIN, APP_ID = "T0TEAM", "acme", "A0ADVISOR"
BOT_USER, BOT_ID, BOT_NAME = "U0ADVISOR", "B0ADVISOR", "advisor"
BOT_TOKEN, APP_TOKEN = "xoxb-fake-bot-token", "xapp-fake-app-token"
SIGNING_SECRET = "fake-signing-secret"
SCOPES = (
    *("app_mentions:read", "assistant:write", "chat:write", "commands", "channels:history", "groups:history"),
    *(
        "im:history",
        "im:read",
        "im:write",
        "files:read",
        "files:write",
        "reactions:write",
        "users:read",
        "usergroups:read",
    ),
)
"""What the app's manifest asks for; a call that needs another one is refused with missing_scope."""
