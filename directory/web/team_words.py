"""What a team's page says of its roles and its limits, and the addresses of what it offers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.http.facets import facet_keys, filter_name, key_label
from directory.http.translation import lazy_gettext as _
from directory.journey.benches import CENTS
from directory.journey.relaxing import Limit
from directory.practitioners.vocabulary import Kind, vocabulary
from directory.search.query import Circle

if TYPE_CHECKING:
    from directory.geo.area import Area
    from directory.journey.relaxing import Relaxation
    from directory.journey.teams import Member, Team
    from directory.web.links import SearchLinks

ROLE_WORK = {
    Kind.THERAPIST: _(
        "First: calms the pain, looks along the whole chain, works by hand and with exercise."
    ),
    Kind.MOVEMENT_COACH: _(
        "Then: gets stiff links moving and the body stable, from feet to shoulders."
    ),
    Kind.RUNNING_COACH: _(
        "Finally: watches you run and builds the miles up again without a relapse."
    ),
}
"""What each role is there for, in the order in which their work begins."""

GIVEN_UP = {
    Limit.BUDGET: _("Raise the budget"),
    Limit.RADIUS: _("Look further out"),
    Limit.VIDEO: _("Let somebody work by video"),
    Limit.STATED: _("Count those who don’t state it"),
    Limit.WORDS: _("Leave the words out"),
    Limit.PAYMENT: _("Leave the insurer open"),
    Limit.LANGUAGE: _("Leave the language open"),
    Limit.STAGE: _("Leave the stage open"),
    Limit.OTHERS: _("Leave the other filters out"),
}
"""What it is to give up a limit."""

_COUNTRY = re.compile(r"^(?:Made up|[A-Z][a-z]+(?: [A-Z][a-z]+)*)")
"""What a payer's note begins with: the country it is of, or that it exists in the demo only."""

_OWN = frozenset(
    {"near", "lat", "lon", "q", "exact", "radius_km", "budget", "video", "with", "stated", "units"}
)
_NAMED = frozenset({"payment", "language", "stage"})


def payer_groups(country: str | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Ways to pay and payers in groups, those of a country first.

    Args:
        country: Its name in English, as the payers' notes have it.
    """
    payers = vocabulary("payer")
    groups: dict[str, list[tuple[str, str]]] = {"": []}
    for key in facet_keys("payment"):
        found = _COUNTRY.match(payers[key].note) if key in payers else None
        groups.setdefault(found[0] if found else "", []).append((key, key_label("payment", key)))
    return sorted(groups.items(), key=lambda group: (bool(group[0]), group[0] != country, group[0]))


def unstated_words(member: Member) -> str:
    """What was asked for and somebody does not state, but for the text and the price."""
    return ", ".join(filter_name(name) for name in sorted(member.unstated - {"text", "price"}))


def is_beyond(member: Member, reach: Circle | Area | None) -> bool:
    """Whether somebody is further away than was asked for, as only who is kept can be."""
    return (
        isinstance(reach, Circle)
        and member.distance_km is not None
        and member.distance_km > reach.radius_km
    )


def relaxed_url(links: SearchLinks, relaxation: Relaxation) -> str:
    """The address of the same team with one limit given up."""
    request, limit = relaxation.request, relaxation.limit
    if limit is Limit.OTHERS:
        return links.to(**dict.fromkeys(links.parameters.keys() - _OWN - _NAMED))
    changed = {
        # To the hundredth: less would leave nobody again, more would let in more teams than told.
        Limit.BUDGET: ("budget", f"{(request.cents or 0) / CENTS:.10g}"),
        Limit.RADIUS: ("radius_km", f"{request.search.radius_km or 0:g}"),
        Limit.VIDEO: ("video", "1"),
        Limit.WORDS: ("q", None),
    }
    name, value = changed.get(limit, (str(limit), None))
    return links.to(**{name: value})


def with_team(links: SearchLinks, team: Team) -> str:
    """The address of a team by itself: everybody in it is settled."""
    slugs = ",".join(member.practitioner.slug for member in team.members)
    return links.to(**{"with": slugs})
