"""Where an id of the API leads that is not to be found any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, current_app, redirect, request, url_for

from directory.db import database
from directory.listings.merging.leading import id_leads_to

if TYPE_CHECKING:
    from uuid import UUID

    from flask import Response


def moved_to(practitioner_id: UUID) -> Response:
    """Lead to the listing that one was merged with, at the same address of the API.

    Raises:
        NotFound: It was not merged with any that is public.
    """
    kept = id_leads_to(database.session, practitioner_id)
    if kept is None or request.endpoint is None:
        abort(404)
    asked: dict[str, Any] = request.args.to_dict()
    address = url_for(request.endpoint, practitioner_id=kept.public_id, **asked)
    return current_app.make_response(redirect(address, 301))
