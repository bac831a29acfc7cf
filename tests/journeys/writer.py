"""Plants and changes practitioners without end, and prints each one once its commit came back.

Run as a program with the site's environment: `python -m tests.journeys.writer`.
"""

import sys
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.config import Settings
from directory.db import begin_write, make_engine
from directory.practitioners.models import Practitioner
from directory.practitioners.service import mark_changed, rename
from tests.factories import make_practitioner

PER_COMMIT = 3


def write():
    """Plant three in a commit; every other time rename one planted before as well."""
    with Session(make_engine(Settings.from_env().database)) as session:
        earlier = None
        for turn in count():
            begin_write(session)
            changed = [
                make_practitioner(session, name=f"Acknowledged Number{turn * PER_COMMIT + place}")
                for place in range(PER_COMMIT)
            ]
            if earlier and turn % 2:
                found = session.scalars(
                    select(Practitioner).where(Practitioner.public_id == earlier)
                ).one()
                rename(session, found, f"{found.name.replace('Number', 'Renamed')}")
                mark_changed(session, found)
                changed.append(found)
            facts = [(str(row.public_id), row.version, row.name) for row in changed]
            earlier = changed[0].public_id
            session.commit()
            for fact in facts:
                sys.stdout.write("\t".join(map(str, fact)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    write()
