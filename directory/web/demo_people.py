"""Whom a visitor of the demo can be: made-up owners and a moderator, and what each of them shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import url_for
from sqlalchemy import select

from directory.accounts.models import Account
from directory.db import database
from directory.demo.owners import KEYS, MODERATOR, email_of
from directory.http.translation import gettext as _
from directory.practitioners.models import Ownership, Practitioner

if TYPE_CHECKING:
    from uuid import UUID


class Person(NamedTuple):
    """Somebody to sign in as.

    Attributes:
        email: Their address; what is mailed to it lands in the demo's mailbox.
        shows: What can be seen as this person, in one sentence.
        sign_in: Where they begin to sign in.
        follows: The page they are then on.
    """

    email: str
    shows: str
    sign_in: str
    follows: str


def people() -> list[Person]:
    """Those who are planted, owners first; none where the demo has no owners."""
    emails = [*map(email_of, KEYS), MODERATOR]
    rows = database.session.execute(
        select(Account.email, Practitioner.public_id)
        .outerjoin(Ownership, Ownership.account_id == Account.id)
        .outerjoin(Practitioner, Practitioner.id == Ownership.practitioner_id)
        .where(Account.email.in_(emails), Account.is_demo)
        .order_by(Practitioner.id)
    )
    listings: dict[str, UUID | None] = {row.email: row.public_id for row in rows}
    words = _words()
    found = [
        _owner(email, words[key], listings[email])
        for key in KEYS
        if (email := email_of(key)) in listings
    ]
    return found + ([_moderator()] if MODERATOR in listings else [])


def _owner(email: str, shows: str, listing: UUID | None) -> Person:
    desk = url_for("desk.listing", listing=listing) if listing else url_for("desk.home")
    return Person(email, shows, url_for("sign_in.ask", again=1, next=desk), desk)


def _moderator() -> Person:
    shows = _(
        "Decides what waits. Staff need more than a mailbox, here too: let a link for a password "
        "be mailed, choose one, and take up an authenticator app."
    )
    return Person(
        MODERATOR, shows, url_for("staff_passwords.forgotten"), url_for("moderation.queue")
    )


def _words() -> dict[str, str]:
    return {
        "fresh": _("A listing confirmed lately, with claims, a document seen and one that waits."),
        "waiting": _("A listing that was sent in and waits to be read."),
        "returned": _("A listing that came back with a reason that says what to change."),
        "editing": _("A small change that shows already, and an edit that waits."),
        "photo": _("A picture that waits to be approved."),
        "stale": _(
            "A listing that nobody has confirmed for eight months; its owner was asked twice."
        ),
        "closed": _("A practice that its owner has closed, and can open again."),
        "answering": _("A red flag that members reported, and an answer to it that waits."),
        "claiming": _("Somebody who says that a listing nobody owns is theirs, and waits."),
    }
