"""Practitioners: who they are, where they work, what they state, and where we know it from."""
