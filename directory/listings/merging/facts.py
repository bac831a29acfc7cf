"""What a listing takes over of what another of the same person says: only what it lacks.

Nothing that it states is overwritten, and facts keep their source and date. What comes over is
copied, the NPI alone goes: the other listing goes on to say the rest, unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from directory.listings.merging.places import copied, phones_to_fill, places_to_add
from directory.practitioners.models import Fact, Licence, Term
from directory.vetting.models import Claim, Document

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Location, Practitioner

_Row = TypeVar("_Row", Claim, Document)

FILLED = (
    "credentials",
    "bio",
    "gender",
    "telehealth",
    "runners_since",
    "trial_call_minutes",
    "referral_needed",
    "evening_hours",
    "website",
    "booking_url",
    "email",
)
"""Columns that are taken over where nothing stands in them."""

TOGETHER = ("accepting", "accepting_as_of", "wait_days")
"""Columns that say one thing: taken over only where none of them says anything."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the kept listing lacks and the merged one states.

    Attributes:
        columns: Names of columns.
        takes_npi: Whether the NPI goes over.
        places: Places of work.
        phones: Places of the kept listing, each with the number it gets.
        terms: Entries of vocabularies.
        licences: Licences and certificates.
        claims: What they say of themselves about items of the checklist.
        documents: Documents that were seen.
    """

    columns: tuple[str, ...]
    takes_npi: bool
    places: tuple[Location, ...]
    phones: tuple[tuple[Location, str], ...]
    terms: tuple[Term, ...]
    licences: tuple[Licence, ...]
    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]


def lacking(session: Session, kept: Practitioner, merged: Practitioner) -> Lacking:
    """Find what the kept listing would take over; nothing is written."""
    columns = [name for name in FILLED if _empty(kept, name) and not _empty(merged, name)]
    if all(_empty(kept, name) for name in TOGETHER):
        columns += [name for name in TOGETHER if not _empty(merged, name)]
    had = {(term.vocabulary, term.key) for term in kept.terms}
    licences = {_named(row) for row in kept.licences}
    return Lacking(
        columns=tuple(columns),
        takes_npi=kept.npi is None and merged.npi is not None,
        places=tuple(places_to_add(kept, merged)),
        phones=tuple(phones_to_fill(kept, merged)),
        terms=tuple(term for term in merged.terms if (term.vocabulary, term.key) not in had),
        licences=tuple(row for row in merged.licences if _named(row) not in licences),
        claims=_lacking_codes(session, Claim, kept, merged),
        documents=_lacking_codes(session, Document, kept, merged),
    )


def take_over_facts(session: Session, kept: Practitioner, merged: Practitioner) -> Lacking:
    """Let the kept listing say what it lacked.

    Args:
        session: The open session, writing; both rows are locked.
        kept: The listing that stays.
        merged: The other.

    Returns:
        What it has taken over.
    """
    found = lacking(session, kept, merged)
    for name in found.columns:
        setattr(kept, name, getattr(merged, name))
    if found.takes_npi:
        number, merged.npi = merged.npi, None
        # Two listings never share one, also not for a moment.
        session.flush()
        kept.npi = number
    for place, phone in found.phones:
        place.phone = phone
    start = len(kept.locations)
    kept.locations.extend(copied(place, start + n) for n, place in enumerate(found.places))
    _add_terms(kept, found.terms)
    kept.licences.extend(_licence(row) for row in found.licences)
    session.add_all(_evidence(kept, found))
    _add_facts(kept, merged, found)
    session.flush()
    return found


def _empty(listing: Practitioner, name: str) -> bool:
    return getattr(listing, name) in {None, ""}


def _named(row: Licence) -> tuple[str, str, str]:
    parts = (row.title, row.number or "", row.region_code or "")
    title, number, region = (" ".join(part.casefold().split()) for part in parts)
    # A number tells a licence; who typed its title does not matter then.
    return ("", number, region) if number else (title, number, region)


def _lacking_codes(
    session: Session, table: type[_Row], kept: Practitioner, merged: Practitioner
) -> tuple[_Row, ...]:
    had = set(session.scalars(select(table.code).where(table.practitioner_id == kept.id)))
    rows = session.scalars(
        select(table).where(table.practitioner_id == merged.id).order_by(table.code)
    )
    return tuple(row for row in rows if row.code not in had)


def _add_terms(kept: Practitioner, terms: Sequence[Term]) -> None:
    for term in terms:
        position = len(kept.keys(term.vocabulary))
        kept.terms.append(
            Term(vocabulary=term.vocabulary, key=term.key, position=position, note=term.note)
        )


def _licence(row: Licence) -> Licence:
    return Licence(
        title=row.title,
        number=row.number,
        region_code=row.region_code,
        source=row.source,
        verified_on=row.verified_on,
    )


def _evidence(kept: Practitioner, found: Lacking) -> list[Claim | Document]:
    claims = [
        Claim(
            practitioner_id=kept.id, code=row.code, sentence=row.sentence, stated_on=row.stated_on
        )
        for row in found.claims
    ]
    documents = [
        Document(
            practitioner_id=kept.id,
            code=row.code,
            title=row.title,
            partly=row.partly,
            link=row.link,
            seen_on=row.seen_on,
        )
        for row in found.documents
    ]
    return [*claims, *documents]


def _add_facts(kept: Practitioner, merged: Practitioner, found: Lacking) -> None:
    """Let what came over keep its source and date, where the kept listing gives none."""
    came: set[str] = set(found.columns) | _facts_of(found)
    had: Collection[str] = {fact.field for fact in kept.facts}
    for fact in merged.facts:
        if fact.field in came and fact.field not in had:
            kept.facts.append(
                Fact(field=fact.field, source=fact.source, verified_on=fact.verified_on)
            )


def _facts_of(found: Lacking) -> set[str]:
    parts = {
        "location": found.places,
        "phone": (*found.phones, *(place for place in found.places if place.phone)),
        "hours": tuple(place for place in found.places if place.hours),
        "fees": tuple(place for place in found.places if place.fee_first is not None),
        "licences": found.licences,
    }
    return {field for field, rows in parts.items() if rows}
