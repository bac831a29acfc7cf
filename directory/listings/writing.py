"""Brings a listing's rows to what its owner states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.listings.changes import changes
from directory.listings.content import KEYED
from directory.listings.fact_rows import OWNER, date_facts
from directory.listings.place_rows import write_places
from directory.listings.reading import COLUMNS, content_of
from directory.practitioners.models import Licence
from directory.practitioners.service import mark_changed, rename, state_terms
from directory.practitioners.vocabulary import Kind
from directory.vetting.claims import state_claim, withdraw_claim
from directory.vetting.recount import recount

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from directory.listings.changes import Changes
    from directory.listings.content import LicenceContent, ListingContent
    from directory.practitioners.models import Practitioner

_OTHERWISE = frozenset({"name"})
"""Columns that more hangs on than their value."""


def write(
    session: Session,
    practitioner: Practitioner,
    content: ListingContent,
    *,
    actor: str,
    now: datetime,
    stated_on: date | None = None,
) -> Changes:
    """Let a listing say something else; the caller writes the log row of why.

    Facts that change are the owner's from now on, dated; claims are kept by the vetting's room,
    which logs each and works the score out anew; search hears of it.

    Args:
        session: The open session, writing; the practitioner's row is locked.
        practitioner: The listing.
        content: The whole of it, checked.
        actor: Who lets it.
        now: When, aware.
        stated_on: The day on which the owner stated it; the present one unless given.

    Returns:
        What changed; nothing is written where nothing did.
    """
    standing = content_of(session, practitioner)
    found = changes(standing.as_json(), content.as_json())
    if not found:
        return found
    day = stated_on or now.date()
    _write_columns(practitioner, content)
    if "accepting" in found:
        practitioner.accepting_as_of = day if content.accepting is not None else None
    _write_terms(practitioner, content)
    _write_licences(practitioner, content.licences)
    write_places(session, practitioner, content.places, found, day)
    if content.name != standing.name:
        rename(session, practitioner, content.name)
    date_facts(practitioner, content, found, day)
    mark_changed(session, practitioner)
    session.flush()
    _write_claims(session, practitioner, standing, content, actor, now)
    if content.kind != standing.kind:
        recount(session, practitioner, now)
    return found


def _write_columns(practitioner: Practitioner, content: ListingContent) -> None:
    practitioner.kind = Kind(content.kind)
    for name in COLUMNS:
        if name not in _OTHERWISE:
            setattr(practitioner, name, getattr(content, name))


def _write_terms(practitioner: Practitioner, content: ListingContent) -> None:
    for field, name in KEYED.items():
        state_terms(practitioner, name, getattr(content, field))
    state_terms(practitioner, "region", tuple(content.links))
    for term in practitioner.terms:
        if term.vocabulary == "region":
            term.note = content.links[term.key] or None


def _write_licences(practitioner: Practitioner, licences: tuple[LicenceContent, ...]) -> None:
    """Write licences in their order; what one of us saw stays seen as long as it stays the same."""
    rows = list(practitioner.licences)
    seen = {(row.title, row.number, row.region_code): (row.source, row.verified_on) for row in rows}
    for row in rows[len(licences) :]:
        practitioner.licences.remove(row)
    for number, stated in enumerate(licences):
        named = (stated.title, stated.number, stated.region_code)
        source, verified_on = seen.get(named, (OWNER, None))
        if number >= len(rows):
            rows.append(Licence())
            practitioner.licences.append(rows[number])
        row = rows[number]
        row.title, row.number, row.region_code = named
        row.source, row.verified_on = source, verified_on


def _write_claims(
    session: Session,
    practitioner: Practitioner,
    standing: ListingContent,
    content: ListingContent,
    actor: str,
    now: datetime,
) -> None:
    for code in standing.claims:
        if code not in content.claims:
            withdraw_claim(session, practitioner, code, actor=actor, now=now)
    for code, sentence in content.claims.items():
        if standing.claims.get(code) != sentence:
            state_claim(session, practitioner, code, sentence, actor=actor, now=now)
