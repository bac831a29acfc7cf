"""How to choose somebody: five steps around the checklist."""

from __future__ import annotations

from flask import Blueprint, render_template

from directory.http.checklist_words import item_title
from directory.http.translation import gettext
from directory.journey.screen import screen
from directory.practitioners.vocabulary import Kind
from directory.vetting.asking import PAIN_MARK
from directory.vetting.checklist import CORE_COUNT, checklist
from directory.web.journey_words import say

blueprint = Blueprint("choosing", __name__)

SPOKEN = "knee pain"
"""What a reader sees where a question of the checklist names the sore place."""


@blueprint.get("/how-to-choose")
def guide() -> str:
    """Five steps from looking at the whole chain to taking one's time."""
    return render_template(
        "choosing/guide.html",
        questions=_questions(),
        visit=[item_title(code) for code in ("T4", "T1", "T5", "T3", "T6", "T7", "T12")],
        heaviest=_heaviest(),
        dangers=screen().dangers,
        filled=say,
    )


def _questions() -> list[tuple[str, str]]:
    """The questions for a phone call of the heaviest items of a therapist: what for, and how."""
    asked = [item for item in checklist(Kind.THERAPIST).items if item.call]
    heaviest = sorted(asked, key=lambda item: -item.weight)[:CORE_COUNT]
    return [
        (item_title(item.code), gettext(item.call or "").replace(PAIN_MARK, SPOKEN))
        for item in heaviest
    ]


def _heaviest() -> tuple[int, int]:
    """What the whole chain, and hands-on work with exercise, weigh for a therapist, in percent."""
    items = checklist(Kind.THERAPIST)
    return items.item("T1").weight, items.item("T3").weight
