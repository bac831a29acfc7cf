"""Whose a listing is: claims by mail, call, document or licence, and disputes between two."""
