"""Opens pages in the system's Chromium as whoever they are for."""

from __future__ import annotations

import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext
    from playwright.sync_api import Page as Opened

    from benchmarks.demo_site import DemoSite
    from benchmarks.screenshots.pages import Page

_FLAGS = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a window."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.exit("Install your system's package 'chromium' first.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


def context_of(site: DemoSite, browser: Browser, who: str, **options: float) -> BrowserContext:
    """A browser of somebody who is signed in, or of nobody."""
    context = browser.new_context(base_url=site.url, reduced_motion="reduce", **options)
    if who:
        cookie = {"name": site.cookie_name, "value": site.cookies[who], "url": site.url}
        context.add_cookies([cookie])
    return context


def open_page(site: DemoSite, opened: Opened, page: Page) -> str:
    """Open a page; gives what is wrong, or nothing."""
    try:
        address = page.address.format_map(site.things)
    except KeyError as missing:
        return f"{page.name}: this world has no {missing.args[0]}"
    answer = opened.goto(address)
    status = answer.status if answer else 0
    if status != (404 if page.name == "not-found" else 200):
        return f"{page.name}: {address} answers {status}"
    return "" if opened.url == site.url + address else f"{page.name}: {address} leads elsewhere"
