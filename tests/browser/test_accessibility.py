"""What a machine can say about access, in the states that pages take over made-up people.

`test_every_page.py` goes through every page there is; here are the longest name, the emptiest answer
and the like, and what people set their browser to.
"""

import pytest

from tests.browser.axe import violations
from tests.browser.looking import SIDEWAYS, faults_of

STATES = (
    "everybody",
    "results",
    "last page",
    "nobody",
    "unknown place",
    "bad search",
    "listing",
    "unclaimed listing",
    "not found",
    "freshness",
    "still true",
)
MAIN = ("home", "results", "listing", "/check", "/team", "/self-care", "/how-to-choose", "/compare")
"""Pages that runners come to; the others are made of the same parts."""

pytestmark = pytest.mark.browser

_CUT_OFF = """() => [...document.querySelectorAll("body *")]
    .filter(part => !part.closest(".sr, svg, .leaflet-container"))
    .filter(part => ["hidden", "clip"].includes(getComputedStyle(part).overflowX))
    .filter(part => part.scrollWidth > part.clientWidth + 1)
    .map(part => "cut off: " + part.outerHTML.slice(0, 80))"""


def test_nothing_is_wrong_with_a_page_in_any_state(open_page, world):
    page = open_page("/healthz", reduced_motion="reduce")
    faults = []

    for name in STATES:
        page.goto(world.paths[name])
        faults += [f"{name}: {fault}" for fault in faults_of(page)]

    assert faults == [], "\n".join(faults)


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


def test_nothing_needs_sideways_scrolling_at_twice_the_size(open_page, world):
    page = open_page("/healthz", width=640, height=450, device_scale_factor=2)
    faults = []

    for name in MAIN:
        page.goto(world.paths.get(name, name))
        faults += [f"{name}: {fault}" for fault in page.evaluate(SIDEWAYS)]

    assert faults == [], "\n".join(faults)


def test_wider_text_spacing_cuts_nothing_off(open_page, world):
    page = open_page("/healthz", bypass_csp=True)
    faults = []

    for name in MAIN:
        page.goto(world.paths.get(name, name))
        page.add_style_tag(
            content="* { line-height: 1.5 !important; letter-spacing: .12em !important;"
            " word-spacing: .16em !important } p { margin-bottom: 2em !important }"
        )
        found = page.evaluate(SIDEWAYS) + page.evaluate(_CUT_OFF)
        faults += [f"{name}: {fault}" for fault in found]

    assert faults == [], "\n".join(faults)
