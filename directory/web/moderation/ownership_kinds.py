"""Kinds of cases about whose a listing is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.accounts.models import Account
from directory.cases import CaseKind
from directory.cases.deciding import MODERATOR
from directory.db import utc_now
from directory.http.accounts import keys
from directory.http.translation import lazy_gettext as _later
from directory.listings.claims.codes import PHONE, call_code
from directory.listings.claims.disputes import is_disputed, sides_of
from directory.listings.claims.rows import claim_of, is_claim, paper_of
from directory.listings.claims.voices import heard
from directory.listings.models import Stage
from directory.web.moderation.kinds import CaseFile, KindOfCase, Shown, paper

if TYPE_CHECKING:
    from directory.listings.claims.voices import Heard
    from directory.listings.models import OwnershipClaim
    from directory.web.moderation.kinds import Looked


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute, as moderators see it.

    Attributes:
        row: What they say and gave.
        account: Who they are.
        same_npi: Whether the provider number is the listing's.
        same_licence: Whether a licence of the listing has the number.
        is_proved: Whether a code has shown that the listing's address or number is theirs.
        code: What is read out to them on the phone; none where no call is to be made.
        file: Their document, if there is one.
    """

    row: OwnershipClaim
    account: Account | None
    same_npi: bool
    same_licence: bool
    is_proved: bool
    code: str | None
    file: CaseFile | None

    @property
    def is_owner(self) -> bool:
        """Whether they have the listing now."""
        return not is_claim(self.row)

    @property
    def key(self) -> str:
        """The public id, as a decision names it."""
        return str(self.row.public_id)


def _side(at: Looked, row: OwnershipClaim) -> Side:
    sent = paper_of(at.session, row)
    numbers = {licence.number for licence in at.listing.licences} if at.listing else set()
    return Side(
        row,
        at.session.get(Account, row.account_id),
        same_npi=bool(at.listing and row.npi and row.npi == at.listing.npi),
        same_licence=bool(row.licence_number and row.licence_number in numbers),
        is_proved=str(row.public_id) in at.case.details.get("proved", ()),
        code=call_code(keys(), row) if row.way == PHONE else None,
        file=paper(sent, at.var) if sent else None,
    )


def _claim(at: Looked) -> Shown:
    row = claim_of(at.session, at.case)
    side = _side(at, row)
    facts = {
        "side": side,
        "is_disputed": is_disputed(at.session, row.practitioner_id, row.account_id),
        "phones": at.phones,
        "waits": row.status == Stage.WAITING,
    }
    return Shown(facts, at.decisions, file=side.file)


def _dispute(at: Looked) -> Shown:
    found = sides_of(at.session, at.case.practitioner_id or 0)
    sides = [_side(at, row) for row in found.all]
    until, now = at.case.waits_until, utc_now()
    facts: dict[str, Any] = {
        "sides": sides,
        "claims": [side for side in sides if not side.is_owner],
        "letters": {side.key: letter for side, letter in zip(sides, "ABCDEFGHIJ", strict=False)},
        "voices": [_voice(one) for one in heard(at.session, at.case)],
        "until": until,
        "is_over": until is None or until <= now,
        "differed": bool(at.case.details.get("differed")),
        "phones": at.phones,
        # Every side is mailed the reason, whatever is decided.
        "tells_all": True,
    }
    files = {side.key: side.file for side in sides if side.file}
    usual = at.decisions if facts["claims"] else ("keep",)
    return Shown(facts, usual, files=files)


def _voice(one: Heard) -> dict[str, Any]:
    row = one.row
    return {
        "actor": f"{MODERATOR}{one.account.public_id}",
        "decision": row.decision,
        "choice": row.choice,
        "reason": row.reason,
        "said_at": row.said_at,
    }


OWNERSHIP_KINDS: dict[CaseKind, KindOfCase] = {
    CaseKind.CLAIM: KindOfCase(
        name=_later("Claim"),
        template="moderation/_claim.html",
        gather=_claim,
        decisions={
            "approve": _later("Let them speak for it"),
            "refuse": _later("Refuse the claim"),
        },
        saved=(
            _later("Number and name are the same in the public register."),
            _later("The licence number is not in the register of the state. Please check it."),
            _later("The name you gave is not the one of the listing. Please send a document."),
            _later("We could not reach you at the practice’s number. Please send a document."),
            _later("We spoke to you at the number of the listing."),
        ),
    ),
    CaseKind.DISPUTE: KindOfCase(
        name=_later("Dispute"),
        template="moderation/_dispute.html",
        gather=_dispute,
        decisions={
            "give": _later("Give it to the side chosen"),
            "keep": _later("Leave it as it is"),
        },
        choices="moderation/_dispute_choice.html",
        saved=(
            _later("The document has the name and the licence of the listing."),
            _later("The address of the listing has answered us."),
            _later("Nothing that was sent shows more than what we knew before."),
        ),
    ),
}
"""Claims and disputes."""
