"""What can become of a row that was read. Pure."""

from __future__ import annotations

from enum import StrEnum

ACTOR = "command:import"
"""Who an import is, in the log."""


class Outcome(StrEnum):
    """What became of a row; the values are keys of the run's counts."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HIDDEN = "hidden"
    ALREADY_HIDDEN = "already_hidden"
    HIDDEN_TOO = "hidden_too"
    RESTORED = "restored"
    OLDER = "older"
    REPEATED = "repeated"
    LEFT = "left"
    CLAIMED_SAME = "claimed_same"
    CLAIMED_DIFFERS = "claimed_differs"
    HELD = "held"
    SHOWN_DESPITE = "shown_despite"
    SUPPRESSED = "suppressed"
    NOT_LISTED = "not_listed"


class Raised(StrEnum):
    """What became of a difference between the registry and an owner; keys of the run's counts."""

    OPENED = "differences_opened"
    RENEWED = "differences_renewed"
    WAITED = "differences_waited"
    JUDGED = "differences_judged"
    SETTLED = "differences_settled"
    NO_ROOM = "differences_no_room"
