"""Mail survives what happens to the worker."""

import os
import signal

import pytest
from sqlalchemy import func, select

from directory.db import begin_write
from directory.outbox.mail import TOPIC, post
from directory.outbox.models import Mail, OutboxEntry
from tests.outbox.servers import LOCAL, Post
from tests.running import RunningProgram, wait_until

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def office():
    """A mail server."""
    made = Post().open()
    yield made
    made.close()


def _waiting(session):
    session.rollback()
    return session.scalar(select(func.count(Mail.id)))


@pytest.mark.slow
def test_a_worker_killed_again_and_again_in_the_middle_loses_no_mail(
    settings, session, office, tmp_path, monkeypatch
):
    monkeypatch.setenv("MAIL_URL", f"smtp://{LOCAL}:{office.port}?tls=no")
    everybody = {f"member{number}@runner.example" for number in range(60)}
    for address in everybody:
        post(session, to=address, subject="Hello", text="Hello.")
    session.commit()

    for turn in range(2):
        seen = len(office.mailbox.taken)
        with RunningProgram(
            ["-m", "directory", "worker"], settings, tmp_path / f"worker{turn}"
        ) as worker:
            wait_until(lambda: len(office.mailbox.taken) > seen, worker.said())  # noqa: B023
            os.kill(worker.process.pid, signal.SIGKILL)
            worker.wait()
        _end_leases(session)
    with RunningProgram(["-m", "directory", "worker"], settings, tmp_path / "last"):
        wait_until(lambda: _waiting(session) == 0, "mails are left")

    reached = [envelope.rcpt_tos[0] for envelope in office.mailbox.taken]
    assert set(reached) == everybody
    assert len(reached) <= len(everybody) + 3


def _end_leases(session):
    """Let the minute pass for which a killed worker holds what it had taken out."""
    begin_write(session)
    for entry in session.scalars(select(OutboxEntry).where(OutboxEntry.topic == TOPIC)):
        entry.not_before = None
    session.commit()
