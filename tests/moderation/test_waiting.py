"""The queue as one moderator looks at it."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from directory.cases import CaseKind, CaseStatus
from directory.moderation.service import hand_over, hold, interests, stakes_of
from directory.moderation.waiting import (
    ON_A_PAGE,
    Eyes,
    Filter,
    View,
    ages_of,
    counts_of,
    next_case,
    page_of,
)
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.claim_factories import plant_claim
from tests.moderation.test_service import opened
from tests.vetting.plant import NOW, plant_assessment

ALL = Filter()


@pytest.fixture
def moderator(session):
    return make_account(session, "mo@runner.example", roles=["moderator"])


@pytest.fixture
def other(session):
    return make_account(session, roles=["moderator"])


def eyes(session, account):
    return Eyes(account, stakes_of(session, account), NOW)


def seen(session, account, chosen=ALL, number=1):
    page = page_of(session, eyes(session, account), chosen, number)
    return [one.case for one in page.cases]


def test_private_reports_stand_on_top_then_the_oldest(session, moderator):
    listing = make_practitioner(session)
    young = opened(session, CaseKind.CLAIM, listing, days_ago=1)
    old = opened(session, CaseKind.RECOMMENDATION, days_ago=9)
    report = opened(session, CaseKind.PRIVATE_REPORT, listing)
    opened(session, CaseKind.PATTERN, listing).status = CaseStatus.DECIDED

    page = page_of(session, eyes(session, moderator), ALL, 1)

    assert [one.case for one in page.cases] == [report, old, young]
    assert [one.listing for one in page.cases] == [listing, None, listing]
    assert (page.total, page.number, page.pages) == (3, 1, 1)


@pytest.mark.databases("sqlite")
def test_pages_hold_fifty_each_and_one_beyond_the_last_is_the_last(session, engine, moderator):
    listing = make_practitioner(session)
    cases = [
        opened(session, CaseKind.PATTERN, listing, subject=number, days_ago=120 - number)
        for number in range(120)
    ]
    looks = eyes(session, moderator)
    session.commit()
    asked = []
    event.listen(engine, "before_cursor_execute", lambda *values: asked.append(values[2]))

    pages = [page_of(session, looks, ALL, number) for number in (1, 3, 9, 0)]
    interests(session, moderator, pages[0].cases, looks.stakes)

    assert [page.number for page in pages] == [1, 3, 3, 1]
    assert pages[0].pages == 3
    assert [one.case for one in pages[1].cases] == cases[2 * ON_A_PAGE :]
    assert len(asked) <= 12, asked


def test_a_kind_and_the_counts_of_kinds(session, moderator):
    claim = opened(session, CaseKind.CLAIM, make_practitioner(session))
    opened(session, CaseKind.PATTERN)

    assert seen(session, moderator, Filter(CaseKind.CLAIM)) == [claim]
    counts = counts_of(session, eyes(session, moderator), Filter(CaseKind.CLAIM))
    assert counts == {CaseKind.CLAIM: 1, CaseKind.PATTERN: 1}


def test_mine_is_what_i_hold_and_what_was_handed_to_me(session, moderator, other):
    held = opened(session, CaseKind.PATTERN, subject="held", days_ago=2)
    handed = opened(session, CaseKind.PATTERN, subject="handed", days_ago=1)
    ran_out = opened(session, CaseKind.PATTERN, subject="ran out")
    theirs = opened(session, CaseKind.PATTERN, subject="theirs")
    hold(session, held, moderator, NOW)
    hold(session, ran_out, moderator, NOW - timedelta(hours=1))
    hold(session, theirs, other, NOW)
    hand_over(session, handed, other, to=moderator, note="", now=NOW)
    session.flush()

    assert seen(session, moderator, Filter(view=View.MINE)) == [held, handed]
    assert seen(session, other, Filter(view=View.MINE)) == [theirs]


def test_long_is_what_is_older_than_seven_days(session, moderator):
    old = opened(session, CaseKind.PATTERN, subject="old", days_ago=8)
    opened(session, CaseKind.PATTERN, subject="young", days_ago=6)

    assert seen(session, moderator, Filter(view=View.LONG)) == [old]
    ages = ages_of(session, NOW)
    assert (ages.total, ages.oldest, ages.long) == (2, NOW - timedelta(days=8), 1)


def test_nothing_waits_has_no_ages(session):
    ages = ages_of(session, NOW)

    assert (ages.total, ages.oldest, ages.long) == (0, None, 0)


def test_what_is_open_to_me_is_what_no_interest_and_no_other_moderator_keeps(
    session, moderator, other
):
    own, claimed, assessed, mailed, free = (make_practitioner(session) for _ in range(5))
    session.add(Ownership(practitioner_id=own.id, account_id=moderator.id))
    plant_claim(session, claimed, moderator)
    row = plant_assessment(session, assessed)
    row.member_id = moderator.id
    mailed.email = " Mo@Runner.example"
    cases = [
        opened(session, CaseKind.PATTERN, listing, subject=listing.id)
        for listing in (own, claimed, assessed, mailed, free, None)
        if listing
    ]
    without = opened(session, CaseKind.RECOMMENDATION)
    held = opened(session, CaseKind.PATTERN, subject="held")
    hold(session, held, other, NOW)
    session.flush()

    found = seen(session, moderator, Filter(view=View.OPEN_TO_ME))

    assert found == [cases[-1], without]
    stakes = stakes_of(session, moderator)
    every = page_of(session, Eyes(moderator, stakes, NOW), ALL, 1).cases
    kept = interests(session, moderator, every, stakes)
    assert {one.case.id for one in every if one.case.id not in kept} == {
        cases[-1].id, without.id, held.id,
    }  # fmt: skip


@pytest.mark.parametrize("words", ["alder", "BOULDER", "colo", "us", " Ada "])
def test_words_find_a_listing_by_name_and_by_place(session, moderator, words):
    place = {"city": "Boulder", "region": "Colorado", "region_code": "CO", "country": "US"}
    ada = make_practitioner(session, name="Ada Alder", locations=[place])
    bram = make_practitioner(
        session,
        name="Bram Birch",
        locations=[place | {"city": "Lyon", "region": "", "region_code": "", "country": "FR"}],
    )
    case = opened(session, CaseKind.PATTERN, ada, subject="a")
    opened(session, CaseKind.PATTERN, bram, subject="b")
    opened(session, CaseKind.RECOMMENDATION)

    assert seen(session, moderator, Filter(words=words)) == [case]


@pytest.mark.parametrize("words", ["%", "_", "\\", "x" * 5000, "'"])
def test_signs_of_the_database_find_nothing(session, moderator, words):
    opened(session, CaseKind.PATTERN, make_practitioner(session, name="Ada Alder"))

    assert seen(session, moderator, Filter(words=words)) == []


def test_the_next_case_is_the_first_of_the_filter_that_is_for_me(session, moderator, other):
    own = make_practitioner(session)
    session.add(Ownership(practitioner_id=own.id, account_id=moderator.id))
    opened(session, CaseKind.PATTERN, own, subject="own", days_ago=9)
    held = opened(session, CaseKind.PATTERN, subject="held", days_ago=8)
    hold(session, held, other, NOW)
    this = opened(session, CaseKind.PATTERN, subject="this", days_ago=7)
    following = opened(session, CaseKind.PATTERN, subject="next", days_ago=6)
    opened(session, CaseKind.CLAIM, make_practitioner(session), days_ago=99)
    session.flush()
    patterns = Filter(CaseKind.PATTERN)

    assert (
        next_case(session, eyes(session, moderator), patterns, beside=this.public_id) is following
    )
    following.status = CaseStatus.DECIDED
    session.flush()
    assert next_case(session, eyes(session, moderator), patterns, beside=this.public_id) is None
