"""Takes back what moderators decided about assessments, red flags and private reports."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from directory import log
from directory.cases import Case, CaseKind
from directory.cases.footprint import ONLY_SEEN, Reversal, no_more, part
from directory.practitioners.models import Practitioner
from directory.practitioners.service import mark_changed
from directory.vetting import standings, tallies
from directory.vetting.models import Assessment, Flag, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.cases.footprint import Back, Part

_OF_MEMBER = ("practitioner_id", "standing", "edited_at", "withdrawn_at")
"""Columns of an assessment that tell what its member did since, and whom it is about."""

_PLACED = (*_OF_MEMBER, "counts_from", "arrived_at", "vote_group", "proved", "released", "barred")
"""Those, and where the guard puts it."""

HELD_AGAIN = "held again"
"""What the log says of an assessment that a moderator had let count, or refused; see `replay`."""

_OF_FLAG = ("reported", "answered")
"""Columns of a red flag that go on being counted while it is open."""


def _burst(_session: Session, case: Case) -> Sequence[Part]:
    """Its assessments and those linked with them; the red flags and cases that may follow."""
    number = case.practitioner_id
    wanted = [uuid.UUID(text) for text in case.details.get("assessments", [])]
    groups = select(Assessment.vote_group).where(Assessment.public_id.in_(wanted))
    linked = or_(Assessment.public_id.in_(wanted), Assessment.vote_group.in_(groups))
    followed = (Case.practitioner_id == number) & (Case.kind == CaseKind.RED_FLAG)
    return [
        part(Assessment, (Assessment.practitioner_id == number) & linked, only=_PLACED),
        part(Flag, Flag.practitioner_id == number, quiet=_OF_FLAG),
        part(Case, followed, only=["public_id", "status", "decision"]),
    ]


def _comment(_session: Session, case: Case) -> Sequence[Part]:
    row = Assessment.public_id == uuid.UUID(case.subject_id)
    return [part(Assessment, row, only=["comment", "comment_status", *_OF_MEMBER])]


def _flag(_session: Session, case: Case) -> Sequence[Part]:
    return [part(Flag, Flag.public_id == uuid.UUID(case.subject_id), quiet=_OF_FLAG)]


def _capped(session: Session, case: Case) -> Sequence[Part]:
    """An appeal against a cap stands in the way: that is heard."""
    appeals = (Case.kind == CaseKind.APPEAL) & (Case.subject_id == case.subject_id)
    return [*_flag(session, case), part(Case, appeals, only=["status"])]


def _flag_and_listing(session: Session, case: Case) -> Sequence[Part]:
    return [*_flag(session, case), *_listing(session, case)]


def _listing(_session: Session, case: Case) -> Sequence[Part]:
    row = Practitioner.id == case.practitioner_id
    return [part(Practitioner, row, only=["status", "hidden_reason"])]


def _hold_again(back: Back) -> None:
    """Put assessments back before a moderator: tallies, red flags and score follow."""
    session = back.session
    listing = standings.lock(session, back.case.practitioner_id or 0)
    tallies.recount_all(session, listing.id)
    wanted = [uuid.UUID(text) for text in back.case.details.get("assessments", [])]
    held = select(Assessment).where(Assessment.public_id.in_(wanted)).order_by(Assessment.id)
    moved = {row["id"]: row for row in back.stood["assessment"]}
    for row in session.scalars(held):
        # One that was let count and set aside is held as before: what was decided is not.
        if (row.standing, row.released) != (moved[row.id]["standing"], moved[row.id]["released"]):
            before = Standing(moved[row.id]["standing"])
            standings.note(
                session, row, HELD_AGAIN, actor=back.actor, before=before, released=row.released
            )
    _tell_of_red_flags(back)
    standings.follow(session, listing, back.now)


def _tell_of_red_flags(back: Back) -> None:
    """Log the red flags that had been opened and are not any more."""
    if "red_flag" not in back.before:
        return
    were = {row["id"]: row["status"] for row in back.before["red_flag"]}
    for row in back.stood["red_flag"]:
        if were.get(row["id"]) != row["status"]:
            log.record(
                back.session,
                actor=back.actor,
                action="opening taken back",
                subject=("red_flag", row["public_id"]),
                before={"status": row["status"]},
                after={"status": were.get(row["id"])},
            )


def _comment_waits(back: Back) -> None:
    _record(back, "comment waits again")


def _flag_again(back: Back) -> None:
    """The red flag stands where it stood: it is counted and the score is renewed."""
    number = uuid.UUID(back.case.subject_id)
    flag = back.session.scalars(select(Flag).where(Flag.public_id == number)).one()
    before = {"status": back.stood["red_flag"][0]["status"]}
    _record(back, "decision taken back", before, {"status": flag.status, "code": flag.code})
    listing = back.session.get_one(Practitioner, flag.practitioner_id)
    if "practitioner" in back.before:
        _log_listing(back, listing)
    standings.follow(back.session, listing, back.now)


def _appeal_waits(back: Back) -> None:
    _record(back, "appeal waits again")


def _shown_again(back: Back) -> None:
    _log_listing(back, back.session.get_one(Practitioner, back.case.practitioner_id))


def _log_listing(back: Back, listing: Practitioner) -> None:
    """The listing is where it stood: search hears of it."""
    mark_changed(back.session, listing)
    log.record(
        back.session,
        actor=back.actor,
        action="restored" if listing.is_public else "hidden again",
        subject=("practitioner", str(listing.public_id)),
        before={"status": back.stood["practitioner"][0]["status"]},
        after={"status": listing.status},
    )


def _record(
    back: Back,
    action: str,
    before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> None:
    subject = (back.case.subject_type, back.case.subject_id)
    log.record(
        back.session, actor=back.actor, action=action, subject=subject, before=before, after=after
    )


VETTING_REVERSALS: dict[tuple[CaseKind, str], Reversal] = {
    (CaseKind.PRIVATE_REPORT, "hide"): Reversal(rows=_listing, follow=_shown_again),
    (CaseKind.PRIVATE_REPORT, "close"): ONLY_SEEN,
    (CaseKind.RED_FLAG, "cap"): Reversal(rows=_capped, follow=_flag_again),
    (CaseKind.RED_FLAG, "clear"): Reversal(rows=_flag, follow=_flag_again),
    (CaseKind.RED_FLAG, "keep"): Reversal(rows=_flag, follow=no_more),
    (CaseKind.RED_FLAG, "lift"): Reversal(rows=_flag_and_listing, follow=_flag_again, alone=True),
    (CaseKind.APPEAL, "lift"): Reversal(rows=_flag_and_listing, follow=_flag_again, alone=True),
    (CaseKind.APPEAL, "uphold"): Reversal(rows=_flag, follow=_appeal_waits, alone=True),
    (CaseKind.APPEAL, "gone"): ONLY_SEEN,
    (CaseKind.BURST, "release"): Reversal(rows=_burst, follow=_hold_again),
    (CaseKind.BURST, "reject"): Reversal(rows=_burst, follow=_hold_again),
    (CaseKind.COMMENT, "show"): Reversal(rows=_comment, follow=_comment_waits),
    (CaseKind.COMMENT, "refuse"): Reversal(rows=_comment, follow=_comment_waits),
    (CaseKind.COMMENT, "gone"): ONLY_SEEN,
    (CaseKind.PROOF, "gone"): ONLY_SEEN,
    (CaseKind.SHARED_NETWORK, "noted"): ONLY_SEEN,
    (CaseKind.PATTERN, "noted"): ONLY_SEEN,
}
"""How each decision about what members and visitors report is taken back, where it can be."""
