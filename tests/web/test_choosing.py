"""How to choose: five steps whose questions are those of the checklist."""

import re
from html import unescape

from directory.practitioners.vocabulary import Kind
from directory.vetting.checklist import checklist


def test_five_steps_in_their_order(client):
    text = client.get("/how-to-choose").text

    steps = re.findall(r'class="five__step">\s*<h2>([^<]+)', text)

    assert steps == [
        "Look at the whole chain",
        "Hands and exercise together",
        "Ask on the phone",
        "One visit to try",
        "Take your time",
    ]


def test_the_questions_are_the_heaviest_of_the_checklist(client):
    items = [item for item in checklist(Kind.THERAPIST).items if item.call]
    heaviest = sorted(items, key=lambda item: -item.weight)[:5]

    text = unescape(client.get("/how-to-choose").text)

    asked = re.findall(r"<q>([^<]+)</q>", text)
    assert asked == [item.call.replace("SORE_PAIN", "knee pain") for item in heaviest]
    assert f"{checklist(Kind.THERAPIST).item('T1').weight} of 100" in text


def test_the_guide_calls_heaviest_what_is_heaviest():
    by_weight = sorted(checklist(Kind.THERAPIST).items, key=lambda item: -item.weight)

    assert [item.code for item in by_weight[:2]] == ["T1", "T3"]
    assert by_weight[1].weight > by_weight[2].weight


def test_the_guide_leads_on(client):
    text = client.get("/how-to-choose").text

    for path in ("/check", "/search", "/self-care", "/team", "/method"):
        assert f'href="{path}"' in text
