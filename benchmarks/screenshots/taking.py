"""Opens every page of a running site in the system's Chromium and takes its picture."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.demo_site import demo_site
from benchmarks.screenshots.gallery import write_gallery
from benchmarks.screenshots.opening import chromium, context_of, open_page
from benchmarks.screenshots.pages import PAGES
from benchmarks.screenshots.readme import SHOWN, keep
from directory.config import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Opened

    from benchmarks.demo_site import DemoSite
    from benchmarks.screenshots.pages import Page

FOLDER = ROOT / "var" / "screenshots"
SIZES = {390: 844, 820: 1180, 1440: 900}
"""Widths in CSS pixels to the heights of the window: a phone, a tablet, a desk."""

SCHEMES = ("light", "dark")
_TALLEST_PX = 12_000
"""Of a longer page the rest is left out; Chromium draws no picture beyond 16,384."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Take pictures of all pages, or of those that are named, or the ones of the README."""
    asked = _asked(arguments)
    only = set(asked.only or (name for name, *_ in SHOWN) if asked.readme else asked.only)
    pages = [page for page in PAGES if not only or page.name in only]
    with demo_site(asked.var) as site, chromium() as browser:
        if asked.readme:
            keep(site, browser, pages)
            return
        asked.folder.mkdir(parents=True, exist_ok=True)
        troubles = _take_all(site, browser, pages, asked.folder)
    write_gallery(asked.folder, PAGES, SIZES, SCHEMES)
    print(f"{asked.folder / 'index.html'} shows them side by side.")
    if troubles:
        sys.exit("\n".join(troubles))


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="pages by name")
    parser.add_argument("--var", type=Path, help="take the listings of this site's folder")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the pictures go")
    parser.add_argument("--readme", action="store_true", help="take those of the README alone")
    return parser.parse_args(arguments)


def _take_all(site: DemoSite, browser: Browser, pages: list[Page], folder: Path) -> list[str]:
    """Take every picture; gives what went wrong, in words."""
    by_whom = defaultdict(list)
    for page in pages:
        by_whom[page.who].append(page)
    troubles = []
    for who, theirs in by_whom.items():
        context = context_of(site, browser, who)
        opened = context.new_page()
        for page in theirs:
            trouble = _take(site, opened, page, folder)
            troubles += [trouble] if trouble else []
            print(f"{page.name}: {trouble or 'taken'}", flush=True)
        context.close()
    return troubles


def _take(site: DemoSite, opened: Opened, page: Page, folder: Path) -> str:
    opened.set_viewport_size({"width": 390, "height": 844})
    trouble = open_page(site, opened, page)
    if trouble:
        return trouble
    for width, height in SIZES.items():
        opened.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            opened.emulate_media(color_scheme=scheme)
            tall = min(opened.evaluate("document.documentElement.scrollHeight"), _TALLEST_PX)
            opened.screenshot(
                path=folder / f"{page.name}-{width}-{scheme}.png",
                full_page=True,
                clip={"x": 0, "y": 0, "width": width, "height": max(tall, height)},
            )
    return ""
