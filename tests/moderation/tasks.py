"""Decisions on their way, for tests."""

from directory.moderation.task import Task
from tests.listings.claim_factories import LETTERS, SECRET, VERDICT


def task_of(session, case, var, *, verdict=VERDICT, seen=None, choice=""):
    """A task to decide a case, with all that it needs."""
    return Task(
        session=session,
        case=case,
        verdict=verdict,
        on=verdict.now.date(),
        seen=seen,
        var=var,
        letters=LETTERS,
        secret=SECRET,
        choice=choice,
    )
