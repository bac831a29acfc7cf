"""What came of calls: visitors tell it with one tap, and where they agree the listing follows.

Who called is a keyed digest; each has one voice a day for a listing. Owners of listings are told
instead: nothing of theirs changes by itself.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import CursorResult, delete, select

from directory import log
from directory.accounts.models import Account
from directory.listings.fact_reports import ACTOR, doubt_number
from directory.listings.models import Reach, ReachOutcome
from directory.listings.owning import owner_of
from directory.listings.reach_rule import (
    FULL,
    OPEN,
    WAIT,
    WINDOW,
    WRONG_NUMBER,
    Agreed,
    Call,
    agreed_on_number,
    agreed_on_room,
    says,
)
from directory.log.models import Event
from directory.practitioners.models import Fact
from directory.practitioners.service import mark_changed
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner

KEPT = timedelta(days=90)
"""How long it is known what came of a call."""

LONGEST_WAIT_DAYS = 730

SOURCE = "visitors"
"""Source of the facts that visitors agreed on."""

TOLD = "asked whether full"
"""What the log says when an owner is mailed that visitors found no room."""

TELL_AGAIN = timedelta(days=30)


class OwnListing(PermissionError):
    """Nobody's own calls count for their own listing."""


class OutcomeInvalid(ValueError):
    """A wait has no length, or one that no wait has."""


def reached(
    session: Session,
    practitioner: Practitioner,
    *,
    visitor: str,
    outcome: ReachOutcome,
    wait_days: int | None = None,
    account: Account | None = None,
    letters: Letters,
    now: datetime,
) -> None:
    """Keep what came of a call, and let the listing say what visitors agree on.

    A later word of the same day replaces the earlier one.

    Args:
        session: The open session, writing.
        practitioner: The listing, a public one.
        visitor: Who called, as a keyed digest of this listing's own.
        outcome: What came of it.
        wait_days: 1 to `LONGEST_WAIT_DAYS`, with "wait" alone.
        account: Who is signed in, if anybody is.
        letters: Writes the mails of the site.
        now: When, aware.

    Raises:
        OutcomeInvalid: A wait without a length, or with an impossible one.
        OwnListing: The account speaks for the listing.
    """
    if outcome == ReachOutcome.WAIT and not 1 <= (wait_days or 0) <= LONGEST_WAIT_DAYS:
        message = f"A wait has 1 to {LONGEST_WAIT_DAYS} days."
        raise OutcomeInvalid(message)
    lock(session, practitioner.id)
    owner = owner_of(session, practitioner.id)
    if account is not None and account.id == owner:
        raise OwnListing
    today = now.date()
    if not _keep(session, practitioner, visitor, outcome, wait_days, today):
        return
    changed = _follow(session, practitioner, outcome, owner, letters, now)
    log.record(
        session,
        actor=ACTOR,
        action="called",
        subject=("practitioner", str(practitioner.public_id)),
        after={"outcome": str(outcome)} | changed,
    )


def purge_reaches(session: Session, today: date) -> int:
    """Forget calls after 90 days.

    Returns:
        How many were forgotten.
    """
    gone = session.execute(delete(Reach).where(Reach.called_on <= today - KEPT))
    return cast("CursorResult[Any]", gone).rowcount


def _keep(
    session: Session,
    practitioner: Practitioner,
    visitor: str,
    outcome: ReachOutcome,
    wait_days: int | None,
    today: date,
) -> bool:
    """Whether this is new: the same tap twice is one."""
    days = wait_days if outcome == ReachOutcome.WAIT else None
    row = session.scalars(
        select(Reach).where(
            Reach.practitioner_id == practitioner.id,
            Reach.visitor == visitor,
            Reach.called_on == today,
        )
    ).one_or_none()
    if row is None:
        row = Reach(practitioner_id=practitioner.id, visitor=visitor, called_on=today)
        session.add(row)
    elif (row.outcome, row.wait_days) == (outcome, days):
        return False
    row.outcome, row.wait_days = outcome, days
    session.flush()
    return True


def _follow(
    session: Session,
    practitioner: Practitioner,
    outcome: ReachOutcome,
    owner: int | None,
    letters: Letters,
    now: datetime,
) -> dict[str, Any]:
    """Let a listing follow what this outcome has made visitors agree on; what that changed."""
    calls, today = _calls(session, practitioner, now.date()), now.date()
    changed: dict[str, Any] = {}
    # Old voices alone conclude nothing again, such as a wrong number that a moderator dismissed.
    number = agreed_on_number(calls, today)
    if number and number.what in says(outcome):
        changed |= _number(session, practitioner, number, now)
    room = agreed_on_room(calls, today)
    if room and room.what in says(outcome):
        if owner is None:
            changed |= _room(practitioner, room)
        else:
            changed |= _ask_owner(session, practitioner, room, owner, letters, now)
    if changed.keys() - {"owner"}:
        mark_changed(session, practitioner)
    return changed


def _calls(session: Session, practitioner: Practitioner, today: date) -> list[Call]:
    """The calls that count: those before the listing was last confirmed are settled."""
    since = max(today - WINDOW, practitioner.confirmed_on or today - WINDOW)
    rows = session.scalars(
        select(Reach)
        .where(Reach.practitioner_id == practitioner.id, Reach.called_on >= since)
        .order_by(Reach.called_on, Reach.id)
    )
    return [Call(row.visitor, row.outcome, row.called_on, row.wait_days) for row in rows]


def _number(
    session: Session, practitioner: Practitioner, agreed: Agreed, now: datetime
) -> dict[str, Any]:
    column = "doubted_on" if agreed.what == WRONG_NUMBER else "reached_on"
    if agreed.what == WRONG_NUMBER:
        doubt_number(session, practitioner, now=now)
    known: date | None = getattr(practitioner, column)
    if known is not None and known >= agreed.on:
        return {}
    setattr(practitioner, column, agreed.on)
    return {column: agreed.on.isoformat()}


def _room(practitioner: Practitioner, agreed: Agreed) -> dict[str, Any]:
    """Let a listing that nobody owns say what visitors found."""
    by_visitors = _fact(practitioner, "accepting")
    if agreed.what == FULL:
        practitioner.accepting, practitioner.wait_days = False, None
    elif agreed.what == WAIT:
        practitioner.wait_days = agreed.wait_days
        if by_visitors and not practitioner.accepting:
            practitioner.accepting = None
    elif by_visitors is None:
        return {}
    else:
        # Visitors said that there was no room, or a wait; others have found that there is none.
        practitioner.accepting = practitioner.wait_days = None
    practitioner.accepting_as_of = None if agreed.what == OPEN else agreed.on
    _date(practitioner, by_visitors, agreed)
    return {"accepting": practitioner.accepting, "wait_days": practitioner.wait_days}


def _fact(practitioner: Practitioner, field: str) -> Fact | None:
    """A fact that visitors have stated before."""
    found = (fact for fact in practitioner.facts if fact.field == field)
    return next((fact for fact in found if fact.source == SOURCE), None)


def _date(practitioner: Practitioner, known: Fact | None, agreed: Agreed) -> None:
    if agreed.what == OPEN and known:
        practitioner.facts.remove(known)
        return
    fact = next((fact for fact in practitioner.facts if fact.field == "accepting"), None)
    if fact is None:
        fact = Fact(field="accepting")
        practitioner.facts.append(fact)
    fact.source, fact.verified_on = SOURCE, agreed.on


def _ask_owner(
    session: Session,
    practitioner: Practitioner,
    agreed: Agreed,
    owner: int,
    letters: Letters,
    now: datetime,
) -> dict[str, Any]:
    """Mail an owner that visitors found no room, unless the listing says so or they know."""
    says_so = practitioner.accepting is False or practitioner.wait_days is not None
    if agreed.what == OPEN or says_so or practitioner.is_demo:
        return {}
    subject = ("practitioner", str(practitioner.public_id))
    told = select(Event.id).where(
        Event.subject_type == subject[0],
        Event.subject_id == subject[1],
        Event.action == TOLD,
        Event.at > now - TELL_AGAIN,
    )
    if session.scalars(told).first() is not None:
        return {}
    letters.post(
        session,
        "listings/full_question.txt",
        to=session.get_one(Account, owner).email,
        name=practitioner.name,
        full=agreed.what == FULL,
        wait_days=agreed.wait_days,
        today=f"/desk/{practitioner.public_id}/today",
    )
    session.add(_told(subject, now))
    return {"owner": "asked"}


def _told(subject: tuple[str, str], now: datetime) -> Event:
    # Dated by the caller's clock, by which it is looked up again.
    return Event(at=now, actor=ACTOR, action=TOLD, subject_type=subject[0], subject_id=subject[1])
