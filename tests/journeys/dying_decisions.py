"""Decides a case again and again, killed with SIGKILL at one statement after the other.

Run as a program, as `dying_writes` is: `python -m tests.journeys.dying_decisions cap`. Prints for
every kill, as JSON: which moment it was, whether it got to die, and what a fresh reader then finds.
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models  # noqa: F401 - a session needs every table
from directory.accounts.models import Account
from directory.cases import Case, CaseKind
from directory.config import Settings
from directory.db import Base, begin_write, make_engine, utc_now
from directory.moderation.decisions import carry_out
from directory.moderation.suspending import suspend_account
from directory.moderation.undoing import take_back
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.journeys.dying_writes import LETTERS, killed_doing
from tests.moderation.tasks import task_of
from tests.moderation.worlds import WORLDS
from tests.vetting.factories import make_assessment

MEMBER, STAFF = "mia@runner.example", "max@whole.example"

DECISIONS = {
    "release": (CaseKind.BURST, "release"),
    "cap": (CaseKind.RED_FLAG, "cap"),
    "approve": (CaseKind.CLAIM, "approve"),
    "publish": (CaseKind.REVISION, "publish"),
    "merge": (CaseKind.DUPLICATE, "merge"),
}
"""Ways that decide a case; there are "undo" and "suspend" too."""


def do(session, way):
    """Do it, and commit."""
    begin_write(session)
    staff = session.scalars(select(Account).where(Account.email == STAFF)).one()
    if way == "suspend":
        _suspend(session, staff)
    else:
        case = session.scalars(select(Case).order_by(Case.id.desc())).first()
        verdict = Verdict(f"moderator:{staff.public_id}", "Looked at it.", utc_now())
        task = task_of(session, case, Path(tempfile.gettempdir()), verdict=verdict)
        if way == "undo":
            take_back(task, staff)
        else:
            carry_out(task, DECISIONS[way][1])
    session.commit()


def _suspend(session, staff):
    member = session.scalars(select(Account).where(Account.email == MEMBER)).one()
    suspend_account(
        session, member, by=staff, reason="Spam.", contact="", letters=LETTERS, now=utc_now()
    )


def prepare(engine, way):
    """Plant who decides, and what is decided on."""
    with Session(engine) as session:
        begin_write(session)
        make_account(session, email=STAFF, roles=["moderator"])
        if way == "suspend":
            member = make_account(session, email=MEMBER)
            make_assessment(session, practitioner=make_practitioner(session), member=member)
        else:
            WORLDS[DECISIONS.get(way, DECISIONS["publish"])](session)
        session.commit()
        if way == "undo":
            do(session, "publish")


def look(engine):
    """A fingerprint of all rows of each table, as a fresh reader finds them."""
    found = {}
    with Session(engine) as session:
        for table in Base.metadata.sorted_tables:
            rows = session.execute(select(table).order_by(*table.primary_key)).all()
            text = repr([tuple(row) for row in rows])
            found[table.name] = hashlib.sha256(text.encode()).hexdigest()[:16]
    engine.dispose()
    return found


def main(way):
    """Kill at the first moment, at the second, and so on until it comes to its end."""
    url = Settings.from_env().database
    engine = make_engine(url)
    prepare(engine, way)
    report = {"moment": 0, "died": True, "found": look(engine)}
    while report["died"]:
        sys.stdout.write(json.dumps(report) + "\n")
        number = report["moment"] + 1
        died = killed_doing(number, lambda session: do(session, way), url)
        report = {"moment": number, "died": died, "found": look(engine)}
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
