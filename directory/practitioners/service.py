"""What can be asked about practitioners and done to them."""

from __future__ import annotations

import re
import unicodedata
import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from directory import outbox
from directory.practitioners.models import (
    PUBLIC_STATUSES,
    FormerSlug,
    Location,
    Ownership,
    Practitioner,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

SLUG_LENGTH = 80
_BATCH = 500
_ON_A_CARD = (
    joinedload(Practitioner.locations).selectinload(Location.payers),
    selectinload(Practitioner.terms),
)
_EVERYTHING = (
    selectinload(Practitioner.locations).selectinload(Location.payers),
    selectinload(Practitioner.terms),
    selectinload(Practitioner.licences),
    selectinload(Practitioner.facts),
)


def find_public(session: Session, slug: str) -> tuple[Practitioner | None, bool]:
    """Find the public listing behind a slug, present or former.

    Returns:
        The listing (or `None`) and whether the slug is a former one, to be redirected.
    """
    statement = _public().options(*_EVERYTHING)
    found = session.scalars(statement.where(Practitioner.slug == slug)).one_or_none()
    if found:
        return found, False
    moved = statement.join(FormerSlug).where(FormerSlug.slug == slug)
    return session.scalars(moved).one_or_none(), True


def load_public(session: Session, ids: Iterable[str]) -> dict[str, Practitioner]:
    """Load public listings by public id, with everything a profile shows; others are left out."""
    found = session.scalars(_of_ids(ids).options(*_EVERYTHING))
    return {str(row.public_id): row for row in found if row.is_public}


def load_cards(session: Session, ids: Iterable[str]) -> dict[str, Practitioner]:
    """Load public listings by public id, with what a card shows; others are left out."""
    found = session.scalars(_of_ids(ids).options(*_ON_A_CARD)).unique()
    return {str(row.public_id): row for row in found if row.is_public}


def has_demo(session: Session) -> bool:
    """Tell whether made-up people stand among the public listings."""
    statement = _public().where(Practitioner.source == "demo").limit(1)
    return session.scalars(statement.with_only_columns(Practitioner.id)).first() is not None


def each_public(session: Session) -> Iterator[Practitioner]:
    """Go through all public listings in a fixed order without holding them all in memory."""
    last = 0
    while True:
        statement = (
            _public()
            .options(*_EVERYTHING)
            .where(Practitioner.id > last)
            .order_by(Practitioner.id)
            .limit(_BATCH)
        )
        rows = session.scalars(statement).all()
        if not rows:
            return
        last = rows[-1].id
        yield from rows


def owns(session: Session, account_id: int, practitioner_id: int) -> bool:
    """Tell whether an account speaks for a listing."""
    return session.get(Ownership, (practitioner_id, account_id)) is not None


def mark_changed(session: Session, practitioner: Practitioner) -> None:
    """Count a change and promise that search will see it; call after every change or addition."""
    practitioner.version += 1
    outbox.enqueue(session, outbox.INDEX, str(practitioner.public_id), practitioner.version)


def state_terms(practitioner: Practitioner, vocabulary: str, keys: Sequence[str]) -> None:
    """Let a listing state just these keys of a vocabulary, in order; notes on those kept stay."""
    known = {term.key: term for term in practitioner.terms if term.vocabulary == vocabulary}
    for key, term in known.items():
        if key not in keys:
            practitioner.terms.remove(term)
    for position, key in enumerate(keys):
        if key in known:
            known[key].position = position
        else:
            practitioner.terms.append(Term(vocabulary=vocabulary, key=key, position=position))


def rename(session: Session, practitioner: Practitioner, name: str) -> None:
    """Change the name; the old address goes on to work by redirect."""
    practitioner.name = name
    place = practitioner.locations[0].city if practitioner.locations else ""
    slug = free_slug(session, name, place, practitioner)
    if slug == practitioner.slug:
        return
    for former in list(practitioner.former_slugs):
        if former.slug == slug:
            practitioner.former_slugs.remove(former)
    practitioner.former_slugs.append(FormerSlug(slug=practitioner.slug))
    practitioner.slug = slug


def free_slug(
    session: Session, name: str, place: str, practitioner: Practitioner | None = None
) -> str:
    """A readable slug for a name and a town that nobody else has or had."""
    stem = slugify(f"{name} {place}")
    number = 1
    while True:
        slug = stem if number == 1 else f"{stem}-{number}"
        if not _taken(session, slug, practitioner):
            return slug
        number += 1


def slugify(text: str) -> str:
    """Make words fit for a URL: ASCII, lower case, hyphens. Pure."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return words[:SLUG_LENGTH].rstrip("-") or "practitioner"


def _taken(session: Session, slug: str, practitioner: Practitioner | None) -> bool:
    own = practitioner.id if practitioner else None
    now = select(Practitioner.id).where(Practitioner.slug == slug)
    before = select(FormerSlug.practitioner_id).where(FormerSlug.slug == slug)
    owners = {*session.scalars(now), *session.scalars(before)}
    return bool(owners - {own})


def _of_ids(ids: Iterable[str]) -> Select[Practitioner]:
    """Listings by public id, whatever their status: the caller looks at that.

    As a condition SQLite would rather go through all public listings than through ten ids.
    """
    wanted = [uuid.UUID(text) for text in ids]
    return select(Practitioner).where(Practitioner.public_id.in_(wanted))


def _public() -> Select[Practitioner]:
    return select(Practitioner).where(Practitioner.status.in_(PUBLIC_STATUSES))
