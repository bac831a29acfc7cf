"""Planting made-up owners with listings in every state, what visitors left, and a moderator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update

from directory import log
from directory.accounts import staff
from directory.accounts.models import Account, RoleName
from directory.cases import Case
from directory.demo.concerns import plant_appeal, plant_proof, plant_report
from directory.demo.doubles import plant_double
from directory.demo.imported import plant_contradicted, plant_deactivated, plant_misses
from directory.demo.owned import (
    plant_closed,
    plant_editing,
    plant_fresh,
    plant_photo,
    plant_returned,
    plant_stale,
    plant_waiting,
)
from directory.demo.records import SOURCE
from directory.demo.setting import ACTOR, Setting
from directory.demo.stock import table
from directory.demo.visitors import (
    plant_claim,
    plant_dispute,
    plant_reply,
    plant_reports,
)
from directory.files.keeping import (
    delete_after_commit,
    documents_folder,
    photos_folder,
    proofs_folder,
)
from directory.listings.models import ListingFile, Recommendation, Revision
from directory.listings.service import SOURCE as SUBMITTED
from directory.practitioners.models import Ownership, Practitioner
from directory.vetting.models import Assessment, Proof

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

_OWNED = {
    "waiting": plant_waiting,
    "returned": plant_returned,
    "editing": plant_editing,
    "photo": plant_photo,
    "stale": plant_stale,
    "closed": plant_closed,
    "answering": plant_reply,
    "claiming": plant_claim,
    "disputing": plant_dispute,
    "appealing": plant_appeal,
    "contradicted": plant_contradicted,
    "deactivated": plant_deactivated,
}

KEYS = ("fresh", *_OWNED)
"""What each made-up owner shows."""

MODERATOR, ADMIN = "moderator@demo.example", "admin@demo.example"


def email_of(key: str) -> str:
    """The address of the owner who shows something. Pure."""
    return f"{key}@demo.example"


def plant_owners(session: Session, *, var: Path, now: datetime, moderator: bool) -> bool:
    """Plant made-up owners and visitors after the world and its members; the caller commits.

    Everything goes through the services that real owners use, at times of the past. Planting
    again changes nothing.

    Args:
        session: A session in a writing transaction.
        var: The site's folder; documents and a photo are kept in it.
        now: The present, aware.
        moderator: Whether somebody can look at what waits. Never on a real site.

    Returns:
        Whether they were planted now.
    """
    if session.scalar(select(Account.id).where(Account.email == email_of("fresh"))):
        return False
    setting = Setting(session, var, now)
    listing = plant_fresh(setting, setting.account(email_of("fresh")))
    for key, scene in _OWNED.items():
        scene(setting, setting.account(email_of(key)))
    plant_reports(setting, listing)
    plant_report(setting, listing)
    plant_proof(setting)
    plant_double(setting, listing)
    if moderator:
        plant_misses(setting)
        for email, role in ((MODERATOR, RoleName.MODERATOR), (ADMIN, RoleName.ADMIN)):
            setting.account(email)
            staff.grant_role(session, email=email, role=role, actor=ACTOR, now=now)
    log.record(session, actor=ACTOR, action="planted", subject=("owners", SOURCE))
    session.flush()
    return True


def uproot_owners(session: Session, *, var: Path) -> None:
    """Forget what leads to no listing, and the files; call it before the listings are taken out.

    What somebody sent in while they were one of these owners counts as made up from here on.

    Args:
        session: A session in a writing transaction; files go with its commit.
        var: The site's folder.
    """
    owned = select(Ownership.practitioner_id).join(Account, Account.id == Ownership.account_id)
    session.execute(
        update(Practitioner)
        .where(Practitioner.source == SUBMITTED, Practitioner.id.in_(owned.where(Account.is_demo)))
        .values(source=SOURCE)
    )
    made_up = select(Practitioner.id).where(Practitioner.source == SOURCE)
    sent = select(ListingFile.file_name).where(ListingFile.practitioner_id.in_(made_up))
    shown = select(Practitioner.photo).where(Practitioner.id.in_(made_up))
    wanted = select(Revision.content["photo"].as_string()).where(
        Revision.practitioner_id.in_(made_up)
    )
    proved = select(Proof.file_name).join(Assessment, Assessment.id == Proof.assessment_id)
    _delete_files(session, documents_folder(var), sent)
    _delete_files(
        session, proofs_folder(var), proved.where(Assessment.practitioner_id.in_(made_up))
    )
    _delete_files(session, photos_folder(var), shown, wanted)
    contact = table("owners")["recommendation"]["contact"]
    for row in session.scalars(select(Recommendation).where(Recommendation.contact == contact)):
        session.execute(delete(Case).where(Case.subject_id == str(row.public_id)))
        session.delete(row)


def _delete_files(session: Session, folder: Path, *statements: Select[Any]) -> None:
    names = {name for statement in statements for name in session.scalars(statement) if name}
    for name in names:
        delete_after_commit(session, folder / name)
