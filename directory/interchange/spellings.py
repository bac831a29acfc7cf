"""Word lists that tell how names, letters after them and addresses are written.

Pure but for reading `seed_data/spellings.json` once. The lists are of common American usage:
a word that is not in them is capitalised like any other.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from directory.config import ROOT

FILE = ROOT / "seed_data" / "spellings.json"


def words(name: str) -> tuple[str, ...]:
    """One of the lists, in the order of the file."""
    return tuple(_lists()[name])


def pairs(name: str) -> dict[str, str]:
    """One of the tables from one spelling to another."""
    return dict(_lists()[name])


def groups(name: str) -> dict[str, list[str]]:
    """One of the tables from one spelling to all that mean the same."""
    return dict(_lists()[name])


@cache
def _lists() -> dict[str, Any]:
    lists: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return lists
