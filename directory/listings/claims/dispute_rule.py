"""When a dispute is decided: the rule over the voices of moderators. Pure.

Two who agree decide at once. One alone decides once both sides have had their days. Where two
differ, the case goes on for as long again; then an admin decides, and whoever would leave things as
they are. So whoever is left can always end it, and nobody loses a listing to one voice of two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

GIVE, KEEP = "give", "keep"
"""What can be decided: a claimant gets the listing, or everything stays as it is."""

NOTICE = timedelta(hours=72)
"""How long both sides have, from the mails on, before one moderator alone decides; and how long
moderators who differ have to agree."""

LONGEST = timedelta(days=14)
"""However many join in later, one moderator alone decides after this."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What one moderator says.

    Attributes:
        account_id: Whose voice it is; none for a command at the server, which has no account.
        decision: `GIVE` or `KEEP`.
        choice: Public id of the claim that is to get the listing; empty where none is.
        is_admin: Whether it is an admin's.
    """

    account_id: int | None
    decision: str
    choice: str
    is_admin: bool = False

    def agrees(self, other: Voice) -> bool:
        """Whether both say the same."""
        return (self.decision, self.choice) == (other.decision, other.choice)


def decides(
    newest: Voice, others: Collection[Voice], *, waits_until: datetime, now: datetime
) -> bool:
    """Whether a voice that has just been said decides.

    Args:
        newest: The voice.
        others: Voices of other moderators, one for each.
        waits_until: Until when more than one is needed.
        now: When it is said.
    """
    if newest.account_id is not None and any(newest.agrees(other) for other in others):
        return True
    if now < waits_until:
        return False
    all_agree = all(newest.agrees(other) for other in others)
    return all_agree or newest.is_admin or newest.decision == KEEP


def waits_anew(
    newest: Voice,
    others: Collection[Voice],
    *,
    differed: bool,
    waits_until: datetime,
    now: datetime,
) -> datetime:
    """Until when more than one is needed, after a voice that did not decide.

    The first that differs gives everybody `NOTICE` more, once: saying it again, or something else,
    puts off nothing.

    Args:
        newest: The voice.
        others: Voices of other moderators.
        differed: Whether there were differing voices before.
        waits_until: Until when it was before.
        now: When it is said.
    """
    if differed or all(newest.agrees(other) for other in others):
        return waits_until
    return max(waits_until, now + NOTICE)


def joined_until(opened_at: datetime, waits_until: datetime, now: datetime) -> datetime:
    """Until when more than one is needed, after one more side came: they have their days too."""
    return max(waits_until, min(now + NOTICE, opened_at + LONGEST))
