"""The self-check in a browser: step by step, by keyboard, as a link, and never to the server."""

import random
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from directory.journey.screen import DANGER, result_of, screen

pytestmark = pytest.mark.browser

CHECK = screen()
FIXTURE = {
    "where": "knee", "since": "weeks", "onset": "early", "worst": "some", "settles": "morning",
    "daily": "little", "changed": "race,rest", "sitting": "long", "tight": "glutes",
    "squat": "easy", "lunge": "easy", "stand": "easy", "step": "easy", "base": "some",
    "help": "hmo",
}  # fmt: skip


def _link(answers, at="result"):
    return f"/check#{urlencode({'check': CHECK.version, 'at': at, **answers}, safe=',')}"


def _random_answers(chance):
    """Some answers, danger signs now and then, and now and then a question left open."""
    answers = {}
    for question in CHECK.questions:
        keys = [key for key, _ in question.options]
        many = chance.sample(keys, chance.randint(0, len(keys))) if question.many else None
        answers[question.key] = many if many is not None else [chance.choice(keys)]
    if chance.random() < 0.2:
        answers[DANGER] = [chance.choice(CHECK.dangers).key]
    if chance.random() < 0.2:
        answers.pop(chance.choice(sorted(answers)))
    return answers


SEEN = """async fragments => {
  const told = [];
  for (const fragment of fragments) {
    const followed = new Promise(done => addEventListener("popstate", done, { once: true }));
    location.hash = fragment;
    await followed;
    const shown = name => [...document.querySelectorAll(`[data-${name}]`)]
      .filter(part => part.checkVisibility()).map(part => part.dataset[name]);
    told.push([shown("outcome"), shown("rule"), shown("hint"), shown("step")]);
  }
  return told;
}"""


def test_the_browser_goes_by_the_rules_as_python_does(open_page):
    chance = random.Random(7)  # noqa: S311 - only variety is asked of it
    asked = [_random_answers(chance) for _ in range(200)]
    page = open_page("/check")

    fragments = [_link({k: ",".join(v) for k, v in one.items()}).partition("#")[2] for one in asked]
    told = page.evaluate(SEEN, fragments)

    for answers, (outcomes, rules, hints, steps) in zip(asked, told, strict=True):
        result = result_of({key: frozenset(values) for key, values in answers.items()})
        assert outcomes == ([result.outcome] if result.outcome else [])
        assert rules == [str(number) for number in result.because]
        assert hints == [str(number) for number in result.hints]
        open_in = {q.step for q in CHECK.questions if q.key == (result.missing or [None])[0]}
        assert set(steps) == open_in


def test_from_start_to_result_by_keyboard_and_nothing_leaves_the_device(open_page):
    page = open_page("/check")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="None of these: go on").focus()
    page.keyboard.press("Enter")
    for number, step in enumerate(CHECK.steps[1:], start=2):
        expect(page.get_by_text(f"Step {number} of {len(CHECK.steps)}.")).to_be_visible()
        expect(page.locator("h2:focus")).to_have_text(step.title)
        for question in [q for q in CHECK.questions if q.step == step.key]:
            for key in FIXTURE[question.key].split(","):
                box = page.locator(f"input[name={question.key}][value={key}]")
                box.focus()
                page.keyboard.press("Space")
        page.locator("[data-next]:visible").focus()
        page.keyboard.press("Enter")

    expect(page.locator("h2:focus")).to_have_text("Stage 1: calm the pain")
    # Chromium looks for the icon again when an address changes.
    assert {url.rpartition("/")[2].partition("-")[0] for url in asked} <= {"favicon"}
    assert page.locator("[data-where]:visible").input_value() == "knee pain"
    # The browser's way back leads to the last step, and on again to the result.
    page.go_back()
    expect(page.get_by_text(f"Step {len(CHECK.steps)} of {len(CHECK.steps)}.")).to_be_visible()
    page.go_forward()
    link = page.url
    other = open_page(link)
    expect(other.get_by_role("heading", name="Stage 1: calm the pain")).to_be_visible()
    expect(other.get_by_text("Ask for the referral today")).to_be_visible()
    other.get_by_role("textbox", name="Where").fill("Denver")
    other.get_by_role("button", name="Find someone").click()
    expect(other.locator("h1")).to_contain_text("knee pain")
    assert "stage=pain" in other.url
    assert "settles" not in other.url


def test_a_danger_sign_stops_at_once_and_an_open_question_is_pointed_at(open_page):
    page = open_page("/check")
    page.get_by_role("checkbox", name="Numbness between the legs").check()
    page.get_by_role("button", name="What to do now").click()
    expect(page.get_by_role("heading", name="Call the emergency number now")).to_be_focused()
    ticked = page.get_by_role("list", name="What you ticked").get_by_role("listitem")
    expect(ticked).to_have_count(1)
    expect(ticked).to_contain_text("Numbness between the legs")

    page.get_by_role("button", name="Start again").click()
    page.get_by_role("button", name="None of these: go on").click()
    page.get_by_role("button", name="Next").click()

    expect(page.get_by_text("Please answer this one, too.")).to_be_visible()
    expect(page.locator("input[name=where]").first).to_be_focused()


def test_a_link_of_another_version_or_with_gaps_starts_kindly(open_page):
    stale = open_page("/check#check=c0&at=result&where=knee")
    expect(stale.get_by_text("This link is from another version of the check")).to_be_visible()
    expect(stale.get_by_text("Step 1 of")).to_be_visible()

    gap = open_page(_link(FIXTURE | {"worst": "nonsense"}))

    expect(gap.get_by_text("An answer is missing. The others are kept")).to_be_visible()
    expect(gap.get_by_text("How bad does it get")).to_be_visible()


def test_without_scripts_it_is_a_guide_and_reloading_keeps_the_step(open_page):
    plain = open_page("/check", java_script_enabled=False)
    expect(plain.get_by_role("heading", name="What your answers mean")).to_be_visible()
    expect(plain.get_by_role("heading", name="Stage 4: build up")).to_be_visible()
    expect(plain.get_by_text("Step 1 of")).to_be_hidden()

    page = open_page(_link(FIXTURE, at="mobility"))
    page.reload()

    expect(page.get_by_text("Step 5 of")).to_be_visible()
    expect(page.locator("input[name=squat][value=easy]")).to_be_checked()


def test_skipping_to_the_content_leaves_the_step_as_it_is(open_page):
    page = open_page(_link(FIXTURE, at="mobility"))
    page.locator(".skip").focus()

    page.keyboard.press("Enter")

    page.wait_for_url("**/check#check=*")
    expect(page.get_by_text("Step 5 of")).to_be_visible()
    expect(page.get_by_text("This link is from another version")).to_be_hidden()
    expect(page.locator("input[name=squat][value=easy]")).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.locator("input[name=squat][value=easy]")).to_be_focused()


def test_another_sore_place_changes_the_search_unless_one_wrote_there(open_page):
    page = open_page(_link(FIXTURE))
    search = page.locator("[data-where]:visible")
    expect(search).to_have_value("knee pain")
    hmo = page.get_by_role("link", name="Who takes an HMO")

    page.goto(page.url.replace("where=knee", "where=foot"))
    expect(search).to_have_value("foot pain")
    page.get_by_role("textbox", name="Where").fill("Denver")

    for part in ("payment=hmo", "stage=pain", "kind=therapist", "q=foot+pain", "near=Denver"):
        assert part in hmo.get_attribute("href")
    search.fill("my own words")
    page.goto(page.url.replace("where=foot", "where=hip"))
    expect(search).to_have_value("my own words")


def test_the_result_prints_on_one_page_with_what_was_answered(open_page):
    page = open_page(_link(FIXTURE))

    sheet = page.pdf(format="Letter")

    assert sheet.count(b"/Type /Page\n") == 1
    page.emulate_media(media="print")
    expect(page.get_by_text("Within the first 5 km").last).to_be_visible()
    expect(page.get_by_text("Whoever examines you knows more")).to_be_visible()
