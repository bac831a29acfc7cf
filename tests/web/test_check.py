"""The self-check without a script: a guide from danger signs to stages, which sends nothing."""

import re
from html import unescape

from directory.journey.screen import filled, screen


def test_the_whole_check_can_be_read_from_top_to_bottom(client):
    page = client.get("/check")

    text = unescape(page.text)
    check = screen()
    order = [text.index(sign.words) for sign in check.dangers]
    order += [text.index(filled(question.words)) for question in check.questions]
    order += [text.index(filled(outcome.meaning)) for outcome in check.outcomes]
    assert order == sorted(order)
    for rule in check.rules:
        assert filled(rule.words) in text
    assert "it does not diagnose" in text


def test_every_number_stands_with_what_it_rests_on(client):
    text = unescape(client.get("/check").text)

    numbers = text[text.index("Where numbers and danger signs come from") :]
    for threshold in screen().thresholds:
        assert f"<b>{threshold.value} {threshold.unit}</b>: {threshold.means}" in numbers
    assert "American Journal of Sports Medicine" in numbers


def test_no_answer_has_a_form_that_could_send_it(client):
    text = client.get("/check").text

    forms = re.findall(r"<form.*?</form>", text, re.DOTALL)

    named = {name for form in forms for name in re.findall(r' name="(\w+)"', form)}
    assert named == {"q", "near", "kind", "stage"}


def test_emergency_numbers_can_be_called_with_one_tap(client):
    text = client.get("/check").text

    assert re.findall(r'href="tel:(\d+)"', text) == ["911", "112", "999", "000", "111"]


def test_prepared_searches_answer(client, listed):
    listed()
    text = client.get("/check").text

    links = {unescape(one) for one in re.findall(r'href="(/(?:search|team)\?[^"]+)"', text)}

    assert links
    assert {client.get(link).status_code for link in links} == {200}
