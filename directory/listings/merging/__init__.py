"""Merging two listings of one person, reversibly: what moves, what stays, and where links lead."""
