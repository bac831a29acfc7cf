"""Kinds of cases about assessments: private reports, red flags, bursts, comments, proofs."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases import CaseKind, CaseStatus
from directory.files.keeping import proofs_folder
from directory.http.translation import lazy_gettext as _later
from directory.vetting.comments import comment_text, season_of
from directory.vetting.decisions import NothingLeft, assessment_of
from directory.vetting.guard import BURST_PACE, BURST_SIZE, WINDOW
from directory.vetting.models import Answer, Assessment, CommentStatus, Standing
from directory.web.moderation.flag_kinds import FLAG_KINDS
from directory.web.moderation.held import arrivals_of
from directory.web.moderation.kinds import CaseFile, KindOfCase, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.vetting.models import Proof
    from directory.web.moderation.kinds import Looked


def _rows(at: Looked, public_ids: Sequence[str]) -> Sequence[Assessment]:
    wanted = [uuid.UUID(text) for text in public_ids]
    statement = select(Assessment).where(Assessment.public_id.in_(wanted))
    return at.session.scalars(statement.order_by(Assessment.arrived_at, Assessment.id)).all()


def _burst(at: Looked) -> Shown:
    rows = _rows(at, at.case.details.get("assessments", []))
    facts = {
        "arrivals": arrivals_of(rows),
        "held": sum(row.standing == Standing.HELD for row in rows),
        "seen": at.case.details,
        "days": WINDOW.days,
        "size": BURST_SIZE,
        "pace": BURST_PACE,
    }
    return Shown(facts, at.decisions)


def _network(at: Looked) -> Shown:
    rows = _rows(at, at.case.details.get("assessments", []))
    return Shown({"kind": at.case.kind, "arrivals": arrivals_of(rows)}, at.decisions)


def _pattern(at: Looked) -> Shown:
    details = at.case.details
    rows = _rows(at, [at.case.subject_id] if at.case.subject_type == "assessment" else [])
    facts = {
        "kind": at.case.kind,
        "arrivals": arrivals_of(rows),
        "distance": details.get("distance"),
        "together": len(details.get("together_with") or ()),
    }
    return Shown(facts, at.decisions)


def _comment(at: Looked) -> Shown:
    try:
        row = assessment_of(at.session, at.case)
    except NothingLeft:
        return Shown({"row": None}, ("gone",))
    waits = row.comment_status == CommentStatus.WAITING and bool(row.comment)
    facts = {
        "row": row,
        "waits": waits,
        "text": comment_text(row.comment or ""),
        "season": season_of(row.visit_month),
        "edits": len(row.revisions),
        "counts": row.standing == Standing.COUNTED,
    }
    is_open = at.case.status == CaseStatus.OPEN
    decisions = ("show", "refuse") if waits or not is_open else ("gone",)
    return Shown(facts, decisions, str(len(row.revisions)))


def _proof(at: Looked) -> Shown:
    try:
        row = assessment_of(at.session, at.case)
    except NothingLeft:
        return Shown({"row": None}, ("gone",))
    proof = row.proof
    waits = proof is not None and proof.decided_at is None and row.standing != Standing.WITHDRAWN
    facts = {
        "row": row,
        "waits": waits,
        "season": season_of(row.visit_month),
        "answers": sum(value != Answer.UNKNOWN for value in row.answers.values()),
        "standing": row.standing,
    }
    is_open = at.case.status == CaseStatus.OPEN
    decisions = ("accept", "refuse") if waits or not is_open else ("gone",)
    return Shown(facts, decisions, file=_file_of(proof, at) if waits and proof else None)


def _file_of(proof: Proof, at: Looked) -> CaseFile | None:
    """What a member sent to show the visit, while its file is there."""
    path = proofs_folder(at.var) / proof.file_name if proof.file_name else None
    return CaseFile(path, proof.content_type) if path and path.is_file() else None


_NOTED = {"noted": _later("I have seen it")}
_SEEN = (
    _later("Looked at: nothing speaks of a bad hand."),
    _later("Looked at: we keep an eye on it."),
)

VETTING_KINDS: dict[CaseKind, KindOfCase] = FLAG_KINDS | {
    CaseKind.BURST: KindOfCase(
        name=_later("Held assessments"),
        template="moderation/_burst.html",
        gather=_burst,
        decisions={"release": _later("Let them count"), "reject": _later("They never count")},
        saved=(
            _later("They came after a talk, a race or a post; different people were there."),
            _later("They come from one hand."),
        ),
    ),
    CaseKind.SHARED_NETWORK: KindOfCase(
        name=_later("Shared network"),
        template="moderation/_pattern.html",
        gather=_network,
        decisions=_NOTED,
        saved=_SEEN,
    ),
    CaseKind.PATTERN: KindOfCase(
        name=_later("Pattern among assessments"),
        template="moderation/_pattern.html",
        gather=_pattern,
        decisions=_NOTED,
        saved=_SEEN,
    ),
    CaseKind.COMMENT: KindOfCase(
        name=_later("Comment"),
        template="moderation/_comment.html",
        gather=_comment,
        decisions={
            "show": _later("Show the comment"),
            "refuse": _later("Do not show it"),
            "gone": _later("Nothing is left to decide"),
        },
        saved=(
            _later("It tells who was there, or when. Please say it without that."),
            _later("It names somebody else. Please leave names out."),
            _later("It speaks of a person, not of the work. Please say what was done."),
        ),
    ),
    CaseKind.PROOF: KindOfCase(
        name=_later("Proof of a visit"),
        template="moderation/_proof.html",
        gather=_proof,
        decisions={
            "accept": _later("The visit is proved"),
            "refuse": _later("It proves nothing"),
            "gone": _later("Nothing is left to decide"),
        },
        saved=(
            _later("It cannot be read."),
            _later("It is from somewhere else, or from another time."),
            _later("A code or a business card is no proof of a visit."),
        ),
    ),
}
"""What members say, and what the guard saw."""
