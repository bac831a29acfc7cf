"""The shapes of what visitors send; facts are checked by services."""
