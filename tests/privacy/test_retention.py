"""What has had its time is forgotten, and nothing else."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.accounts.sessions import IDLE
from directory.db import Base, utc_now
from directory.outbox import pending_ids
from directory.outbox.mail import TOPIC, post
from directory.outbox.models import Mail
from directory.privacy.retention import LONGEST_UPLOAD, forget, sweep_uploads
from directory.vetting.reports import Report, close_report, report_privately
from tests.factories import make_practitioner
from tests.privacy.worlds import NOW, make_full_member

pytestmark = pytest.mark.databases("sqlite")


def _left(session):
    names = ("sign_in_code", "account_session", "account_trace", "draft")
    counts = (
        session.scalar(select(func.count()).select_from(Base.metadata.tables[name]))
        for name in names
    )
    return tuple(counts)


@pytest.fixture
def member(session, var):
    return make_full_member(session, var)


def test_nothing_is_forgotten_before_its_time(session, member, folder):
    forget(session, NOW)

    assert _left(session) == (1, 1, 2, 1)
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("passed", "left"),
    [
        (timedelta(minutes=10), (0, 2, 1)),
        (timedelta(days=30), (0, 2, 0)),
        (timedelta(days=90), (0, 0, 0)),
    ],
)
def test_codes_drafts_and_traces_are_forgotten_in_their_turn(session, member, passed, left):
    forget(session, NOW + passed)

    codes, _sessions, traces, drafts = _left(session)
    assert (codes, traces, drafts) == left


def test_mails_are_forgotten_when_they_have_run_out(session):
    minute = timedelta(minutes=1)
    for name, end in (("old", NOW), ("new", NOW + minute), ("endless", None)):
        post(session, to=f"{name}@runner.example", subject="Code", text="123 456", expires_at=end)

    forget(session, NOW)

    kept = session.scalars(select(Mail.recipient).order_by(Mail.id)).all()
    assert kept == ["new@runner.example", "endless@runner.example"]
    assert len(pending_ids(session, TOPIC)) == 2


def test_a_session_that_was_left_alone_ends(session, member, folder):
    forget(session, utc_now() + IDLE)

    assert _left(session)[1] == 0


def test_only_old_files_that_no_proof_names_are_deleted(session, member, var, folder):
    (named,) = folder.iterdir()
    orphan, fresh = folder / "orphan.pdf", folder / "fresh.pdf"
    for path in (orphan, fresh):
        path.write_bytes(b"%PDF")
    long_ago = fresh.stat().st_mtime - LONGEST_UPLOAD.total_seconds() - 60
    for path in (orphan, named):
        os.utime(path, (long_ago, long_ago))

    sweep_uploads(session, var=var)

    assert set(folder.iterdir()) == {named, fresh}


def test_the_words_of_a_private_report_go_a_year_after_the_decision(session):
    case = report_privately(session, make_practitioner(session), Report("They went on at my stop."))
    close_report(session, case, actor="moderator:a", reason="Asked both.", now=NOW)
    forget(session, NOW + timedelta(days=364))
    assert case.details["text"] == "They went on at my stop."

    forget(session, NOW + timedelta(days=365))

    assert case.details == {}


def test_what_a_decision_had_changed_goes_after_a_month(session):
    case = report_privately(session, make_practitioner(session), Report("They went on at my stop."))
    close_report(session, case, actor="moderator:a", reason="Asked both.", now=NOW)
    case.undo = {"of": "close"}
    forget(session, NOW + timedelta(days=30))
    session.refresh(case)
    assert case.undo == {"of": "close"}

    forget(session, NOW + timedelta(days=30, seconds=1))

    session.refresh(case)
    assert case.undo is None
