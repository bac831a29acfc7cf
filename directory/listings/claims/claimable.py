"""Which listings can be claimed, and coming back to one that one has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.files.keeping import proofs_folder
from directory.listings.claims.disputes import open_dispute
from directory.listings.claims.giving import settle_in
from directory.listings.claims.rows import waiting_claims
from directory.listings.merging.leading import MERGED
from directory.listings.ownership import LEFT
from directory.listings.owning import owner_of
from directory.log.models import Event
from directory.practitioners.hiding import is_hidden_for
from directory.practitioners.models import Practitioner
from directory.practitioners.service import find_public
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.outbox.letters import Letters


class NotLeft(Exception):
    """The account has not left the listing, or somebody else has it by now."""


def find_claimable(session: Session, slug: str) -> tuple[Practitioner | None, bool]:
    """Find the listing behind a slug that can be claimed: one that shows, or that its owner left.

    Returns:
        The listing (or `None`), and whether the slug is a former one, to be redirected.
    """
    found, moved = find_public(session, slug)
    if found is not None:
        return found, moved
    hidden = session.scalars(select(Practitioner).where(Practitioner.slug == slug)).one_or_none()
    return (hidden if hidden and is_left(hidden) else None), False


def is_left(practitioner: Practitioner) -> bool:
    """Whether a listing is hidden because its owner left. Pure."""
    return is_hidden_for(practitioner, LEFT) and not is_hidden_for(practitioner, MERGED)


def may_come_back(session: Session, practitioner: Practitioner, account: Account) -> bool:
    """Whether an account was the last to leave a listing that nobody speaks for now."""
    if not is_left(practitioner) or owner_of(session, practitioner.id) is not None:
        return False
    left = session.scalars(
        select(Event)
        .where(
            Event.subject_type == "practitioner",
            Event.subject_id == str(practitioner.public_id),
            Event.action == "left",
        )
        .order_by(Event.id.desc())
    ).first()
    return left is not None and (left.before or {}).get("owner") == str(account.public_id)


def come_back(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    *,
    letters: Letters,
    var: Path,
    now: datetime,
) -> None:
    """Undo leaving: who left a listing speaks for it again, and its page shows.

    Whoever has claimed it meanwhile is heard: that becomes a dispute.

    Args:
        session: The open session, writing.
        practitioner: The listing.
        account: Who left it.
        letters: Writes the mails of the site.
        var: The site's folder.
        now: When, aware.

    Raises:
        NotLeft: They did not, or somebody else has it by now.
    """
    practitioner = lock(session, practitioner.id)
    if not may_come_back(session, practitioner, account):
        raise NotLeft
    actor = f"member:{account.public_id}"
    settle_in(session, practitioner, account, actor=actor, folder=proofs_folder(var), now=now)
    session.flush()
    if any(row.account_id != account.id for row in waiting_claims(session, practitioner.id)):
        open_dispute(session, practitioner, actor=actor, letters=letters, now=now)
