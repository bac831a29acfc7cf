"""Kinds of cases about whose a listing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.accounts.models import Account
from directory.cases import CaseKind
from directory.http.translation import lazy_gettext as _later
from directory.listings.claiming import claim_of, paper_of
from directory.listings.models import Stage
from directory.listings.owning import owner_of
from directory.web.moderation.kinds import KindOfCase, Shown, paper

if TYPE_CHECKING:
    from directory.web.moderation.kinds import Looked


def _claim(at: Looked) -> Shown:
    row = claim_of(at.session, at.case)
    sent = paper_of(at.session, row)
    owner = owner_of(at.session, row.practitioner_id)
    facts = {
        "claim": row,
        "claimant": at.session.get(Account, row.account_id),
        "same_npi": bool(at.listing and row.npi and row.npi == at.listing.npi),
        "is_owned": owner is not None and owner != row.account_id,
        "phones": at.phones,
        "waits": row.status == Stage.WAITING,
    }
    return Shown(facts, at.decisions, file=paper(sent, at.var) if sent else None)


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
        ),
    ),
}
"""Claims and disputes."""
