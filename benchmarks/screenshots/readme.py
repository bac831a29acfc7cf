"""The six pictures that the README shows, small enough to be kept with the source."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from PIL import Image

from benchmarks.screenshots.opening import context_of, open_page
from directory.config import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from benchmarks.demo_site import DemoSite
    from benchmarks.screenshots.pages import Page

FOLDER = ROOT / "docs" / "images"
MOST_BYTES = 150_000
"""Of one picture."""

SHOWN = (
    ("home", 390, "light"),
    ("results", 1440, "light"),
    ("practitioner", 390, "dark"),
    ("team-asked", 1440, "light"),
    ("check", 390, "light"),
    ("compare", 1440, "dark"),
)
"""Page, width and colours of each."""

_HEIGHTS = {390: 844, 1440: 900}


def keep(site: DemoSite, browser: Browser, pages: list[Page]) -> None:
    """Take them and keep them in docs/images, in as many colours as fit."""
    known = {page.name: page for page in pages}
    context = context_of(site, browser, "")
    opened = context.new_page()
    for name, width, scheme in SHOWN:
        opened.set_viewport_size({"width": width, "height": _HEIGHTS[width]})
        opened.emulate_media(color_scheme=scheme)
        trouble = open_page(site, opened, known[name])
        if trouble:
            sys.exit(trouble)
        opened.wait_for_load_state("networkidle")
        path = FOLDER / f"{name}-{width}.png"
        path.write_bytes(smaller(opened.screenshot()))
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    context.close()


def smaller(png: bytes) -> bytes:
    """The picture in as many colours as keep it within `MOST_BYTES`, at least 16. Pure."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32, 16):
        packed = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
        if packed.tell() <= MOST_BYTES:
            break
    return packed.getvalue()
