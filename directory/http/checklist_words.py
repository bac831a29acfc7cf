"""The items of the checklists and the seasons of visits in a few words, for the API and pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.http.translation import lazy_gettext as _
from directory.vetting.comments import Part

if TYPE_CHECKING:
    from directory.vetting.comments import Season

TOGETHER = "members"
"""Code of the line that stands for all members while they are too few to be told apart."""

ITEMS = {
    "T1": _("Looks beyond the sore place"),
    "T2": _("Treats beyond the sore place"),
    "T3": _("Hands-on work with exercise"),
    "T4": _("Watches you move first"),
    "T5": _("Sees you walk and run"),
    "T6": _("Exercises chosen for you, and changed"),
    "T7": _("Agrees how much pain is acceptable"),
    "T8": _("Writes down how it goes"),
    "T9": _("Clearly less pain after four visits"),
    "T10": _("More than one way of helping"),
    "T11": _("Shows you what to do at home"),
    "T12": _("Explains the cause and the running load"),
    "T13": _("Training beyond the basic one"),
    "M1": _("Checks the whole body at the start"),
    "M2": _("Mobility, then control, then strength"),
    "M3": _("Corrects by touch, or works with who does"),
    "M4": _("Checks squat and lunge, and adapts them"),
    "M5": _("Works on upper back, shoulder blades, neck"),
    "M6": _("Changes or stops what hurts"),
    "M7": _("Programme made for you, and changed"),
    "M8": _("Trains control in new positions"),
    "M9": _("Prepares the whole body"),
    "M10": _("Teaches care for home"),
    "M11": _("Tests again and shows the change"),
    "M12": _("Current qualification"),
    "N1": _("Looks at the whole body running"),
    "N2": _("Watches you run before changing your form"),
    "N3": _("One or two cues, checked again"),
    "N4": _("Builds up gradually, with a rule for pain"),
    "N5": _("Checks basic movement before running"),
    "N6": _("Sends you on to hands-on therapists"),
    "N7": _("Strength beside running"),
    "N8": _("A plan made for you"),
    "N9": _("Teaches care between runs"),
    "N10": _("Tracks pain and running"),
    "N11": _("Current qualification"),
    TOGETHER: _("Members, together"),
}
"""Every item of every kind, as the table of points names it."""

_SEASONS = {
    Part.EARLY: _("early %(year)s"),
    Part.MID: _("mid %(year)s"),
    Part.LATE: _("late %(year)s"),
}


def item_title(code: str) -> str:
    """What people read for an item; the code itself where it has no words."""
    return str(ITEMS.get(code, code))


def season_text(season: Season) -> str:
    """When a visit was, to a third of a year: "early 2026"."""
    return str(_SEASONS[season.part]) % {"year": season.year}
