"""Where packages are that only the benchmarks use."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from directory.config import ROOT

if TYPE_CHECKING:
    from types import ModuleType

PEERS = ROOT / ".venv" / "peers"
"""Where `make bench` installs them."""


def tantivy() -> ModuleType:
    """The package, from the benchmarks' own environment if it is not in this one.

    That comes last on the path: its versions of other packages replace nothing.
    """
    for packages in PEERS.glob("lib/python*/site-packages"):
        if str(packages) not in sys.path:
            sys.path.append(str(packages))
    return import_module("tantivy")
