"""Cases that wait, for what is tried on the command line."""

from datetime import timedelta

from click.testing import CliRunner
from sqlalchemy import select

from directory.cases import Case, CaseKind, open_case
from directory.cli.cases import cases
from directory.db import utc_now
from directory.vetting.flag_watch import look_again
from directory.vetting.reports import Report, report_privately
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.running import environment_of
from tests.vetting.plant import NOW, plant_assessment

TEXT = "They went on when I said stop."


class Desk:
    """Calls `directory cases` for a site."""

    def __init__(self, settings):
        self.environment = environment_of(settings)

    def call(self, *arguments):
        """Run a subcommand and give its result."""
        words = [str(argument) for argument in arguments]
        return CliRunner(env=self.environment).invoke(cases, words)

    def decide(self, case, decision, *more, reason="Looked at it."):
        """Decide a case with a reason."""
        return self.call("decide", case.id, decision, "--reason", reason, *more)


def plant_listing(session):
    """Plant a listing that one member has assessed."""
    made = make_practitioner(session, slug="ada-alder")
    plant_assessment(session, made)
    session.commit()
    return made


def opened(session, kind, listing, row=None, *, days_ago=0, **details):
    """Open a case about an assessment, or about nothing in particular."""
    ensure_writing(session)
    subject = ("assessment", str(row.public_id)) if row else ("thing", str(kind))
    case = open_case(
        session, kind, subject=subject, practitioner_id=listing.id, details=details, actor="guard"
    )
    case.opened_at = utc_now() - timedelta(days=days_ago, minutes=1)
    session.commit()
    return case


def reported(session, listing):
    """Send a private report."""
    ensure_writing(session)
    case = report_privately(session, listing, Report(f"{TEXT}\x1b[2J", "555 0100"))
    session.commit()
    return case


def flagged(session, listing):
    """Let two members report a red flag."""
    ensure_writing(session)
    for _ in range(2):
        plant_assessment(session, listing, flags=["R1"])
    look_again(session, listing, NOW)
    session.commit()
    return session.scalars(select(Case).where(Case.kind == CaseKind.RED_FLAG)).one()


def now_is(session, row):
    """A row as a command left it."""
    session.expire_all()
    session.rollback()
    return session.get_one(type(row), row.id)
