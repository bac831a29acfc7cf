"""Claiming a listing by a code or link that is mailed to the address it has had all along.

Whoever asked for it and types the code, or opens the link, owns the listing at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory import log
from directory.accounts.emails import EmailInvalid, normalised_email
from directory.listings.claims.codes import (
    ListingOwned,
    check_unowned,
    code_details,
    end_asked,
    new_code,
    shown_to_be,
)
from directory.listings.claims.waits import check_way
from directory.listings.tokens import TokenPurpose, issue, look, use
from directory.practitioners.models import Practitioner
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.accounts.digests import Keys
    from directory.accounts.models import Account
    from directory.outbox.letters import Letters


__all__ = [
    "AddressUnknown",
    "LinkOfAnother",
    "ListingOwned",
    "address_of",
    "claim_by_link",
    "linked_listing",
    "mail_link",
    "masked",
]


class AddressUnknown(LookupError):
    """The listing has no address to which a link could be mailed."""


class LinkOfAnother(PermissionError):
    """The link was asked for by another account; only that one can use it."""


def masked(email: str) -> str:
    """An address that its owner knows again and nobody else learns: "a•••@p•••.example". Pure."""
    local, _, domain = email.rpartition("@")
    _host, _, ending = domain.rpartition(".")
    return f"{local[:1]}•••@{domain[:1]}•••.{ending}"


def address_of(practitioner: Practitioner) -> str | None:
    """The address a link can be mailed to: the listing's own, if it is one. Pure."""
    try:
        return normalised_email(practitioner.email or "")
    except EmailInvalid:
        return None


def mail_link(
    session: Session,
    *,
    practitioner: Practitioner,
    account: Account,
    letters: Letters,
    keys: Keys,
    now: datetime,
) -> None:
    """Mail a code and a link to the address the listing has; with either, who asked owns it.

    Those that the same account had mailed before end; what others wait for lives on.

    Raises:
        AddressUnknown: The listing has no address.
        ListingOwned: It has an owner.
        OwnAlready: It is the account's own.
        WayClosed: A claim of theirs was refused lately, or in a dispute.
    """
    practitioner = lock(session, practitioner.id)
    check_unowned(session, practitioner, account)
    check_way(session, practitioner.id, account, "email", now)
    address = address_of(practitioner)
    if address is None:
        message = "The listing has no address."
        raise AddressUnknown(message)
    end_asked(session, practitioner, account)
    code = new_code()
    token = issue(
        session,
        keys,
        TokenPurpose.CLAIM,
        now=now,
        practitioner_id=practitioner.id,
        email=address,
        details=code_details(keys, practitioner, account, code, now),
    )
    letters.post(
        session,
        "listings/claim_link.txt",
        to=address,
        name=practitioner.name,
        code=code,
        page=f"/claim/{token}",
    )
    log.record(
        session,
        actor=f"member:{account.public_id}",
        action="claim code mailed",
        subject=("practitioner", str(practitioner.public_id)),
    )


def linked_listing(
    session: Session, *, token: str, account: Account, keys: Keys, now: datetime
) -> Practitioner:
    """The listing that a mailed link would make one's own; nothing is used up.

    Raises:
        LinkEnded: The link works no more.
        LinkOfAnother: Another account asked for it.
    """
    row = look(session, keys, TokenPurpose.CLAIM, token, now)
    _check_asker(row.details or {}, account)
    return session.get_one(Practitioner, row.practitioner_id)


def claim_by_link(
    session: Session,
    *,
    token: str,
    account: Account,
    keys: Keys,
    letters: Letters,
    var: Path,
    now: datetime,
) -> Practitioner:
    """Become the owner of a listing by the link that came to its address.

    Where somebody else claims it too it becomes a dispute, in which this counts.

    Args:
        session: The open session, writing.
        token: What the link holds.
        account: Who opened it, and had asked for it.
        keys: The site's keys.
        letters: Writes the mails of the site.
        var: The site's folder.
        now: When, aware.

    Raises:
        LinkEnded: The link works no more.
        LinkOfAnother: Another account asked for it.
        ListingOwned: Somebody else became its owner meanwhile.
        OwnAlready: It is the account's own.
    """
    seen = look(session, keys, TokenPurpose.CLAIM, token, now)
    _check_asker(seen.details or {}, account)
    practitioner = lock(session, session.get_one(Practitioner, seen.practitioner_id).id)
    use(session, keys, TokenPurpose.CLAIM, token, now)
    check_unowned(session, practitioner, account)
    shown_to_be(session, practitioner, account, letters=letters, var=var, now=now)
    return practitioner


def _check_asker(details: dict[str, Any], account: Account) -> None:
    if details.get("account") != str(account.public_id):
        message = "Another account asked for this link."
        raise LinkOfAnother(message)
