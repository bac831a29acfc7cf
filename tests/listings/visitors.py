"""What tests of visitors' words share: a writer of mails, verdicts, cases, who owns what."""

from sqlalchemy import select

from directory.accounts.digests import Keys
from directory.cases.models import Case
from directory.outbox.letters import Letters
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.vetting.factories import NOW

LETTERS = Letters("Whole Chain", "https://chain.example")
KEYS = Keys("a secret of the site")


def verdict(reason="Looked it up.", now=NOW):
    return Verdict("moderator:1", reason, now)


def own(session, practitioner, email="ada@practice.example"):
    """Let a new account speak for a listing."""
    owner = make_account(session, email=email)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=owner.id))
    session.flush()
    return owner


def case_of(session, kind):
    """The one case of a kind."""
    return session.scalars(select(Case).where(Case.kind == kind)).one()


def mails(session):
    """Recipients and subjects of what waits to be sent."""
    session.flush()
    rows = session.scalars(select(Mail).order_by(Mail.id))
    return [(row.recipient, row.subject) for row in rows]
