"""A missing licence hides the listing and takes its score away, until that is lifted."""

import pytest
from sqlalchemy import select

from directory.cases.deciding import ReasonMissing
from directory.cases.models import Case
from directory.log.models import Event
from directory.practitioners.hiding import hide
from directory.practitioners.models import Status
from directory.vetting.appeals import AppealNeedsAnother
from directory.vetting.flags import FlagElsewhere, flags_of, public_flag
from directory.vetting.models import FlagStatus
from directory.vetting.veto import REASON, lift_veto, veto
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

MODERATOR = "moderator:a"


@pytest.fixture
def listing(session):
    made = make_practitioner(session)
    plant_assessment(session, made)
    return made


def decide(session, listing, how=veto, reason="The register says it lapsed."):
    return how(session, listing, actor=MODERATOR, reason=reason, now=NOW)


@BOTH
def test_a_vetoed_listing_is_hidden_and_has_no_score(session, listing):
    assert listing.score is not None

    flag = decide(session, listing)

    case = session.scalars(select(Case)).one()
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, REASON)
    assert (listing.score, listing.score_low, listing.score_high) == (None, None, None)
    assert (flag.code, flag.status, public_flag(flag)) == ("R4", FlagStatus.CAPPED, None)
    assert (case.decision, case.reason) == ("veto", "The register says it lapsed.")


def test_a_lifted_veto_gives_back_place_and_score(session, listing):
    before = listing.score
    decide(session, listing)

    is_back = decide(session, listing, lift_veto)

    session.flush()
    assert is_back
    assert (listing.status, listing.hidden_reason, listing.score) == (
        Status.PUBLISHED,
        None,
        before,
    )


def test_a_listing_hidden_for_something_else_too_stays_hidden(session, listing):
    other = "Its NPI was deactivated."
    hide(session, listing, other, actor="import")
    session.flush()
    decide(session, listing)

    is_back = decide(session, listing, lift_veto)

    assert not is_back
    assert (listing.status, listing.hidden_reason) == (Status.HIDDEN, other)


@BOTH
def test_who_vetoed_does_not_hear_the_appeal_while_there_is_another(session, listing):
    make_account(session, roles=["admin"])
    decide(session, listing)

    with pytest.raises(AppealNeedsAnother):
        decide(session, listing, lift_veto)

    assert (listing.status, listing.score) == (Status.HIDDEN, None)


@pytest.mark.parametrize(("actor", "by_another"), [(MODERATOR, False), ("moderator:b", True)])
def test_the_log_tells_whether_another_heard_the_appeal(session, listing, actor, by_another):
    decide(session, listing)

    lift_veto(session, listing, actor=actor, reason="It was renewed.", now=NOW)

    session.flush()
    event = session.scalars(select(Event).where(Event.action == "lifted")).one()
    assert event.after["by_another"] is by_another


@BOTH
def test_a_veto_can_come_back_on_the_same_flag(session, listing):
    decide(session, listing)
    decide(session, listing, lift_veto)

    decide(session, listing)

    session.flush()
    actions = select(Event.action).where(Event.subject_type == "red_flag").order_by(Event.id)
    assert len(flags_of(session, listing.id)) == 1
    assert list(session.scalars(actions)) == ["vetoed", "lifted", "vetoed"]


def test_neither_is_done_twice(session, listing):
    with pytest.raises(FlagElsewhere):
        decide(session, listing, lift_veto)
    decide(session, listing)
    with pytest.raises(FlagElsewhere):
        decide(session, listing)


def test_a_veto_without_a_reason_hides_nothing(session, listing):
    with pytest.raises(ReasonMissing):
        decide(session, listing, reason="")

    assert listing.status == Status.PUBLISHED
