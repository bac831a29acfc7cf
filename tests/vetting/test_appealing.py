"""Appeals are asked for by owners, one at a time, and heard by somebody else where there is one."""

from datetime import timedelta

import pytest

from directory.cases import CaseKind, CaseStatus
from directory.cases.deciding import AlreadyDecided
from directory.log.models import Event
from directory.vetting.appealing import (
    AppealInvalid,
    AppealWaits,
    appealable_flags,
    ask_appeal,
    decided_as,
    last_heard,
    uphold,
    waiting_appeal,
)
from directory.vetting.appeals import AppealNeedsAnother
from directory.vetting.flag_watch import flags_of
from directory.vetting.flags import FlagElsewhere, cap, lift
from directory.vetting.models import Flag, FlagStatus
from directory.vetting.veto import lift_veto, veto
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

TEXT = "We have changed how we work in this point."
ONE, OTHER = "moderator:a", "moderator:b"


@pytest.fixture
def listing(session):
    made = make_practitioner(session)
    plant_assessment(session, made)
    return made


@pytest.fixture
def flag(session, listing):
    """A cap by one moderator."""
    days = [(NOW - timedelta(days=ago)).date().isoformat() for ago in (30, 25)]
    made = Flag(
        practitioner_id=listing.id,
        code="R1",
        opened_at=NOW - timedelta(days=40),
        attempts=[{"on": day, "how": "Letter"} for day in days],
    )
    session.add(made)
    session.flush()
    cap(session, made, actor=ONE, reason="Enough say so.", now=NOW)
    return made


def ask(session, listing, text=TEXT, code="R1"):
    return ask_appeal(session, practitioner=listing, actor="owner:o", code=code, text=text)


def decide(session, case, flag, actor=OTHER):
    return uphold(session, case, flag, actor=actor, reason="It says nothing new.", now=NOW)


@BOTH
def test_an_appeal_waits_and_the_cap_stands(session, listing, flag):
    case = ask(session, listing)

    assert (case.kind, case.status) == (CaseKind.APPEAL, CaseStatus.OPEN)
    assert waiting_appeal(session, flag) is case
    assert appealable_flags(session, listing.id) == [flag]
    with pytest.raises(AppealWaits):
        ask(session, listing)


@pytest.mark.usefixtures("flag")
@pytest.mark.parametrize("text", ["", "Too short.", "x" * 1_001, "<i></i>" * 20])
def test_an_appeal_has_some_words(session, listing, text):
    with pytest.raises(AppealInvalid):
        ask(session, listing, text)


def test_what_is_not_capped_cannot_be_appealed(session, listing, flag):
    flag.status = FlagStatus.CLEARED

    with pytest.raises(FlagElsewhere):
        ask(session, listing)


@BOTH
def test_turned_down_the_cap_stays_and_it_can_be_asked_again(session, listing, flag):
    case = ask(session, listing)

    by_another = decide(session, case, flag)

    assert by_another
    assert flag.status == FlagStatus.CAPPED
    assert last_heard(session, flag) is case
    assert ask(session, listing) is not case
    with pytest.raises(AlreadyDecided):
        decide(session, case, flag)


def test_the_log_says_that_the_only_moderator_heard_their_own(session, listing, flag):
    case = ask(session, listing)

    by_another = decide(session, case, flag, ONE)

    assert not by_another
    upheld = session.query(Event).filter_by(action="upheld").one()
    assert upheld.after == {"code": "R1", "by_another": False}


def test_who_decided_hears_no_appeal_while_there_is_another(session, listing, flag):
    make_account(session, roles=["moderator"])
    case = ask(session, listing)

    with pytest.raises(AppealNeedsAnother):
        decide(session, case, flag, ONE)


def test_who_has_assessed_the_listing_is_nobody_else(session, listing, flag):
    other = make_account(session, roles=["moderator"])
    plant_assessment(session, listing).member_id = other.id
    case = ask(session, listing)

    assert not decide(session, case, flag, ONE)


@BOTH
def test_lifting_a_cap_decides_the_appeal(session, listing, flag):
    case = ask(session, listing)

    lift(session, flag, actor=OTHER, reason="They changed it.", now=NOW)

    assert (case.status, case.decision) == (CaseStatus.DECIDED, "lift")
    with pytest.raises(FlagElsewhere):
        decide(session, case, flag)


def test_lifting_a_veto_decides_the_appeal(session, listing):
    made = veto(session, listing, actor=ONE, reason="It lapsed.", now=NOW)
    case = ask(session, listing, code="R4")

    lift_veto(session, listing, actor=OTHER, reason="It holds.", now=NOW)

    assert case.decision == "lift"
    assert decided_as(made) == "vetoed"
    assert flags_of(session, listing.id) == [made]
