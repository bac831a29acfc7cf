"""What a machine can say about access: axe on every page, and room on the narrowest screen."""

import pytest

from tests.browser.axe import violations

PAGES = (
    "home",
    "everybody",
    "results",
    "last page",
    "nobody",
    "unknown place",
    "bad search",
    "listing",
    "unclaimed listing",
    "not found",
    "method",
    "freshness",
    "still true",
    "credits",
    "privacy",
    "accessibility",
    "api",
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1440)])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(open_page, name, scheme, width):
    page = open_page(name, width=width, color_scheme=scheme)

    faults = violations(page)

    assert faults == []


@pytest.mark.parametrize("name", ["results", "listing"])
def test_axe_finds_nothing_in_forced_colours(open_page, name):
    page = open_page(name, forced_colors="active")

    # The system chooses the colours then, and axe reads the ones it replaced.
    faults = violations(page, without="color-contrast")

    assert faults == []


def test_axe_finds_nothing_in_the_open_filters_of_a_phone(open_page):
    page = open_page("results")
    for drawer in page.locator("details").all():
        drawer.evaluate("drawer => { drawer.open = true }")

    faults = violations(page)

    assert faults == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_needs_sideways_scrolling_at_320_pixels(open_page, name):
    page = open_page(name, width=320, height=640)

    beyond = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(part => part.getClientRects().length && !part.closest(".sr"))
            .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
            .map(part => part.outerHTML.slice(0, 80))"""
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert beyond == []


@pytest.mark.parametrize("name", ["home", "results", "listing"])
def test_wider_text_spacing_cuts_nothing_off(open_page, name):
    page = open_page(name, bypass_csp=True)
    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
        " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
    )

    cut = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(part => !part.closest(".sr, svg") && getComputedStyle(part).overflowX !== "visible")
            .filter(part => part.scrollWidth > part.clientWidth + 1)
            .map(part => part.outerHTML.slice(0, 80))"""
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert cut == []
