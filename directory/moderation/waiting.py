"""The queue as one moderator looks at it: of some kinds, some ages, some places, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, outerjoin, select
from sqlalchemy import case as choose

from directory.cases import Case, CaseKind, CaseStatus
from directory.moderation.service import Waiting, actor_of
from directory.practitioners.models import Location, Practitioner

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.moderation.service import Stakes

ON_A_PAGE = 50

WAITS_LONG = timedelta(days=7)
"""A case that is older is marked."""

LONGEST_SEARCH = 100
"""Letters of what is searched for; the rest is left out."""


class View(StrEnum):
    """Which cases a moderator looks at."""

    ALL = ""
    MINE = "mine"
    """Held by them, or handed to them."""
    LONG = "long"
    """Waiting for longer than `WAITS_LONG`."""
    OPEN_TO_ME = "open"
    """Those that they may decide, and that nobody else holds."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked at.

    Attributes:
        kind: Of this kind alone; of all where there is none.
        view: Which of them.
        words: Part of a listing's name, or of a place, a region or a country's code.
    """

    kind: CaseKind | None = None
    view: View = View.ALL
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what waits.

    Attributes:
        cases: In their order: private reports on top, then the oldest first.
        total: How many there are on all pages.
        number: Which page this is, from 1.
        pages: How many pages there are, at least 1.
    """

    cases: list[Waiting]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Ages:
    """How long things wait, of everything that does.

    Attributes:
        total: How many wait.
        oldest: When the oldest was opened; none where nothing waits.
        long: How many wait for longer than `WAITS_LONG`.
    """

    total: int
    oldest: datetime | None
    long: int


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks at the queue, and when.

    Attributes:
        account: Of staff.
        stakes: What it has a hand in.
        now: The time.
    """

    account: Account
    stakes: Stakes
    now: datetime

    @property
    def name(self) -> str:
        """As the log has it."""
        return actor_of(self.account)


def page_of(session: Session, eyes: Eyes, chosen: Filter, number: int) -> Page:
    """One page of what waits; a number beyond the last gives the last. Two statements.

    Args:
        session: The open session.
        eyes: Who looks.
        chosen: What they look at.
        number: Which page, from 1.
    """
    found = _found(eyes, chosen)
    total = session.scalar(select(func.count()).select_from(_WITH_LISTING).where(*found)) or 0
    pages = max(1, -(-total // ON_A_PAGE))
    number = min(max(1, number), pages)
    rows = _ordered(found).limit(ON_A_PAGE).offset((number - 1) * ON_A_PAGE)
    cases = [Waiting(case, listing) for case, listing in session.execute(rows).all()]
    return Page(cases, total, number, pages)


def next_case(session: Session, eyes: Eyes, chosen: Filter, *, beside: UUID) -> Case | None:
    """The first case of a filter that an account may decide, but for one; none where all is done.

    Args:
        session: The open session.
        eyes: Who decides.
        chosen: What they look at; what is not for them is left out in any case.
        beside: Public id of the case they come from.
    """
    found = [*_found(eyes, chosen), Case.public_id != beside, _open_to(eyes)]
    return session.scalars(_ordered(found).limit(1)).first()


def counts_of(session: Session, eyes: Eyes, chosen: Filter) -> dict[CaseKind, int]:
    """How many cases of each kind a filter finds, whatever kind it names; those of none left out."""
    found = _found(eyes, replace(chosen, kind=None))
    counted = select(Case.kind, func.count()).select_from(_WITH_LISTING).where(*found)
    rows = session.execute(counted.group_by(Case.kind).order_by(Case.kind))
    return {CaseKind(kind): number for kind, number in rows}


def ages_of(session: Session, now: datetime) -> Ages:
    """How long things wait, at one glance; one statement."""
    is_long = choose((Case.opened_at < now - WAITS_LONG, 1), else_=0)
    total, oldest, long = session.execute(
        select(func.count(), func.min(Case.opened_at), func.sum(is_long)).where(
            Case.status == CaseStatus.OPEN
        )
    ).one()
    return Ages(total, oldest, long or 0)


_WITH_LISTING = outerjoin(Case, Practitioner, Practitioner.id == Case.practitioner_id)


def _ordered(found: list[ColumnElement[bool]]) -> Select[Case, Practitioner]:
    urgent = choose((Case.kind == CaseKind.PRIVATE_REPORT, 0), else_=1)
    rows = select(Case, Practitioner).select_from(_WITH_LISTING).where(*found)
    return rows.order_by(urgent, Case.opened_at, Case.id)


def _found(eyes: Eyes, chosen: Filter) -> list[ColumnElement[bool]]:
    """What holds of the cases that a filter finds."""
    views = {
        View.MINE: _mine,
        View.LONG: lambda eyes: Case.opened_at < eyes.now - WAITS_LONG,
        View.OPEN_TO_ME: _open_to,
    }
    found: list[ColumnElement[bool]] = [Case.status == CaseStatus.OPEN]
    if chosen.kind:
        found.append(Case.kind == chosen.kind)
    if chosen.view in views:
        found.append(views[chosen.view](eyes))
    words = chosen.words.strip()[:LONGEST_SEARCH]
    if words:
        found.append(_about(words))
    return found


def _mine(eyes: Eyes) -> ColumnElement[bool]:
    is_held = and_(Case.held_by == eyes.name, Case.held_until > eyes.now)
    return or_(Case.handed_to == eyes.name, is_held)


def _open_to(eyes: Eyes) -> ColumnElement[bool]:
    """What an account may decide, as `service.interests` has it, and that nobody else holds."""
    stakes = eyes.stakes
    listings = sorted(number for number in stakes.owned | stakes.assessed if number)
    address = func.lower(func.trim(func.coalesce(Practitioner.email, "")))
    return and_(
        or_(Case.practitioner_id.is_(None), Case.practitioner_id.not_in(listings)),
        Case.subject_id.not_in(sorted(stakes.sent)),
        address != eyes.account.email,
        or_(Case.held_by.is_(None), Case.held_by == eyes.name, Case.held_until <= eyes.now),
    )


def _about(words: str) -> ColumnElement[bool]:
    """Cases about a listing of which a name or a place has these words in it."""
    parts = (Location.city, Location.region, Location.region_code, Location.country)
    somewhere = or_(*(part.icontains(words, autoescape=True) for part in parts))
    places = select(Location.practitioner_id).where(somewhere)
    named = Practitioner.name.icontains(words, autoescape=True)
    return or_(named, Case.practitioner_id.in_(places))
