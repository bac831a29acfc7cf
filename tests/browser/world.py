"""The people of the browser tests: enough of them for every state a page can show."""

from datetime import UTC, datetime, timedelta

from directory.geo.point import GeoPoint
from directory.listings.confirming import ACCOUNT
from directory.listings.tokens import TokenPurpose, issue
from directory.practitioners.models import Status
from directory.practitioners.vocabulary import Kind
from tests.accounts.factories import KEYS
from tests.factories import make_licence, make_location, make_practitioner, make_term
from tests.listings.still_true import own

LONGMONT = GeoPoint(40.1672, -105.1019)
SALEM = GeoPoint(44.94, -123.04)
PROFESSIONS = {
    Kind.THERAPIST: "physical_therapist",
    Kind.MOVEMENT_COACH: "strength_coach",
    Kind.RUNNING_COACH: "running_coach",
}
_HOURS = {"mon": [["08:00", "12:30"], ["14:00", "19:30"]], "fri": [["08:00", "13:00"]]}
_LONG_NAME = "Bartholomew-Alexander Featherstonehaugh-Castellanos"


def plant(session):
    """Plant them all and tell the addresses of the pages to look at, by name."""
    today = datetime.now(UTC).date()
    full = _full(session, today)
    unclaimed = _unclaimed(session, today)
    for number in range(12):
        make_practitioner(session, terms={"condition": ["knee_pain"]}, bio=f"Listing {number}.")
    for role, fee in ((Kind.THERAPIST, 140), (Kind.MOVEMENT_COACH, 90), (Kind.RUNNING_COACH, 70)):
        _in_salem(session, role, fee)
    return {
        "home": "/",
        "team": "/team?near=Salem&budget=400",
        "team, nobody": "/team?near=Salem&budget=100",
        "team, unasked": "/team",
        "check": "/check",
        "everybody": "/search",
        "results": "/search?q=knee+pain&near=Denver&method=running_gait,walking_gait&max_price=150",
        "last page": "/search?near=Denver&page=2",
        "nobody": "/search?q=knee&near=Denver&stage=pain&stated=stage,text&verified=yes",
        "unknown place": "/search?q=knee&near=Nowhereville",
        "bad search": "/search?lat=999&lon=0",
        "listing": f"/practitioners/{full.slug}?sore=knees",
        "unclaimed listing": f"/practitioners/{unclaimed.slug}",
        "not found": "/practitioners/nobody-at-all",
        "method": "/method",
        "freshness": "/freshness",
        "still true": f"/still-true/{_asked(session, full)}",
        "still true again": f"/still-true/{_asked(session, full)}",
        "credits": "/credits",
        "privacy": "/privacy",
        "accessibility": "/accessibility",
        "api": "/api/v1/docs",
    }


def _in_salem(session, kind, fee):
    """One person of a team, away from all the others."""
    make_practitioner(
        session,
        kind=kind,
        profession=PROFESSIONS[kind],
        name=f"Salem {kind}",
        locations=[
            {"point": SALEM, "city": "Salem", "region_code": "OR", "fee_first": fee,
             "currency": "USD", "phone": "+1 503 555 0142"},
        ],
    )  # fmt: skip


def _full(session, today):
    """A listing that states everything there is, some of it long ago."""
    full = make_practitioner(
        session,
        name=_LONG_NAME,
        terms={
            "method": ["running_gait", "walking_gait"],
            "condition": ["knee_pain"],
            "language": ["en"],
            "stage": ["pain", "mobility"],
        },
        bio="I watch you run first.\n\nThen we look for what moves too little.",
        accepting=True,
        accepting_as_of=today - timedelta(days=90),
        wait_days=9,
        runners_since=2011,
        telehealth=True,
        trial_call_minutes=15,
        evening_hours=True,
        website="https://example.org/",
        booking_url="https://example.org/book",
        locations=[
            {"phone": "+1 303 555 0142", "hours": _HOURS, "fee_first": 140, "fee_next": 95.5,
             "currency": "USD", "sliding_scale": True, "confirmed_on": today,
             "accessibility": ["step_free"]},
        ],
    )  # fmt: skip
    make_location(
        session, full, city="Longmont", point=LONGMONT, confirmed_on=today - timedelta(days=400)
    )
    for key in ("feet", "hips", "core"):
        make_term(session, full, "region", key, note="seen standing, walking and on one leg")
    make_term(session, full, "region", "knees")
    make_licence(session, full, number="PT-1", region_code="CO", verified_on=today)
    return full


def _asked(session, listing):
    """Gives a listing one more owner who was asked whether it is still true; the link's token."""
    owner = own(session, listing)
    return issue(
        session, KEYS, TokenPurpose.STILL_TRUE, now=datetime.now(UTC),
        practitioner_id=listing.id, email=owner.email,
        details={ACCOUNT: str(owner.public_id)},
    )  # fmt: skip


def _unclaimed(session, today):
    """A listing from a public register: nothing about methods, prices or people."""
    return make_practitioner(
        session,
        name="Ada Register",
        status=Status.UNCLAIMED,
        source="nppes",
        source_updated_on=today,
        npi="1234567893",
        locations=[{"phone": "303-555-0100", "city": "Aurora", "source": "nppes"}],
    )
