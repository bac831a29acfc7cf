"""A site with two hundred of everything that pages list, for tests."""

from types import SimpleNamespace

from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from directory.vetting.models import CommentStatus
from tests.accounts.factories import make_account, make_noise_accounts, make_session
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.listings.factories import make_owned
from tests.moderation import cases as at
from tests.moderation.worlds import WORLDS
from tests.vetting.factories import plant_assessments

MANY = 200


def plant_crowd(session):
    """Plant it all; gives the accounts by role and what stands in addresses."""
    accounts = {
        "owner": make_account(session),
        "moderator": make_account(session, roles=["moderator"]),
        "admin": make_account(session, roles=["admin"]),
    }
    listing, _one = make_owned(session)
    _own(session, listing, accounts["owner"])
    assessed = _plant_listings(session, accounts["owner"])
    case = _plant_cases(session)
    for account in accounts.values():
        for _ in range(MANY // 10):
            make_session(session, account)
    make_practitioner(session, source="demo")
    for number in range(MANY):
        session.add(Mail(recipient=f"m{number}@example.org", subject="A code", text="123 456"))
    make_noise_accounts(session, MANY)
    plant_assessments(
        session, listing, MANY, comment="They watched me run.", comment_status=CommentStatus.SHOWN
    )
    session.flush()
    values = {
        "account": accounts["owner"].public_id,
        "assessment_id": assessed.public_id,
        "case_id": case.public_id,
        "listing": listing.public_id,
        "practitioner_id": listing.public_id,
        "slug": listing.slug,
        "number": 1,
        "step": "who",
    }
    return SimpleNamespace(accounts=accounts, values=values)


def _own(session, listing, account):
    session.add(Ownership(practitioner_id=listing.id, account_id=account.id))
    session.flush()


def _plant_listings(session, owner):
    """As many listings the owner speaks for, and as many the owner has assessed; one of those."""
    for number in range(MANY):
        _own(session, make_practitioner(session, name=f"Own {number}"), owner)
        row = plant_assessments(session, make_practitioner(session), 1)[0]
        row.member_id = owner.id
    return row


def _plant_cases(session):
    """As many cases of every kind that waits; gives one of them."""
    one_of_each = {kind: plant for (kind, _), plant in WORLDS.items()}
    one_of_each.pop("reply")(session)  # it comes first: it is planted where no flag is red yet
    for plant in one_of_each.values():
        ensure_writing(session)
        plant(session)
    for _ in range(MANY):
        case = at.a_fact_report(session)
        at.a_submission(session)
    return case
