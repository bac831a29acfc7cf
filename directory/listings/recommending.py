"""Recommending somebody who is not listed: nothing shows before they list themselves.

A moderator may invite them by one mail. Whoever was invited, or asked not to be written to, gets no
further one: the log keeps a keyed digest of their address, and the address itself is forgotten with
the decision.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from sqlalchemy import func, select

from directory import log
from directory.accounts.digests import Purpose
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case
from directory.listings.models import Recommendation, Stage
from directory.listings.tokens import TokenPurpose, issue, use
from directory.log.models import Event
from directory.practitioners.models import PUBLIC_STATUSES, Practitioner
from directory.vetting.decisions import NothingLeft

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.cases import Case
    from directory.geo.point import GeoPoint
    from directory.outbox.letters import Letters
    from directory.practitioners.vocabulary import Kind
    from directory.vetting.decisions import Verdict

ACTOR = "visitor"
INVITED, STOPPED = "invited", "asked not to be written to"
"""What the log says of the digest of an address."""

NEARBY_KM = 50.0
MOST_ALIKE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """Who is recommended, as somebody sent it; the form has checked the lengths.

    Attributes:
        name: Of the person or practice.
        kind: What they are.
        place: Their town, as it was typed.
        contact_email: Theirs, as `normalised_email` writes it, if it is known.
        contact: Their phone number or web address; one of the two is stated.
        why: What is good about them.
        email: Whom to thank, likewise.
    """

    name: str
    kind: Kind
    place: str
    contact_email: str | None = None
    contact: str = ""
    why: str = ""
    email: str | None = None


def recommend(session: Session, recommended: Recommended, *, now: datetime) -> Recommendation:
    """Put somebody who should be listed before a moderator; the same one waits only once.

    Args:
        session: The open session, writing.
        recommended: What was sent.
        now: When, aware.
    """
    waiting = _waiting_equal(session, recommended)
    if waiting is not None:
        return waiting
    row = Recommendation(
        name=recommended.name,
        kind=recommended.kind,
        place=recommended.place,
        contact_email=recommended.contact_email,
        contact=recommended.contact,
        why=recommended.why,
        email=recommended.email,
        recommended_at=now,
    )
    session.add(row)
    session.flush()
    open_case(
        session,
        CaseKind.RECOMMENDATION,
        subject=("recommendation", str(row.public_id)),
        details={"kind": str(recommended.kind)},
        actor=ACTOR,
    )
    return row


def listed_alike(
    session: Session, name: str, place: str, point: GeoPoint | None
) -> list[Practitioner]:
    """Public listings of that name near a place: they need no recommendation.

    Args:
        session: The open session.
        name: As it was typed.
        place: Likewise; it is compared with towns where nobody knows where it is.
        point: Where the place is, if that is known.
    """
    words = " ".join(name.split()).lower()
    alike = session.scalars(
        select(Practitioner)
        .where(Practitioner.status.in_(PUBLIC_STATUSES), func.lower(Practitioner.name) == words)
        .order_by(Practitioner.id)
        .limit(10 * MOST_ALIKE)
    )
    return [one for one in alike if _is_near(one, place, point)][:MOST_ALIKE]


def recommendation_of(session: Session, case: Case) -> Recommendation:
    """The recommendation a case is about.

    Raises:
        NothingLeft: There is none any more.
    """
    statement = select(Recommendation).where(Recommendation.public_id == uuid.UUID(case.subject_id))
    found = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        message = "The recommendation is not there any more."
        raise NothingLeft(message)
    return found


def invite(session: Session, case: Case, verdict: Verdict, *, letters: Letters, keys: Keys) -> bool:
    """Invite somebody who was recommended, and thank who did it.

    Where no address is known the moderator has told them otherwise.

    Args:
        session: The open session, writing.
        case: Of the recommendation.
        verdict: Who decides, why and when.
        letters: Writes the mails of the site.
        keys: The site's keys.

    Returns:
        Whether a mail is promised: not to who was invited before or does not wish it.

    Raises:
        AlreadyDecided: The case was decided before.
        NothingLeft: The recommendation is gone.
        ReasonMissing: The reason is empty or too long.
    """
    row = recommendation_of(session, case)
    decide_case(
        session, case, "invite", reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    address = row.contact_email
    # Of two invitations at once the second waits here, and then sees the first.
    _lock_all(session, address)
    mailed = address is not None and not is_kept_out(session, address, keys)
    if mailed and address is not None:
        _mail(session, row, address, verdict, letters=letters, keys=keys)
    _settle(session, row, Stage.ACCEPTED, verdict, letters)
    return mailed


def decline(session: Session, case: Case, verdict: Verdict, *, letters: Letters) -> None:
    """Invite nobody; who recommended them is thanked all the same.

    Raises:
        AlreadyDecided: The case was decided before.
        NothingLeft: The recommendation is gone.
        ReasonMissing: The reason is empty or too long.
    """
    row = recommendation_of(session, case)
    decide_case(
        session, case, "decline", reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    _settle(session, row, Stage.REFUSED, verdict, letters)


def is_kept_out(session: Session, address: str, keys: Keys) -> bool:
    """Whether no invitation may go to an address: it had one, or does not wish any."""
    found = select(Event.id).where(
        Event.subject_type == "address",
        Event.subject_id == _digest(keys, address),
        Event.action.in_((INVITED, STOPPED)),
    )
    return session.scalars(found).first() is not None


def stop_inviting(session: Session, token: str, *, keys: Keys, now: datetime) -> None:
    """Never write again to the address that a link in an invitation came to.

    Args:
        session: The open session, writing.
        token: What the link holds.
        keys: The site's keys.
        now: When, aware.

    Raises:
        LinkEnded: It was used before, has run out, or never was one.
    """
    row = use(session, keys, TokenPurpose.INVITATION, token, now)
    if row.email:
        _note(session, STOPPED, row.email, keys, actor=ACTOR)
    row.email = None


def _waiting_equal(session: Session, recommended: Recommended) -> Recommendation | None:
    return session.scalars(
        select(Recommendation).where(
            Recommendation.status == Stage.WAITING,
            Recommendation.name == recommended.name,
            Recommendation.kind == recommended.kind,
            Recommendation.place == recommended.place,
            Recommendation.contact_email == recommended.contact_email
            if recommended.contact_email
            else Recommendation.contact == recommended.contact,
            Recommendation.email == recommended.email
            if recommended.email
            else Recommendation.email.is_(None),
        )
    ).first()


def _is_near(practitioner: Practitioner, place: str, point: GeoPoint | None) -> bool:
    if point is None:
        town = place.partition(",")[0].strip().lower()
        return any(one.city.lower() == town for one in practitioner.locations)
    points = [one.point for one in practitioner.locations if one.point]
    return any(point.distance_km(one) <= NEARBY_KM for one in points)


def _lock_all(session: Session, address: str | None) -> None:
    if address is None:
        return
    session.execute(
        select(Recommendation.id)
        .where(Recommendation.contact_email == address)
        .order_by(Recommendation.id)
        .with_for_update()
    ).all()


def _mail(
    session: Session,
    row: Recommendation,
    address: str,
    verdict: Verdict,
    *,
    letters: Letters,
    keys: Keys,
) -> None:
    token = issue(session, keys, TokenPurpose.INVITATION, now=verdict.now, email=address)
    letters.post(
        session,
        "listings/invitation.txt",
        to=address,
        name=row.name,
        form=f"/listings/new?{urlencode({'name': row.name, 'kind': row.kind})}",
        stop=f"/recommend/stop/{token}",
    )
    _note(session, INVITED, address, keys, actor=verdict.actor)


def _settle(
    session: Session, row: Recommendation, stage: Stage, verdict: Verdict, letters: Letters
) -> None:
    """Close a recommendation and forget the addresses in it."""
    if row.email:
        # Nobody has shown that the address is theirs: nothing that was typed is mailed to it.
        letters.post(session, "listings/recommendation_thanks.txt", to=row.email)
    row.status, row.decided_at = stage, verdict.now
    row.email = row.contact_email = None
    row.contact = ""


def _note(session: Session, action: str, address: str, keys: Keys, *, actor: str) -> None:
    log.record(session, actor=actor, action=action, subject=("address", _digest(keys, address)))


def _digest(keys: Keys, address: str) -> str:
    return keys.digest(Purpose.EMAIL, "invitation", address)
