"""Why a hit stands where it does, in facts that the listing itself shows. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.practitioners.vocabulary import vocabulary
from directory.search.document import crafts_of, free_texts_of, terms_of
from directory.search.negation import affirmed
from directory.search.occurrences import joined_terms, may_stand, occurrences
from directory.search.results import Reason
from directory.search.snippets import snippet_of
from directory.vetting.published import published_score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.practitioners.models import Location, Practitioner
    from directory.search.query import Filters, Hit, TermGroup, Text
    from directory.search.snippets import Snippet

MAX_MATCHES = 3
"""Matches named on a card; more would not be read."""

_LABELLED = ("method", "modality", "condition", "region", "stage")
_INDEXED_IN = {
    **dict.fromkeys(("method", "condition", "region", "stage", "terms"), "focus"),
    **dict.fromkeys(("modality", "profession"), "craft"),
    **dict.fromkeys(("name", "practice"), "name"),
    "bio": "bio",
}
"""The text field of the index that holds what is shown."""


def reasons_for(
    practitioner: Practitioner,
    location: Location | None,
    hit: Hit,
    text: Text,
    filters: Filters,
) -> tuple[Reason, ...]:
    """What to say on a card, the most telling first."""
    return (
        *matches(practitioner, text),
        *([Reason("method_unstated")] if "text" in hit.unstated else []),
        *_payers(practitioner, location, filters),
        *_score(practitioner),
        *([Reason("evening")] if practitioner.evening_hours else []),
        *([] if hit.distance_km is None else [Reason("near", {"km": hit.distance_km})]),
    )


def snippet_for(
    practitioner: Practitioner, text: Text, reasons: tuple[Reason, ...]
) -> Snippet | None:
    """The passage of the listing's free text to show beside reasons, if it says more than they."""
    said = [
        reason.values["words"]
        for reason in reasons
        if reason.code == "match" and reason.values["field"] != "bio"
    ]
    bio, *notes = free_texts_of(practitioner)
    return snippet_of(bio, notes, text.groups, said)


def matches(practitioner: Practitioner, text: Text) -> list[Reason]:
    """Where the listing has what was asked for, in the listing's own words."""
    found: dict[tuple[str, str], None] = {}
    shown = list(_shown(practitioner))
    said = {
        indexed_in: joined_terms(
            [one for field, one in shown if _INDEXED_IN[field] == indexed_in], indexed_in
        )
        for indexed_in in set(_INDEXED_IN.values())
    }
    for group in text.groups:
        place = _first_match(shown, said, group)
        if place:
            found[place] = None
    return [Reason("match", {"field": field, "words": words}) for field, words in found][
        :MAX_MATCHES
    ]


def _shown(practitioner: Practitioner) -> Iterator[tuple[str, str]]:
    """Fields and texts of a listing, where a match says most first."""
    for name in _LABELLED:
        for key in practitioner.keys(name):
            yield name, vocabulary(name).label(key)
    for craft in crafts_of(practitioner):
        yield "profession", craft
    for term_words in terms_of(practitioner):
        yield "terms", term_words
    yield "name", practitioner.name
    for place in practitioner.locations:
        yield "practice", place.name
    for free_text in free_texts_of(practitioner):
        yield "bio", affirmed(free_text)


def _first_match(
    shown: list[tuple[str, str]], said: dict[str, str], group: TermGroup
) -> tuple[str, str] | None:
    """The first text that has a member of the group, whole members before single words.

    Args:
        shown: Fields and texts of a listing.
        said: What they say, for each text field of the index.
        group: What was asked for.
    """
    for member in sorted(group.members, key=lambda member: -member.weight):
        # Of the dozens of synonyms hardly any stands there: texts are looked at only for those.
        where = [name for name in member.fields if may_stand(said[name], member.phrase, name)]
        for field, text in shown if where else ():
            if _INDEXED_IN[field] in where:
                for start, end in occurrences(text, member.phrase, _INDEXED_IN[field]):
                    return field, text[start:end] if field == "bio" else text
    return None


def _score(practitioner: Practitioner) -> list[Reason]:
    if practitioner.score is None:
        return []
    values = {
        **published_score(practitioner)._asdict(),
        "members": practitioner.score_members,
        "is_new": practitioner.score_is_new,
    }
    return [Reason("score", values)]


def _payers(
    practitioner: Practitioner, location: Location | None, filters: Filters
) -> list[Reason]:
    """Which of the payers asked for are taken: at this place, or else at which other one."""
    wanted = filters.chosen.get("payment", frozenset())
    here = [payer.payer for payer in location.payers] if location else []
    elsewhere = {
        payer.payer: place.city for place in practitioner.locations for payer in place.payers
    }
    return [
        Reason("payer", {"label": vocabulary("payer").label(key)})
        if key in here
        else Reason("payer_elsewhere", {"label": vocabulary("payer").label(key), "city": city})
        for key, city in elsewhere.items()
        if key in wanted
    ]
