"""Moderation: what waits for a moderator, and what decides it, on pages and commands alike."""
