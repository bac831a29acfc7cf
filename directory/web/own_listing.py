"""The listing of somebody's own that a page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort
from sqlalchemy import select

from directory.db import database
from directory.http.accounts import signed_in
from directory.practitioners.models import Ownership, Practitioner

if TYPE_CHECKING:
    import uuid


def own_listing(public_id: uuid.UUID, *, for_change: bool = False) -> Practitioner:
    """The listing of that id, whatever its status, if whoever is signed in speaks for it.

    Args:
        public_id: Which listing.
        for_change: Whether it is about to change: in the transaction that writes, its row is
            locked, so that it passes into no other hands before the change is made.

    Raises:
        NotFound: There is none, or it is somebody else's, which nobody is told.
    """
    statement = (
        select(Practitioner)
        .join(Ownership, Ownership.practitioner_id == Practitioner.id)
        .where(Practitioner.public_id == public_id, Ownership.account_id == signed_in().id)
    )
    if for_change:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = database.session.scalars(statement).one_or_none()
    if found is None:
        abort(404)
    return found
