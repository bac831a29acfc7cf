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


def own_listing(public_id: uuid.UUID) -> Practitioner:
    """The listing of that id, whatever its status, if whoever is signed in speaks for it.

    Raises:
        NotFound: There is none, or it is somebody else's, which nobody is told.
    """
    statement = (
        select(Practitioner)
        .join(Ownership, Ownership.practitioner_id == Practitioner.id)
        .where(Practitioner.public_id == public_id, Ownership.account_id == signed_in().id)
    )
    found = database.session.scalars(statement).one_or_none()
    if found is None:
        abort(404)
    return found
