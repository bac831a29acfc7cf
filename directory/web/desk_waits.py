"""How long what an owner sent from the desk waits, as far as it is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.cases.waiting import expected_wait
from directory.db import database, utc_now
from directory.web.listing_words import wait_words

if TYPE_CHECKING:
    from directory.cases import CaseKind


def wait_of_own(*kinds: CaseKind) -> str:
    """How long a decision takes on something of these kinds that was sent already."""
    expected = expected_wait(database.session, kinds, utc_now())
    # What was sent is one of those that wait, and waits not for itself.
    return wait_words(replace(expected, waiting=max(0, expected.waiting - 1)))
