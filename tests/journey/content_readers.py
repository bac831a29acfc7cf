"""Reads cards and calendars as address books and calendars do, to see what arrives there."""

import re


def unfolded(text):
    """The lines of a file as name and value, its folds taken away."""
    assert text.endswith("\r\n")
    whole = text.replace("\r\n ", "")
    return [tuple(line.split(":", 1)) for line in whole.removesuffix("\r\n").split("\r\n")]


def unescaped(value):
    """The text that a value stands for."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def parts_of(value):
    """The parts of a structured value."""
    return [unescaped(part) for part in re.split(r"(?<!\\)(?:\\\\)*;", value)]
