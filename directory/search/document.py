"""What search keeps about a practitioner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.practitioners.freshness import fresh_on
from directory.practitioners.vocabulary import vocabulary
from directory.practitioners.whereabouts import shown_point
from directory.search.engine import Document, DocumentLocation
from directory.search.negation import affirmed
from directory.search.words import cut
from directory.vetting.published import published_score

if TYPE_CHECKING:
    from directory.practitioners.models import Location, Practitioner

CRAFT = ("modality",)
FOCUS = ("method", "condition", "region", "stage")
_STATES_METHODS = ("modality", "method", "condition")
_WAYS_TO_PAY = {"hmo": "HMO", "self_pay": "Self-pay", "sliding_scale": "Sliding scale"}
VIDEO = "Telehealth by video"
WHOLE_CHAIN = "Whole chain"
MOST_LINKS = 4
"""Links of the chain, of six, that a listing examines to be found by "whole body" or "head to toe"."""

_KEYED = ("modality", "condition", "region", "method", "stage", "language")


def document_of(practitioner: Practitioner, *, documented: bool = False) -> Document:
    """Everything the index holds about one practitioner.

    Args:
        practitioner: The listing with all that it states.
        documented: Whether a moderator has seen a document of theirs for the checklist.
    """
    return Document(
        id=str(practitioner.public_id),
        version=practitioner.version,
        texts=texts_of(practitioner),
        keys=_keys(practitioner, documented=documented),
        locations=tuple(
            _location(place, town_only=practitioner.town_only) for place in practitioner.locations
        ),
        states_methods=bool(practitioner.bio)
        or any(practitioner.keys(name) for name in _STATES_METHODS),
        # Asked for the least score again and again, the search would tell it in full.
        score=published_score(practitioner).score,
        score_low=practitioner.score_low,
        score_is_new=practitioner.score_is_new,
        confirmed_on=fresh_on(practitioner),
    )


def texts_of(practitioner: Practitioner) -> dict[str, str]:
    """The readable text of each searchable field, as a visitor would see it.

    Of the free text it is what the author affirms: "I do not treat knees" is not about knees.
    """
    called = [practitioner.name, initials(practitioner.name), *(practitioner.other_names or [])]
    practices = [place.name for place in practitioner.locations]
    return {
        "name": "\n".join([*called, *practices]),
        "craft": "\n".join([*crafts_of(practitioner), *labels(practitioner, CRAFT)]),
        "focus": "\n".join([*labels(practitioner, FOCUS), *terms_of(practitioner)]),
        "bio": "\n".join(map(affirmed, free_texts_of(practitioner))),
    }


def initials(name: str) -> str:
    """The first letters of a person's names, so that "J. Okafor" finds Jane Okafor. Pure."""
    return " ".join(word.text[0] for word in cut(name))


def crafts_of(practitioner: Practitioner) -> list[str]:
    """Profession, specialties and credentials, as read."""
    profession = vocabulary("profession").label(practitioner.profession)
    specialties = [key.replace("_", " ") for key in practitioner.keys("specialty")]
    return [profession, *specialties, practitioner.credentials]


def terms_of(practitioner: Practitioner) -> list[str]:
    """Languages, ways to pay, video and reach in words, so that they are found as text too."""
    ways = [
        _WAYS_TO_PAY.get(key) or vocabulary("payer").label(key)
        for key in _payment(practitioner.locations)
    ]
    video = [VIDEO] if practitioner.telehealth else []
    whole = [WHOLE_CHAIN] if len(set(practitioner.keys("region"))) >= MOST_LINKS else []
    return [*labels(practitioner, ("language",)), *ways, *video, *whole]


def labels(practitioner: Practitioner, names: tuple[str, ...]) -> list[str]:
    """Labels of everything stated from some vocabularies."""
    return [vocabulary(name).label(key) for name in names for key in practitioner.keys(name)]


def free_texts_of(practitioner: Practitioner) -> list[str]:
    """What the listing says in sentences: about the person first, then the notes on its terms."""
    return [practitioner.bio, *(term.note for term in practitioner.terms if term.note)]


def _keys(practitioner: Practitioner, *, documented: bool) -> dict[str, tuple[str, ...]]:
    keys = {name: tuple(practitioner.keys(name)) for name in _KEYED}
    keys["kind"] = (str(practitioner.kind),)
    keys["profession"] = (practitioner.profession,)
    keys["payment"] = _payment(practitioner.locations)
    keys["telehealth"] = _yes_or_no(practitioner.telehealth)
    keys["accepting"] = _yes_or_no(practitioner.accepting)
    verified = documented or any(licence.verified_on for licence in practitioner.licences)
    keys["verified"] = ("yes" if verified else "no",)
    return keys


def _yes_or_no(value: bool | None) -> tuple[str, ...]:
    return () if value is None else ("yes" if value else "no",)


def _payment(locations: list[Location]) -> tuple[str, ...]:
    """Payers and ways to pay, over all locations; "hmo" when any of the payers is one."""
    payers = [payer.payer for place in locations for payer in place.payers]
    ways = [
        *payers,
        *("hmo" for key in payers if key in vocabulary("payer") and _is_hmo(key)),
        *("self_pay" for place in locations if place.self_pay),
        *("sliding_scale" for place in locations if place.sliding_scale),
    ]
    return tuple(dict.fromkeys(ways))


def _is_hmo(key: str) -> bool:
    return vocabulary("payer")[key].group == "hmo"


def _location(place: Location, *, town_only: bool) -> DocumentLocation:
    """What is searched: never more exact than what is shown, else small circles would tell it."""
    return DocumentLocation(
        point=shown_point(place.point, town_only=town_only),
        country=place.country,
        admin1=place.region_code,
        fee_first=place.fee_first,
        currency=place.currency,
    )
