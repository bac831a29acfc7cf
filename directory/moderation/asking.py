"""Asking a practitioner by mail about a red flag, which is documented by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.listings.owner_mail import paths_of, reachable_owners
from directory.practitioners.models import Practitioner
from directory.vetting import flags
from directory.vetting.standings import lock

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.moderation.task import Task
    from directory.vetting.models import Flag

HOW = "Mail from the site"
"""How such an attempt is documented."""

REPORTED = {
    "R1": "only the sore place was looked at and treated",
    "R2": "they were told to carry on through sharp pain",
    "R3": "nobody offered exercise, training advice or a referral",
    "R5": "an injury was named or treated without a licence for it, or help was refused",
    "R6": "they got a running plan though nobody had seen them run",
}
"""What each red flag is about, after "members reported that"."""


class NoAddress(LookupError):
    """Nobody speaks for the listing, and it has no address either."""


class AskedToday(Exception):
    """The site has written to them about it today."""


def was_asked_by_mail(flag: Flag, on: date) -> bool:
    """Whether the site has written about a red flag on a day. Pure."""
    return {"on": on.isoformat(), "how": HOW} in flag.attempts


def addresses_of(session: Session, listing: Practitioner) -> list[str]:
    """Where a listing's people can be written to: its owners, or else its own address."""
    owners = reachable_owners(session, listing.id)
    return [owner.email for owner in owners] or ([listing.email] if listing.email else [])


def ask_by_mail(task: Task) -> int:
    """Ask the practitioner of a red flag by mail, and note the attempt.

    Returns:
        To how many addresses it goes.

    Raises:
        AskedToday: They were asked so today: nobody is pestered.
        FlagElsewhere: The red flag is not open.
        NoAddress: There is no address to write to.
    """
    session, flag, verdict = task.session, task.flag, task.verdict
    today = verdict.now.date()
    lock(session, flag.practitioner_id)
    session.refresh(flag)
    if was_asked_by_mail(flag, today):
        message = "They were asked by mail today."
        raise AskedToday(message)
    flags.record_attempt(session, flag, today, HOW, actor=verdict.actor, today=today)
    listing = session.get_one(Practitioner, flag.practitioner_id)
    owned = bool(reachable_owners(session, listing.id))
    addresses = addresses_of(session, listing)
    if not addresses:
        message = "The listing has no address: call or write, and note that."
        raise NoAddress(message)
    for address in addresses:
        task.letters.post(
            session,
            "moderation/asked.txt",
            to=address,
            is_owned=owned,
            reported=REPORTED[flag.code],
            **paths_of(listing),
        )
    return len(addresses)
