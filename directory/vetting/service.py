"""What members do with assessments: make one, change it, take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from directory.accounts.models import Account
from directory.accounts.service import Traces, remember_trace
from directory.cases.ways_back import forget_ways_back_about
from directory.vetting import commenting, guard
from directory.vetting.arrivals import admit
from directory.vetting.checklist import checklist
from directory.vetting.content import Content, ContentInvalid, checked, erase, kept, write
from directory.vetting.models import Assessment, AssessmentRevision, Standing
from directory.vetting.patterns import look_for_patterns
from directory.vetting.recount import recount
from directory.vetting.refusals import (
    AlreadyAssessed,
    AlreadyWithdrawn,
    AssessmentRefused,
    HasInterest,
    ListingNotPublic,
    MemberInactive,
    OwnListing,
    check_may_assess,
)
from directory.vetting.standings import (
    WrongStanding,
    change,
    entry_of,
    follow,
    lock,
    note,
    prove,
    reject,
    release,
    release_due,
    subject_of,
)
from directory.vetting.tallies import moving

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

__all__ = [
    "AlreadyAssessed",
    "AlreadyWithdrawn",
    "AssessmentRefused",
    "Content",
    "ContentInvalid",
    "HasInterest",
    "ListingNotPublic",
    "MemberInactive",
    "OwnListing",
    "Traces",
    "WrongStanding",
    "assess",
    "edit",
    "find_own",
    "prove",
    "recount",
    "reject",
    "release",
    "release_due",
    "withdraw",
]


def find_own(session: Session, *, practitioner_id: int, member_id: int) -> Assessment | None:
    """A member's assessment of a practitioner, unless it was withdrawn."""
    found = _row_of(session, practitioner_id, member_id)
    return found if found and found.standing != Standing.WITHDRAWN else None


def assess(
    session: Session,
    *,
    practitioner: Practitioner,
    member: Account,
    content: Content,
    traces: Traces,
    now: datetime,
) -> Assessment:
    """Store what a member says about a practitioner; the guard decides from when it counts.

    Args:
        session: The open session, writing; the caller commits.
        practitioner: Who was visited.
        member: Who was there.
        content: What they say.
        traces: Where the request comes from.
        now: The time of arrival.

    Raises:
        AssessmentRefused: One of its kinds, by the first that holds: `ListingNotPublic`,
            `MemberInactive`, `OwnListing`, `HasInterest`, `AlreadyAssessed`.
        ContentInvalid: The content can't be taken.
    """
    practitioner = lock(session, practitioner.id)
    check_may_assess(session, practitioner, member)
    taken = checked(content, practitioner.kind, now.date())
    remember_trace(session, member, traces, now)
    assessment = _row_of(session, practitioner.id, member.id)
    if assessment and assessment.standing != Standing.WITHDRAWN:
        raise _already_assessed()
    is_new = assessment is None
    assessment = assessment or Assessment(practitioner_id=practitioner.id, member_id=member.id)
    _fill(assessment, practitioner, taken, now)
    if is_new:
        _store(session, assessment)
    commenting.await_decision(session, assessment, actor=_actor(member), now=now)
    look_for_patterns(session, practitioner, assessment)
    admit(session, practitioner, assessment, member, now)
    follow(session, practitioner, now)
    return assessment


def edit(
    session: Session,
    *,
    assessment: Assessment,
    content: Content,
    now: datetime,
    traces: Traces | None = None,
) -> None:
    """Replace what an assessment says; what it said goes to its history. The month stays.

    Args:
        session: The open session, writing; the caller commits.
        assessment: Of the member who edits it.
        content: What they say now.
        now: The time.
        traces: Where the request comes from; later arrivals are linked by it, this one stays.

    Raises:
        AlreadyWithdrawn: It was taken back.
        ContentInvalid: The content can't be taken.
    """
    practitioner = _lock_standing(session, assessment)
    month = assessment.visit_month
    taken = checked(replace(content, visit_month=month), assessment.kind, month)
    member = session.get_one(Account, assessment.member_id)
    actor = _actor(member)
    if traces:
        remember_trace(session, member, traces, now)
    revision = AssessmentRevision(replaced_at=now, content=kept(assessment))
    had = assessment.comment
    with moving(session, practitioner.id, {assessment.vote_group}):
        assessment.revisions.append(revision)
        write(taken, assessment)
        assessment.edited_at = now
    if assessment.comment != had:
        commenting.await_decision(session, assessment, actor=actor, now=now)
    note(session, assessment, "edited", actor=actor)
    follow(session, practitioner, now)


def withdraw(session: Session, *, assessment: Assessment, now: datetime) -> None:
    """Take an assessment back: it leaves the score, and nothing of what it said is kept.

    Its row stays, so that one member never has two. The file of a proof is for the caller to
    delete (`Proof.file_name`, read before this).

    Raises:
        AlreadyWithdrawn: It was taken back before.
    """
    practitioner = _lock_standing(session, assessment)
    actor = _actor(session.get_one(Account, assessment.member_id))
    change(session, assessment, guard.withdraw(entry_of(assessment)), "withdrawn", actor=actor)
    erase(assessment)
    forget_ways_back_about(session, subject_of(assessment))
    commenting.await_decision(session, assessment, actor=actor, now=now)
    assessment.withdrawn_at = now
    follow(session, practitioner, now)


def _row_of(session: Session, practitioner_id: int, member_id: int) -> Assessment | None:
    return session.scalars(
        select(Assessment)
        .where(Assessment.practitioner_id == practitioner_id, Assessment.member_id == member_id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _fill(
    assessment: Assessment, practitioner: Practitioner, taken: Content, now: datetime
) -> None:
    assessment.kind = practitioner.kind
    assessment.version = checklist(practitioner.kind).version
    write(taken, assessment)
    assessment.arrived_at = now
    assessment.edited_at = assessment.withdrawn_at = None


def _store(session: Session, assessment: Assessment) -> None:
    """Give a new row its number; until the guard has placed it, it counts for nothing."""
    assessment.standing = Standing.WITHDRAWN
    assessment.proved = assessment.released = assessment.barred = False
    assessment.vote_group = 0
    try:
        with session.begin_nested():
            session.add(assessment)
            session.flush()
    except IntegrityError as error:
        # Who came first did not hold the practitioner's row: the constraint has the last word.
        raise _already_assessed() from error
    assessment.vote_group = assessment.id
    session.flush()


def _lock_standing(session: Session, assessment: Assessment) -> Practitioner:
    practitioner = lock(session, assessment.practitioner_id)
    session.refresh(assessment)
    if assessment.standing == Standing.WITHDRAWN:
        message = "This assessment was withdrawn."
        raise AlreadyWithdrawn(message)
    return practitioner


def _actor(member: Account) -> str:
    return f"member:{member.public_id}"


def _already_assessed() -> AlreadyAssessed:
    return AlreadyAssessed("One member holds one assessment of a practitioner: edit it.")
