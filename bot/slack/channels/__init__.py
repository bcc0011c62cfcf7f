"""What admins choose for a channel, and what follows from it."""
