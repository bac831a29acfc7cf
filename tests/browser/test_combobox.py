"""Suggestions under the two fields of the search form: by keyboard, by mouse, by touch, and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

WHAT, WHERE = "What hurts, or whom?", "Where"


def typed(page, label, text):
    """Type into a field letter by letter and wait for its suggestions; gives field and options."""
    field = page.get_by_role("combobox", name=label)
    field.press_sequentially(text)
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options.first).to_be_visible()
    return field, options


def active(page, field):
    """The option that a screen reader is told of, as soon as one is."""
    expect(field).to_have_attribute("aria-activedescendant", re.compile("."))
    return page.locator(f"[id='{field.get_attribute('aria-activedescendant')}']")


def test_a_search_is_made_of_suggestions_by_keyboard_alone(open_page):
    page = open_page("home", width=1440, height=1000)
    field, options = typed(page, WHAT, "pfp")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options).to_have_text(["Patellofemoral pain, condition, also: PFP"])
    page.keyboard.press("ArrowDown")
    expect(active(page, field)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Patellofemoral pain")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Tab")
    near, _ = typed(page, WHERE, "Den")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(near).to_have_value("Denver, Colorado")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"q=Patellofemoral\+pain&near=Denver%2C\+Colorado"))


def test_enter_sends_what_is_typed_while_no_suggestion_is_chosen(open_page):
    page = open_page("home")
    typed(page, WHAT, "knee")

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"q=knee&"))


def test_a_person_who_is_picked_is_searched_for_at_once(open_page):
    page = open_page("home")
    _, options = typed(page, WHAT, "feather")

    options.first.click()

    expect(page.locator("h1")).to_contain_text("Featherstonehaugh")
    expect(page.locator(".card__name").first).to_contain_text("Featherstonehaugh")


def test_the_arrows_go_round_and_back_to_the_field(open_page):
    page = open_page("home")
    field, options = typed(page, WHAT, "knee")
    last = options.last.text_content()

    page.keyboard.press("ArrowUp")
    expect(active(page, field)).to_have_text(last)
    page.keyboard.press("ArrowDown")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    page.keyboard.press("ArrowDown")
    expect(active(page, field)).to_have_text(options.first.text_content())
    page.keyboard.press("Home")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile(".*"))
    page.keyboard.type("my ")

    expect(field).to_have_value("my knee")


def test_escape_closes_then_clears(open_page):
    page = open_page("home")
    field, _ = typed(page, WHAT, "knee")

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("knee")
    page.keyboard.press("Escape")

    expect(field).to_have_value("")


def test_arrow_down_opens_the_list_again(open_page):
    page = open_page("home")
    field, options = typed(page, WHAT, "knee")
    page.keyboard.press("Escape")

    page.keyboard.press("ArrowDown")

    expect(active(page, field)).to_have_text(options.first.text_content())


def test_tab_leaves_the_field_as_it_is_typed(open_page):
    page = open_page("home")
    field, _ = typed(page, WHAT, "knee")
    page.keyboard.press("ArrowDown")

    page.keyboard.press("Tab")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_label(WHERE)).to_be_focused()
    expect(field).to_have_value("knee")


def test_how_many_there_are_is_said(open_page):
    page = open_page("home")

    typed(page, WHAT, "pfp")
    expect(page.locator("#q ~ [aria-live=polite]")).to_have_text("1 suggestion")
    page.get_by_label(WHAT).fill("")
    typed(page, WHAT, "knee")

    expect(page.locator("#q ~ [aria-live=polite]")).to_have_text(re.compile(r"^\d suggestions$"))


def test_a_suggestion_is_picked_by_mouse_and_replaces_a_position(open_page):
    page = open_page("/search?lat=39.74&lon=-104.98", width=1440, height=1000)
    field, options = typed(page, WHERE, "Den")

    options.filter(has_text="Colorado").click()

    expect(field).to_have_value("Denver, Colorado")
    expect(field).to_be_focused()
    expect(page.locator("[data-search-form] [name=lat]")).to_have_count(0)


def test_a_suggestion_is_picked_by_touch(open_page):
    page = open_page("home", has_touch=True, is_mobile=True)
    field, options = typed(page, WHAT, "patellof")

    options.first.tap()

    expect(field).to_have_value("Patellofemoral pain")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_tap_beside_the_list_closes_it_so_that_the_button_is_free(open_page):
    page = open_page("home", has_touch=True)
    typed(page, WHAT, "knee")

    page.locator("h1").tap()
    page.get_by_role("button", name="Find someone").tap()

    expect(page).to_have_url(re.compile(r"q=knee"))


def test_nothing_is_asked_while_characters_are_being_composed(open_page):
    page = open_page("home")
    asked = []
    page.on("request", lambda request: "/suggest/" in request.url and asked.append(request.url))
    field = page.get_by_label(WHAT)
    field.focus()

    page.evaluate(
        """() => { const field = document.activeElement; field.value = "knee";
            field.dispatchEvent(new InputEvent("input", { isComposing: true })) }"""
    )
    page.wait_for_timeout(400)
    before = list(asked)
    field.dispatch_event("compositionend")

    expect(page.get_by_role("listbox")).to_be_visible()
    assert before == []


def test_a_failing_answer_leaves_a_plain_field(open_page):
    page = open_page("home")
    page.route("**/suggest/**", lambda route: route.fulfill(status=503, body="not now"))
    with page.expect_response("**/suggest/**"):
        page.get_by_label(WHAT).press_sequentially("knee")
    expect(page.get_by_role("listbox")).to_have_count(0)

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"q=knee"))


def test_an_answer_that_comes_too_late_is_dropped(open_page):
    page = open_page("home")
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route("**/suggest/words?q=pfp", hold)
    with page.expect_request("**/suggest/words?q=pfp"):
        page.get_by_label(WHAT).press_sequentially("pfp")
    page.get_by_label(WHAT).fill("")
    _, options = typed(page, WHAT, "meniscus")

    for route in waiting:
        route.continue_()
    page.wait_for_timeout(300)

    expect(options.first).to_contain_text("Meniscus")


def test_what_is_typed_is_not_kept(open_page):
    page = open_page("home")
    typed(page, WHAT, "knee")

    kept = page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")

    assert kept == [0, 0, ""]


def test_without_scripts_the_fields_are_plain(open_page):
    page = open_page("home", java_script_enabled=False)

    expect(page.get_by_role("combobox")).to_have_count(0)
    expect(page.get_by_label(WHERE)).to_have_attribute("autocomplete", "postal-code")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("label", "text"), [(WHAT, "knee"), (WHERE, "Den")])
def test_axe_finds_nothing_in_an_open_list(open_page, label, text, scheme, width):
    page = open_page("home", width=width, color_scheme=scheme)
    typed(page, label, text)
    page.keyboard.press("ArrowDown")

    assert violations(page) == []


def test_an_open_list_fits_the_narrowest_screen_and_a_finger(open_page):
    page = open_page("home", width=320, height=640)

    _, options = typed(page, WHAT, "knee")

    heights = [option.bounding_box()["height"] for option in options.all()]
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_chosen_suggestion_can_be_told_in_forced_colours(open_page):
    page = open_page("home", forced_colors="active")
    field, options = typed(page, WHAT, "knee")

    page.keyboard.press("ArrowDown")

    ground = "option => getComputedStyle(option).backgroundColor"
    assert active(page, field).evaluate(ground) != options.last.evaluate(ground)
