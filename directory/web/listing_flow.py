"""What the pages of a listing's form share: whose it is, what stands so far, keeping, sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import abort, request, session, url_for
from sqlalchemy import select

from directory.accounts.models import Account
from directory.db import begin_write, database, utc_now
from directory.drafts import drop_drafts
from directory.http.account_sessions import DRAFT
from directory.http.accounts import signed_in
from directory.http.language import country_of
from directory.http.letters import letters
from directory.http.limits import count
from directory.http.services import services
from directory.listings import service
from directory.listings.drafts import (
    LICENCES,
    MAX_LICENCES,
    MAX_PLACES,
    PLACES,
    STEPS,
    bounded,
    listing_of,
    next_key,
)
from directory.listings.editing import onto
from directory.listings.models import Revision, RevisionKind
from directory.practitioners.models import Practitioner, Status
from directory.web.drafting import fields_sent, keep, keeper, pages_of
from directory.web.listing_prefill import steps_of
from directory.web.listing_writing import FIRST_ROW, Writing
from directory.web.own_listing import own_listing

if TYPE_CHECKING:
    import uuid
    from datetime import datetime

    from directory.drafts import About, Fields
    from directory.listings.content import ListingContent

JUST_NOW = timedelta(minutes=10)
"""How long a listing counts as sent a moment ago, by a button that was pressed twice."""

ADD, REMOVE, FIND, LOOK, FORGET = "add", "remove:", "find", "look", "forget"
"""What buttons ask for beside going on: a row more or less, looking up, the preview, a new start."""


class Sent(NamedTuple):
    """What became of what was sent.

    Attributes:
        listing: Id of the listing.
        outcome: "new" (nothing of it shows yet), "live" (all of it shows already), "waiting", "both" or "same" (nothing
            has changed).
    """

    listing: uuid.UUID
    outcome: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is written: a new listing, or changes to one of somebody's own."""

    practitioner: Practitioner | None = None

    @property
    def about(self) -> About:
        """Which draft it is."""
        return listing_of(self.practitioner.id if self.practitioner else None)

    def address(self, page: str, **more: Any) -> str:
        """Address of a step, or of what scripts ask ("draft", "preview-card")."""
        if page not in STEPS:
            name = page.replace("-", "_")
        else:
            name, more = "step", {"step": page, **more}
        if self.practitioner is None:
            return url_for(f".{name}", **more)
        return url_for(f".edit_{name}", listing=self.practitioner.public_id, **more)


def own_subject(listing: uuid.UUID) -> Subject:
    """The listing of that id to be edited by whoever is signed in and speaks for it."""
    return Subject(own_listing(listing))


def unchecked_subject(listing: uuid.UUID) -> Subject:
    """The listing of that id for keeping a draft of somebody whose session has run out.

    What they typed stays with their browser; it is read by nobody who does not own the listing.
    """
    statement = select(Practitioner).where(Practitioner.public_id == listing)
    found = database.session.scalars(statement).one_or_none()
    if found is None:
        abort(404)
    return Subject(found)


def writing_of(subject: Subject, sent: dict[str, Fields] | None = None) -> Writing:
    """What this visitor has written so far.

    Args:
        subject: What is written.
        sent: Pages that are not kept yet and come before those that are.
    """
    base = (
        service.start_of(database.session, subject.practitioner, with_returned=True)
        if subject.practitioner
        else None
    )
    prefilled = steps_of(base) if base else {}
    steps = {**prefilled, **pages_of(subject.about), **(sent or {})}
    country = country_of(request.accept_languages)
    return Writing(steps, services().places, base, prefilled, country)


def page_sent(step: str) -> Fields:
    """The fields of the page that was sent, with a row more or less where a button asks for it."""
    fields = bounded(step, fields_sent())
    asked = request.form.get("do", "")
    if not changes_rows(step, asked):
        return fields
    name, most = (LICENCES, MAX_LICENCES) if step == "credentials" else (PLACES, MAX_PLACES)
    keys = fields.get(name) or [FIRST_ROW[name]]
    if asked == ADD and len(keys) < most:
        fields[name] = [*keys, next_key(keys)]
    elif asked.startswith(REMOVE):
        fields[name] = [key for key in keys if key != asked.removeprefix(REMOVE)]
    return fields


def changes_rows(step: str, asked: str) -> bool:
    """Whether a button asks for a row more or less, on a page that has rows of its own. Pure."""
    return step in {"where", "credentials"} and (asked == ADD or asked.startswith(REMOVE))


def save(subject: Subject, step: str) -> None:
    """Keep a page as it was sent, before anything is said about it.

    Raises:
        TooOften: The visitor has begun more than anybody means to.
    """
    keep(subject.about, {step: page_sent(step)})


def forget(subject: Subject) -> None:
    """Forget what was typed: the form begins with what stands."""
    begin_write(database.session)
    drop_drafts(database.session, keeper(), subject.about)
    database.session.commit()
    session.pop(DRAFT, None)


def send(subject: Subject, content: ListingContent, base: ListingContent | None) -> Sent:
    """Send what was written to the moderators, and forget the draft.

    Args:
        subject: What is written.
        content: All that it should say.
        base: What stood when the writing was read; none for a new listing.

    Raises:
        ContentInvalid: A fact can't be so.
        ListingClosed: Nothing can be sent for the listing any more.
        TooOften: The account has sent in more new listings today than anybody has.
    """
    if subject.practitioner is None:
        count("submission", str(signed_in().public_id))
    store, about = database.session, subject.about
    author_id = signed_in().id
    begin_write(store)
    now = utc_now()
    author = store.get_one(Account, author_id)
    if base is None or subject.practitioner is None:
        sent = _submit(author, content, now)
    else:
        sent = _propose(subject.practitioner, author, (base, content), now)
    drop_drafts(store, keeper(), about)
    store.commit()
    session.pop(DRAFT, None)
    return sent


def just_sent() -> Sent | None:
    """The listing that whoever is signed in sent in a moment ago, where there is one."""
    statement = (
        select(Practitioner.public_id)
        .join(Revision, Revision.practitioner_id == Practitioner.id)
        .where(
            Revision.author_id == signed_in().id,
            Revision.kind == RevisionKind.SUBMISSION,
            Revision.submitted_at > utc_now() - JUST_NOW,
        )
        .order_by(Revision.id.desc())
    )
    found = database.session.scalars(statement.limit(1)).first()
    return Sent(found, "new") if found else None


def _submit(author: Account, content: ListingContent, now: datetime) -> Sent:
    store = database.session
    revision = service.submit(store, author=author, content=content, letters=letters(), now=now)
    return Sent(store.get_one(Practitioner, revision.practitioner_id).public_id, "new")


def _propose(
    listing: Practitioner,
    author: Account,
    written: tuple[ListingContent, ListingContent],
    now: datetime,
) -> Sent:
    store = database.session
    practitioner = own_listing(listing.public_id, for_change=True)
    content = onto(service.begin_edit(store, practitioner, with_returned=True), *written)
    proposed = service.propose(
        store,
        practitioner=practitioner,
        author=author,
        content=content,
        letters=letters(),
        now=now,
    )
    outcomes = {
        (True, True): "both",
        (True, False): "live",
        (False, True): "waiting",
        (False, False): "same",
    }
    outcome = outcomes[proposed.live is not None, proposed.waiting is not None]
    if outcome == "waiting" and practitioner.status == Status.PENDING:
        outcome = "new"
    return Sent(practitioner.public_id, outcome)
