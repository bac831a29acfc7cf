"""From a sketch of somebody to the whole listing. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.demo.contact import draw_contact
from directory.demo.hours import draw_hours, keeps_evenings
from directory.demo.money import draw_terms
from directory.demo.notes import terms_of
from directory.demo.places import draw_phone, draw_place
from directory.demo.records import DemoLicence, DemoListing, DemoLocation, DemoTerm
from directory.demo.sketch import author_of, draw_length
from directory.practitioners.models import Status
from directory.practitioners.vocabulary import Kind

if TYPE_CHECKING:
    from datetime import date

    from directory.demo.chance import Deck
    from directory.demo.prose import Writer
    from directory.demo.sketch import Sketch

_STATES_HOURS = 0.72
_FACTS = ("name", "profession", "credentials", "location", "phone", "fees", "hours", "accepting")


def complete(sketch: Sketch, writer: Writer, notes: Deck) -> DemoListing:
    """Make up all the rest about somebody."""
    confirmed_on = _confirmed_on(sketch)
    locations = _locations(sketch, confirmed_on)
    columns = _columns(sketch, locations, confirmed_on)
    author = author_of(sketch, columns, locations)
    columns["bio"] = (
        writer.bio(sketch.rng, author, length=length) if (length := draw_length(sketch)) else ""
    )
    return DemoListing(
        public_id=sketch.public_id,
        columns=columns,
        locations=locations,
        terms=(*terms_of(sketch, notes), *_languages(sketch)),
        licences=_licences(sketch),
        facts=_facts(sketch, confirmed_on),
    )


def _locations(sketch: Sketch, confirmed_on: date | None) -> tuple[DemoLocation, ...]:
    rng = sketch.rng
    count = rng.choices([1, 2, 3], [1, 0, 0] if sketch.sparse else [80, 16, 4])[0]
    towns = rng.sample(sketch.metro.towns, min(count, len(sketch.metro.towns)))
    named = sketch.trade.organisation or rng.random() < 0.6
    made = []
    for town in towns:
        money = draw_terms(rng, sketch.metro, sketch.trade, sparse=sketch.sparse)
        states_hours = rng.random() < (0.2 if sketch.sparse else _STATES_HOURS)
        columns = {
            "name": sketch.practice if named else "",
            **draw_place(rng, sketch.metro, town, sketch.trade),
            "phone": draw_phone(rng, sketch.metro),
            "hours": draw_hours(rng, sketch.trade.kind) if states_hours else None,
            **money.columns,
            "confirmed_on": confirmed_on,
        }
        made.append(DemoLocation(columns, money.payers))
    return tuple(made)


def _columns(
    sketch: Sketch, locations: tuple[DemoLocation, ...], confirmed_on: date | None
) -> dict[str, Any]:
    rng, trade = sketch.rng, sketch.trade
    coach = trade.kind is not Kind.THERAPIST
    hours = [place.columns["hours"] for place in locations if place.columns["hours"]]
    asked = sketch.sparse and rng.random() < 0.6
    return {
        "kind": trade.kind,
        "name": sketch.person.name,
        "profession": trade.key,
        "credentials": sketch.person.credentials,
        "bio": "",
        "gender": sketch.person.gender,
        "telehealth": None
        if asked
        else rng.choices([True, False, None], [40 + 25 * coach, 30, 25])[0],
        **_waiting(sketch, confirmed_on),
        "runners_since": None if sketch.sparse or rng.random() < 0.2 else sketch.since,
        "trial_call_minutes": None if asked else rng.choice([None, None, 10, 15, 15, 20, 30]),
        "referral_needed": None if coach else rng.choices([True, False, None], [12, 48, 40])[0],
        "evening_hours": any(map(keeps_evenings, hours)) if hours else None,
        **draw_contact(rng, sketch.person, sketch.practice, sparse=sketch.sparse),
        "town_only": not locations[0].columns["street"] and rng.random() < 0.15,
        "status": Status.UNCLAIMED if sketch.sparse and rng.random() < 0.4 else Status.PUBLISHED,
        "confirmed_on": confirmed_on,
    }


def _waiting(sketch: Sketch, confirmed_on: date | None) -> dict[str, Any]:
    """Whether there is room, as of when, and how long one waits."""
    rng = sketch.rng
    accepting = rng.choices([True, False, None], [25, 5, 70] if sketch.sparse else [72, 12, 16])[0]
    dated = accepting is not None and confirmed_on is not None and rng.random() < 0.85
    wait_days = None
    if accepting and rng.random() < 0.7:
        wait_days = rng.choice([0, 1, 2, 3, 4, 5, 7, 7, 9, 10, 12, 14, 14, 18, 21, 25, 28, 35, 45])
    elif accepting is False and rng.random() < 0.4:
        wait_days = rng.choice([60, 75, 90, 120])
    return {
        "accepting": accepting,
        "accepting_as_of": confirmed_on if dated else None,
        "wait_days": wait_days,
    }


def _confirmed_on(sketch: Sketch) -> date | None:
    """Most listings were confirmed within half a year, some are stale, some never were."""
    fresh, stale, never = (30, 30, 40) if sketch.sparse else (78, 17, 5)
    state = sketch.rng.choices(["fresh", "stale", "never"], [fresh, stale, never])[0]
    if state == "never":
        return None
    return sketch.days_ago(0, 160) if state == "fresh" else sketch.days_ago(190, 620)


def _languages(sketch: Sketch) -> tuple[DemoTerm, ...]:
    if sketch.sparse and sketch.rng.random() < 0.5:
        return ()
    spoken = enumerate(sketch.person.languages)
    return tuple(DemoTerm("language", key, position) for position, key in spoken)


def _licences(sketch: Sketch) -> tuple[DemoLicence, ...]:
    rng, trade = sketch.rng, sketch.trade
    if not trade.licence or rng.random() > (0.25 if sketch.sparse else 0.6):
        return ()
    seen = sketch.days_ago(5, 330) if rng.random() < 0.55 else None
    # The prefix keeps these numbers out of every real register.
    number = f"DEMO-{rng.randint(10_000, 99_999)}"
    return (DemoLicence(trade.licence, number, sketch.metro.region_code, seen),)


def _facts(sketch: Sketch, confirmed_on: date | None) -> dict[str, date | None]:
    """Fields with the day of their last check; a few were checked later than the rest."""
    rng = sketch.rng
    chosen = [name for name in _FACTS if rng.random() < (0.4 if sketch.sparse else 0.85)]
    facts = {}
    for name in chosen:
        later = confirmed_on is not None and rng.random() < 0.2
        facts[name] = (
            max(confirmed_on, sketch.days_ago(0, 90)) if later and confirmed_on else confirmed_on
        )
    return facts
