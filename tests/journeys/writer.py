"""Plants and changes practitioners without end, and prints each one once its commit came back.

Run as a program with the site's environment: `python -m tests.journeys.writer`, and after it the
seconds to rest after each commit, if any.
"""

import sys
import time
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import models  # noqa: F401 - a session needs every table
from directory.config import Settings
from directory.db import begin_write, make_engine
from directory.practitioners.models import Practitioner
from directory.practitioners.service import mark_changed, rename
from tests.factories import make_practitioner

PER_COMMIT = 3
MOST = 900
"""Practitioners planted at most, so that search can page through all; then it only renames."""


def write(pause_s=0.0):
    """Plant three in a commit; every other time rename one planted before as well."""
    known = []
    with Session(make_engine(Settings.from_env().database)) as session:
        for turn in count():
            begin_write(session)
            changed = _planted(session, len(known))
            if turn % 2:
                changed.append(_renamed(session, known[turn % len(known)], turn))
            facts = [(str(row.public_id), row.version, row.name) for row in changed]
            known += [row.public_id for row in changed if row.public_id not in known]
            session.commit()
            sys.stdout.writelines("\t".join(map(str, fact)) + "\n" for fact in facts)
            sys.stdout.flush()
            time.sleep(pause_s)


def _planted(session, so_far):
    numbers = range(so_far, min(so_far + PER_COMMIT, MOST))
    return [make_practitioner(session, name=f"Acknowledged Number{number}") for number in numbers]


def _renamed(session, public_id, turn):
    practitioner = session.scalars(
        select(Practitioner).where(Practitioner.public_id == public_id)
    ).one()
    rename(session, practitioner, f"Acknowledged Renamed{turn}")
    mark_changed(session, practitioner)
    return practitioner


if __name__ == "__main__":
    write(*map(float, sys.argv[1:]))
