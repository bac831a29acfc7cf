"""The list of people who asked to be left out; it survives every import.

It keeps no name and no number, only keyed hashes: of an NPI, or of what a source calls a listing.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory import log
from directory.interchange.models import Suppression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def digest(npi: str, secret: str) -> str:
    """The keyed hash that stands for an NPI or another key: HMAC-SHA256 in hexadecimal. Pure.

    There are only some millions of NPIs, so a hash without the site's secret could be undone by
    trying them all. A site that changes its secret loses its list.
    """
    message = f"suppressed npi {npi}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def key_of_external(source: str, external_id: str) -> str:
    """The key that stands for what a source calls a listing; no NPI has a colon. Pure."""
    return f"{source}:{external_id}"


def suppress(session: Session, npi: str, secret: str, *, actor: str) -> bool:
    """Make sure that no import brings this NPI in again; the listing itself is not touched.

    Args:
        session: The open session, in a writing transaction.
        npi: Ten digits.
        secret: The site's secret.
        actor: Who does it, for the log.

    Returns:
        Whether it was not on the list before.
    """
    return _put_on(session, "npi", digest(npi, secret), actor)


def suppress_external(
    session: Session, source: str, external_id: str, secret: str, *, actor: str
) -> bool:
    """Make sure that no import from the source brings in what it calls by this id.

    Returns:
        Whether it was not on the list before.
    """
    hashed = digest(key_of_external(source, external_id), secret)
    return _put_on(session, "external_id", hashed, actor)


def lift(session: Session, npi: str, secret: str, *, actor: str) -> bool:
    """Let imports bring an NPI in again.

    Returns:
        Whether it was on the list.
    """
    hashed = digest(npi, secret)
    found = session.get(Suppression, hashed)
    if found is None:
        return False
    session.delete(found)
    log.record(session, actor=actor, action="suppression lifted", subject=("npi", hashed))
    return True


def how_many(session: Session) -> int:
    """How many entries the list has; one person can have several, one for each source."""
    return session.scalar(select(func.count()).select_from(Suppression)) or 0


def suppressed(session: Session, keys: Iterable[str], secret: str) -> set[str]:
    """Those of the NPIs, or keys of what sources call listings, that asked to be left out."""
    by_digest = {digest(key, secret): key for key in keys}
    statement = select(Suppression.digest).where(Suppression.digest.in_(by_digest))
    return {by_digest[found] for found in session.scalars(statement)}


def _put_on(session: Session, what: str, hashed: str, actor: str) -> bool:
    if session.get(Suppression, hashed) is not None:
        return False
    session.add(Suppression(digest=hashed))
    log.record(session, actor=actor, action="suppressed", subject=(what, hashed))
    return True
