"""Replies: an owner answers a red flag with safe sentences; a moderator reads it before it shows.

No sentence confirms that anybody was a client, nor says anything about a person.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import log
from directory.cases import CaseKind, open_case
from directory.cases.deciding import decide_case, open_case_of
from directory.listings.models import OwnerReply, Stage
from directory.listings.owner_mail import tell_owners
from directory.listings.reply_rule import OWN_WORDS_LENGTH, find_reveals
from directory.vetting.flags import FlagElsewhere, flags_of, record_reply
from directory.vetting.models import Flag, FlagStatus
from directory.vetting.plain_text import plain_text
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.cases import Case
    from directory.listings.reply_rule import Found
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner
    from directory.vetting.decisions import Verdict

SENTENCES = {
    "confidential": "We keep to ourselves who comes to us, so we speak only of how we work.",
    "whole_chain": "At a first visit we look at the whole chain, from the feet to the shoulders.",
    "pain_limit": "We agree with everybody on a limit for pain, and change what goes beyond it.",
    "exercise": "We combine hands-on work with exercise, or work with others who do the other half.",
    "see_running": "We watch people walk and run before we plan their training.",
    "referral": "We refer on what lies outside our qualification.",
    "looking": "We take this seriously and are looking at how we work.",
    "changed": "We have changed how we work in this point.",
    "training": "We have taken further training in this point.",
    "ask_first": "Ask us before a first visit how we work in this point; we are glad to answer.",
    "write": "Whoever is unhappy with us may write to us; how to reach us stands on this page.",
    "second_opinion": "We welcome a second opinion and help to find one.",
}
"""What an owner can say, by key: of the practice in general, of nobody in particular."""

SENTENCES_CHOSEN = (1, 3)
"""How many of them make a reply, at least and at most."""


class SentencesInvalid(ValueError):
    """None was chosen, or too many, or one that is none."""


class OwnWordsTooLong(ValueError):
    """More letters than may be added."""


class OwnWordsTell(ValueError):
    """The own words tell of somebody who was there.

    Attributes:
        found: By which words.
    """

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__(", ".join(one.words for one in found))
        self.found = found


class ReplyGone(LookupError):
    """No such reply waits any more."""


def answerable_flags(session: Session, practitioner_id: int) -> list[Flag]:
    """The red flags that an owner can answer: those that wait for a decision or cap the score."""
    standing = (FlagStatus.OPEN, FlagStatus.CAPPED)
    return [flag for flag in flags_of(session, practitioner_id) if flag.status in standing]


def checked_reply(sentences: Sequence[str], own_words: str) -> str:
    """The whole reply as it would be shown. Pure.

    Args:
        sentences: Keys of the sentences chosen, in any order.
        own_words: What is added; it may be empty.

    Raises:
        OwnWordsTell: They tell of somebody who was there.
        OwnWordsTooLong: They are longer than `OWN_WORDS_LENGTH`.
        SentencesInvalid: None was chosen, or too many, or one that is none.
    """
    chosen = [key for key in SENTENCES if key in sentences]
    least, most = SENTENCES_CHOSEN
    if not least <= len(chosen) <= most or set(sentences) - SENTENCES.keys():
        message = f"Choose {least} to {most} of the sentences."
        raise SentencesInvalid(message)
    added = plain_text(own_words)
    if len(added) > OWN_WORDS_LENGTH:
        raise OwnWordsTooLong
    if found := find_reveals(added):
        raise OwnWordsTell(found)
    return "\n".join([" ".join(SENTENCES[key] for key in chosen), added]).strip()


def send_reply(
    session: Session,
    *,
    practitioner: Practitioner,
    account: Account,
    code: str,
    sentences: Sequence[str],
    own_words: str,
    now: datetime,
) -> OwnerReply:
    """Put a reply before a moderator; one that waits about the same red flag is replaced.

    Args:
        session: The open session, writing.
        practitioner: Whose listing it is; the row is locked here.
        account: Who speaks for it.
        code: Which red flag is answered: "R1".
        sentences: Keys of the sentences chosen.
        own_words: What is added; it may be empty.
        now: When, aware.

    Raises:
        FlagElsewhere: There is no such red flag to answer.
        OwnWordsTell: They tell of somebody who was there.
        OwnWordsTooLong: They are longer than `OWN_WORDS_LENGTH`.
        SentencesInvalid: None was chosen, or too many, or one that is none.
    """
    text = checked_reply(sentences, own_words)
    lock(session, practitioner.id)
    flags = {flag.code: flag for flag in answerable_flags(session, practitioner.id)}
    if code not in flags:
        message = f"There is no red flag {code} to answer."
        raise FlagElsewhere(message)
    actor = f"owner:{account.public_id}"
    _replace_waiting(session, flags[code], actor, now)
    row = OwnerReply(
        public_id=uuid.uuid4(),
        practitioner_id=practitioner.id,
        flag_id=flags[code].id,
        sentences=[key for key in SENTENCES if key in sentences],
        text=text,
        status=Stage.WAITING,
        sent_at=now,
    )
    session.add(row)
    open_case(
        session,
        CaseKind.REPLY,
        subject=subject_of(row),
        practitioner_id=practitioner.id,
        details={"code": code},
        actor=actor,
    )
    log.record(session, actor=actor, action="reply sent", subject=subject_of(row))
    session.flush()
    return row


def newest_replies(session: Session, practitioner_id: int) -> dict[int, OwnerReply]:
    """The newest reply of an owner to each red flag, by the red flag's number."""
    statement = select(OwnerReply).where(
        OwnerReply.practitioner_id == practitioner_id, OwnerReply.status != Stage.WITHDRAWN
    )
    return {row.flag_id: row for row in session.scalars(statement.order_by(OwnerReply.id))}


def reply_of(session: Session, case: Case) -> OwnerReply:
    """The reply a case is about, as it stands now.

    Raises:
        ReplyGone: There is none.
    """
    statement = select(OwnerReply).where(OwnerReply.public_id == uuid.UUID(case.subject_id))
    row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise ReplyGone(case.subject_id)
    return row


def approve_reply(session: Session, case: Case, verdict: Verdict, *, letters: Letters) -> None:
    """Let a reply be shown beside what was reported.

    Args:
        session: The open session, writing.
        case: Of the reply.
        verdict: Who decides, why and when.
        letters: Writes the mails of the site.

    Raises:
        AlreadyDecided: The case was decided before.
        FlagElsewhere: The red flag was cleared meanwhile.
        ReasonMissing: The reason is empty or too long.
        ReplyGone: There is none any more.
    """
    row, practitioner = _decided(session, case, "approve", verdict)
    flag = session.get_one(Flag, row.flag_id)
    record_reply(session, flag, row.text, row.sent_at.date(), actor=verdict.actor)
    row.status, row.decided_at = Stage.ACCEPTED, verdict.now
    tell_owners(session, practitioner, "listings/reply_shown.txt", letters)


def refuse_reply(session: Session, case: Case, verdict: Verdict, *, letters: Letters) -> None:
    """Send a reply back with the reason, which its owner reads.

    Raises:
        AlreadyDecided: The case was decided before.
        ReasonMissing: The reason is empty or too long.
        ReplyGone: There is none any more.
    """
    row, practitioner = _decided(session, case, "refuse", verdict)
    row.status, row.decided_at, row.reason = Stage.REFUSED, verdict.now, case.reason
    log.record(session, actor=verdict.actor, action="reply refused", subject=subject_of(row))
    reason = case.reason or ""
    tell_owners(session, practitioner, "listings/reply_refused.txt", letters, reason=reason)


def subject_of(row: OwnerReply) -> tuple[str, str]:
    """How cases and the log name a reply. Pure."""
    return ("owner_reply", str(row.public_id))


def _replace_waiting(session: Session, flag: Flag, actor: str, now: datetime) -> None:
    statement = select(OwnerReply).where(
        OwnerReply.flag_id == flag.id, OwnerReply.status == Stage.WAITING
    )
    for row in session.scalars(statement):
        row.status, row.decided_at = Stage.WITHDRAWN, now
        case = open_case_of(session, CaseKind.REPLY, subject_of(row))
        if case is not None:
            reason = "A newer reply was sent."
            decide_case(session, case, "replaced", reason=reason, actor=actor, now=now)


def _decided(
    session: Session, case: Case, decision: str, verdict: Verdict
) -> tuple[OwnerReply, Practitioner]:
    """Close the case of a reply, under the lock of the practitioner it is about."""
    practitioner = lock(session, reply_of(session, case).practitioner_id)
    decide_case(
        session, case, decision, reason=verdict.reason, actor=verdict.actor, now=verdict.now
    )
    return reply_of(session, case), practitioner
