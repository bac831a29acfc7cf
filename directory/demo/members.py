"""Planting made-up members, what they said, and what moderators decided about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory import log
from directory.accounts.models import Account
from directory.cases import Case, CaseKind
from directory.demo.records import SOURCE
from directory.demo.scenes import SCENES, visits_of
from directory.demo.stock import table
from directory.demo.visits import Record, draw_record
from directory.practitioners.models import PUBLIC_STATUSES, Practitioner
from directory.vetting import flags, service
from directory.vetting.decisions import Verdict, decide_comment
from directory.vetting.models import Claim, Document, Flag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from directory.demo.scenes import Scene
    from directory.demo.visits import Visit

ACTOR = "command:seed"
MEMBERS = 600
_CAST = 30
"""Members set aside for each place of a scene, so that those who share a device meet once."""

_SHOWN = 0.8
"""Share of comments that a moderator has read and shown."""


def plant_members(
    session: Session,
    *,
    seed: int,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Let made-up members assess the demo listings, unless they have; the caller commits.

    Everything goes through the services that real members use, at the times of the past in which
    it is said to have happened, so that the guard places it as it would have.

    Args:
        session: A session in a writing transaction.
        seed: Which world.
        now: The present.
        progress: Called after each listing with how many are done.

    Returns:
        How many assessments were planted.
    """
    if session.scalar(select(Account.id).where(Account.is_demo).limit(1)):
        return 0
    members = [_member(session, number, now) for number in range(MEMBERS)]
    session.flush()
    planted = 0
    for number, practitioner in enumerate(_listings(session)):
        rng = Random(f"{seed}:vetting:{practitioner.public_id}")
        scene = SCENES.get(number)
        record = draw_record(rng, practitioner.kind, now, MEMBERS)
        if scene:
            visits = visits_of(scene, rng, practitioner.kind, now, number * _CAST)
            record = Record(record.claims, {}, visits)
        _assess(session, practitioner, record, members, now)
        if scene:
            _decide(session, practitioner, scene, now)
        service.recount(session, practitioner, now)
        planted += len(record.visits)
        if progress:
            progress(number + 1)
    after = {"seed": seed, "members": MEMBERS, "assessments": planted}
    log.record(session, actor=ACTOR, action="planted", subject=("members", SOURCE), after=after)
    return planted


def uproot_members(session: Session) -> None:
    """Take all made-up members out, with what they said; the caller commits."""
    session.execute(delete(Account).where(Account.is_demo))


def _member(session: Session, number: int, now: datetime) -> Account:
    account = Account(
        email=f"member-{number + 1}@demo.example",
        is_demo=True,
        confirmed_at=now - timedelta(days=900),
        created_at=now - timedelta(days=900),
    )
    session.add(account)
    return account


def _listings(session: Session) -> Sequence[Practitioner]:
    statement = select(Practitioner).where(
        Practitioner.source == SOURCE, Practitioner.status.in_(PUBLIC_STATUSES)
    )
    return session.scalars(statement.order_by(Practitioner.id)).all()


def _assess(
    session: Session,
    practitioner: Practitioner,
    record: Record,
    members: Sequence[Account],
    now: datetime,
) -> None:
    # Planted as they are: one score is worked out in the end instead of one after each.
    told_on = (now - timedelta(days=200)).date()
    for code, sentence in record.claims.items():
        session.add(
            Claim(practitioner_id=practitioner.id, code=code, sentence=sentence, stated_on=told_on)
        )
    for code, title in record.documents.items():
        session.add(
            Document(practitioner_id=practitioner.id, code=code, title=title, seen_on=told_on)
        )
    for visit in record.visits:
        _assess_once(session, practitioner, visit, members[visit.member])


def _assess_once(
    session: Session, practitioner: Practitioner, visit: Visit, member: Account
) -> None:
    when = visit.arrived_at
    service.release_due(session, when)
    assessment = service.assess(
        session,
        practitioner=practitioner,
        member=member,
        content=visit.content,
        traces=service.Traces(device=visit.device, network=""),
        now=when,
    )
    if visit.is_proved:
        service.prove(session, assessment=assessment, actor=ACTOR, now=when)
    if assessment.comment and Random(member.email).random() < _SHOWN:
        case = session.scalars(
            select(Case).where(
                Case.kind == CaseKind.COMMENT, Case.subject_id == str(assessment.public_id)
            )
        ).one()
        decide_comment(session, case, Verdict(ACTOR, "It names nobody.", when), show=True)


def _decide(session: Session, practitioner: Practitioner, scene: Scene, now: datetime) -> None:
    """Bring the red flag of a scene as far as the scene goes."""
    flag = session.scalars(select(Flag).where(Flag.practitioner_id == practitioner.id)).first()
    if flag is None or not scene.asked_days_ago:
        return
    for days in scene.asked_days_ago:
        on = (now - timedelta(days=days)).date()
        flags.record_attempt(
            session, flag, on, "Letter to the practice", actor=ACTOR, today=now.date()
        )
    if scene.replied:
        on = (now - timedelta(days=scene.asked_days_ago[-1] - 3)).date()
        flags.record_reply(session, flag, table("vetting")["reply"], on, actor=ACTOR)
    if scene.capped:
        reason = "Enough members say so, and the answer speaks of the time since."
        flags.cap(session, flag, actor=ACTOR, reason=reason, now=now)
