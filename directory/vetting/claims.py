"""What practitioners say about items of the checklist, and the records a moderator has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory import log
from directory.practitioners.vocabulary import LINKS
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.models import Claim, Document
from directory.vetting.plain_text import plain_text
from directory.vetting.recount import recount

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from directory.practitioners.models import Practitioner

SENTENCE_LENGTH = (10, 300)
"""Letters of a claim's sentence, at least and at most: a tick alone is no claim."""

TITLE_LENGTH = 200


class EvidenceNotAccepted(ValueError):
    """The item is no matter of claims, or of documents."""


class SentenceInvalid(ValueError):
    """A claim does not say how, or says it in too many letters."""


class DocumentInvalid(ValueError):
    """A document has no title, a link that is none, or a day that lies ahead."""


class NothingToWithdraw(LookupError):
    """There is no claim, or no document, for the item."""


def state_claim(
    session: Session,
    practitioner: Practitioner,
    code: str,
    sentence: str,
    *,
    actor: str,
    now: datetime,
) -> Claim:
    """Let a practitioner claim an item, in one sentence how; a former claim is replaced.

    Args:
        session: The open session, writing; the practitioner's row is locked.
        practitioner: Who claims it.
        code: An item of their kind's checklist.
        sentence: 10 to 300 letters of plain text.
        actor: Who states it.
        now: When, aware.

    Raises:
        UnknownItem: The checklist has no such item.
        EvidenceNotAccepted: The item is no matter of claims.
        SentenceInvalid: The sentence is too short or too long.
    """
    _check(practitioner, code, EvidenceKind.CLAIM)
    said = " ".join(plain_text(sentence).split())
    least, most = SENTENCE_LENGTH
    if not least <= len(said) <= most:
        message = f"Say how in one sentence of {least} to {most} letters."
        raise SentenceInvalid(message)
    _lock(session, practitioner)
    claim = session.get(Claim, (practitioner.id, code))
    before = None if claim is None else _stated(claim)
    if claim is None:
        claim = Claim(practitioner_id=practitioner.id, code=code)
        session.add(claim)
    claim.sentence, claim.stated_on = said, now.date()
    _settle(session, practitioner, ("claimed", actor), before, _stated(claim), now)
    return claim


def withdraw_claim(
    session: Session, practitioner: Practitioner, code: str, *, actor: str, now: datetime
) -> None:
    """Take a claim back.

    Raises:
        NothingToWithdraw: There is no claim for the item.
    """
    _lock(session, practitioner)
    claim = session.get(Claim, (practitioner.id, code))
    if claim is None:
        raise NothingToWithdraw(code)
    session.delete(claim)
    _settle(session, practitioner, ("claim withdrawn", actor), _stated(claim), None, now)


def record_document(
    session: Session,
    practitioner: Practitioner,
    code: str,
    *,
    title: str,
    seen_on: date,
    actor: str,
    now: datetime,
    partly: bool = False,
    link: str | None = None,
) -> Document:
    """Keep that a moderator has seen a record for an item; a former one is replaced.

    Args:
        session: The open session, writing; the practitioner's row is locked.
        practitioner: Whose record it is.
        code: An item of their kind's checklist.
        title: What it is, in 1 to 200 letters, without a number of it.
        seen_on: When it was seen.
        actor: Who saw it.
        now: The present, aware.
        partly: Whether it counts by half: older or lapsed, as the item says.
        link: Key of the link of the chain it is about, if it is about one.

    Raises:
        UnknownItem: The checklist has no such item.
        EvidenceNotAccepted: The item is no matter of documents.
        DocumentInvalid: The title, the day or the link can't be.
    """
    _check(practitioner, code, EvidenceKind.DOCUMENT)
    named = " ".join(plain_text(title).split())
    if not 0 < len(named) <= TITLE_LENGTH or seen_on > now.date() or link not in {None, *LINKS}:
        message = f"Give a title of 1 to {TITLE_LENGTH} letters, a day up to today, a known link."
        raise DocumentInvalid(message)
    _lock(session, practitioner)
    document = session.get(Document, (practitioner.id, code))
    before = None if document is None else _seen(document)
    if document is None:
        document = Document(practitioner_id=practitioner.id, code=code)
        session.add(document)
    document.title, document.seen_on = named, seen_on
    document.partly, document.link = partly, link
    _settle(session, practitioner, ("document seen", actor), before, _seen(document), now)
    return document


def withdraw_document(
    session: Session, practitioner: Practitioner, code: str, *, actor: str, now: datetime
) -> None:
    """Take a record out that should not have been taken in.

    Raises:
        NothingToWithdraw: There is no document for the item.
    """
    _lock(session, practitioner)
    document = session.get(Document, (practitioner.id, code))
    if document is None:
        raise NothingToWithdraw(code)
    session.delete(document)
    _settle(session, practitioner, ("document withdrawn", actor), _seen(document), None, now)


def _check(practitioner: Practitioner, code: str, kind: EvidenceKind) -> None:
    if kind not in checklist(practitioner.kind).item(code).evidence:
        message = f"{code} takes no {kind}."
        raise EvidenceNotAccepted(message)


def _lock(session: Session, practitioner: Practitioner) -> None:
    session.flush()
    session.refresh(practitioner, with_for_update=True)


def _stated(claim: Claim) -> dict[str, Any]:
    return {"code": claim.code, "on": claim.stated_on.isoformat()}


def _seen(document: Document) -> dict[str, Any]:
    on = document.seen_on.isoformat()
    return {"code": document.code, "partly": document.partly, "link": document.link, "on": on}


def _settle(
    session: Session,
    practitioner: Practitioner,
    done: tuple[str, str],
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    now: datetime,
) -> None:
    """Log what was done, and by whom, and work the score out anew."""
    action, actor = done
    subject = ("practitioner", str(practitioner.public_id))
    log.record(session, actor=actor, action=action, subject=subject, before=before, after=after)
    session.flush()
    recount(session, practitioner, now)
