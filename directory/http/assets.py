"""The built front end's files, by the names that pages ask for.

The build writes `manifest.json` beside the files: {"site.css": "site-1A2B3C4D.css", ...}. A name
with a hash of its content never changes, so browsers may keep the file for good.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from flask import url_for

if TYPE_CHECKING:
    from flask import Flask

MANIFEST = "manifest.json"

_log = structlog.get_logger("assets")


class AssetUnknown(LookupError):
    """The built front end has no file of this name."""


@dataclass(slots=True)
class Assets:
    """The names of the built files, read again whenever a new build has written them.

    Attributes:
        folder: Where the build writes.
        watch: Look for a new build on every page (development); otherwise the first stands.
    """

    folder: Path
    watch: bool = False
    _names: dict[str, str] | None = None
    _built_ns: int | None = None

    def filename(self, name: str) -> str:
        """The file that stands for this name; the name itself while nothing has been built.

        Raises:
            AssetUnknown: There is a build, but without this file.
        """
        names = self._current()
        if names is None:
            return name
        if name not in names:
            message = (
                f"{self.folder / MANIFEST} names no {name!r}: add it to assets/build.mjs, "
                "then `make run` builds it"
            )
            raise AssetUnknown(message)
        return names[name]

    @property
    def built(self) -> bool:
        """Whether there is a build at all."""
        return self._current() is not None

    def _current(self) -> dict[str, str] | None:
        if self._names is not None and not self.watch:
            return self._names
        manifest = self.folder / MANIFEST
        try:
            built_ns = manifest.stat().st_mtime_ns
        except FileNotFoundError:
            # A build in progress replaces the folder: the last names are better than none.
            return self._names
        if built_ns != self._built_ns:
            self._names = json.loads(manifest.read_text(encoding="utf-8"))
            self._built_ns = built_ns
        return self._names


def init_assets(app: Flask, *, watch: bool = False) -> None:
    """Put `asset(name)` into templates: the address of a built file, "/static/site-1A2B3C4D.css".

    Without a build pages render all the same, undressed, and the log says once what to do.

    Args:
        app: The site; its static folder is where the build writes.
        watch: Take up new builds while the site runs, for development.
    """
    assets = Assets(Path(app.static_folder or "."), watch=watch)
    if not assets.built:
        _log.warning(
            "assets missing",
            manifest=str(assets.folder / MANIFEST),
            remedy="`make run` builds them (or `npm ci && npm run build`); until then pages are bare",
        )

    def asset(name: str) -> str:
        return url_for("static", filename=assets.filename(name))

    app.jinja_env.globals["asset"] = asset
