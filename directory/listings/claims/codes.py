"""Codes by which a listing is claimed: one in a mail to its address, one that a moderator reads out.

The mailed code is kept as a keyed digest, bound to listing and account. What is read out on the
phone is kept nowhere: it follows from the claim by the site's key. Either can be typed wrong five
times, that of a call within thirty days whatever is claimed anew: one chance in 200,000 to guess it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from directory import log
from directory.accounts.digests import Keys, Purpose, same
from directory.cases.deciding import decide_case, open_case_of
from directory.cases.models import Case, CaseKind
from directory.files.keeping import proofs_folder
from directory.listings.claims.disputes import dispute_of, is_disputed, open_dispute
from directory.listings.claims.giving import settle_in
from directory.listings.claims.rows import end_claim, waiting_claim
from directory.listings.models import ListingToken, OwnershipClaim, Stage
from directory.listings.owning import OwnAlready, owner_of
from directory.listings.tokens import TokenPurpose
from directory.log.models import Event
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.accounts.models import Account
    from directory.outbox.letters import Letters
    from directory.practitioners.models import Practitioner

LIFETIME = timedelta(minutes=15)
"""How long a mailed code works; a mail can take a while, and somebody else may read it to them."""

MAX_TRIES = 5
DIGITS = 6
PHONE = "phone"

CALL_MISTAKEN = "call code mistaken"
"""What the log says of a wrong code of a call, and where they are counted, over all claims."""

CALLS_REMEMBERED = timedelta(days=30)
"""How long the tries at codes of calls are counted together."""


class ListingOwned(Exception):
    """The listing has an owner already, so that no code is enough."""


class CodeMistaken(Exception):
    """The code is not the one; commit all the same, so that the try is counted.

    Attributes:
        tries_left: How often another one can be tried.
    """

    def __init__(self, tries_left: int) -> None:
        super().__init__(f"That is not the code; {tries_left} tries left.")
        self.tries_left = tries_left


class CodeEnded(LookupError):
    """There is no code to be typed: none was asked for, or it was used, tried too often or is old."""


def new_code() -> str:
    """Six digits nobody can foresee."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def call_code(keys: Keys, row: OwnershipClaim) -> str:
    """The six digits that a moderator reads out to who answers the number of a listing. Pure."""
    digest = keys.digest(Purpose.CODE, "claim by phone", str(row.public_id))
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}}"


def code_details(
    keys: Keys, practitioner: Practitioner, account: Account, code: str, now: datetime
) -> dict[str, Any]:
    """What is kept of a mailed code, for one account and one listing. Pure."""
    return {
        "account": str(account.public_id),
        "code": _digest(keys, practitioner, account, code),
        "until": (now + LIFETIME).isoformat(),
        "tries": 0,
    }


def is_code_asked(
    session: Session, practitioner: Practitioner, account: Account, now: datetime
) -> bool:
    """Whether a mailed code of an account could still be typed."""
    row = _asked(session, practitioner, account, now)
    return row is not None and (row.details or {})["tries"] < MAX_TRIES


def end_asked(session: Session, practitioner: Practitioner, account: Account) -> None:
    """Let codes and links that an account had mailed for a listing work no more."""
    for row in _tokens(session, practitioner):
        if (row.details or {}).get("account") == str(account.public_id):
            session.delete(row)
    session.flush()


def claim_by_code(
    session: Session,
    *,
    practitioner: Practitioner,
    account: Account,
    code: str,
    keys: Keys,
    letters: Letters,
    var: Path,
    now: datetime,
) -> None:
    """Become the owner by a code: of the mail to the listing's address, or read out on the phone.

    Where somebody else claims the listing too it becomes a dispute, in which this counts.

    Args:
        session: The open session, writing; commit also where the code was wrong.
        practitioner: The listing.
        account: Who typed it, and asked for it.
        code: As typed; spaces in it do not matter.
        keys: The site's keys.
        letters: Writes the mails of the site.
        var: The site's folder.
        now: When, aware.

    Raises:
        CodeEnded: There is none to be typed.
        CodeMistaken: It is not the one; the try is counted.
        ListingOwned: Somebody else became its owner meanwhile, and no dispute waits.
        OwnAlready: It is the account's own.
    """
    practitioner = lock(session, practitioner.id)
    typed = "".join(code.split()).replace("\0", "")
    called = waiting_claim(session, practitioner.id, account.id)
    if called is not None and called.way == PHONE:
        _try_called(session, practitioner, account, called, typed, keys, now)
    else:
        _try_mailed(session, practitioner, account, typed, keys, now)
        check_unowned(session, practitioner, account)
    shown_to_be(session, practitioner, account, letters=letters, var=var, now=now)


def shown_to_be(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    *,
    letters: Letters,
    var: Path,
    now: datetime,
) -> None:
    """Give a listing to who has shown by a code or link that its address or number is theirs.

    Where somebody else has or claims it too, a dispute is opened or joined instead.

    Args:
        session: The open session, writing; the listing's row is locked.
        practitioner: The listing.
        account: Who has shown it.
        letters: Writes the mails of the site.
        var: The site's folder.
        now: When, aware.
    """
    actor = f"member:{account.public_id}"
    row = waiting_claim(session, practitioner.id, account.id)
    if row is None:
        row = OwnershipClaim(
            practitioner_id=practitioner.id, account_id=account.id, way="email", claimed_at=now
        )
        session.add(row)
        session.flush()
    if is_disputed(session, practitioner.id, account.id) or dispute_of(session, practitioner):
        open_dispute(session, practitioner, actor=actor, letters=letters, now=now, proved=row)
        return
    case = open_case_of(session, CaseKind.CLAIM, ("ownership_claim", str(row.public_id)))
    if case is not None:
        reason = "They typed the code that the listing’s own address or number was given."
        decide_case(session, case, "approve", reason=reason, actor=actor, now=now)
    end_claim(session, row, Stage.ACCEPTED, var=var, now=now)
    settle_in(session, practitioner, account, actor=actor, folder=proofs_folder(var), now=now)


def check_unowned(session: Session, practitioner: Practitioner, account: Account) -> None:
    """Make sure that nobody speaks for a listing.

    Raises:
        ListingOwned: Somebody does.
        OwnAlready: The account itself does.
    """
    owner = owner_of(session, practitioner.id)
    if owner == account.id:
        raise OwnAlready
    if owner is not None:
        raise ListingOwned


def _try_mailed(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    typed: str,
    keys: Keys,
    now: datetime,
) -> None:
    row = _asked(session, practitioner, account, now)
    kept = (row.details or {}) if row else {}
    if row is None or kept["tries"] >= MAX_TRIES:
        raise CodeEnded
    if not same(kept["code"], _digest(keys, practitioner, account, typed)):
        row.details = {**kept, "tries": kept["tries"] + 1}
        _mistaken(session, practitioner, account, row.details["tries"], "claim code mistaken")
    row.used_at = now


def _try_called(
    session: Session,
    practitioner: Practitioner,
    account: Account,
    row: OwnershipClaim,
    typed: str,
    keys: Keys,
    now: datetime,
) -> None:
    tried = _calls_mistaken(session, practitioner, f"member:{account.public_id}", now)
    if case_of(session, practitioner, row) is None or tried >= MAX_TRIES:
        raise CodeEnded
    if not same(call_code(keys, row), typed):
        _mistaken(session, practitioner, account, tried + 1, CALL_MISTAKEN)


def _calls_mistaken(session: Session, listing: Practitioner, actor: str, now: datetime) -> int:
    """How often an account has typed a wrong code of a call of late, whichever claim it was for."""
    statement = (
        select(func.count())
        .select_from(Event)
        .where(Event.subject_type == "practitioner", Event.action == CALL_MISTAKEN)
        .where(Event.subject_id == str(listing.public_id))
        .where(Event.actor == actor, Event.at > now - CALLS_REMEMBERED)
    )
    return session.scalar(statement) or 0


def case_of(session: Session, practitioner: Practitioner, row: OwnershipClaim) -> Case | None:
    """The case in which a claim waits: its own, or a dispute's."""
    subject = ("ownership_claim", str(row.public_id))
    return open_case_of(session, CaseKind.CLAIM, subject) or dispute_of(session, practitioner)


def _mistaken(
    session: Session, practitioner: Practitioner, account: Account, tries: int, action: str
) -> None:
    log.record(
        session,
        actor=f"member:{account.public_id}",
        action=action,
        subject=("practitioner", str(practitioner.public_id)),
        after={"tries": tries},
    )
    raise CodeMistaken(MAX_TRIES - tries)


def _asked(
    session: Session, practitioner: Practitioner, account: Account, now: datetime
) -> ListingToken | None:
    """The mailed code of an account that has not run out nor been used."""
    for row in _tokens(session, practitioner):
        kept = row.details or {}
        is_own = kept.get("account") == str(account.public_id) and "code" in kept
        if is_own and row.used_at is None and datetime.fromisoformat(kept["until"]) > now:
            return row
    return None


def _tokens(session: Session, practitioner: Practitioner) -> Sequence[ListingToken]:
    return session.scalars(
        select(ListingToken)
        .where(
            ListingToken.purpose == TokenPurpose.CLAIM,
            ListingToken.practitioner_id == practitioner.id,
        )
        .execution_options(populate_existing=True)
    ).all()


def _digest(keys: Keys, practitioner: Practitioner, account: Account, code: str) -> str:
    bound = (str(practitioner.public_id), str(account.public_id))
    return keys.digest(Purpose.CODE, "claim by mail", *bound, code)
