"""Pairs of listings of one person, with much that hangs on them, for tests of merging."""

import random
from datetime import date, timedelta

from sqlalchemy import select

from directory.db import Base
from directory.listings.merging.joining import merge
from directory.listings.models import ListingViews, Reach, ReachOutcome
from directory.practitioners.models import Fact, Ownership, Status
from directory.vetting import tallies
from directory.vetting.models import Assessment, Claim, Document, Flag, FlagStatus, Standing
from directory.vetting.standings import follow
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_licence, make_practitioner
from tests.vetting.factories import NOW

ACTOR = "moderator:5f5f5f5f-0000-4000-8000-000000000001"

UNTOLD = {"event", "outbox", "listing_merge", "mail", "account", "role", "passkey"}
"""Tables that only grow, or that no merge knows."""

_MOVING = {"version", "updated_at"}


def dump(session):
    """All rows of the database but for what only grows, as they can be compared."""
    session.flush()
    session.expire_all()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in UNTOLD:
            columns = [column for column in table.columns if column.name not in _MOVING]
            rows = session.execute(select(*columns)).all()
            found[table.name] = sorted(repr(tuple(row)) for row in rows)
    return found


def merged_pair(session, **what_matters):
    """Two listings of one person, the second merged into the first, and the merge."""
    kept = make_practitioner(session, name="Ada Alder", **what_matters)
    other = make_practitioner(session, name="Ada Alder", **what_matters)
    return kept, other, merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)


def plant_world(session, seed):
    """Two listings of one person that differ in all that a seed says."""
    ensure_writing(session)
    chance = random.Random(seed)  # noqa: S311
    owner = make_account(session)
    members = [make_account(session) for _ in range(5)]
    pair = [_listing(session, chance, number) for number in range(2)]
    whose = chance.randrange(4)
    for number, listing in enumerate(pair):
        if whose in {number, 2}:
            session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
            listing.status = Status.PUBLISHED
        _assessments(session, chance, listing, [*members, owner][: chance.randrange(1, 7)])
        _flags(session, chance, listing)
    session.flush()
    for listing in pair:
        tallies.recount_all(session, listing.id)
        follow(session, listing, NOW)
    make_practitioner(session, name="Noise Neighbour")
    session.flush()
    return pair


def _listing(session, chance, number):
    some = chance.random
    listing = make_practitioner(
        session,
        name="Ada Alder",
        status=chance.choice([Status.PUBLISHED, Status.UNCLAIMED]),
        npi=f"123456789{number}" if some() < 0.5 else None,
        email=f"ada{number}@alder.example" if some() < 0.5 else None,
        website="https://ada.example" if some() < 0.5 else None,
        accepting=chance.choice([None, True, False]),
        locations=[
            {
                "street": f"{chance.randrange(1, 3)} Main Street",
                "phone": chance.choice([None, "+1 303 555 0100"]),
                "payers": chance.choice([(), ("aetna", "cigna")]),
                "latitude": 39.7 + chance.randrange(3) / 100,
            }
            for _ in range(chance.randrange(3))
        ],
        terms={"modality": chance.sample(["gait_analysis", "manual_therapy", "taping"], 2)},
    )
    make_licence(session, listing, number=str(chance.randrange(2)))
    day = date(2026, 1, 1 + number)
    listing.facts.append(Fact(field="phone", source="nppes", verified_on=day))
    for code in chance.sample(["T1", "T2", "T3"], 2):
        session.add(Claim(practitioner_id=listing.id, code=code, sentence="So.", stated_on=day))
    session.add(Document(practitioner_id=listing.id, code="T13", title="Paper", seen_on=day))
    session.add(ListingViews(practitioner_id=listing.id, day=day, count=2))
    session.add(ListingViews(practitioner_id=listing.id, day=date(2026, 1, 9), count=3))
    session.add(
        Reach(
            practitioner_id=listing.id,
            visitor=chance.choice("vw"),
            outcome=ReachOutcome.YES,
            called_on=day,
        )
    )
    session.flush()
    return listing


def _assessments(session, chance, listing, members):
    rows = []
    for member in members:
        standing = chance.choice([Standing.COUNTED, Standing.COUNTED, *Standing])
        row = Assessment(
            practitioner_id=listing.id,
            member_id=member.id,
            kind=listing.kind,
            version="chain-1",
            sore="knee",
            visits="4+",
            visit_month=date(2026, chance.randrange(1, 5), 1),
            answers={code: chance.choice(["yes", "partly", "no"]) for code in ("T1", "T2", "T6")},
            links=["feet"],
            flags=["R2"] if chance.random() < 0.4 else [],
            flags_asked=["R2"],
            standing=standing,
            arrived_at=NOW - timedelta(days=chance.randrange(300)),
            vote_group=0,
        )
        session.add(row)
        session.flush()
        mate = chance.choice(rows) if rows and chance.random() < 0.3 else None
        row.vote_group = mate.vote_group if mate else row.id
        rows.append(row)
    session.flush()


def _flags(session, chance, listing):
    for code in chance.sample(["R3", "R4", "R5"], chance.randrange(3)):
        status = chance.choice([FlagStatus.CLEARED, FlagStatus.CAPPED])
        session.add(Flag(practitioner_id=listing.id, code=code, status=status))
    session.flush()
