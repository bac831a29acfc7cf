"""What is offered, called about, claimed with a code and shown again: planted, then done."""

from directory.interchange import suppression
from directory.listings import fact_reports, ownership, reaching
from directory.listings.claims import codes
from directory.listings.merging.doubles import open_pair
from directory.listings.models import ReachOutcome
from directory.practitioners.hiding import hide
from directory.vetting import reports
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.claim_factories import KEYS, LETTERS, SECRET, plant_unclaimed
from tests.moderation import cases as at
from tests.repo.log_watch import scenarios_of
from tests.vetting.plant import NOW

ACTOR = "moderator:one"


def claims_by_a_code(session, var):
    listing, account = plant_unclaimed(session), make_account(session)
    yield
    codes.shown_to_be(
        session, practitioner=listing, account=account, letters=LETTERS, var=var, now=NOW
    )


def a_number_is_wrong(session, _var):
    listing = make_practitioner(session, locations=[{"phone": "+1 303 555 0101"}])
    yield
    reaching.reached(
        session,
        listing,
        visitor="one",
        outcome=ReachOutcome.WRONG_NUMBER,
        letters=LETTERS,
        now=NOW,
    )


def is_shown_after_a_report(session, _var):
    listing = make_practitioner(session)
    hide(session, listing, reports.REASON, actor=ACTOR)
    yield
    reports.show_again(session, listing, actor=ACTOR)


def is_shown_after_it_seemed_closed(session, _var):
    listing = make_practitioner(session)
    hide(session, listing, fact_reports.REASON_CLOSED, actor=ACTOR)
    yield
    fact_reports.show_reopened(session, listing, actor=ACTOR)


def is_offered(session, _var):
    listing, owner = at.owned_listing(session)
    yield
    ownership.offer(
        session,
        listing,
        owner=owner,
        email="ida@example.org",
        letters=LETTERS,
        keys=KEYS,
        now=NOW,
    )


def an_offer_is_taken_back(session, _var):
    listing, owner = at.owned_listing(session)
    yield
    ownership.take_offer_back(session, listing, owner=owner)


def may_be_imported_again(session, _var):
    suppression.suppress(session, "1234567893", SECRET, actor=ACTOR)
    yield
    suppression.lift(session, "1234567893", SECRET, actor=ACTOR)


def may_be_one_person(session, _var):
    one, other = make_practitioner(session), make_practitioner(session)
    yield
    open_pair(session, one, other, actor="visitor")


SCENARIOS = scenarios_of(globals())
"""Everything above, by its name."""
