"""Everything the site holds about one account, room by room, for the person themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from directory.accounts.models import AccountSession, SignInCode, Trace
from directory.cases.models import Case, CaseVoice
from directory.drafts.models import Draft
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Practitioner
from directory.privacy import export_listings
from directory.privacy.rows import named, of_table, plain, told
from directory.vetting.models import Assessment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.vetting.models import AssessmentRevision, Proof

    Facts = dict[str, Any]
    Section = Callable[[Session, Account], Facts | list[Facts]]


_OF_ASSESSMENT = (
    "visit_month", "visits", "sore", "answers", "links", "comment", "comment_status", "standing",
    "counts_from", "arrived_at", "edited_at", "withdrawn_at",
)  # fmt: skip


def export_account(session: Session, account: Account, now: datetime) -> Facts:
    """Gather what is held about an account, as values that JSON can write.

    Digests, keys and secrets are left out: they say nothing to anybody, or open the door.

    Args:
        session: The open session; it only reads.
        account: Whose it is.
        now: When it is gathered.
    """
    gathered = {name: gather(session, account) for name, gather in SECTIONS.items()}
    return {"exported_at": now.isoformat(), **gathered}


def _account(_session: Session, account: Account) -> Facts:
    return {
        "id": str(account.public_id),
        **told(account, "email", "confirmed_at", "suspended_at", "suspended_reason"),
        "since": plain(account.created_at),
        "has_password": account.password is not None,
        "has_authenticator_app": account.tf_totp_secret is not None,
    }


def _roles(_session: Session, account: Account) -> list[Facts]:
    return [{"name": role.name} for role in account.roles]


def _passkeys(_session: Session, account: Account) -> list[Facts]:
    return [told(one, "name", last_used="lastuse_datetime") for one in account.webauthn]


def _sessions(session: Session, account: Account) -> list[Facts]:
    mine = AccountSession.account_id == account.id
    names = {"since": "created_at", "last_used": "seen_at"}
    return of_table(session, AccountSession, mine, "browser", **names)


def _codes(session: Session, account: Account) -> list[Facts]:
    mine = or_(SignInCode.account_id == account.id, SignInCode.email == account.email)
    names = {"asked_at": "created_at", "until": "expires_at"}
    return of_table(session, SignInCode, mine, "purpose", **names)


def _traces(session: Session, account: Account) -> list[Facts]:
    names = {"last_seen": "seen_at", "kept_until": "expires_at"}
    return of_table(session, Trace, Trace.account_id == account.id, "kind", **names)


def _voices(session: Session, account: Account) -> list[Facts]:
    """What the account said as one of two moderators."""
    rows = session.execute(
        select(CaseVoice, Case.public_id)
        .join(Case, Case.id == CaseVoice.case_id)
        .where(CaseVoice.account_id == account.id)
        .order_by(CaseVoice.said_at)
    )
    return [
        {"case": str(case)} | told(voice, "decision", "reason", "said_at") for voice, case in rows
    ]


def _assessments(session: Session, account: Account) -> list[Facts]:
    rows = session.execute(
        select(Assessment, Practitioner)
        .join(Practitioner, Practitioner.id == Assessment.practitioner_id)
        .where(Assessment.member_id == account.id)
        .order_by(Assessment.id)
    )
    return [_assessment(assessment, practitioner) for assessment, practitioner in rows]


def _assessment(assessment: Assessment, practitioner: Practitioner) -> Facts:
    return {
        "id": str(assessment.public_id),
        "practitioner": named(practitioner),
        "checklist": {"kind": assessment.kind, "version": assessment.version},
        **told(assessment, *_OF_ASSESSMENT),
        **told(assessment, red_flags_reported="flags", red_flags_asked="flags_asked"),
        "visit_proved": assessment.proved,
        "earlier_versions": [_revision(one) for one in assessment.revisions],
        "proof": _proof(assessment.proof) if assessment.proof else None,
    }


def _revision(revision: AssessmentRevision) -> Facts:
    return told(revision, "replaced_at") | revision.content


def _proof(proof: Proof) -> Facts:
    fields = "content_type", "size_bytes", "uploaded_at", "decided_at", "accepted"
    return told(proof, *fields) | {"file_is_kept": proof.file_name is not None}


def _drafts(session: Session, account: Account) -> list[Facts]:
    rows = session.execute(
        select(Draft, Practitioner)
        .outerjoin(Practitioner, Practitioner.id == Draft.practitioner_id)
        .where(Draft.account_id == account.id)
        .order_by(Draft.id)
    )
    return [
        {
            "form": draft.about.partition(":")[0],
            "practitioner": named(practitioner) if practitioner else None,
            **told(draft, "content", changed_at="updated_at", kept_until="expires_at"),
        }
        for draft, practitioner in rows
    ]


def _events(session: Session, account: Account) -> list[Facts]:
    """What the account did, without the values: some of them speak of other members."""
    actors = [
        f"{as_what}:{account.public_id}" for as_what in ("member", "owner", "moderator", "admin")
    ]
    rows = session.scalars(select(Event).where(Event.actor.in_(actors)).order_by(Event.id))
    return [
        told(row, "at", "action") | {"what": f"{row.subject_type}:{row.subject_id}"} for row in rows
    ]


def _mails(session: Session, account: Account) -> list[Facts]:
    names = {"written_at": "created_at", "until": "expires_at"}
    return of_table(session, Mail, Mail.recipient == account.email, "subject", **names)


SECTIONS: dict[str, Section] = {
    "account": _account,
    "roles": _roles,
    "passkeys": _passkeys,
    "sessions": _sessions,
    "sign_in_codes": _codes,
    "traces": _traces,
    "assessments": _assessments,
    "drafts": _drafts,
    "ownerships": export_listings.ownerships,
    "listing_changes": export_listings.revisions,
    "documents": export_listings.files,
    "ownership_claims": export_listings.claims,
    "appeals": export_listings.appeals,
    "listing_links": export_listings.links,
    "reported_facts": export_listings.reports,
    "recommendations": export_listings.recommendations,
    "removal_requests": export_listings.removals,
    "voices": _voices,
    "log": _events,
    "mails_waiting": _mails,
}
"""What gathers each part; a room that holds something about people adds its own."""
