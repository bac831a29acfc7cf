"""Mails to those who speak for a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from directory.accounts.models import Account
from directory.practitioners.models import Ownership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner


def reachable_owners(session: Session, practitioner_id: int) -> Sequence[Account]:
    """Accounts that speak for a listing and may be written to: active ones, none made up."""
    statement = (
        select(Account)
        .join(Ownership, Ownership.account_id == Account.id)
        .where(Ownership.practitioner_id == practitioner_id)
        .where(Account.active.is_(True), Account.is_demo.is_(False))
    )
    return session.scalars(statement.order_by(Ownership.since, Account.id)).all()


def tell_owners(
    session: Session, practitioner: Practitioner, template: str, letters: Letters, **values: Any
) -> None:
    """Promise a mail to everybody who speaks for a listing.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        template: Path under `templates/emails`. It knows `name`, `page`, `desk` and `edit`, the
            listing's name and paths of its public page, its desk and its form.
        letters: Writes the mails of the site.
        **values: What else it names.
    """
    for account in reachable_owners(session, practitioner.id):
        letters.post(session, template, to=account.email, **paths_of(practitioner), **values)


def paths_of(practitioner: Practitioner) -> dict[str, Any]:
    """What mails about a listing name: whose it is, and where its pages are. Pure."""
    desk = f"/desk/{practitioner.public_id}"
    return {
        "name": practitioner.name,
        "page": f"/practitioners/{practitioner.slug}",
        "desk": desk,
        "edit": f"{desk}/edit",
    }
