"""Interchange: listings that come from files and go out to them, one recorded run per file."""
