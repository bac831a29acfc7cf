"""One page with all pictures side by side."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from benchmarks.screenshots.pages import Page

_HEAD = """<!doctype html>
<meta charset="utf-8">
<title>Every page</title>
<style>
  body { font: 16px/1.4 system-ui; margin: 1rem; background: #ddd }
  section { overflow-x: auto; white-space: nowrap; margin-bottom: 2rem }
  img { vertical-align: top; height: 70vh; object-fit: cover; object-position: top; margin-right: .5rem }
</style>
<h1>Every page</h1>
"""


def write_gallery(
    folder: Path, pages: Iterable[Page], widths: Iterable[int], schemes: Sequence[str]
) -> None:
    """Write `index.html` into a folder of pictures, with those that are there."""
    parts = [_HEAD]
    for page in pages:
        names = [f"{page.name}-{width}-{scheme}.png" for width in widths for scheme in schemes]
        shown = [name for name in names if (folder / name).exists()]
        if shown:
            parts.append(f"<h2>{escape(page.name)}</h2>\n<p>{escape(page.address)}</p>\n<section>")
            parts += [
                f'<a href="{name}"><img loading="lazy" src="{name}" alt="{name}"></a>'
                for name in shown
            ]
            parts.append("</section>")
    (folder / "index.html").write_text("\n".join(parts), encoding="utf-8")
