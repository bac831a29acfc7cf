"""Whom a visitor of the demo can be: made-up owners and a moderator, and what each of them shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import url_for
from sqlalchemy import select

from directory.accounts.models import Account
from directory.db import database
from directory.demo.owners import ADMIN, KEYS, MODERATOR, email_of
from directory.http.translation import gettext as _
from directory.listings.models import OwnershipClaim
from directory.practitioners.models import Ownership, Practitioner

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


class Person(NamedTuple):
    """Somebody to sign in as.

    Attributes:
        email: Their address; what is mailed to it lands in the demo's mailbox.
        shows: What can be seen as this person, in a sentence or two.
        sign_in: Where they begin; it leads on to the page that shows it.
    """

    email: str
    shows: str
    sign_in: str


def people() -> list[Person]:
    """Those who are planted, owners first; none where the demo has no owners."""
    emails = [*map(email_of, KEYS), MODERATOR, ADMIN]
    statement = select(Account.email, Account.id).where(
        Account.email.in_(emails), Account.is_demo.is_(True)
    )
    known = {row.email: row.id for row in database.session.execute(statement)}
    if not known:
        return []
    pages = _pages(set(known.values()))
    words = _words()
    found = [
        _owner(email, words[key], pages.get(known[email], ""))
        for key in KEYS
        if (email := email_of(key)) in known
    ]
    return found + ([_moderator(), _admin()] if MODERATOR in known else [])


def _pages(account_ids: AbstractSet[int]) -> dict[int, str]:
    """The page that shows what an account has: its listing, or the one it claims."""
    claimed = (
        select(OwnershipClaim.account_id, Practitioner.slug)
        .join(Practitioner, Practitioner.id == OwnershipClaim.practitioner_id)
        .where(OwnershipClaim.account_id.in_(account_ids))
    )
    owned = (
        select(Ownership.account_id, Practitioner.public_id)
        .join(Practitioner, Practitioner.id == Ownership.practitioner_id)
        .where(Ownership.account_id.in_(account_ids))
        .order_by(Practitioner.id.desc())
    )
    pages = {
        row.account_id: url_for("claim.ask", slug=row.slug)
        for row in database.session.execute(claimed)
    }
    for row in database.session.execute(owned):
        pages[row.account_id] = url_for("desk.listing", listing=row.public_id)
    return pages


def _owner(email: str, shows: str, page: str) -> Person:
    following = page or url_for("desk.home")
    return Person(email, shows, url_for("sign_in.ask", again=1, next=following))


def _moderator() -> Person:
    shows = _(
        "Decides what waits. Staff need more than a mailbox, here too: let a link for a password "
        "be mailed, choose one, and take up an authenticator app."
    )
    return Person(MODERATOR, shows, url_for("staff_passwords.forgotten"))


def _admin() -> Person:
    shows = _("Does that too, and says who moderates. Comes in the same way.")
    return Person(ADMIN, shows, url_for("staff_passwords.forgotten"))


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
        "appealing": _("A capped score, and an appeal of it that waits to be heard."),
        "disputing": _(
            "Somebody who says that another owner’s listing is theirs: a dispute waits."
        ),
        "contradicted": _("A listing whose letters, street and phone the registry has otherwise."),
        "deactivated": _(
            "A listing that an import took off the site, since its provider number is closed."
        ),
        "claiming": _("Somebody who says that a listing nobody owns is theirs, and waits."),
    }
