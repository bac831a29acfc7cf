"""What is wrong with a page: what axe says in light and dark, and what a narrow screen cuts off."""

from tests.browser.axe import violations

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1440, "height": 900}

SIDEWAYS = """() => {
    const scrolls = part => part && part !== document.body
        && (["auto", "scroll"].includes(getComputedStyle(part).overflowX) || scrolls(part.parentElement))
    const beyond = [...document.querySelectorAll("body *")]
        .filter(part => part.getClientRects().length)
        .filter(part => !part.ownerSVGElement && !part.closest(".sr, .leaflet-container"))
        .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
        .filter(part => !scrolls(part.parentElement))
        .map(part => "beyond the edge: " + part.outerHTML.slice(0, 80))
    const wide = document.documentElement.scrollWidth
    return wide > innerWidth ? [`${wide} wide in ${innerWidth}`, ...beyond] : beyond
}"""
"""What stands beyond the right edge; what scrolls in a box of its own, as a table may, does not."""


def faults_of(page):
    """What is wrong with the open page, narrow and light, then wide and dark."""
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="light")
    faults = violations(page) + page.evaluate(SIDEWAYS)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    return [*faults, *(f"dark: {fault}" for fault in violations(page))]
