"""What made-up visitors and claimants left: it waits for a moderator, or tells of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.digests import Keys, Purpose
from directory.demo.records import SOURCE
from directory.demo.stock import table
from directory.interchange.removal_requests import Answer, ask_removal
from directory.listings import fact_reports, reaching, recommending, replies
from directory.listings.claims import claiming, disputes
from directory.listings.models import ReachOutcome, RemovalRequest
from directory.practitioners.models import Practitioner, Status
from directory.practitioners.vocabulary import Kind
from directory.vetting.models import Flag, FlagStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.accounts.models import Account
    from directory.demo.setting import Setting

_KEYS = Keys("made-up visitors: opens nothing")
_CALLS = (
    (ReachOutcome.YES, None, 9),
    (ReachOutcome.WAIT, 21, 4),
    (ReachOutcome.YES, None, 2),
)


def plant_reply(setting: Setting, owner: Account) -> None:
    """An owner's answer to a red flag that members reported; both wait."""
    statement = (
        select(Practitioner, Flag.code)
        .join(Flag, Flag.practitioner_id == Practitioner.id)
        .where(
            Flag.status == FlagStatus.OPEN,
            Practitioner.source == SOURCE,
            Practitioner.status == Status.PUBLISHED,
        )
    )
    found = setting.session.execute(statement.order_by(Practitioner.id).limit(1)).first()
    if found is None:
        return
    listing, code = found
    claim = _claim(setting, listing, owner, 30)
    claiming.approve_claim(
        setting.session,
        setting.case_of(claim, 30),
        setting.verdict(28),
        letters=setting.letters,
        var=setting.var,
    )
    reply = replies.send_reply(
        setting.session,
        practitioner=listing,
        account=owner,
        code=code,
        sentences=table("owners")["reply"],
        own_words="",
        now=setting.ago(2),
    )
    setting.case_of(reply.public_id, 2)


def plant_claim(setting: Setting, claimant: Account) -> None:
    """Somebody says that a listing from a register is theirs."""
    for listing in _unclaimed(setting, 1):
        setting.case_of(_claim(setting, listing, claimant, 2), 2)


def plant_dispute(setting: Setting, claimant: Account) -> None:
    """Somebody says that a listing with an owner is theirs; both sides have said why."""
    listing = setting.session.scalars(
        select(Practitioner).where(
            Practitioner.source == SOURCE, Practitioner.external_id == "owner:stale"
        )
    ).one()
    _claim(setting, listing, claimant, 1)
    setting.case_of(listing.public_id, 1)
    owner = setting.account("stale@demo.example")
    for account, text in zip((claimant, owner), table("owners")["dispute"], strict=True):
        disputes.state(
            setting.session,
            listing,
            account,
            text=text,
            file=None,
            var=setting.var,
            now=setting.ago(1),
        )


def plant_reports(setting: Setting, listing: Practitioner) -> None:
    """A wrong fact, calls, a recommendation and somebody who would rather not be listed."""
    words = table("owners")
    wrong = fact_reports.WrongFact("phone", words["wrong"])
    report = fact_reports.report(setting.session, listing, wrong, now=setting.ago(1))
    setting.case_of(report.public_id, 1)
    for number, (outcome, wait_days, days) in enumerate(_CALLS):
        reaching.reached(
            setting.session,
            listing,
            visitor=_KEYS.digest(Purpose.VISITOR, f"demo {number}"),
            outcome=outcome,
            wait_days=wait_days,
            letters=setting.letters,
            now=setting.ago(days),
        )
    _recommend(setting)
    for unowned in _unclaimed(setting, 2)[1:]:
        _ask_removal(setting, unowned)


def _claim(setting: Setting, listing: Practitioner, account: Account, days: float) -> object:
    shown = claiming.Shown(way="documents", message=table("owners")["claim"])
    row = claiming.claim(
        setting.session,
        practitioner=listing,
        account=account,
        shown=shown,
        letters=setting.letters,
        now=setting.ago(days),
    )
    return row.public_id


def _recommend(setting: Setting) -> None:
    named = table("owners")["recommendation"]
    row = recommending.recommend(
        setting.session,
        recommending.Recommended(**named | {"kind": Kind(named["kind"])}),
        now=setting.ago(5),
    )
    setting.case_of(row.public_id, 5)


def _ask_removal(setting: Setting, listing: Practitioner) -> None:
    answer = Answer("somebody@demo.example", table("owners")["removal"])
    when = setting.ago(3)
    ask_removal(setting.session, listing, answer, letters=setting.letters, keys=_KEYS, now=when)
    statement = select(RemovalRequest).where(RemovalRequest.practitioner_id == listing.id)
    setting.case_of(setting.session.scalars(statement).one().public_id, 3)


def _unclaimed(setting: Setting, how_many: int) -> Sequence[Practitioner]:
    """Listings of the drawn world that nobody owns, always the same."""
    statement = (
        select(Practitioner)
        .where(Practitioner.source == SOURCE, Practitioner.status == Status.UNCLAIMED)
        .order_by(Practitioner.id)
        .limit(how_many)
    )
    return setting.session.scalars(statement).all()
