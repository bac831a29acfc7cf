"""The tables of runs and suppressions."""

import pytest
from sqlalchemy.exc import IntegrityError

from directory.interchange.models import ImportRun, RunStatus, Suppression


def test_a_run_begins_running_without_counts(session):
    run = ImportRun(source="nppes", file_name="f.csv", file_size=9_500_000_000)
    session.add(run)

    session.flush()

    assert (run.status, run.counts, run.finished_at) == (RunStatus.RUNNING, {}, None)


def test_a_hash_stands_on_the_list_once(session):
    session.add(Suppression(digest="a" * 64))
    session.flush()
    session.expunge_all()
    session.add(Suppression(digest="a" * 64))

    with pytest.raises(IntegrityError):
        session.flush()
