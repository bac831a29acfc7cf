"""Runs: one for each file that is read in."""

import pytest
from sqlalchemy import select

from directory.interchange import service
from directory.interchange.models import ImportRun, RunStatus
from directory.log.models import Event
from tests.factories import make_noise


@pytest.fixture
def run_id(session):
    make_noise(session)
    return service.start_run(session, source="nppes", file_name="f.csv", file_size=10).id


def test_a_run_keeps_its_counts_as_it_goes(session, run_id):
    service.note_progress(session, run_id, {"rows": 7}, "imports/1-rejects.csv")

    run = session.get_one(ImportRun, run_id)
    assert (run.counts, run.rejects_path) == ({"rows": 7}, "imports/1-rejects.csv")
    assert run.status == RunStatus.RUNNING


@pytest.mark.parametrize(
    ("status", "action"),
    [(RunStatus.FINISHED, "imported"), (RunStatus.STOPPED, "import stopped")],
)
def test_a_closed_run_is_one_event_of_the_log(session, run_id, status, action):
    run = service.finish_run(session, run_id, status=status, sha256="ab")

    session.flush()
    event = session.scalars(select(Event).where(Event.subject_type == "import_run")).one()
    assert (event.action, event.subject_id) == (action, str(run_id))
    assert run.finished_at >= run.started_at
    assert run.file_sha256 == "ab"


def test_only_running_runs_that_are_gone_are_abandoned(session):
    lost, alive, done = (
        service.start_run(session, source="nppes", file_name=name, file_size=1)
        for name in ("lost.csv", "alive.csv", "done.csv")
    )
    service.finish_run(session, done.id, status=RunStatus.FINISHED)

    abandoned = service.abandon_runs(session, {lost.id: True, alive.id: False}.__getitem__)

    assert abandoned == [lost]
    assert lost.finished_at >= lost.started_at
    assert [run.status for run in (lost, alive, done)] == ["abandoned", "running", "finished"]
    session.flush()
    assert "import abandoned" in session.scalars(select(Event.action)).all()


def broken_off(session, place, *, status=RunStatus.STOPPED, file=None):
    run = service.start_run(session, source="nppes", file_name="f.csv", file_size=10)
    checkpoint = {"file": file or {"size": 10}, "place": place}
    service.note_progress(session, run.id, {"rows": 7}, None, checkpoint)
    service.finish_run(session, run.id, status=status)
    return run


def test_the_newest_run_of_a_file_is_found_by_what_the_file_is(session):
    broken_off(session, {"lines": 1})
    newest = broken_off(session, {"lines": 2})
    broken_off(session, {"lines": 3}, file={"size": 11})

    assert service.last_run(session, "nppes", {"size": 10}) is newest
    assert service.last_run(session, "csv", {"size": 10}) is None


@pytest.mark.parametrize(
    ("place", "status", "can"),
    [
        ({"lines": 1}, RunStatus.STOPPED, True),
        ({"lines": 1}, RunStatus.FAILED, True),
        ({"lines": 1}, RunStatus.ABANDONED, True),
        ({"lines": 1}, RunStatus.FINISHED, False),
        (None, RunStatus.STOPPED, False),
    ],
)
def test_only_a_run_that_broke_off_after_a_batch_can_go_on(session, place, status, can):
    assert service.can_go_on(broken_off(session, place, status=status)) is can


def test_a_run_without_a_checkpoint_cannot_go_on(session, run_id):
    run = service.finish_run(session, run_id, status=RunStatus.ABANDONED)

    assert not service.can_go_on(run)


def test_a_reopened_run_is_running_with_what_it_had_counted(session):
    broken = broken_off(session, {"lines": 1})

    run = service.reopen_run(session, broken.id)

    assert (run.status, run.finished_at, run.counts) == (RunStatus.RUNNING, None, {"rows": 7})
    session.flush()
    assert "import resumed" in session.scalars(select(Event.action)).all()


def test_progress_without_a_checkpoint_keeps_the_last_one(session):
    run = broken_off(session, {"lines": 1})

    service.note_progress(session, run.id, {"rows": 8}, None)

    assert run.checkpoint["place"] == {"lines": 1}
