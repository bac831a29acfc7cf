"""The list of people who asked to be left out; it survives every import."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.interchange.models import Suppression

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def digest(npi: str, secret: str) -> str:
    """The keyed hash that stands for an NPI: HMAC-SHA256 in hexadecimal. Pure.

    There are only some millions of NPIs, so a hash without the site's secret could be undone by
    trying them all. A site that changes its secret loses its list.
    """
    message = f"suppressed npi {npi}".encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def suppress(session: Session, npi: str, secret: str, *, actor: str) -> None:
    """Make sure that no import brings this NPI in again; the listing itself is not touched.

    Args:
        session: The open session, in a writing transaction.
        npi: Ten digits.
        secret: The site's secret.
        actor: Who does it, for the log.
    """
    hashed = digest(npi, secret)
    if session.get(Suppression, hashed) is None:
        session.add(Suppression(digest=hashed))
        log.record(session, actor=actor, action="suppressed", subject=("npi", hashed))


def suppressed(session: Session, npis: Iterable[str], secret: str) -> set[str]:
    """Those of the NPIs that asked to be left out."""
    by_digest = {digest(npi, secret): npi for npi in npis}
    statement = select(Suppression.digest).where(Suppression.digest.in_(by_digest))
    return {by_digest[found] for found in session.scalars(statement)}
