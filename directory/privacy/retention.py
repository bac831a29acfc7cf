"""Forgetting what has had its time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directory.accounts.codes import purge_codes
from directory.accounts.sessions import purge_sessions
from directory.accounts.traces import purge_traces
from directory.cases.ways_back import forget_ways_back
from directory.drafts import purge_drafts
from directory.files.keeping import proofs_folder
from directory.listings.sweeping import sweep_files
from directory.moderation.misses import purge_misses
from directory.outbox.mail import purge_mails
from directory.privacy.retention_listings import forget_about_listings
from directory.vetting.proofs import sweep_orphans
from directory.vetting.reports import forget_reports

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

LONGEST_UPLOAD = timedelta(hours=1)
"""Files that nothing names are spared for so long: their transaction may be under way."""


def forget(session: Session, now: datetime) -> None:
    """Delete what is not to be kept any longer.

    These are codes and mails, sessions and traces of devices and networks that have run out, drafts
    that were left lying, words of private reports decided on a year ago, what it takes to take
    decisions back, and what `retention_listings` names. No log row is written: the log would keep what is to be forgotten.

    Args:
        session: The open session, in a writing transaction.
        now: The time.
    """
    purge_codes(session, now)
    purge_mails(session, now)
    purge_sessions(session, now)
    purge_traces(session, now)
    purge_drafts(session, now)
    forget_reports(session, now)
    forget_ways_back(session, now)
    forget_about_listings(session, now)
    purge_misses(session, now.date())


def sweep_uploads(session: Session, *, var: Path) -> None:
    """Delete files of proofs, documents and photos that nothing names any more.

    Most of them went with the decision on them; these are left over where a process died, or were
    never handed in. It reads every listing: not for every minute.

    Args:
        session: The open session, in a writing transaction, so that nothing is named meanwhile.
        var: The site's folder of what it keeps.
    """
    sweep_orphans(session, proofs_folder(var), LONGEST_UPLOAD)
    sweep_files(session, var, LONGEST_UPLOAD)
