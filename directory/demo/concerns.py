"""What is hard to decide, as it stands in the demo: an appeal, a proof and a private report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.cases import CaseKind
from directory.demo.pictures import paper_picture
from directory.demo.records import SOURCE
from directory.demo.stock import table
from directory.files.keeping import keep_file, proofs_folder
from directory.listings.revising import owner_actor
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.vetting.appealing import ask_appeal
from directory.vetting.models import Assessment, Flag, FlagStatus, Standing
from directory.vetting.proofs import attach_proof
from directory.vetting.reports import Report, report_privately

if TYPE_CHECKING:
    from directory.accounts.models import Account
    from directory.demo.setting import Setting


def plant_appeal(setting: Setting, owner: Account) -> None:
    """An owner whose score is capped asks that it be looked at again."""
    statement = (
        select(Practitioner, Flag)
        .join(Flag, Flag.practitioner_id == Practitioner.id)
        .where(
            Flag.status == FlagStatus.CAPPED,
            Practitioner.source == SOURCE,
            Practitioner.status == Status.PUBLISHED,
        )
    )
    found = setting.session.execute(statement.order_by(Practitioner.id).limit(1)).first()
    if found is None:
        return
    listing, flag = found
    setting.session.add(
        Ownership(practitioner_id=listing.id, account_id=owner.id, since=setting.ago(90))
    )
    setting.session.flush()
    case = ask_appeal(
        setting.session,
        practitioner=listing,
        actor=owner_actor(owner),
        code=flag.code,
        text=table("owners")["appeal"],
    )
    case.opened_at = setting.ago(2)


def plant_proof(setting: Setting) -> None:
    """A member whose assessment waits its turn sends proof of the visit."""
    statement = (
        select(Assessment)
        .join(Practitioner, Practitioner.id == Assessment.practitioner_id)
        .where(Practitioner.source == SOURCE, Assessment.standing == Standing.WAITING)
    )
    row = setting.session.scalars(statement.order_by(Assessment.id).limit(1)).first()
    if row is None:
        return
    file = keep_file(proofs_folder(setting.var), paper_picture())
    attach_proof(setting.session, row, file, now=setting.ago(1))
    setting.case_of(row.public_id, 1, CaseKind.PROOF)


def plant_report(setting: Setting, listing: Practitioner) -> None:
    """Somebody felt that something was wrong, and leaves no way to reach them."""
    report = Report(table("owners")["felt_wrong"])
    case = report_privately(setting.session, listing, report)
    case.opened_at = setting.ago(1)
