"""What moderators decide where a registry contradicts an owner, or has closed a number.

A decision names the difference that was seen; one that a newer file or the owner has changed since
is not carried out.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from directory import log
from directory.cases.deciding import AlreadyDecided, check_hold, checked_reason, decide_case
from directory.cases.models import CaseStatus
from directory.interchange.difference_cases import KEEP, SHOW
from directory.interchange.differences import PLACED, seen_of, topic_of
from directory.interchange.hiding import DEACTIVATED, DEPARTED
from directory.listings.fact_rows import facts_of
from directory.listings.owner_mail import reachable_owners, tell_owners
from directory.practitioners.hiding import unhide
from directory.practitioners.models import Fact
from directory.practitioners.service import mark_changed, rename
from directory.practitioners.vocabulary import Kind
from directory.vetting.recount import recount
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from directory.cases import Case
    from directory.db import Base
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict

TAKE, ASK = "take", "ask"
ASKED_FOR = timedelta(days=14)
"""How long an owner has who is asked to look, before a moderator is reminded."""

_REASONS = {"deactivated_on": DEACTIVATED, "departed_on": DEPARTED}


class DifferenceChanged(Exception):
    """The registry or the owner says something else than what was seen."""

    def __init__(self) -> None:
        super().__init__("The difference is another one by now: look at it again.")


class FactNewer(Exception):
    """The owner has confirmed a fact after the day of the file."""

    def __init__(self) -> None:
        super().__init__("The owner has confirmed this after the registry's date: it stands.")


class NobodyToAsk(Exception):
    """Nobody who can be written to speaks for the listing."""

    def __init__(self) -> None:
        super().__init__("Nobody who can be written to speaks for the listing.")


class AskedAlready(Exception):
    """The owner has been asked, and their time is not over."""

    def __init__(self) -> None:
        super().__init__("The owner was asked already; they still have time to look.")


class NotThisDifference(Exception):
    """A difference of facts and a closed number are decided each in its own words."""

    def __init__(self) -> None:
        super().__init__("That cannot be decided about this case.")


def keep_ours(session: Session, case: Case, verdict: Verdict, *, seen: str | None) -> None:
    """Let what stands stand: the same difference is not raised again, a hidden listing stays so.

    Args:
        session: The open session, writing.
        case: The difference.
        verdict: Who decides, why and when.
        seen: What was looked at (`differences.seen_of`); none where nobody says.

    Raises:
        AlreadyDecided: It was decided before.
        DifferenceChanged: It is another one by now.
        ReasonMissing: The reason is empty or too long.
    """
    _looked_at(session, case, seen)
    _decide(session, case, verdict, KEEP)


def take_theirs(
    session: Session, case: Case, verdict: Verdict, *, seen: str | None, letters: Letters
) -> None:
    """Let the registry's facts go in; the owner is mailed what changed and how to put it right.

    Args:
        session: The open session, writing.
        case: The difference.
        verdict: Who decides, why and when.
        seen: What was looked at.
        letters: Writes the mails of the site.

    Raises:
        AlreadyDecided: It was decided before.
        DifferenceChanged: The registry or the owner says something else by now.
        FactNewer: The owner has confirmed one of the facts after the file's day.
        NotThisDifference: No facts differ.
        ReasonMissing: The reason is empty or too long.
    """
    listing = _looked_at(session, case, seen)
    fields = _fields_of(case)
    if any(says(listing, path) != ours for path, (ours, _) in fields.items() if _is_told(path)):
        raise DifferenceChanged
    if confirmed_since(listing, fields, case.details.get("updated_on")):
        raise FactNewer
    _decide(session, case, verdict, TAKE)
    for path, (_ours, theirs) in fields.items():
        _write(session, listing, path, theirs)
    source = str(case.details["source"])
    _date_facts(listing, fields, source)
    mark_changed(session, listing)
    recount(session, listing, verdict.now)
    topics = topics_of(fields)
    subject = ("practitioner", str(listing.public_id))
    after = {"facts": topics, "source": source}
    log.record(session, actor=verdict.actor, action="corrected", subject=subject, after=after)
    tell_owners(session, listing, "listings/registry_taken.txt", letters, topics=topics)


def ask_owner(
    session: Session, case: Case, verdict: Verdict, *, seen: str | None, letters: Letters
) -> None:
    """Mail the owner to look; the case stays open, and shows until when they have time.

    Raises:
        AlreadyDecided: It was decided before.
        AskedAlready: Their time is not over.
        DifferenceChanged: It is another one by now.
        HeldByAnother: Another moderator has it before them.
        NobodyToAsk: Nobody who can be written to speaks for the listing.
        NotThisDifference: No facts differ.
        ReasonMissing: The reason is empty or too long.
    """
    listing = _looked_at(session, case, seen)
    fields = _fields_of(case)
    checked_reason(verdict.reason)
    check_hold(case, verdict.actor, verdict.now)
    if is_asked(case, verdict.now):
        raise AskedAlready
    if not reachable_owners(session, listing.id):
        raise NobodyToAsk
    case.waits_until = verdict.now + ASKED_FOR
    subject = ("case", str(case.public_id))
    after = {"waits_until": case.waits_until.isoformat()}
    log.record(session, actor=verdict.actor, action="asked", subject=subject, after=after)
    topics = topics_of(fields)
    tell_owners(session, listing, "listings/registry_question.txt", letters, topics=topics)


def show_despite(
    session: Session, case: Case, verdict: Verdict, *, seen: str | None, letters: Letters
) -> None:
    """Show a listing again though the registry took it out; the same word does not hide it again.

    Raises:
        AlreadyDecided: It was decided before.
        DifferenceChanged: It is another one by now.
        NotThisDifference: Facts differ, and the listing is not hidden for them.
        ReasonMissing: The reason is empty or too long.
    """
    listing = _looked_at(session, case, seen)
    reasons = [reason for key, reason in _REASONS.items() if key in case.details]
    if not reasons:
        raise NotThisDifference
    _decide(session, case, verdict, SHOW)
    for reason in reasons:
        unhide(session, listing, reason, actor=verdict.actor)
    tell_owners(session, listing, "listings/shown_despite.txt", letters)


def is_asked(case: Case, now: datetime) -> bool:
    """Whether the owner was asked and still has time. Pure."""
    return case.waits_until is not None and case.waits_until > now


def topics_of(fields: Iterable[str]) -> list[str]:
    """What differs, for people: "name", "address", "licences". Pure."""
    return sorted({topic_of(path).partition("/")[0] for path in fields})


def confirmed_since(listing: Practitioner, fields: Iterable[str], updated_on: str | None) -> bool:
    """Whether the owner has confirmed one of the fields after the day of the file. Pure.

    Args:
        listing: The listing with its facts and places.
        fields: Paths of what differs.
        updated_on: The day of the row, as ISO 8601 has it; of a row without one, any day is later.
    """
    facts = set(facts_of(fields))
    days = [fact.verified_on for fact in listing.facts if fact.field in facts]
    day = date.fromisoformat(updated_on) if updated_on else date.min
    return any(known > day for known in (*days, listing.confirmed_on) if known)


def says(listing: Practitioner, path: str) -> Any:
    """What a listing says in a field that can differ; none where it is not there any more. Pure."""
    row, column = _row(listing, path)
    value = getattr(row, column, None)
    if column == "other_names":
        return list(value or [])
    return str(value) if isinstance(value, str) else value


def _looked_at(session: Session, case: Case, seen: str | None) -> Practitioner:
    """The listing under its lock, if what was seen still stands."""
    session.flush()
    listing = lock(session, case.practitioner_id or 0)
    session.refresh(case, with_for_update=True)
    if case.status == CaseStatus.DECIDED:
        raise AlreadyDecided(case)
    if seen is not None and seen != seen_of(case.details):
        raise DifferenceChanged
    return listing


def _fields_of(case: Case) -> Mapping[str, list[Any]]:
    fields: Mapping[str, list[Any]] = case.details.get("fields") or {}
    if not fields:
        raise NotThisDifference
    return fields


def _decide(session: Session, case: Case, verdict: Verdict, decision: str) -> None:
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    case.waits_until = None


def _is_told(path: str) -> bool:
    return path.rpartition("/")[2] not in PLACED


def _row(listing: Practitioner, path: str) -> tuple[Base | None, str]:
    """The row and column that a path names."""
    name, _, rest = path.partition("/")
    key, _, column = rest.partition("/")
    if name == "places":
        return next((row for row in listing.locations if str(row.id) == key), None), column
    if name == "licences":
        return dict(enumerate(listing.licences)).get(int(key)), column
    return listing, name


def _write(session: Session, listing: Practitioner, path: str, value: Any) -> None:
    if path == "name":
        rename(session, listing, value)
        return
    row, column = _row(listing, path)
    setattr(row, column, Kind(value) if column == "kind" else value)


def _date_facts(listing: Practitioner, fields: Iterable[str], source: str) -> None:
    """The registry says it now, and nobody has confirmed it."""
    known = {fact.field: fact for fact in listing.facts}
    for field in facts_of(path for path in fields if path != "other_names"):
        if field not in known:
            known[field] = Fact(field=field)
            listing.facts.append(known[field])
        known[field].source, known[field].verified_on = source, None
