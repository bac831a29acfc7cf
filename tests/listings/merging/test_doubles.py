"""A pair of listings is put before a moderator once."""

import pytest

from directory.cases import Case
from directory.cases.deciding import decide_case
from directory.listings.merging.doubles import decided_before, look_for_double, open_pair, pair_of
from directory.vetting.decisions import NothingLeft
from tests.factories import make_noise, make_practitioner
from tests.listings.merged_worlds import ACTOR
from tests.vetting.factories import NOW

pytestmark = pytest.mark.databases("sqlite")


def two(session, **what_matters):
    pair = [make_practitioner(session, name="Ada Alder", **what_matters) for _ in range(2)]
    make_noise(session)
    return pair


def test_a_new_listing_like_another_opens_a_case_of_both(session):
    known, new = two(session)

    case = look_for_double(session, new, actor=ACTOR)

    assert pair_of(session, case) == (new, known)
    assert case.practitioner_id == known.id


def test_nobody_like_them_opens_nothing(session):
    listing = make_practitioner(session, name="Zoe Zander")

    assert look_for_double(session, listing, actor=ACTOR) is None


def test_made_up_people_are_nobodys_double(session):
    new = make_practitioner(session, name="Ada Alder")
    make_practitioner(session, name="Ada Alder", source="demo")

    assert look_for_double(session, new, actor=ACTOR) is None


def test_a_pair_that_waits_is_one_case_whichever_comes_first(session):
    known, new = two(session)

    cases = [open_pair(session, *pair, actor=ACTOR) for pair in ((known, new), (new, known))]

    assert cases[0] is cases[1]


def test_a_pair_of_two_people_is_not_raised_again(session):
    known, new = two(session)
    case = open_pair(session, new, known, actor=ACTOR)

    decide_case(session, case, "apart", reason="Two people.", actor=ACTOR, now=NOW)

    assert decided_before(session, known, new)
    assert look_for_double(session, new, actor=ACTOR) is None
    assert session.query(Case).count() == 1


def test_a_pair_of_which_one_is_gone_says_so(session):
    known, new = two(session)
    case = open_pair(session, new, known, actor=ACTOR)
    session.delete(new)
    session.flush()

    with pytest.raises(NothingLeft):
        pair_of(session, case)
