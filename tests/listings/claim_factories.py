"""Listings to be claimed, and who claims them, for tests."""

from directory.accounts.digests import Keys
from directory.cases import Case, CaseKind
from directory.listings.claims.claiming import Shown, claim
from directory.outbox.letters import Letters
from directory.outbox.models import Mail
from directory.practitioners.models import Status
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_noise, make_practitioner
from tests.vetting.plant import NOW

SECRET = "a secret of the site"  # noqa: S105 - of no site
KEYS = Keys(SECRET)
LETTERS = Letters("Whole Chain", "https://chain.example")
VERDICT = Verdict("moderator:one", "The board's register has the same number.", NOW)


def plant_unclaimed(session, **what_matters):
    """Plant a listing nobody speaks for, among others."""
    make_noise(session)
    columns = {"status": Status.UNCLAIMED, "email": "ada@alder.example"} | what_matters
    return make_practitioner(session, **columns)


def plant_claim(session, practitioner, account=None, *, only_row=False, **shown):
    """Let somebody claim a listing by licence; gives claim and case, or the claim alone."""
    ensure_writing(session)
    row = claim(
        session,
        practitioner=practitioner,
        account=account or make_account(session),
        shown=Shown(**{"way": "licence", "npi": "1234567893", "licence_number": "PT1"} | shown),
        letters=LETTERS,
        now=NOW,
    )
    session.flush()
    if only_row:
        return row
    case = session.query(Case).filter_by(kind=CaseKind.CLAIM, subject_id=str(row.public_id)).one()
    return row, case


def last_mail(session):
    """The newest mail that was promised."""
    session.flush()
    return session.query(Mail).order_by(Mail.id.desc()).first()
