"""Does one thing to the database again and again, killed with SIGKILL at one write after the other.

Run as a program, which has no threads and may fork, with the site's environment and the name of
what is done: `python -m tests.journeys.dying_writes submit`. Prints for every kill, as JSON: which
statement it was, whether it got to die, and what a fresh reader then finds.
"""

import json
import os
import signal
import sys

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from directory import models  # noqa: F401 - a session needs every table
from directory.accounts.models import Account
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.config import Settings
from directory.db import begin_write, make_engine, utc_now
from directory.listings import deciding, service
from directory.listings.models import Revision, Stage
from directory.log.models import Event
from directory.outbox import INDEX
from directory.outbox.letters import Letters
from directory.outbox.mail import TOPIC as MAIL
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import Location, Ownership, Practitioner, Status
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.listings.factories import make_content

LETTERS = Letters("Whole Chain", "https://chain.example")
NAME = "Ida Ironwood"
MOMENTS = ("before_cursor_execute", "commit")
"""Moments at which the process may die: before each statement that writes and before the commit."""


def submit(session):
    """Send in a listing."""
    begin_write(session)
    author = session.scalars(select(Account)).one()
    service.submit(
        session, author=author, content=make_content(name=NAME), letters=LETTERS, now=utc_now()
    )
    session.commit()


def publish(session):
    """Publish the listing that waits."""
    begin_write(session)
    case = session.scalars(select(Case).where(Case.status == CaseStatus.OPEN)).one()
    seen = deciding.revision_of(session, case).public_id
    verdict = Verdict("moderator:test", "Licence seen.", utc_now())
    deciding.approve(session, case, verdict, seen=seen, letters=LETTERS)
    session.commit()


WAYS = {"submit": submit, "publish": publish}


def found(session):
    """What a fresh reader finds of it, each part by itself."""

    def number(what, *where):
        return session.scalar(select(func.count()).select_from(what).where(*where))

    return {
        "pending": number(Practitioner, Practitioner.status == Status.PENDING),
        "published": number(Practitioner, Practitioner.status == Status.PUBLISHED),
        "places": number(Location),
        "owners": number(Ownership),
        "waiting": number(Revision, Revision.status == Stage.WAITING),
        "accepted": number(Revision, Revision.status == Stage.ACCEPTED),
        "open": number(Case, Case.kind == CaseKind.SUBMISSION, Case.status == CaseStatus.OPEN),
        "decided": number(Case, Case.status == CaseStatus.DECIDED),
        "log": number(Event),
        "mails": number(Mail),
        "to mail": number(OutboxEntry, OutboxEntry.topic == MAIL),
        "to index": number(OutboxEntry, OutboxEntry.topic == INDEX),
    }


def die_at(number, engine):
    """Let this process be killed at the n-th moment of what it says to the database."""
    seen = 0

    def count(*arguments, **_named):
        nonlocal seen
        if len(arguments) > 2 and arguments[2].startswith("SELECT"):
            return  # the database is the same as before the next statement
        seen += 1
        if seen == number:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in MOMENTS:
        event.listen(engine, moment, count)


def killed_doing(number, what, url):
    """Do something with a session in a process that dies on the way; tells whether it got to die."""
    child = os.fork()
    if child == 0:
        engine = make_engine(url)
        die_at(number, engine)
        with Session(engine) as session:
            what(session)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError("It failed before it could be killed.")
    return os.WIFSIGNALED(status)


def look(url):
    """Read with an engine that the next child does not inherit."""
    engine = make_engine(url)
    with Session(engine) as session:
        state = found(session)
    engine.dispose()
    return state


def prepare(way, url):
    """Plant the author, and what is to be published."""
    engine = make_engine(url)
    with Session(engine) as session:
        begin_write(session)
        make_account(session, email="ida@example.org")
        session.commit()
        if way == "publish":
            submit(session)
    engine.dispose()


def main(way):
    """Kill at the first moment, at the second, and so on until it comes to its end."""
    url = Settings.from_env().database
    prepare(way, url)
    report = {"moment": 0, "died": True, "found": look(url)}
    while report["died"]:
        sys.stdout.write(json.dumps(report) + "\n")
        number = report["moment"] + 1
        report = {
            "moment": number,
            "died": killed_doing(number, WAYS[way], url),
            "found": look(url),
        }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
