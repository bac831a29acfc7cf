"""Moderation: deciding on what waits."""
