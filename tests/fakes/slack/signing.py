"""Requests signed as Slack signs them, for an app in HTTP mode."""

import hashlib
import hmac
import time


def signed_headers(body: str, secret: str, timestamp: float | None = None, content_type: str = "") -> dict[str, str]:
    """The headers that prove a body to come from Slack at `timestamp` (seconds; now when None)."""
    at = str(int(time.time() if timestamp is None else timestamp))
    digest = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    kind = content_type or ("application/json" if body.startswith("{") else "application/x-www-form-urlencoded")
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}", "Content-Type": kind}
