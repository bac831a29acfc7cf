"""Finds places offline (under construction)."""

from pathlib import Path

from directory.geo.place import Place, Resolution

__all__ = ["Gazetteer", "Place", "Resolution"]


class Gazetteer:
    """Resolves typed places from the place file."""

    def __init__(self, path: Path) -> None:
        """Keep where the file is; it is opened when first asked."""
        self._path = path
