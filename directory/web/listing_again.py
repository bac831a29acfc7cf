"""A page of a listing's form once more, with what was typed, where it could not be taken now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from sqlalchemy import select

from directory.db import database
from directory.http.accounts import current_account
from directory.http.services import services
from directory.listings.drafts import STEPS
from directory.practitioners.models import Practitioner
from directory.practitioners.service import owns
from directory.web.listing_flow import Subject, page_sent, writing_of
from directory.web.listing_pages import show
from directory.web.listing_writing import Writing

if TYPE_CHECKING:
    import uuid


def typed_again(words: str, status: int) -> tuple[str, int] | None:
    """The page that was sent, as it was typed; nothing is stored.

    Args:
        words: Why it was not taken.
        status: Of the answer.

    Returns:
        Nothing where no page with typed fields was sent, or not one for whoever is signed in.
    """
    sent_to = request.view_args or {}
    step = sent_to.get("step")
    if request.method != "POST" or step not in STEPS[:-1]:
        return None
    subject = _subject(sent_to.get("listing"))
    if subject is None:
        return None
    sent = {step: page_sent(step)}
    if subject.practitioner is None or current_account():
        writing = writing_of(subject, sent)
    else:
        # Nobody is signed in: what stands in the listing is not shown to them.
        writing = Writing(sent, services().places)
    return show(subject, writing, writing.page(step), status=status, again=words)


def _subject(listing: uuid.UUID | None) -> Subject | None:
    """What is written, as far as whoever sent it may write it."""
    if listing is None:
        return Subject()
    statement = select(Practitioner).where(Practitioner.public_id == listing)
    practitioner = database.session.scalars(statement).one_or_none()
    account = current_account()
    if practitioner is None or (
        account is not None and not owns(database.session, account.id, practitioner.id)
    ):
        return None
    return Subject(practitioner)
