"""A decision on which something depends by now stands: nothing is written."""

from datetime import timedelta
from functools import partial

import pytest

from directory.accounts.models import Account
from directory.cases import CaseStatus
from directory.listings.confirming import confirm
from directory.listings.fact_reports import WrongFact, report
from directory.listings.models import OwnershipClaim
from directory.listings.replies import send_reply
from directory.moderation.service import NotYours
from directory.moderation.undoing import WITHIN, UndoImpossible, Why, can_take_back
from directory.practitioners.hiding import hide
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.vetting.appealing import ask_appeal
from directory.vetting.flags import flags_of, record_reply
from directory.vetting.models import Assessment, FlagStatus, Standing
from directory.vetting.service import withdraw
from tests.accounts.factories import make_account
from tests.listings.claim_factories import VERDICT
from tests.moderation.cases import a_document, edit
from tests.moderation.test_undoing import decide, newest, undo, world
from tests.moderation.worlds import WORLDS, a_veto
from tests.vetting.plant import plant_assessment

pytestmark = pytest.mark.databases("sqlite")

LATER = VERDICT.now + timedelta(minutes=5)


def listing_of(session, case):
    return session.get_one(Practitioner, case.practitioner_id)


def owner_of(session, case):
    owned = session.query(Ownership).filter_by(practitioner_id=case.practitioner_id).one()
    return session.get_one(Account, owned.account_id)


def owner_confirms(session, case):
    confirm(session, practitioner=listing_of(session, case), actor="owner:a", now=LATER)


def owner_edits(session, case, **what):
    edit(session, listing_of(session, case), owner_of(session, case), **(what or {"bio": "New."}))


def owner_replies_again(session, case):
    send_reply(
        session,
        practitioner=listing_of(session, case),
        account=owner_of(session, case),
        code="R1",
        sentences=["pain_limit"],
        own_words="",
        now=LATER,
    )


def is_hidden(session, case):
    hide(session, listing_of(session, case), "For something else.", actor="moderator:b")


def is_assessed(session, case):
    plant_assessment(session, listing_of(session, case))


def is_reported(session, case):
    wrong = WrongFact("website", "It is another one.")
    report(session, listing_of(session, case), wrong, now=LATER)


def somebody_claims(session, case):
    account = make_account(session).id
    session.add(
        OwnershipClaim(practitioner_id=case.practitioner_id, account_id=account, way="licence")
    )
    session.flush()


def practitioner_replies(session, case):
    flag = flags_of(session, case.practitioner_id)[0]
    record_reply(session, flag, "We look at how we work.", LATER.date(), actor="moderator:b")


def owner_appeals(session, case):
    text = "We have changed how we work in this point."
    listing = listing_of(session, case)
    ask_appeal(session, practitioner=listing, actor="owner:a", code="R1", text=text)


def flag_opens_again(session, case):
    flags_of(session, case.practitioner_id)[0].status = FlagStatus.OPEN
    session.flush()


def cap_is_lifted(session, case):
    decide(session, case, "lift", None, make_account(session))


def member_withdraws(session, case):
    row = session.query(Assessment).order_by(Assessment.id.desc()).first()
    withdraw(session, assessment=row, now=LATER)


def linked_arrives(session, case):
    held = session.query(Assessment).order_by(Assessment.id.desc()).first()
    plant_assessment(session, listing_of(session, case), group=held, standing=Standing.WAITING)


LATER_CHANGES = [
    ("submission", "publish", owner_confirms),
    ("submission", "publish", owner_edits),
    ("submission", "publish", is_hidden),
    ("submission", "publish", is_assessed),
    ("submission", "publish", is_reported),
    ("submission", "return", owner_edits),
    ("submission", "refuse", is_hidden),
    ("revision", "publish", owner_confirms),
    ("revision", "publish", owner_edits),
    ("revision", "return", owner_edits),
    ("revision", "keep", partial(owner_edits, accepting=True)),
    ("revision", "undo", owner_confirms),
    ("fact_report", "accept", owner_confirms),
    ("fact_report", "clear", is_hidden),
    ("fact_report", "dismiss", is_hidden),
    ("reply", "show", owner_replies_again),
    ("reply", "show", practitioner_replies),
    ("reply", "refuse", owner_replies_again),
    ("claim", "approve", owner_confirms),
    ("claim", "approve", owner_edits),
    ("claim", "approve", somebody_claims),
    ("claim", "refuse", somebody_claims),
    ("private_report", "hide", is_hidden),
    ("red_flag", "cap", practitioner_replies),
    ("red_flag", "cap", owner_appeals),
    ("appeal", "lift", flag_opens_again),
    ("appeal", "uphold", owner_appeals),
    ("appeal", "uphold", cap_is_lifted),
    ("red_flag", "clear", flag_opens_again),
    ("red_flag", "keep", cap_is_lifted),
    ("red_flag", "lift", flag_opens_again),
    ("burst", "release", member_withdraws),
    ("burst", "release", linked_arrives),
    ("burst", "reject", member_withdraws),
]


@pytest.mark.parametrize(("kind", "decision", "later"), LATER_CHANGES)
def test_what_has_changed_since_stands_in_the_way(session, tmp_path, kind, decision, later):
    case, moderator = WORLDS[kind, decision](session), make_account(session)
    decide(session, case, decision, tmp_path, moderator)
    decided = newest(session, case)
    later(session, case)
    before = world(session)

    assert can_take_back(session, decided, moderator, LATER) == Why.LATER_CHANGE
    with pytest.raises(UndoImpossible, match="Something has changed since"):
        undo(session, decided, tmp_path, moderator, exactly=True)

    assert world(session) == before
    assert decided.status == CaseStatus.DECIDED


@pytest.mark.parametrize(("kind", "decision"), [("claim", "approve"), ("red_flag", "cap")])
def test_after_a_month_a_decision_stands(session, tmp_path, kind, decision):
    case, moderator = WORLDS[kind, decision](session), make_account(session)
    decide(session, case, decision, tmp_path, moderator)

    assert can_take_back(session, case, moderator, VERDICT.now + WITHIN) is None
    with pytest.raises(UndoImpossible) as refused:
        undo(session, case, tmp_path, moderator, WITHIN + timedelta(seconds=1))

    assert refused.value.why == Why.TOO_LATE


def test_only_who_heard_an_appeal_takes_that_back(session, tmp_path):
    case, moderator, other = a_veto(session), make_account(session), make_account(session)
    decide(session, case, "lift", tmp_path, moderator)
    lifted = newest(session, case)

    assert can_take_back(session, lifted, other, LATER) == Why.NOT_YOURS
    with pytest.raises(UndoImpossible, match="Only who heard the appeal"):
        undo(session, lifted, tmp_path, other)
    undo(session, lifted, tmp_path, moderator)

    listing = session.get_one(Practitioner, case.practitioner_id)
    assert (listing.status, listing.score) == (Status.HIDDEN, None)


def test_an_interest_stands_in_the_way_of_taking_back_too(session, tmp_path):
    case, moderator = WORLDS["submission", "publish"](session), make_account(session)
    decide(session, case, "publish", tmp_path, moderator)
    owner = owner_of(session, case)

    assert can_take_back(session, case, owner, LATER) == Why.NOT_YOURS
    with pytest.raises(NotYours):
        undo(session, case, tmp_path, owner)


def test_what_is_open_has_nothing_to_be_taken_back(session, tmp_path):
    case, moderator = WORLDS["comment", "show"](session), make_account(session)

    assert can_take_back(session, case, moderator, LATER) == Why.NOT_DECIDED
    with pytest.raises(UndoImpossible, match="The case is open"):
        undo(session, case, tmp_path, moderator)


def test_a_final_decision_is_not_taken_back(session, tmp_path):
    case, moderator = a_document(session, tmp_path), make_account(session)
    decide(session, case, "refuse", tmp_path, moderator)

    assert can_take_back(session, case, moderator, LATER) == Why.NOT_THIS_KIND
    with pytest.raises(UndoImpossible, match="cannot be taken back"):
        undo(session, case, tmp_path, moderator)


@pytest.mark.parametrize("decision", ["show", "refuse"])
def test_with_a_comment_that_is_taken_back_goes_the_way_back(session, tmp_path, decision):
    case, moderator = WORLDS["comment", decision](session), make_account(session)
    decide(session, case, decision, tmp_path, moderator)
    decided = newest(session, case)

    member_withdraws(session, case)

    session.expire_all()
    assert can_take_back(session, decided, moderator, LATER) == Why.NOT_THIS_KIND


def test_answers_given_up_for_a_listing_make_its_claim_final(session, tmp_path):
    case, moderator = WORLDS["claim", "approve"](session), make_account(session)
    claimant = session.query(OwnershipClaim).one().account_id
    row = plant_assessment(session, listing_of(session, case))
    row.member_id = claimant
    decide(session, case, "approve", tmp_path, moderator)

    assert can_take_back(session, case, moderator, LATER) == Why.NOT_THIS_KIND
