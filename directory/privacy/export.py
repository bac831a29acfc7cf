"""Everything the site holds about one account, room by room, for the person themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from directory.accounts.models import AccountSession, SignInCode, Trace
from directory.drafts.models import Draft
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Practitioner
from directory.privacy import export_listings
from directory.privacy.export_listings import named, text_of
from directory.vetting.models import Assessment

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.vetting.models import AssessmentRevision, Proof

    Facts = dict[str, Any]
    Section = Callable[[Session, Account], Facts | list[Facts]]


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
        "email": account.email,
        "since": text_of(account.created_at),
        "confirmed_at": text_of(account.confirmed_at),
        "has_password": account.password is not None,
        "has_authenticator_app": account.tf_totp_secret is not None,
    }


def _roles(_session: Session, account: Account) -> list[Facts]:
    return [{"name": role.name} for role in account.roles]


def _passkeys(_session: Session, account: Account) -> list[Facts]:
    return [
        {"name": one.name, "last_used": text_of(one.lastuse_datetime)} for one in account.webauthn
    ]


def _sessions(session: Session, account: Account) -> list[Facts]:
    rows = session.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == account.id)
        .order_by(AccountSession.id)
    )
    return [
        {
            "browser": row.browser,
            "since": text_of(row.created_at),
            "last_used": text_of(row.seen_at),
        }
        for row in rows
    ]


def _codes(session: Session, account: Account) -> list[Facts]:
    rows = session.scalars(
        select(SignInCode)
        .where(or_(SignInCode.account_id == account.id, SignInCode.email == account.email))
        .order_by(SignInCode.id)
    )
    return [
        {
            "purpose": row.purpose,
            "asked_at": text_of(row.created_at),
            "until": text_of(row.expires_at),
        }
        for row in rows
    ]


def _traces(session: Session, account: Account) -> list[Facts]:
    rows = session.scalars(select(Trace).where(Trace.account_id == account.id).order_by(Trace.id))
    return [
        {"kind": row.kind, "last_seen": text_of(row.seen_at), "kept_until": text_of(row.expires_at)}
        for row in rows
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
        "visit_month": text_of(assessment.visit_month),
        "visits": assessment.visits,
        "sore": assessment.sore,
        "answers": assessment.answers,
        "links": assessment.links,
        "red_flags_reported": assessment.flags,
        "red_flags_asked": assessment.flags_asked,
        "comment": assessment.comment,
        "comment_status": assessment.comment_status,
        "standing": assessment.standing,
        "counts_from": text_of(assessment.counts_from),
        "visit_proved": assessment.proved,
        "arrived_at": text_of(assessment.arrived_at),
        "edited_at": text_of(assessment.edited_at),
        "withdrawn_at": text_of(assessment.withdrawn_at),
        "earlier_versions": [_revision(one) for one in assessment.revisions],
        "proof": _proof(assessment.proof) if assessment.proof else None,
    }


def _revision(revision: AssessmentRevision) -> Facts:
    return {"replaced_at": text_of(revision.replaced_at), **revision.content}


def _proof(proof: Proof) -> Facts:
    return {
        "content_type": proof.content_type,
        "size_bytes": proof.size_bytes,
        "uploaded_at": text_of(proof.uploaded_at),
        "decided_at": text_of(proof.decided_at),
        "accepted": proof.accepted,
        "file_is_kept": proof.file_name is not None,
    }


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
            "content": draft.content,
            "changed_at": text_of(draft.updated_at),
            "kept_until": text_of(draft.expires_at),
        }
        for draft, practitioner in rows
    ]


def _events(session: Session, account: Account) -> list[Facts]:
    """What the account did, without the values: some of them speak of other members."""
    actors = [f"{as_what}:{account.public_id}" for as_what in ("member", "owner", "moderator")]
    rows = session.scalars(select(Event).where(Event.actor.in_(actors)).order_by(Event.id))
    return [
        {
            "at": text_of(row.at),
            "action": row.action,
            "what": f"{row.subject_type}:{row.subject_id}",
        }
        for row in rows
    ]


def _mails(session: Session, account: Account) -> list[Facts]:
    rows = session.scalars(select(Mail).where(Mail.recipient == account.email).order_by(Mail.id))
    return [
        {
            "subject": row.subject,
            "written_at": text_of(row.created_at),
            "until": text_of(row.expires_at),
        }
        for row in rows
    ]


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
    "listing_links": export_listings.links,
    "reported_facts": export_listings.reports,
    "recommendations": export_listings.recommendations,
    "removal_requests": export_listings.removals,
    "log": _events,
    "mails_waiting": _mails,
}
"""What gathers each part; a room that holds something about people adds its own."""
